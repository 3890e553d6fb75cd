// The administrator and the auditor at work: accounts, powers, and the record of both.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { launch } from "./browser.mjs";
import {
  askAs,
  atHome,
  choose,
  contentOf,
  day,
  enter,
  forgive,
  mayNot,
  open,
  patience,
  settled,
  signedIn,
  task,
} from "./console.mjs";

const url = process.env.SMILEBOARD_URL;
// A server that is tested twice keeps the first run's accounts.
const run = Date.now().toString(36);
let browser;
let seen = [];
before(async () => {
  browser = await launch();
});
after(() => browser?.close());
afterEach(async () => {
  const faults = seen.flatMap(({ faults }) => faults);
  await Promise.all(seen.map(({ close }) => close()));
  seen = [];
  assert.deepEqual(faults, []);
});

async function as(username, options) {
  const one = await signedIn(browser, url, username, options);
  seen.push(one);
  return one;
}

test("the administrator makes an account, hands the link over, gives a role and ends it; the record holds all of it", async () => {
  const { page } = await as("admin");
  await page.getByRole("link", { name: "账号与授权" }).click();
  await page.getByRole("button", { name: "新建账号" }).click();
  await page.getByLabel("姓名").fill("=张三");
  await page.getByLabel("用户名").fill(`zhang-${run}`);
  await page.getByLabel("邮箱").fill("zhang");
  await page.getByRole("button", { name: "新建账号" }).click();
  // What the server refuses stands at its field.
  const mail = page.locator(".ant-form-item", { has: page.getByLabel("邮箱") });
  await mail.locator(".ant-form-item-explain-error").waitFor();
  await page.getByLabel("邮箱").fill("zhang@example.com");
  await page.getByRole("button", { name: "新建账号" }).click();
  const link = await page.locator("code.secret").innerText();
  assert.match(link, /\/console\/link#/);

  // The invited person, in a browser of their own, may not yet do anything.
  const guest = await signedInByLink(link, "橘子洲头的灯 今晚亮了 1 盏");
  await guest.getByText("您的账号还没有授权").first().waitFor();
  assert.equal(await task(guest, "小区"), null);

  await page.getByRole("button", { name: "下一步：授权" }).click();
  await page.getByRole("button", { name: /^授\s?权$/ }).click();
  const dialog = page.getByRole("dialog");
  await choose(page, "角色", "街道");
  await choose(page, "范围", "观沙岭街道", "观沙岭");
  await dialog.getByRole("button", { name: /^授\s?权$/ }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByText("街道 · 观沙岭街道").waitFor();

  await guest.reload();
  await settled(guest);
  assert.ok(await task(guest, "小区"));
  const { compounds } = await askAs(guest, "{ compounds { rows { subdistrict { name } } } }");
  assert.deepEqual([...new Set(compounds.rows.map(({ subdistrict }) => subdistrict.name))], ["观沙岭街道"]);

  await page.getByRole("button", { name: "终止授权" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "终止授权" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });

  await page.getByRole("link", { name: "操作记录", exact: true }).click();
  const grant = page.getByRole("row", { name: /授权.*张三|张三.*授权/ });
  await grant.first().waitFor();
  for (const what of ["新建账号", "授权", "终止授权"])
    await page.getByRole("row", { name: what }).filter({ hasText: "张三" }).filter({ hasText: "演示管理员" }).first().waitFor();
});

async function signedInByLink(link, secret) {
  const context = await browser.newContext();
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  seen.push({ faults: [], close: () => context.close() });
  await page.goto(link);
  await page.getByLabel("新密码").fill("123456789012");
  await page.getByLabel("再输一次").fill("123456789012");
  await page.getByRole("button", { name: "设置密码并登录" }).click();
  await page.locator(".ant-form-item-explain-error, .ant-alert-error").first().waitFor();
  await page.getByLabel("新密码").fill(secret);
  await page.getByLabel("再输一次").fill(secret);
  await page.getByRole("button", { name: "设置密码并登录" }).click();
  await atHome(page);
  assert.equal(new URL(page.url()).hash, "", "the link is used up and gone from the address");
  // Whoever finds the link later finds nothing.
  await context.clearCookies();
  await page.goto(link);
  await page.getByLabel("新密码").fill(secret);
  await page.getByLabel("再输一次").fill(secret);
  await page.getByRole("button", { name: "设置密码并登录" }).click();
  await page.locator(".ant-alert-error, .ant-form-item-explain-error").first().waitFor();
  await enter(page, url, `zhang-${run}`, secret);
  await atHome(page);
  return page;
}

test("the table of operations is the server's own, role by role", async () => {
  const { page, open } = await as("admin", { at: "/console/powers" });
  const { operations } = await askAs(page, "{ operations { operation roles } }");
  assert.ok(operations.length > 80);
  const row = page.getByRole("row", { name: /登记小区/ });
  assert.equal(await row.getByRole("cell", { name: "可以", exact: true }).count(), 3);
  await page.getByLabel("搜索操作").fill("资质");
  await page.getByRole("row", { name: /登记资质/ }).waitFor();
  assert.equal(await row.count(), 0);
  await open("/console/people?role=AUDITOR");
  await page.getByRole("link", { name: "演示审计" }).waitFor();
});

test("a disabled account is signed out at once and cannot come back", async () => {
  const { page } = await as("admin", { at: "/console/people/new" });
  await page.getByLabel("姓名").fill("李四");
  await page.getByLabel("用户名").fill(`li-${run}`);
  await page.getByRole("button", { name: "新建账号" }).click();
  const link = await page.locator("code.secret").innerText();
  const context = await browser.newContext();
  seen.push({ faults: [], close: () => context.close() });
  const other = await context.newPage();
  await other.goto(link);
  for (const label of ["新密码", "再输一次"]) await other.getByLabel(label).fill("月亮船 慢慢摇到桥边 等你");
  await other.getByRole("button", { name: "设置密码并登录" }).click();
  await atHome(other);
  await page.getByRole("button", { name: "下一步：授权" }).click();
  await page.getByRole("button", { name: /^停\s?用$/ }).click();
  await page.getByLabel("原因（写入操作记录）").fill("离职");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^停\s?用$/ })
    .click();
  await page.getByText("已停用").waitFor();
  await other.reload();
  await other.getByRole("button", { name: /^登\s?录$/ }).waitFor();
  await enter(other, url, `li-${run}`, "月亮船 慢慢摇到桥边 等你");
  await other.locator(".ant-alert-error").waitFor();
});

test("the auditor reads who changed what, before and after, and takes the record along, but changes nothing", async () => {
  const admin = await as("admin");
  const { compounds } = await askAs(admin.page, '{ compounds(filter: { search: "jlxq" }) { rows { id version address } } }');
  const [one] = compounds.rows;
  await askAs(
    admin.page,
    "mutation ($id: ID!, $version: Int!, $input: CompoundInput!) { updateCompound(id: $id, version: $version, input: $input) { id } }",
    { id: one.id, version: one.version, input: { address: "=1+1 审计路 9 号" } },
  );
  const { page } = await as("auditor", { at: "/console/audit" });
  await choose(page, "类别", "办理");
  await page.getByRole("searchbox").fill("金岭");
  await page.waitForURL(/q=/);
  await settled(page);
  await page.getByRole("button", { name: "改小区" }).first().click();
  const drawer = page.getByRole("dialog");
  await drawer.locator("ins", { hasText: "审计路 9 号" }).waitFor();
  await drawer.getByText("演示管理员").first().waitFor();
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "hidden" });
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "导出 Excel" }).click()]);
  const rows = Object.values((await contentOf(download)).sheets)[0];
  assert.ok(rows.length > 1);
  assert.ok(
    rows.slice(1).every((row) => row.join().includes("金岭")),
    "only what was filtered",
  );
  const today = new Date().toISOString().slice(0, 10);
  await day(page, "截止日", "2020-01-01");
  await page.getByText("没有符合条件的记录。").waitFor();
  assert.ok(today);
  await open(page, url, `/console/compounds/${one.id}`);
  assert.equal(await page.getByRole("button", { name: /^修\s?改$/ }).count(), 0);
  await assert.rejects(askAs(page, `mutation { disableAccount(id: "${one.id}", reason: "") { id } }`), /FORBIDDEN/);
  forgive(seen[1]);
});

test("a district officer does not read the record", async () => {
  const { page } = await as("district");
  await mayNot(page, url, "操作记录", "/console/audit");
});
