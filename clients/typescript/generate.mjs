// Writes src/rest.ts and src/graphql.ts from the schemas of the project, into the folder given or src/.
import { readFile, writeFile } from "node:fs/promises";

import { codegen } from "@graphql-codegen/core";
import * as typescript from "@graphql-codegen/typescript";
import { buildSchema, parse, printSchema } from "graphql";
import openapiTS, { astToString } from "openapi-typescript";

const head = "// Generated from schemas/ by `npm run generate`: do not change it by hand.\n\n";
const schemas = new URL("../../schemas/", import.meta.url);
const folder = process.argv[2] ?? new URL("src", import.meta.url).pathname;

const description = new URL("openapi.json", schemas);
const rest = astToString(await openapiTS(description, { alphabetize: false, defaultNonNullable: false }));
await writeFile(`${folder}/rest.ts`, head + rest);

const sdl = await readFile(new URL("schema.graphql", schemas), "utf8");
const types = await codegen({
  documents: [],
  filename: "graphql.ts",
  schema: parse(printSchema(buildSchema(sdl))),
  plugins: [{ typescript: {} }],
  pluginMap: { typescript },
  config: {
    enumsAsTypes: true,
    skipTypename: true,
    scalars: { Date: "string", DateTime: "string", JSON: "unknown" },
  },
});
await writeFile(`${folder}/graphql.ts`, `${head}${types.trim()}\n`);
