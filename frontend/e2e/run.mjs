// Starts the program once and runs the browser tests against it: npm run e2e.
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { finished } from "node:stream/promises";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { program } from "./browser.mjs";

const folder = dirname(fileURLToPath(import.meta.url));
const { url, stop } = await program();
process.env.SMILEBOARD_URL = url;
let passed = 0;
let failed = 0;
const started = Date.now();
const stream = run({
  files: readdirSync(folder)
    .filter((name) => name.endsWith(".test.mjs"))
    .map((name) => join(folder, name)),
  concurrency: 1,
  timeout: 600_000,
});
stream.on("test:pass", ({ details }) => {
  if (details.type !== "suite") passed++;
});
stream.on("test:fail", ({ details }) => {
  if (details.type !== "suite") failed++;
});
const report = stream.compose(spec);
report.pipe(process.stdout);
await finished(report);
await stop();
console.log(`\nbrowser: ${passed} passed, ${failed} failed, in ${Math.round((Date.now() - started) / 1000)} s, at ${url}`);
process.exitCode = failed || !passed ? 1 : 0;
