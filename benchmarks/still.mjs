// Tells, as JSON, after how many milliseconds each page in a browser stands still: node still.mjs BROWSER_FOLDER FILE...
// It stands still when its canvas looks as it does at the end, and `drawn` when its own script has run.
import { pathToFileURL } from "node:url";
import { launched } from "../tests/browser/browser.mjs";

const [folder, ...files] = process.argv.slice(2);
const browser = await launched(folder);
const longest = 60_000;

async function still(file) {
  const page = await browser.newPage({ viewport: { width: 1500, height: 1000 } });
  await page.route(/^https?:/, (route) => route.abort());
  const start = Date.now();
  await page.goto(pathToFileURL(file).href);
  await page.locator("canvas").first().waitFor();
  const drawn = Date.now() - start;
  let looked = "", since = Date.now();
  while (Date.now() - since < 600 && Date.now() - start < longest) {
    const looks = await page.evaluate(() => document.querySelector("canvas").toDataURL());
    if (looks !== looked) [looked, since] = [looks, Date.now()];
    await page.waitForTimeout(20);
  }
  await page.close();
  return { drawn, still: since - start };
}

const answers = [];
for (const file of files) answers.push(await still(file));
await browser.close();
console.log(JSON.stringify(answers));
