// Every page, in both themes and both languages: no accessibility violation, no error, no refusal of the policy, no request to
// another host, no layout shift, the title that the server wrote, and in English no Chinese but names.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { addresses, launch, watched } from "./browser.mjs";

const url = process.env.SMILEBOARD_URL;
const { pages } = await addresses(url);
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

for (const language of ["zh-CN", "en"])
  describe(language, () => {
    let seen;
    before(async () => {
      seen = await watched(browser, url, { language });
    });
    after(() => seen.close());

    for (const [name, path] of pages)
      test(name, async () => {
        const { page, faults } = seen;
        faults.length = 0;
        await page.emulateMedia({ colorScheme: "light" });
        const response = await page.goto(url + path, { waitUntil: "networkidle" });
        const written = /<title>(.*?)<\/title>/s.exec(await response.text())?.[1];
        await page.waitForSelector("main h1");
        assert.equal(await page.locator("html").getAttribute("lang"), language);
        assert.equal(await page.evaluate(() => document.querySelectorAll("h1").length), 1, "one h1");
        assert.equal(quoted(await page.title()), written, "the server's title");
        assert.equal(await page.evaluate(() => window.shift), 0, "layout shift");
        assert.equal(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          true,
          "no sideways scrolling",
        );
        if (language === "en") assert.deepEqual(await page.evaluate(chinese), [], "Chinese that is no name");
        for (const theme of ["light", "dark"]) {
          // The page follows the system's theme while it is open.
          await page.emulateMedia({ colorScheme: theme });
          await page.waitForSelector(`html[data-theme=${theme}]`);
          assert.deepEqual(await violations(page), [], theme);
        }
        assert.deepEqual(faults, []);
      });
  });

async function violations(page) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations: found } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n")}`,
  );
}

function quoted(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&#34;").replace(/'/g, "&#39;");
}

// Names, documents and what the office wrote stay as they are, marked as Chinese for screen readers.
function chinese() {
  const walker = document.createTreeWalker(document.querySelector("#app"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode;
    if (/[\u4e00-\u9fff]/.test(textContent) && !parentElement.closest('[lang="zh-CN"]') && !parentElement.closest(".sign, pre"))
      found.push(textContent);
  }
  return found;
}
