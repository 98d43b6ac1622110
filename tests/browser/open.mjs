// Opens files and tells, as JSON on standard output, what a reader's browser did: node open.mjs BROWSER_FOLDER FILE...
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { among, launched } from "./browser.mjs";

const [folder, ...files] = process.argv.slice(2);
const axe = readFileSync(among(folder).resolve("axe-core/axe.min.js"), "utf8");
const browser = await launched(folder);

async function opened(file) {
  const page = await browser.newPage({ viewport: { width: 1500, height: 1000 } });
  const told = { requests: [], errors: [] };
  const own = pathToFileURL(file).href;
  page.on("request", (request) => request.url() === own || told.requests.push(request.url()));
  page.on("pageerror", (error) => told.errors.push(error.message));
  page.on("console", (message) => told.errors.push(message.text()));
  const start = Date.now();
  await page.goto(own);
  told.milliseconds = Date.now() - start;
  told.drawn = await page.evaluate(() => document.body.dataset.drawn);
  const stage = page.locator(".canvas, .lines");
  const before = await stage.screenshot();
  await page.waitForTimeout(400);
  told.still = before.equals(await stage.screenshot());
  await stage.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("+");
  told.chosen = await page.evaluate(() => (document.querySelector(".chosen") ?? document.activeElement).innerText);
  await page.mouse.move(700, 500);
  await page.waitForTimeout(400);
  told.attacked = await page.evaluate(() => window.attacked ?? null);
  told.text = await page.evaluate(() => document.body.innerText);
  told.links = await page.evaluate(() => [...document.querySelectorAll("a")].map((link) => link.href));
  told.name = await stage.getAttribute("aria-label");
  await page.screenshot({ path: `${file}.png` });
  await page.close();
  return told;
}

async function judged(file) {
  const context = await browser.newContext({ bypassCSP: true }); // for the judge's script; the page's own policy is tested above
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  await context.close();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
}

const answers = [];
for (const file of files) answers.push({ ...(await opened(file)), violations: await judged(file) });
await browser.close();
console.log(JSON.stringify(answers));
