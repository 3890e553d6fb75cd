// The community, the inspector, the owners' committee, the company and the expert: what each does in a day, and what each may
// not see.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { askAs, choose, contentOf, day, forgive, mayNot, settled, signedIn, task } from "./console.mjs";

const url = process.env.SMILEBOARD_URL;
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

const save = (page) => page.getByRole("button", { name: /^保\s?存$/ });
const daysAgo = (n) => new Date(Date.now() - n * 86_400_000).toISOString().slice(0, 10);

test("the community registers a committee with its members, sees what is due, and files it", async () => {
  const { page, open } = await as("community");
  const { compounds, committees } = await askAs(
    page,
    "{ compounds(first: 100) { rows { id name } } committees(first: 100) { rows { compound { id } } } }",
  );
  const free = compounds.rows.find(({ id }) => !committees.rows.some(({ compound }) => compound?.id === id));
  assert.ok(free, "a compound without a committee");
  await open("/console/committees/new");
  await choose(page, "小区", free.name, free.name);
  await page.getByLabel("业委会名称").fill(`${free.name}业主委员会`);
  await day(page, "选举日期", daysAgo(40));
  await day(page, "任期起", daysAgo(40));
  await day(page, "任期止", daysAgo(-1000));
  await save(page).click();
  await page.getByRole("heading", { level: 1, name: `${free.name}业主委员会` }).waitFor();
  // Thirty days for the filing and seven for the first meeting are over.
  for (const what of ["备案", "首次会议"]) await page.locator("li", { hasText: what }).filter({ hasText: "已逾期" }).waitFor();

  await page
    .locator("section", { hasText: "成员" })
    .getByRole("link", { name: /^修\s?改$/ })
    .last()
    .click();
  for (const n of [1, 2, 3, 4, 5]) {
    await page.getByRole("button", { name: "添加一位" }).click();
    const member = page.getByRole("group", { name: `第 ${n} 位成员` });
    await member.getByLabel("姓名").fill(`业主${"一二三四五"[n - 1]}`);
    if (n === 1) await member.getByLabel("电话").fill("13800000001");
  }
  await save(page).click();
  await page.getByText("成员（5 人）").waitFor();
  await page.getByRole("link", { name: "13800000001" }).waitFor();

  await page
    .locator(".page-action")
    .getByRole("button", { name: /^修\s?改$/ })
    .click();
  await day(page, "首次会议日期", daysAgo(36));
  await day(page, "备案日期", daysAgo(5));
  await page.getByLabel("备案号").fill(`岳业备 ${run}`);
  await save(page).click();
  await page.locator("li", { hasText: "首次会议" }).filter({ hasText: "按期完成" }).waitFor();
  await page.locator("li", { hasText: "备案" }).filter({ hasText: "逾期完成" }).waitFor();
  forgive(seen[0]);
  await mayNot(page, url, "账号与授权", "/console/people");
});

test("the inspector adds a photo to a compound, where it shows small; a false type is refused by name", async () => {
  const { page } = await as("inspector", { at: "/console/compounds?q=jlxq" });
  await page.getByRole("link", { name: "金岭农民安置小区" }).click();
  await page.getByText("照片和文件").waitFor();
  const name = `楼道-${run}.png`;
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "image/png", buffer: await picture(page) });
  const item = page.locator(".attachments li", { hasText: name });
  await item.waitFor();
  const small = item.locator("img");
  await small.scrollIntoViewIfNeeded();
  await page.waitForFunction((image) => image.complete && image.naturalWidth > 0, await small.elementHandle());
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "假.png", mimeType: "image/png", buffer: Buffer.from("<svg onload='alert(1)'/>") });
  await page.locator(".ant-alert-error", { hasText: "假.png" }).waitFor();
  forgive(seen[0]);
  const response = await page.request.get(url + (await item.getByRole("link").getAttribute("href")));
  assert.match(response.headers()["content-type"], /^image\/png/);
  assert.match(response.headers()["content-security-policy"], /default-src 'none'/);
  await item.getByRole("button", { name: /^删除/ }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^删\s?除$/ })
    .click();
  await item.waitFor({ state: "detached" });
  assert.equal(await page.getByRole("button", { name: /^修\s?改$/ }).count(), 0, "an inspector changes no compound");
  await mayNot(page, url, "导入", "/console/import");
});

/** A photo, drawn by the browser itself. */
async function picture(page) {
  const data = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
    const paper = canvas.getContext("2d");
    for (const [i, color] of ["#0a7a4a", "#1f66ad", "#c03f0c", "#f7f6f2"].entries()) {
      paper.fillStyle = color;
      paper.fillRect(i * 160, 0, 160, 480);
    }
    return canvas.toDataURL("image/png").split(",")[1];
  });
  return Buffer.from(data, "base64");
}

test("the owners' committee sees where its compound stands and what is missing, and its own compound alone", async () => {
  const { page, open } = await as("committee", { at: "/console/status" });
  const report = page.locator("article.report");
  const { compounds } = await askAs(page, "{ compounds { rows { name } } }");
  await report.getByRole("link", { name: compounds.rows[0].name }).waitFor();
  assert.equal(await report.count(), 1);
  assert.ok(await report.locator(".missing").count(), "what is missing, or that nothing is");
  assert.ok((await report.locator("table.dimensions tbody tr").count()) > 4);
  await page.getByText("业委会应开始筹备换届").waitFor();
  await open("/console/compounds");
  assert.equal(await page.locator("tbody tr.ant-table-row").count(), 1);
  await mayNot(page, url, "账号与授权", "/console/people");
});

test("the company's manager sees rank, faces and what is missing, gives a clerk an account, and changes the phone", async () => {
  const { page, open } = await as("manager", { at: "/console/status" });
  await page
    .getByText(/第 \d+ 名/)
    .first()
    .waitFor();
  await page
    .getByText(/95% 把握在第 \d+–\d+ 名/)
    .first()
    .waitFor();
  assert.ok((await page.locator("article.report").count()) > 1);
  assert.ok(await page.getByRole("heading", { name: /^差在哪儿/ }).count());
  await page.locator("article.report .missing li").first().waitFor();

  await page
    .getByRole("link", { name: /示例甲物业服务有限公司/ })
    .first()
    .click();
  await page.getByRole("button", { name: /^修\s?改$/ }).click();
  assert.equal(await page.getByLabel("企业名称").count(), 0, "the name is the office's to change");
  await page.getByLabel("电话").fill("0731-88880000");
  await save(page).click();
  await page.getByRole("link", { name: "0731-88880000" }).waitFor();

  await open("/console/people/new");
  await page.getByLabel("姓名").fill("企业文员");
  await page.getByLabel("用户名").fill(`clerk-${run}`);
  await page.getByRole("button", { name: "新建账号" }).click();
  await page.getByRole("button", { name: "下一步：授权" }).click();
  await page.getByRole("button", { name: /^授\s?权$/ }).click();
  const dialog = page.getByRole("dialog");
  await choose(page, "角色", "企业员工");
  await choose(page, "物业企业", "示例甲物业服务有限公司");
  await dialog.getByRole("button", { name: /^授\s?权$/ }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByText(/企业员工 · 示例甲/).waitFor();
  await mayNot(page, url, "操作记录", "/console/audit");
  // A phone may be taken along, but not into a program that runs in a sheet.
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    open("/console/compounds").then(() => page.getByRole("link", { name: "导出 Excel" }).click()),
  ]);
  assert.ok(Object.values((await contentOf(download)).sheets)[0].length > 2);
});

test("the company's clerk sees the company's own compounds, and none of another's", async () => {
  const { page, open } = await as("staff", { at: "/console/compounds" });
  const own = await page.locator("tbody tr.ant-table-row").count();
  assert.ok(own > 1);
  assert.equal(await page.locator("tbody tr.ant-table-row", { hasText: "示例甲" }).count(), own);
  assert.equal(await page.getByRole("link", { name: "导出 Excel" }).count(), 0);
  const { page: office } = await as("district");
  const { compounds } = await askAs(office, "{ compounds(first: 100) { rows { id engagement { contractor { name } } } } }");
  const other = compounds.rows.find(({ engagement }) => engagement?.contractor && !engagement.contractor.name.includes("示例甲"));
  await mayNot(page, url, "账号与授权", `/console/compounds/${other.id}`);
  await open("/console/people");
  await page.getByText("您的角色不能打开这一页").waitFor();
});

test("the tender expert who has nothing to do is told so, and keeps the profile", async () => {
  const { page, open } = await as("expert");
  // Whoever has read their notices has nothing left.
  await askAs(page, "mutation { readNotices }");
  await page.reload();
  await page.getByText("现在没有等您处理的事").waitFor();
  assert.equal(await task(page, "小区"), null);
  await open("/console/me");
  await page.getByLabel("电话").fill("13900000009");
  await page
    .locator("section", { hasText: "个人资料" })
    .getByRole("button", { name: /^保\s?存$/ })
    .click();
  await page.getByText("已保存").waitFor();
  await page.reload();
  await settled(page);
  assert.equal(await page.getByLabel("电话").inputValue(), "13900000009");
  await mayNot(page, url, "小区", "/console/compounds");
});
