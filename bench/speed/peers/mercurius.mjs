// Mercurius with its JIT and loaders, over the same documents as the product's.
//   node mercurius.mjs PORT        DATABASE_URL: a PostgreSQL database
import Fastify from "fastify";
import mercurius from "mercurius";
import pg from "pg";

const schema = `
  scalar Date
  scalar ContradictionType
  input Equal { eq: String }
  input TypeEqual { eq: ContradictionType }
  input DateWhere { gte: Date lte: Date }
  input PlaceWhere { key: Equal }
  input StatementWhere { place: PlaceWhere party: Equal said: DateWhere }
  input ContradictionWhere { type: TypeEqual }
  type Speaker { key: String name: String party: String }
  type Article { key: String title: String published: Date }
  type Location { name: String country: String latitude: Float longitude: Float }
  type Place { mention: String location: Location }
  type Quantity { mention: String low: Float high: Float unit: String counted: String }
  type Statement {
    key: String text: String said: Date claimType: String
    speaker: Speaker article: Article places: [Place] quantities: [Quantity]
  }
  type StatementEdge { node: Statement }
  type StatementConnection { edges: [StatementEdge] totalCount: Int }
  type Contradiction {
    key: String type: ContradictionType reason: String confidence: Float a: Statement b: Statement
  }
  type ContradictionEdge { cursor: String node: Contradiction }
  type PageInfo { hasNextPage: Boolean endCursor: String }
  type ContradictionConnection { edges: [ContradictionEdge] pageInfo: PageInfo }
  enum StatementGroup { SPEAKER MONTH }
  type StatementStat { count: Int period: Date speaker: Speaker }
  type Query {
    statementStats(groupBy: [StatementGroup], where: StatementWhere, first: Int): [StatementStat]
    statement(key: String!): Statement
    statements(first: Int, where: StatementWhere): StatementConnection
    contradictions(first: Int, where: ContradictionWhere): ContradictionConnection
  }
`;

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const rows = async (name, text, values) => (await pool.query({ name, text, values })).rows;
const STATEMENT = `id, key, text, said_on::text AS said, upper(claim_type) AS "claimType",
  speaker_id, article_id`;

// A row for each key asked for, in their order.
const one = (name, text, key) => async (queries) => {
  const ids = [...new Set(queries.map(({ obj }) => obj[key]))];
  const found = new Map((await rows(name, text, [ids])).map((row) => [row.id, row]));
  return queries.map(({ obj }) => found.get(obj[key]) ?? null);
};
const many = (name, text) => async (queries) => {
  const found = new Map(queries.map(({ obj }) => [obj.id, []]));
  for (const row of await rows(name, text, [[...found.keys()]])) found.get(row.statement_id).push(row);
  return queries.map(({ obj }) => found.get(obj.id));
};
const side = (key) =>
  one("statements", `SELECT ${STATEMENT} FROM statement WHERE id = ANY($1)`, key);

const loaders = {
  Statement: {
    speaker: one("speakers", "SELECT id, key, name, party FROM speaker WHERE id = ANY($1)", "speaker_id"),
    article: one(
      "articles",
      "SELECT id, key, title, published_on::text AS published FROM article WHERE id = ANY($1)",
      "article_id",
    ),
    places: many(
      "places",
      `SELECT m.statement_id, m.mention, json_build_object('name', l.name, 'country', l.country,
         'latitude', l.latitude, 'longitude', l.longitude) AS location
       FROM statement_location m JOIN location l ON l.id = m.location_id
       WHERE m.statement_id = ANY($1) ORDER BY m.statement_id, m.position`,
    ),
    quantities: many(
      "quantities",
      `SELECT statement_id, mention, low, high, unit, counted FROM quantity
       WHERE statement_id = ANY($1) ORDER BY statement_id, position`,
    ),
  },
  StatementStat: {
    speaker: one("speakers", "SELECT id, key, name, party FROM speaker WHERE id = ANY($1)", "speaker_id"),
  },
  Contradiction: { a: side("statement_a_id"), b: side("statement_b_id") },
};

const resolvers = {
  Query: {
    statement: async (_, { key }) =>
      (await rows(
        "statement",
        `SELECT ${STATEMENT} FROM statement WHERE key = $1 AND superseded_at IS NULL`,
        [key],
      ))[0] ?? null,
    statements: (_, { first, where }) => ({ first, where }),
    statementStats: (_, { first, where }) =>
      rows(
        "stats",
        `SELECT count(*)::int AS count, speaker_id, date_trunc('month', said_on)::date::text AS period
         FROM statement WHERE superseded_at IS NULL AND party = $1
         GROUP BY speaker_id, period ORDER BY count DESC, speaker_id, period LIMIT $2`,
        [where.party.eq, first],
      ),
    contradictions: async (_, { first, where }) => {
      const found = await rows(
        "contradictions",
        `SELECT key, upper(type) AS type, reason, confidence, statement_a_id, statement_b_id,
           sort_at || ',' || id AS cursor
         FROM contradiction WHERE superseded_at IS NULL AND type = lower($1)
         ORDER BY sort_at DESC, id DESC LIMIT $2`,
        [where.type.eq, first + 1],
      );
      const kept = found.slice(0, first);
      return {
        edges: kept.map((node) => ({ cursor: node.cursor, node })),
        pageInfo: { hasNextPage: found.length > first, endCursor: kept.at(-1)?.cursor ?? null },
      };
    },
  },
  StatementConnection: {
    edges: async ({ first, where }) => {
      const found = await rows(
        "listed",
        `SELECT s.* FROM (
           SELECT d.sort_at AS at, d.statement_id FROM statement_location d
           WHERE d.listed AND d.location_id = (SELECT id FROM location WHERE key = $1)
             AND d.party = $2 AND d.sort_at >= $3::text::timestamp AT TIME ZONE 'UTC'
             AND d.sort_at < ($4::text::timestamp + interval '1 day') AT TIME ZONE 'UTC'
           ORDER BY d.sort_at DESC, d.statement_id DESC LIMIT $5) d
         JOIN (SELECT ${STATEMENT} FROM statement) s ON s.id = d.statement_id
         ORDER BY d.at DESC, s.id DESC`,
        [where.place.key.eq, where.party.eq, where.said.gte, where.said.lte, first],
      );
      return found.map((node) => ({ node }));
    },
    totalCount: async ({ where }) =>
      (await rows(
        "counted",
        `SELECT count(*)::int AS n FROM statement
         WHERE superseded_at IS NULL AND party = $1
           AND sort_at >= $2::text::timestamp AT TIME ZONE 'UTC'
           AND sort_at < ($3::text::timestamp + interval '1 day') AT TIME ZONE 'UTC'`,
        [where.party.eq, where.said.gte, where.said.lte],
      ))[0].n,
  },
};

const app = Fastify();
app.register(mercurius, { schema, resolvers, loaders, jit: 1, path: "/graphql" });
await app.listen({ port: Number(process.argv[2]), host: "127.0.0.1" });
