// Makes types for queries with graphql-codegen from what a server tells of its schema, and has TypeScript judge a
// program that uses them: node codegen.mjs FOLDER_OF_PACKAGES ADDRESS TOKEN FOLDER_OF_QUERIES
import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

const [folder, address, token, queries] = process.argv.slice(2);
const need = createRequire(join(folder, "package.json"));
const { buildClientSchema, getIntrospectionQuery, parse, printSchema } = need("graphql");
const { codegen } = need("@graphql-codegen/core");
const ts = need("typescript");

const answer = await fetch(`${address}graphql`, {
  method: "POST",
  headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
  body: JSON.stringify({ query: getIntrospectionQuery() }),
});
const schema = buildClientSchema((await answer.json()).data);
const types = await codegen({
  filename: "types.ts",
  schema: parse(printSchema(schema)),
  schemaAst: schema,
  documents: readdirSync(queries).map((name) => ({
    location: name,
    document: parse(readFileSync(join(queries, name), "utf8")),
  })),
  plugins: [{ operations: {} }],
  pluginMap: { operations: need("@graphql-codegen/typescript-operations") },
  config: {},
});

const use = (field) => `
  import type { AtOneCheckpointQuery } from "./types";
  export const told = (found: AtOneCheckpointQuery): (string | null | undefined)[] =>
    found.places.nodes.map((place) => place.${field});
`;

function faults(field) {
  const texts = { "/types.ts": types, "/use.ts": use(field) };
  const options = { strict: true, noEmit: true, types: [], target: ts.ScriptTarget.ES2022 };
  const host = ts.createCompilerHost(options);
  const library = dirname(host.getDefaultLibFileName(options));
  host.getSourceFile = (name, version) =>
    ts.createSourceFile(name, texts[name] ?? ts.sys.readFile(join(library, name.split("/").pop())), version);
  host.fileExists = (name) => name in texts;
  host.readFile = (name) => texts[name];
  const program = ts.createProgram(["/use.ts"], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

process.stdout.write(JSON.stringify({ size: types.length, right: faults("name"), wrong: faults("nothing") }));
