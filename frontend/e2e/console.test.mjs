// The console, as each role works in it: what they find, what they may change, what is kept from them; and what holds for
// every page: no accessibility violation in either theme, no refusal of the policy, no request to another host, no sideways
// scrolling on a phone.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { launch, watched } from "./browser.mjs";

const url = process.env.SMILEBOARD_URL;
const desk = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };
let browser;
let accounts;

before(async () => {
  browser = await launch();
  const { signInOptions } = await office("{ signInOptions { demo { username password role } } }");
  accounts = Object.fromEntries(signInOptions.demo.map((account) => [account.role, account]));
});
after(() => browser?.close());

/** Asks the console's own API as nobody. */
async function office(query) {
  const response = await fetch(`${url}/console/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json" },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** A page on which somebody of this role is signed in. */
async function signedIn(role, options = {}) {
  const seen = await watched(browser, url, { viewport: desk, ...options });
  await seen.page.goto(`${url}/console`);
  await signIn(seen.page, accounts[role]);
  await seen.page.waitForSelector("header.top");
  return seen;
}

async function signIn(page, { username, password }) {
  await page.locator("#username").fill(username);
  await page.locator("#password").fill(password);
  await page.locator("#password").press("Enter");
}

async function open(page, path) {
  await page.goto(`${url}/console${path}`, { waitUntil: "networkidle" });
  await page.waitForSelector("main h1");
}

async function violations(page) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations: found } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n")}`,
  );
}

const tasks = {
  ADMINISTRATOR:
    "home notices compounds zones contractors committees engagements qualifications organizations import people powers audit",
  DISTRICT_OFFICER:
    "home notices compounds zones contractors committees engagements qualifications organizations import people powers",
  SUBDISTRICT_OFFICER:
    "home notices compounds zones contractors committees engagements qualifications organizations people powers",
  COMMUNITY_OFFICER: "home notices compounds zones contractors committees engagements qualifications organizations powers",
  INSPECTOR: "home notices compounds zones contractors committees engagements qualifications organizations powers",
  OWNERS_COMMITTEE: "home status notices compounds zones contractors committees engagements organizations powers",
  CONTRACTOR_MANAGER: "home status notices compounds zones contractors engagements qualifications people powers",
  CONTRACTOR_STAFF: "home status notices compounds zones contractors engagements qualifications powers",
  TENDER_EXPERT: "home notices powers",
  AUDITOR:
    "home notices compounds zones contractors committees engagements qualifications organizations import people powers audit",
};

const looked = new Set();

describe("every role", () => {
  for (const [role, names] of Object.entries(tasks))
    test(`${role}: finds its own tasks, each of which opens`, async () => {
      const { page, faults, close } = await signedIn(role);
      try {
        const links = await page.locator("nav.tasks a").evaluateAll((found) => found.map((link) => link.pathname));
        assert.deepEqual(
          links.map((path) => path.replace(/^\/console\/?/, "") || "home"),
          names.split(" "),
        );
        for (const path of links) {
          await page.locator(`nav.tasks a[href="${path}"]`).click();
          await page.waitForLoadState("networkidle");
          await page.waitForSelector("main h1");
          assert.equal(await page.locator("main h1").count(), 1, `${path}: one h1`);
          assert.equal(
            await page.locator("main .ant-alert-error").count(),
            0,
            `${path}: ${await page.locator("main").innerText()}`,
          );
          // What is the same for everyone needs to be looked at once.
          if (looked.has(path)) continue;
          looked.add(path);
          for (const theme of ["light", "dark"]) {
            await page.emulateMedia({ colorScheme: theme });
            await page.waitForSelector(`html[data-theme=${theme}]`);
            assert.deepEqual(await violations(page), [], `${path}, ${theme}`);
          }
        }
        assert.deepEqual(faults, []);
      } finally {
        await close();
      }
    });
});

test("on a phone, no page scrolls sideways and the tasks are behind a button", async () => {
  const { page, faults, close } = await signedIn("DISTRICT_OFFICER", { viewport: phone });
  try {
    for (const path of [
      "",
      "/compounds",
      "/contractors",
      "/committees",
      "/organizations",
      "/import",
      "/people",
      "/powers",
      "/me",
    ]) {
      await open(page, path);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, path);
      assert.deepEqual(await violations(page), [], path);
    }
    await page.locator("header.top button").first().click();
    await page.locator(".ant-drawer nav.tasks a[href='/console/compounds']").click();
    await page.waitForURL(`${url}/console/compounds`);
    await page.waitForSelector("ul.cards > li");
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
});
