// What the console's browser tests share: the demo's people, signing in, the fields of a form, and the addresses to look at.
import { watched } from "./browser.mjs";
import { read } from "./workbook.mjs";

export const desktop = { width: 1280, height: 900 };
/** How long to wait for what must come, in milliseconds. */
export const patience = 10_000;
export const phone = { width: 390, height: 844 };

/** The password that the demo shows for a user name. */
export const password = (username) => `juzizhou-${username}`;

/** A page on which somebody has signed in. */
export async function signedIn(browser, url, username, { at = "", viewport = desktop, ...options } = {}) {
  const seen = await watched(browser, url, { viewport, ...options });
  seen.context.setDefaultTimeout(patience);
  await enter(seen.page, url, username);
  await atHome(seen.page);
  if (at) await open(seen.page, url, at);
  return { ...seen, open: (path) => open(seen.page, url, path) };
}

/** Fills in the page for signing in, in either language. */
export async function enter(page, url, username, secret = password(username)) {
  await page.goto(`${url}/console`);
  await page.getByLabel(/^(用户名|User name)$/).fill(username);
  await page.getByLabel(/^(密码|Password)$/).fill(secret);
  await page.getByRole("button", { name: /^(登\s?录|Sign in)$/ }).click();
}

/** Waits for the console's first page. */
export const atHome = (page) =>
  page.getByRole("heading", { level: 1, name: /^(待办|What waits for me)$/ }).waitFor({ timeout: patience });

/** Goes to an address, and waits until what it shows has come. */
export async function open(page, url, path) {
  const response = await page.goto(url + path);
  await settled(page);
  return response;
}

/** A page is there when it has its heading, and nothing on it is still on its way. */
export async function settled(page) {
  await page.locator("h1").waitFor();
  await page.waitForFunction(() => !document.querySelector(".skeleton, .ant-spin-spinning"));
}

/** Asks the console's schema as the person of the page. */
export async function askAs(page, query, variables = {}) {
  const answer = await page.evaluate(
    async (body) => {
      const headers = { "Content-Type": "application/json", Accept: "application/graphql-response+json" };
      const response = await fetch("/console/graphql", { method: "POST", headers, body: JSON.stringify(body) });
      return response.json();
    },
    { query, variables },
  );
  if (answer.errors) throw new Error(`${query}: ${JSON.stringify(answer.errors)}`);
  return answer.data;
}

/** Chooses from a list by its label; `words` finds the one where the list is asked for. */
export async function choose(page, label, option, words) {
  const field = page.getByRole("combobox", { name: label });
  await field.click();
  if (words) await field.fill(words);
  await page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: option }).first().click();
}

/** Types a day into a field. */
export async function day(page, label, iso) {
  const field = page.getByLabel(label);
  await field.fill(iso);
  await field.press("Tab");
}

/** The address of the navigation's link with this name; null where there is none. */
export async function task(page, name) {
  const link = page.getByRole("navigation", { name: /^(导航|Navigation)$/ }).getByRole("link", { name, exact: true });
  return (await link.count()) ? link.getAttribute("href") : null;
}

/** What somebody may not see stands in no navigation, and its address says so. */
export async function mayNot(page, url, name, path) {
  if (await task(page, name)) throw new Error(`${name} stands in the navigation`);
  await open(page, url, path);
  await page.getByText(/您的角色不能打开这一页|地址写错了，或者这条记录不在您负责的范围内|没有符合条件的记录/).waitFor();
}

/** Every page of the console that an administrator finds, by name. */
export async function consolePages(page) {
  const { compounds, contractors, engagements, committees, qualifications, accounts } = await askAs(
    page,
    `{ compounds(first: 1, filter: { class: RECTIFICATION }) { rows { id } } contractors(first: 1, filter: { managing: true }) { rows { id } }
       engagements(first: 1) { rows { id } } committees(first: 1) { rows { id } } qualifications(first: 1) { rows { id } }
       accounts(first: 1) { rows { id } } }`,
  );
  const first = ({ rows }) => rows[0]?.id;
  const pages = [
    ["home", ""],
    ["notices", "/notices"],
    ["compounds", "/compounds"],
    ["compound-new", "/compounds/new"],
  ];
  pages.push(["compound", `/compounds/${first(compounds)}`], ["compound-edit", `/compounds/${first(compounds)}/edit`]);
  pages.push(["zones", "/zones"], ["zone-new", "/zones/new"], ["contractors", "/contractors"]);
  pages.push(
    ["contractor", `/contractors/${first(contractors)}`],
    ["contractor-edit", `/contractors/${first(contractors)}/edit`],
  );
  pages.push(["engagements", "/engagements"], ["engagement-edit", `/engagements/${first(engagements)}/edit`]);
  pages.push(["qualifications", "/qualifications"], ["qualification-edit", `/qualifications/${first(qualifications)}/edit`]);
  pages.push(["committees", "/committees"], ["committee-new", "/committees/new"]);
  const committee = first(committees);
  if (committee) pages.push(["committee", `/committees/${committee}`], ["members", `/committees/${committee}/members`]);
  pages.push(["organizations", "/organizations"], ["imports", "/import"], ["people", "/people"], ["person-new", "/people/new"]);
  pages.push(["person", `/people/${first(accounts)}`], ["powers", "/powers"], ["audit", "/audit"], ["me", "/me"]);
  pages.push(["nowhere", "/no/such/page"]);
  return pages.map(([name, path]) => [name, `/console${path}`]);
}

/** What a workbook holds that the browser was given. */
export async function contentOf(download) {
  const parts = [];
  for await (const part of await download.createReadStream()) parts.push(part);
  return read(Buffer.concat(parts));
}

/** A refusal that the test provoked is no fault of the page, though the browser reports its status. */
export function forgive({ faults }) {
  faults.splice(0, faults.length, ...faults.filter((text) => !/status of 4\d\d/.test(text)));
}
