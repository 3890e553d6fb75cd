// Takes a picture of every page, phone and desktop, light and dark: node frontend/e2e/screenshots.mjs FOLDER [NAME...].
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { addresses, launch, program } from "./browser.mjs";

const [folder = "test-results/screenshots", ...names] = process.argv.slice(2);
const sizes = { phone: { width: 360, height: 800 }, desktop: { width: 1280, height: 900 } };
const languages = (process.env.LANGUAGES ?? "zh-CN").split(",");

mkdirSync(folder, { recursive: true });
const { url, stop } = await program();
const browser = await launch();
try {
  const { pages } = await addresses(url);
  for (const [size, viewport] of Object.entries(sizes))
    for (const colorScheme of ["light", "dark"])
      for (const language of languages) {
        const context = await browser.newContext({ viewport, colorScheme, deviceScaleFactor: 1 });
        await context.addCookies([{ name: "language", value: language, url }]);
        const page = await context.newPage();
        for (const [name, path] of pages) {
          if (names.length && !names.includes(name)) continue;
          await page.goto(url + path, { waitUntil: "networkidle" });
          await page.waitForSelector("main h1");
          await page.screenshot({
            path: join(folder, `${name}-${size}-${colorScheme}${language === "en" ? "-en" : ""}.png`),
            fullPage: true,
          });
        }
        await context.close();
      }
} finally {
  await browser.close();
  await stop();
}
