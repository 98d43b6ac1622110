// Asks a server all that the audit of GraphQL over HTTP asks, and tells as JSON what each of its points found:
// node audit.mjs FOLDER_OF_PACKAGES ADDRESS TOKEN
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, address, token] = process.argv.slice(2);
const url = `${address}graphql`;
const { serverAudits } = createRequire(join(folder, "package.json"))("graphql-http");
const fetchFn = (asked, init = {}) =>
  fetch(asked, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
const found = [];
for (const audit of serverAudits({ url, fetchFn })) {
  const { status, name, reason } = await audit.fn();
  found.push({ status, name, reason: reason ?? null });
}
process.stdout.write(JSON.stringify(found));
