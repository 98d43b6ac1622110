// Opens GraphiQL as a reader does, by the address that signs in, and tells as JSON what happened there:
// node graphiql.mjs FOLDER_OF_PACKAGES ADDRESS TOKEN SCREENSHOT
import { launched } from "../browser/browser.mjs";

const [folder, address, token, screenshot] = process.argv.slice(2);
const browser = await launched(folder);
const page = await browser.newPage({ viewport: { width: 1500, height: 1000 } });
const told = { requests: [], errors: [], answers: {} };
page.on("request", (request) => told.requests.push(request.url()));
page.on("pageerror", (error) => told.errors.push(error.message));
page.on("console", (message) => message.type() === "error" && told.errors.push(message.text()));

await page.goto(`${address}?token=${token}`);
await page.getByRole("link", { name: "Ask in GraphQL" }).click();
const run = page.getByRole("button", { name: "Execute query" });
const answer = page.locator(".result-window .CodeMirror");
const tabs = page.getByRole("tab");
await tabs.first().waitFor();
for (const tab of await tabs.all()) {
  await tab.click();
  await page.waitForTimeout(500); // GraphiQL reads the name of the operation when typing has paused
  await run.click();
  await page.waitForFunction(() => document.querySelector(".result-window .CodeMirror").CodeMirror.getValue());
  told.answers[(await tab.textContent()).trim()] = await answer.evaluate((shown) => JSON.parse(shown.CodeMirror.getValue()));
}
await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
await page.getByRole("link", { name: "Query", exact: true }).click();
await page.getByRole("link", { name: "agencies", exact: true }).click();
told.explained = await page.locator(".graphiql-doc-explorer").textContent();
await page.screenshot({ path: screenshot });
told.kept = await page.evaluate(() => Object.keys(window.localStorage));
await page.goto(`${address}graphql`);
told.opened = new URL(page.url()).pathname;
await browser.close();
process.stdout.write(JSON.stringify(told));
