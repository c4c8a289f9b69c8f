// A small client over fetch: every path, parameter and answer has the type of the server's description.
import type { components, paths } from "./rest.js";

export type { components, paths } from "./rest.js";
export type * as GraphQL from "./graphql.js";

/** A model of REST by its name: `Schema<"Statement">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

type Json<Operation> = Operation extends {
  responses: { 200: { content: { "application/json": infer Body } } };
}
  ? Body
  : never;
type Part<Operation> = Operation extends {
  responses: { 200: { content: { "application/vnd.counterclaim.part+json": infer Body } } };
}
  ? Body
  : never;
type Query<Operation> = Operation extends { parameters: { query?: infer Given } } ? Given : never;
type Body<Operation> = Operation extends {
  requestBody: { content: { "application/json": infer Sent } };
}
  ? Sent
  : never;
type Having<Method extends "get" | "post"> = {
  [Path in keyof paths]: paths[Path] extends Record<Method, object> ? Path : never;
}[keyof paths];
type Operation<Path, Method extends "get" | "post"> = Path extends keyof paths
  ? paths[Path][Method]
  : never;
type Keyed<Path> = Path extends `${string}{key}${string}` ? { key: string } : { key?: never };
type Item<Page> = Page extends { items: (infer One)[] } ? One : never;
type Listed<Path> = Item<Json<Operation<Path, "get">>>;
type Chosen<Path> = Query<Operation<Path, "get">> & { fields: string[] };

export interface Options {
  /** An API key, where the server wants one. */
  key?: string;
  /** How often a request is sent at most. */
  attempts?: number;
  fetch?: typeof globalThis.fetch;
  sleep?: (milliseconds: number) => Promise<void>;
}

/** What the server refused, with its stable code. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
  ) {
    super(`${status} ${code}: ${detail}`);
  }
}

const PATIENCE = 60_000;
const LONGEST = 20_000;

/** Milliseconds to wait before another attempt; undefined to give up. */
export function wait(attempt: number, retryAfter: string | null): number | undefined {
  const own = Math.min(500 * 2 ** (attempt - 1), LONGEST) * (0.5 + Math.random() / 2);
  if (retryAfter === null) return own;
  const asked = /^\d+$/.test(retryAfter)
    ? Number(retryAfter) * 1000
    : Date.parse(retryAfter) - Date.now();
  if (Number.isNaN(asked)) return own;
  return asked > PATIENCE ? undefined : Math.max(asked, own);
}

export class Client {
  private readonly attempts: number;
  private readonly fetch: typeof globalThis.fetch;
  private readonly sleep: (milliseconds: number) => Promise<void>;

  constructor(
    private readonly base: string,
    private readonly options: Options = {},
  ) {
    this.attempts = options.attempts ?? 5;
    this.fetch = options.fetch ?? globalThis.fetch;
    this.sleep = options.sleep ?? ((time) => new Promise((done) => setTimeout(done, time)));
  }

  /** Get a path of the description; `key` fills the `{key}` in it. With `fields` all else may lack. */
  get<Path extends Having<"get">>(
    path: Path,
    given: { query: Chosen<Path> } & Keyed<Path>,
  ): Promise<Part<Operation<Path, "get">>>;
  get<Path extends Having<"get">>(
    path: Path,
    given?: { query?: Query<Operation<Path, "get">> } & Keyed<Path>,
  ): Promise<Json<Operation<Path, "get">>>;
  async get<Path extends Having<"get">>(
    path: Path,
    given: { query?: Query<Operation<Path, "get">> } & Keyed<Path> = {} as never,
  ): Promise<unknown> {
    return await this.send("GET", this.address(path, given));
  }

  /** Post JSON to a path of the description. */
  async post<Path extends Having<"post">>(
    path: Path,
    body: Body<Operation<Path, "post">>,
  ): Promise<Json<Operation<Path, "post">>> {
    const answer = await this.send("POST", this.address(path, {}), body);
    return answer as Json<Operation<Path, "post">>;
  }

  /** Iterate over all items of a list, page after page. With `fields` all else may lack. */
  all<Path extends Having<"get">>(
    path: Path,
    query: Chosen<Path>,
  ): AsyncGenerator<Item<Part<Operation<Path, "get">>>>;
  all<Path extends Having<"get">>(
    path: Path,
    query?: Query<Operation<Path, "get">>,
  ): AsyncGenerator<Listed<Path>>;
  async *all<Path extends Having<"get">>(
    path: Path,
    query: Query<Operation<Path, "get">> = {} as never,
  ): AsyncGenerator<unknown> {
    let cursor: string | null = null;
    do {
      const given = { query: { limit: 100, ...(query ?? {}), ...(cursor ? { cursor } : {}) } };
      const page = (await this.send("GET", this.address(path, given))) as {
        items: unknown[];
        nextCursor: string | null;
      };
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  /** Ask a query of GraphQL; `Data` is the form that the query gives the answer. */
  async graphql<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const answer = (await this.send("POST", `${this.base}/graphql`, { query, variables })) as {
      data?: Data | null;
      errors?: { message: string; extensions?: { code?: string } }[];
    };
    const error = answer.errors?.[0];
    if (error) throw new ApiError(200, error.extensions?.code ?? "unknown", error.message);
    return answer.data as Data;
  }

  private address(path: string, given: { query?: unknown; key?: string }): string {
    const url = new URL(
      this.base.replace(/\/$/, "") + path.replace("{key}", encodeURIComponent(given.key ?? "")),
    );
    for (const [name, value] of Object.entries(given.query ?? {})) {
      for (const each of Array.isArray(value) ? value : [value]) {
        if (each !== undefined && each !== null) url.searchParams.append(name, String(each));
      }
    }
    return url.href;
  }

  private async send(method: string, url: string, body?: unknown): Promise<unknown> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (this.options.key) headers["Authorization"] = `Bearer ${this.options.key}`;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    for (let attempt = 1; ; attempt += 1) {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await this.fetch(url, { method, headers, ...sent });
      if (response.status === 429 || response.status === 503) {
        const time = wait(attempt, response.headers.get("Retry-After"));
        if (attempt < this.attempts && time !== undefined) {
          await this.sleep(time);
          continue;
        }
      }
      const text = await response.text();
      if (response.ok) return JSON.parse(text);
      throw problem(response.status, text);
    }
  }
}

function problem(status: number, text: string): ApiError {
  try {
    const told = JSON.parse(text) as { code?: string; detail?: string };
    return new ApiError(status, told.code ?? "unknown", told.detail ?? "");
  } catch {
    return new ApiError(status, "unknown", text.slice(0, 200));
  }
}
