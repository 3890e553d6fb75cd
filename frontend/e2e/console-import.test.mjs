// Bringing a workbook in: its errors in a table and in the workbook itself, corrected, imported, seen through a reload.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { askAs, contentOf, forgive, mayNot, settled, signedIn } from "./console.mjs";
import { workbook } from "./workbook.mjs";

const url = process.env.SMILEBOARD_URL;
const run = Date.now().toString(36);
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const head = ["名称", "街道", "类型", "户数"];
// Enough for a progress that can be seen.
const many = Array.from({ length: 4000 }, (_, i) => [`导入${run}小区${i}`, "观沙岭街道", "商品房", 100 + i]);

const send = (page, name, rows) =>
  page.locator("input[type=file]").setInputFiles({ name, mimeType: excel, buffer: workbook({ 小区: [head, ...rows] }) });

test("errors are listed and marked in the workbook; corrected, it is imported, and a reload loses nothing of the progress", async () => {
  const seen = await signedIn(browser, url, "district", { at: "/console/import" });
  const { page } = seen;
  await send(page, `错误-${run}.xlsx`, [
    [`导入${run}甲`, "没有的街道", "商品房", 120],
    [`导入${run}乙`, "观沙岭街道", "城堡", "约一百"],
  ]);
  await page.getByRole("heading", { name: /^\d+ 个错误$/ }).waitFor();
  for (const text of ["没有的街道", "城堡"]) await page.getByRole("row", { name: text }).waitFor();
  assert.equal(await page.getByRole("button", { name: "开始导入" }).count(), 0, "what has errors is not imported");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "下载标注错误的文件" }).click(),
  ]);
  const marked = await contentOf(download);
  assert.ok(marked.sheets.导入报告, Object.keys(marked.sheets).join());
  assert.equal(marked.sheets.小区[1][1], "没有的街道", "the rows are as they were");
  assert.ok(marked.comments.length, "the wrong cells are commented");

  await page.getByRole("link", { name: "导入", exact: true }).first().click();
  await send(page, `改好-${run}.xlsx`, many);
  await page.getByRole("button", { name: "开始导入" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "开始导入" }).click();
  await page.getByRole("progressbar").waitFor();
  await page.reload();
  // What was under way is found again, or is done by now.
  await page.locator('[role="progressbar"], .ant-alert-success').first().waitFor();
  await page.getByText("已导入，新增或更新了 4,000 条记录。").waitFor({ timeout: 60_000 });
  const { compounds } = await askAs(
    page,
    `{ compounds(filter: { search: "导入${run}" }) { total rows { subdistrict { name } } } }`,
  );
  assert.equal(compounds.total, 4000);
  await seen.open("/console/import");
  await page
    .getByRole("row", { name: `改好-${run}.xlsx` })
    .getByText("已导入")
    .waitFor();
  await page
    .getByRole("row", { name: `错误-${run}.xlsx` })
    .getByText("有错误")
    .waitFor();
  assert.deepEqual(seen.faults, []);
  await seen.close();
});

test("what is no workbook is refused where it was dropped", async () => {
  const seen = await signedIn(browser, url, "district", { at: "/console/import" });
  const { page } = seen;
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "假.xlsx", mimeType: excel, buffer: Buffer.from("<html>no workbook</html>") });
  await page.locator(".ant-alert-error").first().waitFor();
  await settled(page);
  forgive(seen);
  assert.deepEqual(seen.faults, []);
  await seen.close();
});

test("a sub-district's officer imports nothing", async () => {
  const seen = await signedIn(browser, url, "street");
  await mayNot(seen.page, url, "导入", "/console/import");
  forgive(seen);
  assert.deepEqual(seen.faults, []);
  await seen.close();
});
