// The district's and the sub-district's officers at work in the register.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { askAs, choose, contentOf, day, forgive, mayNot, settled, signedIn } from "./console.mjs";

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

const edit = (page) => page.getByRole("button", { name: /^修\s?改$/ });
const save = (page) => page.getByRole("button", { name: /^保\s?存$/ });

test("an officer finds a compound by pinyin and changes it; who saved first is compared with who saves second", async () => {
  const [{ page }, other] = [await as("district", { at: "/console/compounds" }), await as("admin")];
  await page.getByRole("searchbox").pressSequentially("jlxq");
  await page.getByRole("link", { name: "金岭农民安置小区" }).click();
  await edit(page).click();
  await page.getByLabel("地址").fill(`银杉路 ${run} 号`);
  await page.getByLabel("已入住户数").fill("561");

  const id = /compounds\/([^/]+)/.exec(page.url())[1];
  await other.open(`/console/compounds/${id}/edit`);
  await other.page.getByLabel("地址").fill(`金星路 ${run} 号`);
  await other.page.getByLabel("建成年份").fill("2003");
  await save(other.page).click();
  await other.page.getByText(`金星路 ${run} 号`).waitFor();

  await save(page).click();
  const dialog = page.getByRole("dialog", { name: "有人先改过了" });
  await dialog.waitFor();
  const address = dialog.getByRole("group", { name: /地址/ });
  await address.getByText(`银杉路 ${run} 号`).waitFor();
  await address.getByText(`金星路 ${run} 号`).waitFor();
  const keep = dialog.getByRole("button", { name: "按所选保存" });
  assert.ok(await keep.isDisabled(), "nothing is chosen for them");
  await address.getByRole("radio", { name: /我的修改/ }).check();
  await keep.click();
  await page.getByText(`银杉路 ${run} 号`).waitFor();
  // Nothing of what the other changed is lost.
  const { compound } = await askAs(page, `{ compound(id: "${id}") { address built occupied } }`);
  assert.deepEqual(compound, { address: `银杉路 ${run} 号`, built: 2003, occupied: 561 });
  // The refusal is no fault of the page.
  forgive(seen[0]);
});

test("leaving with unsaved changes asks first", async () => {
  const { page } = await as("district", { at: "/console/compounds?q=jlxq" });
  await page.getByRole("link", { name: "金岭农民安置小区" }).click();
  await edit(page).click();
  await page.getByLabel("地址").fill("不保存的地址");
  await page.getByRole("link", { name: "物业企业" }).click();
  await page.getByRole("button", { name: "留下继续编辑" }).click();
  assert.equal(await page.getByLabel("地址").inputValue(), "不保存的地址");
  await page.getByRole("link", { name: "物业企业" }).click();
  await page.getByRole("button", { name: "不保存，离开" }).click();
  await page.getByRole("heading", { level: 1, name: "物业企业" }).waitFor();
});

test("the filtered table is exported as it stands, by the same order", async () => {
  const { page } = await as("district", { at: "/console/compounds" });
  await choose(page, "类型", "农民安置");
  await page.waitForURL(/kinds=RESETTLEMENT/);
  await page.getByRole("columnheader", { name: "户数" }).click();
  await page.waitForURL(/order=households/);
  await settled(page);
  const shown = await page.locator("tbody tr.ant-table-row td:first-child").allInnerTexts();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "导出 Excel" }).click()]);
  assert.match(download.suggestedFilename(), /\.xlsx$/);
  const [head, ...rows] = Object.values((await contentOf(download)).sheets)[0];
  const name = head.findIndex((text) => /名称/.test(text));
  assert.deepEqual(
    rows.map((row) => row[name]),
    shown,
  );
  assert.ok(rows.length > 3);
  // Which columns one wants to see is kept, on whatever machine.
  await page.getByRole("button", { name: "选择列" }).click();
  const saved = page.waitForResponse((response) => response.request().postData()?.includes("setPreference") ?? false);
  await page
    .getByRole("checkbox", { name: "建成年份" })
    .setChecked(!(await page.getByRole("checkbox", { name: "建成年份" }).isChecked()));
  await saved;
  const wanted = await page.getByRole("columnheader", { name: "建成年份" }).count();
  await page.reload();
  await settled(page);
  assert.equal(await page.getByRole("columnheader", { name: "建成年份" }).count(), wanted);
});

test("a contract ends and the next begins, with no day between them twice", async () => {
  const { page, open } = await as("district");
  const { engagements } = await askAs(
    page,
    `{ engagements(first: 100, orderBy: { field: TO, direction: DESC }) { rows { id from to compound { id name } contractor { id name } } } }`,
  );
  const today = new Date().toISOString().slice(0, 10);
  const one = engagements.rows.find(({ from, to, contractor }) => from < today && to > "2027-01-31" && contractor);
  await open(`/console/compounds/${one.compound.id}`);
  await page.getByRole("link", { name: "登记服务合同" }).click();
  await day(page, "起始日", "2027-01-01");
  await choose(page, "物业企业", "示例", "示例");
  await day(page, "终止日", "2029-12-31");
  await page.getByLabel("物业费").fill("2.35");
  await save(page).click();
  // Two at once: refused, and the words say what to do.
  await page.locator(".ant-alert-error, .ant-form-item-explain-error").first().waitFor();
  await open(`/console/engagements/${one.id}/edit`);
  await day(page, "终止日", "2026-12-31");
  await save(page).click();
  await page.getByText("2026 年 12 月 31 日").first().waitFor();
  await page.getByRole("link", { name: "登记服务合同" }).click();
  await day(page, "起始日", "2027-01-01");
  await choose(page, "物业企业", "示例", "示例");
  await day(page, "终止日", "2029-12-31");
  await page.getByLabel("物业费").fill("2.35");
  await save(page).click();
  await page.locator(".time-line li.future", { hasText: "2.35 元/㎡·月" }).waitFor();
  assert.equal(await page.locator(".time-line li.future").count(), 1);
  forgive(seen[0]);
});

test("a company and its certificate are registered", async () => {
  const { page } = await as("district", { at: "/console/contractors/new" });
  await page.getByLabel("统一社会信用代码").fill("91430104MA0000000I");
  await page.getByLabel("企业名称").fill(`示例${run}物业服务有限公司`);
  await save(page).click();
  await page.locator(".ant-form-item", { hasText: "统一社会信用代码" }).locator(".ant-form-item-explain-error").waitFor();
  await page.getByLabel("统一社会信用代码").fill(uscc());
  await save(page).click();
  await page.getByRole("heading", { level: 1, name: `示例${run}物业服务有限公司` }).waitFor();
  await page.getByRole("link", { name: "登记资质" }).click();
  await page.getByLabel("证书编号").fill(`湘物 ${run}`);
  await choose(page, "资质等级", "二级");
  await day(page, "发证日期", "2024-05-01");
  await day(page, "有效期至", "2027-04-30");
  await save(page).click();
  await page.getByText(`湘物 ${run}`).waitFor();
  forgive(seen[0]);
});

/** A new code of a company, with its check character. */
function uscc() {
  const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
  let number = Date.now();
  let body = "91430104MA";
  for (let i = 0; i < 7; i++, number = Math.floor(number / 31)) body += letters[number % 31];
  const sum = [...body].reduce((sum, letter, i) => sum + letters.indexOf(letter) * weights[i], 0);
  return body + letters[(31 - (sum % 31)) % 31];
}

test("the sub-district joins two compounds into a zone; they cannot be joined twice, and other streets stay out of sight", async () => {
  const { page } = await as("street", { at: "/console/zones/new" });
  const { compounds } = await askAs(page, "{ compounds(first: 100) { rows { id name zone { id } subdistrict { name } } } }");
  const streets = [...new Set(compounds.rows.map(({ subdistrict }) => subdistrict.name))];
  assert.equal(streets.length, 1, "no other street's");
  const [first, second] = compounds.rows.filter(({ zone }) => !zone);
  await choose(page, "街道", streets[0]);
  await page.getByLabel("编码").fill(`P-${run}`);
  await page.getByLabel("片区名称").fill(`示例${run}片区`);
  await choose(page, "小区", first.name);
  await page.keyboard.press("Escape");
  await save(page).click();
  // One compound is no zone.
  await page.locator(".ant-alert-error, .ant-form-item-explain-error").first().waitFor();
  await choose(page, "小区", second.name);
  await page.keyboard.press("Escape");
  await save(page).click();
  await page.getByRole("heading", { level: 1, name: `示例${run}片区` }).waitFor();
  await page.getByRole("link", { name: first.name }).waitFor();
  await page.getByRole("link", { name: second.name }).waitFor();
  forgive(seen[0]);

  const { page: office } = await as("district");
  const elsewhere = await askAs(office, '{ compounds(first: 1, filter: { search: "bhz" }) { rows { id } } }');
  await mayNot(page, url, "导入", `/console/compounds/${elsewhere.compounds.rows[0].id}`);
});
