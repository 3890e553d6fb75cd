// Lighthouse as a phone sees the pages: accessibility, best practices and SEO must be 100; performance is reported as the
// median of five. npm run lighthouse [RUNS]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";
import { addresses, executablePath, flags, freePort, program } from "./browser.mjs";

const runs = Number(process.argv[2] ?? 5);
const { url, stop } = await program();
const port = await freePort();
const profile = mkdtempSync(join(tmpdir(), "smileboard-lighthouse-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath,
  args: [...flags, `--remote-debugging-port=${port}`],
});
const categories = ["accessibility", "best-practices", "seo"];
const figures = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"];
let failed = false;
try {
  const { pages } = await addresses(url);
  for (const [name, path] of pages) {
    if (["not-found", "no-compound", "filtered", "nothing-found"].includes(name)) continue;
    const { lhr } = await lighthouse(url + path, { port, output: "json", logLevel: "error", onlyCategories: categories });
    for (const category of categories) {
      const score = lhr.categories[category].score * 100;
      if (score === 100) continue;
      failed = true;
      const short = lhr.categories[category].auditRefs.filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 1);
      console.log(`✗ ${path} ${category} ${score}: ${short.map(({ id }) => id).join(", ")}`);
    }
    if (!["board", "compound-compliant", "ranking"].includes(name)) continue;
    const scores = [];
    let audits;
    for (let i = 0; i < runs; i++) {
      const { lhr } = await lighthouse(url + path, { port, output: "json", logLevel: "error", onlyCategories: ["performance"] });
      scores.push(Math.round(lhr.categories.performance.score * 100));
      audits = lhr.audits;
    }
    scores.sort((a, b) => a - b);
    if (!runs) continue;
    console.log(`${path}: performance ${scores[Math.floor(runs / 2)]}, median of ${scores.join(", ")}`);
    console.log(`  ${figures.map((id) => `${id} ${audits[id].displayValue}`).join(", ")}`);
  }
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
  await stop();
}
if (!failed) console.log("accessibility, best practices, SEO: 100 on every page tried");
process.exitCode = failed ? 1 : 0;
