// The headless browser among the packages of a folder, and what else stands there.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export const among = (folder) => createRequire(join(folder, "package.json"));

export async function launched(folder) {
  const need = among(folder);
  const { default: chromium } = await import(pathToFileURL(need.resolve("@sparticuz/chromium")));
  const { chromium: driver } = need("playwright-core");
  return driver.launch({
    executablePath: await chromium.executablePath(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}
