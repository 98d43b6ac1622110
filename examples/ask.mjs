// Which agencies acted in which kinds of events, from JavaScript without any package: node ask.mjs [ADDRESS]
// It needs a running `handover serve`, and HANDOVER_HOME to be that server's.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const address = process.argv[2] ?? "http://127.0.0.1:8000/";
const token = readFileSync(join(process.env.HANDOVER_HOME, "token"), "utf8").trim();

async function ask(query, variables = {}) {
  const answer = await fetch(`${address}graphql`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/graphql-response+json",
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(errors.map(({ message, extensions }) => `${message} ${extensions.wayOut ?? ""}`).join("\n"));
  return data;
}

const { agencies } = await ask(
  `query Agencies($most: Int!) {
    agencies(where: {actedIn: {some: {}}}, orderBy: [{by: name}]) {
      nodes { name actedIn { totalCount groups(by: ["kind"], first: $most) { count keys { value } } } }
    }
  }`,
  { most: 3 },
);
for (const { name, actedIn } of agencies.nodes) {
  const kinds = actedIn.groups.map(({ count, keys: [{ value }] }) => `${value} ${count}`);
  console.log(`${name}: ${actedIn.totalCount} events (${kinds.join(", ")})`);
}
