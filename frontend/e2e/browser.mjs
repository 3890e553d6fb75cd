// What the browser tests share: the browser, the program under test, and the pages to look at.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const top = join(dirname(fileURLToPath(import.meta.url)), "../..");

export const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const executablePath =
  process.env.CHROMIUM || ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

export function launch() {
  if (!executablePath)
    throw new Error("No Chromium found: install it (Debian: apt-get install chromium), or name it in CHROMIUM.");
  return chromium.launch({ executablePath, args: flags });
}

/** A port that nobody uses. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * The program under test: the one at SMILEBOARD_URL, or `bin/smileboard demo` with data of its own, which ends with `stop`.
 */
export async function program() {
  if (process.env.SMILEBOARD_URL) return { url: process.env.SMILEBOARD_URL.replace(/\/$/, ""), stop: async () => {} };
  const binary = process.env.SMILEBOARD_BIN || join(top, "bin/smileboard");
  if (!existsSync(binary)) throw new Error(`${binary} is missing: run "make build" first.`);
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "smileboard-e2e-"));
  const url = `http://127.0.0.1:${port}`;
  let said = "";
  const child = spawn(binary, ["demo"], {
    cwd: folder,
    env: { ...process.env, SMILEBOARD_ADDR: `127.0.0.1:${port}`, SMILEBOARD_DEMO_DIR: join(folder, "demo") },
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      said = (said + chunk).slice(-8000);
    });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 10000))]);
    if (child.exitCode === null) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  for (let i = 0; i < 600; i++) {
    if (child.exitCode !== null) {
      await stop();
      throw new Error(`smileboard demo ended with status ${child.exitCode}:\n${said}`);
    }
    try {
      if ((await fetch(`${url}/readyz`)).ok) return { url, stop };
    } catch {}
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await stop();
  throw new Error(`smileboard demo did not become ready in two minutes:\n${said}`);
}

/** Asks the program's own API, by a document written here. */
export async function ask(url, query) {
  const response = await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, {
    headers: { Accept: "application/graphql-response+json" },
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(`${query}: ${JSON.stringify(errors)}`);
  return data;
}

/** The addresses to look at: every page, and on the compound's page every kind of face there is. */
export async function addresses(url) {
  const { districts, classes } = await ask(
    url,
    `{ districts { code } classes: __type(name: "CompoundClass") { enumValues { name } } }`,
  );
  const pages = [["home", "/"]];
  const [first] = districts.filter(({ code }) => code === "430104").concat(districts);
  const district = first.code;
  pages.push(["board", `/board/${district}`], ["filtered", `/board/${district}?class=not-rated&order=name`]);
  pages.push(["nothing-found", `/board/${district}?q=zzzzzz`]);
  for (const { name } of classes.enumValues) {
    for (const { code } of districts) {
      const { board } = await ask(
        url,
        `{ board(district: "${code}", filter: { class: [${name}] }, first: 1) { edges { node { compound { code } } } } }`,
      );
      const found = board?.edges[0]?.node.compound.code;
      if (!found) continue;
      pages.push([`compound-${name.toLowerCase()}`, `/compounds/${found}`]);
      break;
    }
  }
  pages.push(["ranking", `/ranking/${district}`]);
  const { ranking, tenders } = await ask(
    url,
    `{ ranking(district: "${district}", first: 100) { edges { node { rank contractor { uscc } } } } tenders(district: "${district}", first: 20) { edges { node { number status } } } }`,
  );
  const places = ranking.edges.map(({ node }) => node);
  const ranked = places.find(({ rank }) => rank !== null);
  const unranked = places.find(({ rank }) => rank === null);
  if (ranked) pages.push(["contractor", `/contractors/${ranked.contractor.uscc}`]);
  if (unranked) pages.push(["contractor-unranked", `/contractors/${unranked.contractor.uscc}`]);
  pages.push(["tenders", `/tenders/${district}`]);
  const awarded = tenders.edges.find(({ node }) => node.status === "AWARDED") ?? tenders.edges[0];
  if (awarded) pages.push(["tender", `/tender/${encodeURIComponent(awarded.node.number)}`]);
  pages.push(["standard", "/standard"], ["not-found", "/no/such/page"], ["no-compound", "/compounds/9999999999999"]);
  return { district, pages };
}

/**
 * Opens a page that keeps a list of everything that must not happen: errors, refusals of the content security policy, requests
 * to another host, and layout shifts.
 */
export async function watched(
  browser,
  url,
  { language = "zh-CN", theme = "light", viewport = { width: 360, height: 800 }, ...options } = {},
) {
  const context = await browser.newContext({ viewport, colorScheme: theme, ...options });
  if (language !== "zh-CN") await context.addCookies([{ name: "language", value: language, url }]);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 404|ERR_INTERNET_DISCONNECTED/.test(message.text()))
      faults.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const target = new URL(request.url());
    if (!["data:", "blob:"].includes(target.protocol) && target.origin !== url) faults.push(`request to ${target.origin}`);
  });
  await page.addInitScript(() => {
    window.shift = 0;
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  const close = () => context.close();
  return { page, context, faults, close };
}
