// What a resident does, and what must go on working when the network or the reader does not do as expected.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { addresses, launch, watched } from "./browser.mjs";

const url = process.env.SMILEBOARD_URL;
const { district, pages } = await addresses(url);
let browser;
let seen;
let page;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());
beforeEach(async () => {
  seen = await watched(browser, url);
  page = seen.page;
});
afterEach(async () => {
  const faults = [...seen.faults];
  await seen.close();
  assert.deepEqual(faults, []);
});

const open = (path) => page.goto(url + path, { waitUntil: "networkidle" });
const place = () => page.evaluate(() => Math.round(scrollY));

test("a resident finds their compound by pinyin initials, sees its face and the reason, and goes back to the search", async () => {
  await open(`/board/${district}`);
  await page.getByRole("searchbox").pressSequentially("jlxq", { delay: 40 });
  const link = page.getByRole("link", { name: "金岭农民安置小区" });
  await link.waitFor();
  await page.waitForURL(/q=jlxq/);
  await link.click();
  await page.waitForURL(/\/compounds\//);
  await page.getByRole("heading", { level: 1, name: "金岭农民安置小区" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1", "the focus is on the heading");
  assert.equal(await place(), 0);
  const verdict = page.locator(".verdict");
  assert.match(await verdict.locator(".class").innerText(), /示范|达标|整改|待评/);
  assert.ok((await verdict.locator(".reason").innerText()).length > 8, "a reason in words");
  assert.match(await verdict.locator(".dated").innerText(), /\d{4} 年 \d+ 月 \d+ 日公布/);
  await page.goBack();
  await link.waitFor();
  assert.equal(await page.getByRole("searchbox").inputValue(), "jlxq");
});

test("Back finds the list as long as it was and where it was", async () => {
  await open(`/board/${district}`);
  const cards = page.locator(".results > li");
  const before = await cards.count();
  const more = page.getByRole("button", { name: /再看一些/ });
  await more.click();
  await page.waitForFunction((n) => document.querySelectorAll(".results > li").length > n, before);
  const all = await cards.count();
  await cards.nth(all - 2).scrollIntoViewIfNeeded();
  const where = await place();
  assert.ok(where > 1000);
  await cards
    .nth(all - 2)
    .getByRole("link")
    .click();
  await page.waitForURL(/\/compounds\//);
  await page.locator(".verdict").waitFor();
  assert.equal(await place(), 0);
  await page.goBack();
  await cards.first().waitFor();
  assert.equal(await cards.count(), all);
  assert.ok(Math.abs((await place()) - where) < 3, `at ${await place()}, was at ${where}`);
});

test("filters stand in the address and survive a reload", async () => {
  await open(`/board/${district}`);
  const rated = page.getByRole("button", { name: /待评/ });
  await rated.click();
  await page.waitForURL(/class=not-rated/);
  await page.getByLabel("排序").selectOption("name");
  await page.waitForURL(/order=name/);
  await page.getByText(/^找到 \d+ 个小区$/).waitFor();
  const found = await page.locator(".found p").innerText();
  await page.reload({ waitUntil: "networkidle" });
  assert.equal(await rated.getAttribute("aria-pressed"), "true");
  assert.equal(await page.getByLabel("排序").inputValue(), "name");
  assert.equal(await page.locator(".found p").innerText(), found);
  for (const label of await page.locator(".results .why b").allInnerTexts()) assert.equal(label, "待评");
  await page.getByRole("button", { name: "清除筛选" }).click();
  assert.equal(await rated.getAttribute("aria-pressed"), "false");
});

test("an input method's unfinished syllables are not searched for", async () => {
  await open(`/board/${district}`);
  const asked = [];
  page.on("request", (request) => request.url().includes("/graphql") && asked.push(request.url()));
  const box = page.getByRole("searchbox");
  await box.dispatchEvent("compositionstart");
  await box.fill("jin'ling");
  await page.waitForTimeout(500);
  assert.equal(asked.length, 0);
  await box.fill("金岭");
  await box.dispatchEvent("compositionend");
  await page.waitForURL(/q=/);
  await page.getByRole("link", { name: "金岭农民安置小区" }).waitFor();
});

test("without a network the page says so, and goes on by itself when it is back", async () => {
  await open(`/board/${district}`);
  const card = page.locator(".results > li").first().getByRole("link");
  // The page's chunk is fetched beforehand, as it is once a compound has been looked at.
  await card.click();
  await page.locator(".verdict").waitFor();
  await page.goBack();
  await seen.context.setOffline(true);
  await page.getByText("没有网络,页面上的内容可能不是最新的。").waitFor();
  await page.locator(".results > li").nth(3).getByRole("link").click();
  await page.getByRole("heading", { level: 1, name: "没有连上网络" }).waitFor();
  assert.ok(await page.getByRole("button", { name: "再试一次" }).isVisible());
  await seen.context.setOffline(false);
  await page.locator(".verdict").waitFor();
  assert.equal(await page.getByText("没有网络,页面上的内容可能不是最新的。").count(), 0);
});

test("the first data come with the page, and no page asks for them again", async () => {
  const asked = [];
  page.on("request", (request) => request.url().includes("/graphql") && asked.push(request.url()));
  for (const [name, path] of pages) {
    await open(path);
    await page.waitForSelector("main h1");
    assert.deepEqual(asked, [], name);
  }
});

test("language and theme are remembered", async () => {
  await open(`/board/${district}`);
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("link", { name: "Ranking" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.getByRole("button", { name: "Switch to dark" }).click();
  await page.reload({ waitUntil: "networkidle" });
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  await page.getByRole("link", { name: "Ranking" }).click();
  await page.getByRole("heading", { level: 1, name: "Ranking of companies" }).waitFor();
});

test("the header remembers the district", async () => {
  await open("/board/370214");
  await page.getByRole("link", { name: "评估标准", exact: true }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await page.getByRole("link", { name: "企业排名" }).getAttribute("href"), "/ranking/370214");
  await open("/standard");
  assert.equal(await page.getByRole("link", { name: "企业排名" }).getAttribute("href"), "/ranking/370214");
});

test("the keyboard reaches the content first and everything after", async () => {
  await open(`/board/${district}`);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "跳到正文");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
  await page.locator(".count-card").first().focus();
  await page.keyboard.press("Space");
  await page.waitForURL(/class=demonstration/);
});

test("what is pressed is at least 44 pixels high", async () => {
  for (const [name, path] of pages) {
    await open(path);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, select, summary, input, .button, nav a, .brand, .bottom a")]
        .filter((element) => element.getClientRects().length && element.getBoundingClientRect().height < 43.5)
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    assert.deepEqual(small, [], name);
  }
});

test("a compound prints as one A4 signboard", async () => {
  const [, path] = pages.find(([name]) => name === "compound-demonstration");
  await open(path);
  await page.waitForFunction(() => document.querySelector(".sign .qr path")?.getAttribute("d"));
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".sign").isVisible(), true);
  assert.equal(await page.locator(".columns").isVisible(), false);
  assert.equal(await page.locator(".sign .stamp").isVisible(), true, "样张 across it in the demo");
  const qr = await page.locator(".sign .qr").boundingBox();
  assert.ok(qr.width >= (35 / 25.4) * 96, "the code is at least 35 mm wide");
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1);
});

test("GraphiQL asks nobody but this server", async () => {
  await open("/graphiql");
  await page.locator(".graphiql-container").waitFor();
});
