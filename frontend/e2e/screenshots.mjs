// Takes a picture of every page, phone and desktop, light and dark: node frontend/e2e/screenshots.mjs FOLDER [NAME...]. The console's
// pages are named console-…, as an administrator sees them; console-status is the company's.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { addresses, launch, program } from "./browser.mjs";
import { atHome, consolePages, enter, settled } from "./console.mjs";

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
        const look = async (name, path) => {
          if (names.length && !names.includes(name)) return;
          await page.goto(url + path, { waitUntil: "networkidle" });
          await settled(page);
          await page.screenshot({
            path: join(folder, `${name}-${size}-${colorScheme}${language === "en" ? "-en" : ""}.png`),
            fullPage: true,
          });
        };
        for (const [name, path] of pages) await look(name, path);
        await look("console-sign-in", "/console");
        await enter(page, url, "admin");
        await atHome(page);
        for (const [name, path] of await consolePages(page)) await look(`console-${name}`, path);
        await context.clearCookies({ name: /^(?!language$)/ });
        await enter(page, url, "manager");
        await atHome(page);
        await look("console-status", "/console/status");
        await context.close();
      }
} finally {
  await browser.close();
  await stop();
}
