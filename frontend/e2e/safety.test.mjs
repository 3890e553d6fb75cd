// What keeps strangers out of the console, as a real browser does it: what signing out leaves behind, where passwords go, what
// another site's page may do, and that nobody's name is ever run.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, watched } from "./browser.mjs";

const url = process.env.SMILEBOARD_URL;
const viewport = { width: 1280, height: 900 };
let browser;
let officer;

before(async () => {
  browser = await launch();
  const { signInOptions } = await office("{ signInOptions { demo { username password role } } }");
  officer = signInOptions.demo.find(({ role }) => role === "DISTRICT_OFFICER");
});
after(() => browser?.close());

async function office(query) {
  const response = await fetch(`${url}/console/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function signedIn() {
  const seen = await watched(browser, url, { viewport });
  await seen.page.goto(`${url}/console`);
  await seen.page.locator("#username").fill(officer.username);
  await seen.page.locator("#password").fill(officer.password);
  await seen.page.locator("#password").press("Enter");
  await seen.page.waitForSelector("header.top");
  return seen;
}

/** Asks as whoever is signed in on the page. */
const asked = (page, query, variables) =>
  page.evaluate(
    async ([query, variables]) => {
      const response = await fetch("/console/graphql", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ query, variables }),
      });
      return response.json();
    },
    [query, variables],
  );

const kept = (page) =>
  page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    cookies: document.cookie,
  }));

test("whoever signs out leaves nothing behind, not even for Back", async () => {
  const { page, context, close } = await signedIn();
  try {
    await page.goto(`${url}/console/compounds`, { waitUntil: "networkidle" });
    const { data } = await asked(page, "{ compounds(first: 1) { rows { name } } }");
    const [{ name }] = data.compounds.rows;
    assert.ok((await page.locator("main").innerText()).length > 100);
    const { local, session, databases, caches, cookies } = await kept(page);
    assert.deepEqual(
      [...local, ...session, ...databases, ...caches].filter(
        (key) => !["theme", "district", "places"].includes(key) && !key.startsWith("tsr-scroll"),
      ),
      [],
    );
    assert.doesNotMatch(cookies, /session|device/, "a script reads the session");

    await page.locator("header.top button").last().click();
    await page.locator(".ant-dropdown-menu-item").last().click();
    await page.waitForSelector("#username");
    assert.deepEqual(
      (await context.cookies()).map(({ name }) => name).filter((name) => name.includes("session")),
      [],
    );
    const seen = async (where) => {
      await page.waitForSelector("#username");
      assert.equal((await page.content()).includes(name), false, where);
    };
    await seen("after signing out");
    await page.goBack();
    await seen("after Back");
    await page.reload();
    await seen("after a reload");
  } finally {
    await close();
  }
});

test("a password is hidden, may be pasted, and is known to password managers", async () => {
  const { page, context, close } = await watched(browser, url, { viewport });
  try {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`${url}/console`);
    const field = page.locator("#password");
    assert.equal(await field.getAttribute("type"), "password");
    assert.equal(await field.getAttribute("autocomplete"), "current-password");
    assert.equal(await page.locator("#username").getAttribute("autocomplete"), "username");
    await page.evaluate(() => navigator.clipboard.writeText("from a password manager"));
    await field.focus();
    await page.keyboard.press("Control+V");
    assert.equal(await field.inputValue(), "from a password manager");
    assert.equal(await field.getAttribute("maxlength"), null, "a long one is cut");
  } finally {
    await close();
  }
});

test("a name that is markup is read, and not run", async () => {
  const { page, faults, close } = await signedIn();
  const change = "mutation($name: String) { updateProfile(input: { name: $name }) { account { name } } }";
  const { data } = await asked(page, "{ me { account { name } } }");
  const markup = `"><img src=x onerror="document.title='run'">`;
  try {
    assert.equal((await asked(page, change, { name: markup })).errors, undefined);
    for (const path of ["", "/people", "/me"]) {
      await page.goto(`${url}/console${path}`, { waitUntil: "networkidle" });
      await page.waitForSelector("main h1");
      assert.ok((await page.locator("header.top").innerText()).includes(markup), path);
      assert.equal(await page.locator("img[src=x]").count(), 0, path);
      assert.notEqual(await page.title(), "run");
    }
    assert.deepEqual(faults, []);
  } finally {
    await asked(page, change, { name: data.me.account.name });
    await close();
  }
});

test("another site's page reads nothing of the console and changes nothing in it", async () => {
  const { page, context, close } = await signedIn();
  try {
    const before = await asked(page, "{ me { account { name version } } }");
    const other = await context.newPage();
    await context.route("http://evil.example/**", (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><title>evil</title><iframe name=frame></iframe>" }),
    );
    await other.goto("http://evil.example/");
    const body = JSON.stringify({ query: 'mutation { updateProfile(input: { name: "forged" }) { account { name } } }' });
    const outcomes = await other.evaluate(
      async ([url, body]) => {
        const attempt = (init) =>
          fetch(`${url}/console/graphql`, { method: "POST", body, credentials: "include", ...init }).then(
            (response) => `${response.type} ${response.status}`,
            () => "refused",
          );
        return [
          await attempt({ headers: { "Content-Type": "application/json" } }),
          await attempt({ headers: { "Content-Type": "text/plain" } }),
          await attempt({ mode: "no-cors", headers: { "Content-Type": "text/plain" } }),
        ];
      },
      [url, body],
    );
    assert.deepEqual(outcomes, ["refused", "refused", "refused"]);
    // Even an answer that nobody could read is held back (Cross-Origin-Resource-Policy). No page shows the console in a frame.
    await other.evaluate((url) => {
      document.querySelector("iframe").src = `${url}/console`;
    }, url);
    await other.waitForLoadState("networkidle");
    const [, frame] = other.frames();
    assert.equal(await frame?.locator("#username, header.top").count(), 0, "framed");
    // A form goes where it likes, and brings nothing about.
    const answer = other.waitForResponse((response) => response.url().includes("/console/attachments"));
    await other.evaluate((url) => {
      const form = document.createElement("form");
      Object.assign(form, { method: "POST", action: `${url}/console/attachments?parent=1`, enctype: "multipart/form-data" });
      document.body.append(form);
      form.submit();
    }, url);
    assert.equal((await answer).status(), 403);
    assert.deepEqual(await asked(page, "{ me { account { name version } } }"), before);
  } finally {
    await close();
  }
});
