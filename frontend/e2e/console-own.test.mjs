// What everyone does with their own account: signing in by keyboard, language and colours, password, sessions, the second step,
// tokens, notices.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, afterEach, before, test } from "node:test";
import { launch, watched } from "./browser.mjs";
import { askAs, atHome, desktop, enter, forgive, open, password, patience, settled, signedIn } from "./console.mjs";

const url = process.env.SMILEBOARD_URL;
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

async function stranger(options) {
  const one = await watched(browser, url, { viewport: desktop, ...options });
  one.context.setDefaultTimeout(patience);
  seen.push(one);
  return one;
}

let people = 0;

/** An account for one test, so that changing its password troubles nobody. */
async function fresh() {
  const username = `own-${Date.now().toString(36)}-${people++}`;
  const secret = `一句好记的话 ${username}`;
  const { page } = await as("admin");
  const { createAccount } = await askAs(
    page,
    "mutation ($input: CreateAccountInput!) { createAccount(input: $input) { account { id } link { path } } }",
    { input: { username, name: "新同事" } },
  );
  const { organizations } = await askAs(page, '{ organizations(filter: { search: "430104", kind: DISTRICT }) { rows { id } } }');
  await askAs(page, "mutation ($input: GrantInput!) { grantRole(input: $input) { id } }", {
    input: { account: createAccount.account.id, role: "INSPECTOR", organization: organizations.rows[0].id },
  });
  const one = await stranger();
  await one.page.goto(url + createAccount.link.path);
  for (const label of ["新密码", "再输一次"]) await one.page.getByLabel(label).fill(secret);
  await one.page.getByRole("button", { name: "设置密码并登录" }).click();
  await atHome(one.page);
  return { username, secret, page: one.page };
}

test("with the keyboard alone somebody signs in, goes to the compounds and opens one", async () => {
  const { page } = await stranger();
  await page.goto(`${url}/console`);
  await page.getByLabel("用户名").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "username", "the first field has the focus");
  await page.keyboard.type("district");
  await page.keyboard.press("Tab");
  await page.keyboard.type(password("district"));
  await page.keyboard.press("Enter");
  await atHome(page);
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  for (let i = 0; i < 30 && (await focused()) !== "小区"; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "小区" }).waitFor();
  await page.locator("tbody tr.ant-table-row").first().waitFor();
  assert.equal(await focused(), "小区", "the focus is on the heading");
  const name = await page.locator("tbody tr.ant-table-row td a").first().innerText();
  for (let i = 0; i < 40 && (await focused()) !== name; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name }).waitFor();
});

test("a wrong password and an unknown name are refused in the same words", async () => {
  const { page } = await stranger();
  const said = [];
  for (const [username, secret] of [
    ["district", "not the password 1"],
    [`nobody-${Date.now()}`, "not the password 1"],
  ]) {
    await enter(page, url, username, secret);
    said.push(await page.locator(".ant-alert-error").innerText());
  }
  assert.equal(said[0], said[1]);
  forgive(seen[0]);
});

test("language and colours are the person's own, and stay", async () => {
  const { page } = await fresh();
  await page.getByRole("button", { name: /个人菜单$/ }).click();
  await page.getByRole("menuitem", { name: "深色" }).click();
  await page.waitForSelector("html[data-theme=dark]");
  await page.keyboard.press("Escape");
  await open(page, url, "/console/me");
  const language = page.getByRole("combobox", { name: "语言" });
  await language.click();
  await page.locator(".ant-select-item-option", { hasText: "英文" }).click();
  await page
    .locator("section", { hasText: "个人资料" })
    .getByRole("button", { name: /^保\s?存$/ })
    .click();
  await page.getByRole("heading", { level: 1, name: "Own settings" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.reload();
  await settled(page);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.waitForSelector("html[data-theme=dark]");
});

test("changing the password signs every other device out, and the list of devices says so", async () => {
  const { username, secret, page } = await fresh();
  const other = await stranger();
  await enter(other.page, url, username, secret);
  await atHome(other.page);
  await open(page, url, "/console/me");
  const devices = page.locator("#sessions li");
  assert.equal(await devices.count(), 2);
  await devices.filter({ hasNotText: "当前设备" }).getByRole("button", { name: "退出登录" }).click();
  await devices.nth(1).waitFor({ state: "detached" });
  await other.page.reload();
  await enter(other.page, url, username, secret);
  await atHome(other.page);

  await page.getByRole("button", { name: "修改密码" }).click();
  const next = `${secret} 又一句`;
  await page.getByLabel("当前密码").fill("不对的密码 123456");
  for (const label of ["新密码", "再输一次"]) await page.getByLabel(label).fill(next);
  await page.locator("#password").getByRole("button", { name: "修改密码" }).click();
  await page.locator("#password .ant-form-item-explain-error").waitFor();
  await page.getByLabel("当前密码").fill(secret);
  await page.locator("#password").getByRole("button", { name: "修改密码" }).click();
  await page.getByLabel("当前密码").waitFor({ state: "detached" });
  await other.page.reload();
  await other.page.getByRole("button", { name: /^登\s?录$/ }).waitFor();
  await enter(other.page, url, username, secret);
  await other.page.locator(".ant-alert-error").waitFor();
  await enter(other.page, url, username, next);
  await atHome(other.page);
  seen.forEach(forgive);
});

test("the second step is set up, asked for, and stood in for by a recovery code once", async () => {
  const { username, secret, page } = await fresh();
  await open(page, url, "/console/me");
  await page.getByRole("button", { name: "启用两步验证" }).click();
  await page.locator("#totp").getByLabel("当前密码").fill(secret);
  await page.getByRole("button", { name: "开始设置" }).click();
  const key = (await page.locator("#totp code.secret").innerText()).replace(/\s/g, "");
  const first = code(key, Date.now());
  await page.locator("#totp").getByLabel("验证码").fill(first);
  await page.getByRole("button", { name: "验证并启用" }).click();
  await page.locator("ul.codes code").first().waitFor();
  const codes = await page.locator("ul.codes code").allInnerTexts();
  assert.ok(codes.length >= 8, `${codes.length} recovery codes`);
  await page.getByRole("button", { name: "我已保存，继续" }).click();

  const other = await stranger();
  const [field, confirm] = [other.page.getByLabel("验证码"), other.page.getByRole("button", { name: /^验\s?证$/ })];
  await enter(other.page, url, username, secret);
  await field.fill(first);
  await confirm.click();
  // A code counts once.
  await other.page.locator(".ant-alert-error").waitFor();
  await field.fill(code(key, Date.now() + 30_000));
  await confirm.click();
  await atHome(other.page);

  for (const [n, works] of [
    [0, true],
    [0, false],
    [1, true],
  ]) {
    await other.context.clearCookies();
    await enter(other.page, url, username, secret);
    await other.page.getByRole("button", { name: "手机不在身边？用恢复码" }).click();
    await other.page.getByLabel("恢复码").fill(codes[n]);
    await confirm.click();
    if (works) await atHome(other.page);
    else await other.page.locator(".ant-alert-error").waitFor();
  }
  seen.forEach(forgive);
});

/** The code of an authenticator at a time (RFC 6238): six digits by HMAC-SHA-1 of the half minutes since 1970. */
function code(key, at) {
  const bits = [...key].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac("sha1", bytes).update(time).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

test("a token is shown once, reads what its scope allows, and ends when it is revoked", async () => {
  const { page } = await fresh();
  await open(page, url, "/console/me");
  await page.getByRole("button", { name: "新建令牌" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("用途").fill("数据看板");
  await dialog.getByRole("button", { name: "新建令牌" }).click();
  const secret = await page.locator("#tokens code.secret").innerText();
  const call = async (query) => {
    const headers = { Authorization: `Bearer ${secret}`, "Content-Type": "application/json", Accept: "application/json" };
    return (await fetch(`${url}/console/graphql`, { method: "POST", headers, body: JSON.stringify({ query }) })).json();
  };
  assert.ok((await call("{ compounds(first: 1) { total } }")).data.compounds.total > 0);
  assert.ok((await call("{ mySessions { id } }")).errors, "no token lists sessions");
  assert.ok((await call("mutation { signOutEverywhere }")).errors, "nor ends them");
  await page.reload();
  await settled(page);
  assert.equal(await page.locator("#tokens code.secret").count(), 0);
  await page.locator("#tokens").getByText(/用过/).waitFor();
  await page
    .locator("#tokens")
    .getByRole("button", { name: /^撤\s?销$/ })
    .click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^撤\s?销$/ })
    .click();
  await page.locator("#tokens").getByText("已撤销").waitFor();
  assert.ok((await call("{ compounds(first: 1) { total } }")).errors);
});

test("notices are read one by one and all together; the bell counts them", async () => {
  const { page } = await fresh();
  await open(page, url, "/console/notices");
  const bell = page.locator("a.bell");
  const unread = Number(/\d+/.exec(await bell.getAttribute("aria-label"))[0]);
  if (unread > 0) {
    await page.getByRole("button", { name: "全部标为已读" }).click();
    await page.getByText("没有未读通知。").waitFor();
  }
  await page.locator('a.bell[aria-label*="，0 条未读"]').waitFor();
  await page.getByText("全部", { exact: true }).click();
  await page.waitForURL(/all=1/);
  await settled(page);
  assert.ok((await page.locator("li.notice").count()) >= unread);
});
