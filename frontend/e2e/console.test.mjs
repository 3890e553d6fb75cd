// The console, as each role finds it: its own tasks and no other, each of which opens; and no sideways scrolling on a phone.
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

describe("a day's work", () => {
  test("two officers change one compound: the second sees both versions, chooses, and nothing is lost", async () => {
    const [one, other] = await Promise.all([signedIn("DISTRICT_OFFICER"), signedIn("ADMINISTRATOR")]);
    try {
      await open(one.page, "/compounds?q=4301040010001");
      await one.page.locator("main table a").first().click();
      await one.page.waitForURL(/compounds\/\d+$/);
      const path = `${new URL(one.page.url()).pathname.replace("/console", "")}/edit`;
      for (const { page } of [one, other]) await open(page, path);
      await one.page.locator('[id$="_address"]').fill("望月湖路 1 号");
      await one.page.locator('[id$="_households"]').fill("681");
      await one.page.locator("main form button[type=submit]").click();
      await one.page.waitForSelector("main .verdict");
      await other.page.locator('[id$="_address"]').fill("望月湖路 2 号");
      await other.page.locator('[id$="_built"]').fill("2004");
      await other.page.locator("main form button[type=submit]").click();
      const dialog = other.page.locator(".ant-modal:visible");
      await dialog.waitFor();
      // What only one of both changed is decided; the address is not.
      assert.equal(await dialog.locator("fieldset").count(), 3);
      assert.equal(await dialog.locator(".ant-btn-primary").isDisabled(), true);
      assert.deepEqual(await violations(other.page), []);
      await dialog.locator("fieldset").filter({ hasText: "望月湖路" }).locator("input[value=mine]").check();
      await dialog.locator(".ant-btn-primary").click();
      await other.page.waitForSelector("main .verdict");
      const text = await other.page.locator("main").innerText();
      for (const kept of ["望月湖路 2 号", "2004", "681"]) assert.match(text, new RegExp(kept));
      assert.deepEqual([...one.faults, ...other.faults], []);
    } finally {
      await Promise.all([one.close(), other.close()]);
    }
  });

  test("what the server refuses stands at its field, and leaving with unsaved changes asks first", async () => {
    const { page, close } = await signedIn("DISTRICT_OFFICER");
    try {
      await open(page, "/contractors/new");
      await page.locator('[id$="_name"]').fill("示例新物业服务有限公司");
      await page.locator('[id$="_uscc"]').fill("9143");
      await page.locator("main form button[type=submit]").click();
      await page.locator(".ant-form-item:has([id$=_uscc]) .ant-form-item-explain-error").waitFor();
      assert.match(await page.evaluate(() => document.activeElement.id), /_uscc$/);
      await page.locator("nav.tasks a[href='/console/compounds']").click();
      const dialog = page.locator(".ant-modal-confirm:visible");
      await dialog.waitFor();
      await dialog.locator("button:not(.ant-btn-dangerous)").click();
      assert.equal(await page.locator('[id$="_name"]').inputValue(), "示例新物业服务有限公司");
      await page.locator("nav.tasks a[href='/console/compounds']").click();
      await page.locator(".ant-modal-confirm:visible .ant-btn-dangerous").click();
      await page.waitForURL(`${url}/console/compounds`);
    } finally {
      await close();
    }
  });

  test("where the session ends, one signs in above the page, and what was typed is saved", async () => {
    const { page, context, close } = await signedIn("DISTRICT_OFFICER");
    try {
      await open(page, "/compounds?q=4301040020001");
      await page.locator("main table a").first().click();
      await page.waitForURL(/compounds\/\d+$/);
      await open(page, `${new URL(page.url()).pathname.replace("/console", "")}/edit`);
      await page.locator('[id$="_address"]').fill("岳麓大道 9 号");
      const cookies = await context.cookies();
      await context.clearCookies();
      assert.ok(cookies.some(({ httpOnly }) => httpOnly));
      await page.locator("main form button[type=submit]").click();
      const dialog = page.locator(".ant-modal:visible");
      await dialog.locator("#password").fill(accounts.DISTRICT_OFFICER.password);
      await dialog.locator("button[type=submit]").click();
      await page.waitForSelector("main .verdict");
      assert.match(await page.locator("main").innerText(), /岳麓大道 9 号/);
    } finally {
      await close();
    }
  });

  test("the choice of columns is kept for the next sign-in, on whatever machine", async () => {
    const first = await signedIn("INSPECTOR");
    try {
      await open(first.page, "/compounds");
      await first.page.locator(".filters-end .ant-btn").last().click();
      const saved = first.page.waitForResponse((response) => response.request().postData()?.includes("setPreference"));
      await first.page.locator(".column-choice .ant-checkbox-wrapper").last().click();
      await saved;
    } finally {
      await first.close();
    }
    const next = await signedIn("INSPECTOR");
    try {
      await open(next.page, "/compounds");
      assert.equal(await next.page.locator("main thead th").count(), 9);
    } finally {
      await next.close();
    }
  });

  test("a photo is shown small beside its compound, and what only claims to be one is refused in words", async () => {
    const { page, faults, close } = await signedIn("DISTRICT_OFFICER");
    try {
      await open(page, "/compounds?q=4301040010001");
      await page.locator("main table a").first().click();
      await page.waitForURL(/compounds\/\d+$/);
      await page.waitForSelector("main input[type=file]", { state: "attached" });
      const photo = await page.screenshot({ type: "jpeg" });
      await page.locator("main input[type=file]").setInputFiles({ name: "大门.jpg", mimeType: "image/jpeg", buffer: photo });
      const image = page.locator(".attachments img").first();
      await image.waitFor();
      await page.waitForFunction(() => document.querySelector(".attachments img")?.naturalWidth > 0);
      await page
        .locator("main input[type=file]")
        .setInputFiles({ name: "x.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<svg onload=alert(1)>") });
      await page.locator("main .ant-alert-error").waitFor();
      assert.deepEqual(
        faults.filter((fault) => !/status of 4/.test(fault)),
        [],
      );
    } finally {
      await close();
    }
  });

  test("an officer invites somebody, who sets a password by the link and finds what they were granted", async () => {
    const { page, close } = await signedIn("DISTRICT_OFFICER");
    const guest = await watched(browser, url, { viewport: desk });
    try {
      await open(page, "/people/new");
      await page.locator('[id$="_name"]').fill("陈示例");
      await page.locator('[id$="_username"]').fill(`chen.${Date.now() % 1_000_000}`);
      await page.locator("main form button[type=submit]").click();
      const link = await page.locator("code.secret").innerText();
      await page.locator("main .ant-btn-primary").click();
      await page.waitForURL(/people\/\d+$/);
      await page.locator(".section-head .ant-btn-primary").click();
      const dialog = page.locator(".ant-modal:visible");
      await dialog.locator('[id$="_organization"]').click();
      await page.locator(".ant-select-item-option").first().click();
      await dialog.locator("button[type=submit]").click();
      await dialog.waitFor({ state: "hidden" });
      await guest.page.goto(link);
      await guest.page.locator('[id$="_password"]').fill("湘江的水绿如蓝，橘子洲头看日出");
      await guest.page.locator('[id$="_again"]').fill("湘江的水绿如蓝，橘子洲头看日出");
      await guest.page.locator("button[type=submit]").click();
      await guest.page.waitForSelector("nav.tasks a[href='/console/compounds']");
      assert.equal(guest.page.url().includes("#"), false, "the token is out of the address");
      assert.deepEqual(guest.faults, []);
    } finally {
      await Promise.all([close(), guest.close()]);
    }
  });

  test("what was exported is sent, checked, and imported; a reload in the middle loses nothing", async () => {
    const { page, faults, close } = await signedIn("DISTRICT_OFFICER");
    try {
      await open(page, "/compounds?kinds=OLD");
      const address = await page.locator(".filters-end a").getAttribute("href");
      assert.equal(new URL(address, url).search, "?order=name&kinds=OLD");
      const exported = await page.request.get(url + address);
      assert.equal(exported.status(), 200);
      await open(page, "/import");
      await page.locator("main input[type=file]").setInputFiles({
        name: "compounds.xlsx",
        mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        buffer: await exported.body(),
      });
      await page.waitForURL(/import\/\d+$/);
      await page.reload();
      await page.locator(".page-action .ant-btn-primary").click();
      await page.locator(".ant-modal-confirm:visible .ant-btn-primary").click();
      await page.locator("main .ant-alert-success").waitFor();
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(faults, []);
    } finally {
      await close();
    }
  });
});
