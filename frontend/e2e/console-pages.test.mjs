// Every page of the console, at a desk and on a phone, light and dark, in both languages: no accessibility violation, no error, no
// refusal of the policy, no request to another host, no sideways scrolling, and in English no Chinese but names.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { launch, watched } from "./browser.mjs";
import { consolePages, desktop, open, phone, signedIn } from "./console.mjs";

const url = process.env.SMILEBOARD_URL;
const browser = await launch();
after(() => browser.close());

const first = await signedIn(browser, url, "admin");
const pages = await consolePages(first.page);
await first.close();

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// The theme changes colours alone, and the language words alone: each size is asked about everything once, in one language, and
// about its colours in the other theme, too.
const looks = [
  { language: "zh-CN", viewport: desktop, size: "desk", asked: true },
  { language: "en", viewport: phone, size: "phone", asked: true },
  { language: "en", viewport: desktop, size: "desk" },
  { language: "zh-CN", viewport: phone, size: "phone" },
];

for (const [i, { language, viewport, size, asked }] of looks.entries())
  describe(`${size}, ${language}`, () => {
    let seen;
    before(async () => {
      seen = await signedIn(browser, url, "admin", { language, viewport });
    });
    after(() => seen.close());

    for (const [name, path] of [...pages, ["status", "/console/status"]])
      test(name, async () => {
        const { page, faults } = seen;
        faults.length = 0;
        await open(page, url, path);
        assert.equal(await page.locator("html").getAttribute("lang"), language);
        assert.equal(await page.locator("h1").count(), 1, "one h1");
        assert.equal(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          true,
          "no sideways scrolling",
        );
        if (language === "en") assert.deepEqual(await page.evaluate(chinese), [], "Chinese that is no name");
        if (asked) {
          const [first, second] = i === 0 ? ["light", "dark"] : ["dark", "light"];
          for (const colorScheme of [first, second]) {
            await page.emulateMedia({ colorScheme });
            await page.waitForSelector(`html[data-theme=${colorScheme}]`);
            assert.deepEqual(await violations(page, colorScheme === first), [], colorScheme);
          }
        }
        assert.deepEqual(faults, []);
      });
  });

test("the pages before signing in", async () => {
  for (const { language, viewport } of looks) {
    const seen = await watched(browser, url, { language, viewport });
    for (const path of ["/console", "/console/link#AAAA", "/console/setup#AAAA", "/console/link"]) {
      await open(seen.page, url, path);
      for (const colorScheme of ["light", "dark"]) {
        await seen.page.emulateMedia({ colorScheme });
        await seen.page.waitForSelector(`html[data-theme=${colorScheme}]`);
        assert.deepEqual(await violations(seen.page, true), [], path);
      }
    }
    assert.deepEqual(seen.faults, []);
    await seen.close();
  }
});

test("a compound's page prints: what it says, without the ways to elsewhere", async () => {
  const seen = await signedIn(browser, url, "district", { at: pages.find(([name]) => name === "compound")[1] });
  const { page } = seen;
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("nav.tasks").isVisible(), false, "no navigation on paper");
  assert.equal(await page.locator("header.top .top-end").isVisible(), false);
  assert.ok(await page.getByRole("heading", { level: 1 }).isVisible());
  const wide = await page.evaluate(() => document.querySelector("main").getBoundingClientRect().width);
  assert.ok(wide > 900, `the page is ${wide} px wide on paper`);
  assert.ok((await page.pdf({ format: "A4" })).length > 10_000);
  assert.deepEqual(seen.faults, []);
  await seen.close();
});

async function violations(page, all) {
  const builder = new AxeBuilder({ page });
  const { violations: found } = await (all ? builder.withTags(tags) : builder.withRules(["color-contrast"])).analyze();
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n")}`,
  );
}

// Names and what people wrote stay as they are, marked as Chinese for screen readers.
function chinese() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode;
    if (/[\u4e00-\u9fff]/.test(textContent) && !parentElement.closest('[lang="zh-CN"], pre, code, script, style, noscript'))
      found.push(textContent);
  }
  return found;
}
