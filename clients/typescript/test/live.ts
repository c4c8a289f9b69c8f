// Asks the server at the address given; what should not compile is marked, and must not.
import { ApiError, Client, wait, type GraphQL, type Schema } from "../src/index.js";

const base = process.argv[2];
if (base === undefined) throw new Error("say where the server is");
const client = new Client(base);

const page = await client.get("/v1/statements", { query: { party: ["AM"], limit: 2 } });
const first: Schema<"Statement"> | undefined = page.items[0];
if (first === undefined) throw new Error("no statement");
const one = await client.get("/v1/statements/{key}", { key: first.key });
const speaker: string | undefined = one.speaker?.name;

// @ts-expect-error - no such path
void (() => client.get("/v1/nonsense"));
// @ts-expect-error - no such parameter
void (() => client.get("/v1/statements", { query: { spaeker: "x" } }));
// @ts-expect-error - a key is needed
void (() => client.get("/v1/statements/{key}", {}));
// @ts-expect-error - no such field
void (() => one.spaeker);

const keys: string[] = [];
for await (const item of client.all("/v1/statements", { limit: 2 })) keys.push(item.key);

const parts: Schema<"StatementPart">[] = [];
for await (const part of client.all("/v1/statements", { limit: 2, fields: ["key", "speaker.name"] })) {
  parts.push(part);
}
const part = await client.get("/v1/statements/{key}", { key: first.key, query: { fields: ["key"] } });
// @ts-expect-error - it may lack
void ((): string => part.key);
// @ts-expect-error - no such field
void (() => client.get("/v1/statements/{key}", { key: first.key, query: { fields: ["spaeker"] } }));

const asked = await client.post("/v1/statements/query", {
  where: { place: { name: { eq: "Tarnova" } } }, limit: 1, count: true,
});
const data = await client.graphql<{ location: Pick<GraphQL.Location, "name"> | null }>(
  "query ($key: String!) { location(key: $key) { name } }",
  { key: "geonames:990001" },
);

let code = "";
try {
  await client.get("/v1/statements/{key}", { key: "no/such key" });
} catch (error) {
  if (error instanceof ApiError) code = error.code;
}

const waits: number[] = [];
const answers = [
  new Response("{}", { status: 503 }),
  new Response("{}", { status: 429, headers: { "Retry-After": "7" } }),
  new Response(JSON.stringify({ items: [], nextCursor: null })),
];
const patient = new Client("http://server.example", {
  fetch: async () => answers.shift() ?? Response.error(),
  sleep: async (time) => void waits.push(time),
});
await patient.get("/v1/speakers");

console.log(
  JSON.stringify({
    speaker, keys, parts, part, code, waits, count: asked.totalCount, place: data.location?.name,
    tooLong: wait(1, "3600") === undefined,
  }),
);
