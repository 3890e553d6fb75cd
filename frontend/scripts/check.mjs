// Everything about the pages that can be checked without a browser: generated files current, types, lint and format,
// message catalogues, and the size of the first view (which needs a build; without one it says so and fails).
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const frontend = join(dirname(fileURLToPath(import.meta.url)), "..");
const bin = join(frontend, "../node_modules/.bin");
const budget = 40_000;
let failed = false;

step("generated files are current", () => run(process.execPath, [join(frontend, "scripts/generate.mjs"), "--check"]));
step("types", () => run(join(bin, "tsc"), ["-p", frontend]));
step("lint and format", () => run(join(bin, "biome"), ["check", "--colors=off", "--error-on-warnings", "."]));
step("message catalogues", catalogues);
step("lock file without a registry's address", lock);
step(`first view under ${budget / 1000} KB of compressed JavaScript`, size);
process.exit(failed ? 1 : 0);

function step(name, check) {
  const problems = check();
  console.log(`${problems.length ? "✗" : "✓"} ${name}`);
  for (const problem of problems) console.log(`  ${problem}`);
  if (problems.length) failed = true;
}

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: frontend, encoding: "utf8" });
  return status === 0 ? [] : `${stdout}${stderr}`.trim().split("\n");
}

/** Both languages have the same keys with the same places, every key is used, and no sentence stands outside of them. */
function catalogues() {
  const problems = [];
  const [zh, en] = ["zh-CN", "en"].map((name) => JSON.parse(readFileSync(join(frontend, `locales/${name}.json`), "utf8")));
  const places = (sentence) => [...new Set([...sentence.matchAll(/\{([\w.]+)/g)].map((found) => found[1]))].sort().join();
  for (const key of new Set([...Object.keys(zh), ...Object.keys(en)])) {
    if (!(key in zh)) problems.push(`zh-CN.json lacks ${key}`);
    else if (!(key in en)) problems.push(`en.json lacks ${key}`);
    else if (places(zh[key]) !== places(en[key]) && !places(en[key]).startsWith(places(zh[key])))
      problems.push(`${key} has {${places(zh[key])}} in zh-CN and {${places(en[key])}} in en`);
  }

  const routes = JSON.parse(readFileSync(join(frontend, "src/public/routes.json"), "utf8"));
  const used = new Set(
    ["default", ...routes.map(({ message }) => message)].flatMap((name) => [`title.${name}`, `description.${name}`]),
  );
  const prefixes = [];
  for (const name of readdirSync(join(frontend, "src"), { recursive: true })) {
    if (!/\.tsx?$/.test(name) || /\.test\.|^graphiql|\/gql\//.test(name)) continue;
    const source = readFileSync(join(frontend, "src", name), "utf8");
    const code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
    for (const [, key] of code.matchAll(/"([\w.]+)"/g)) used.add(key);
    for (const [, head, tail] of code.matchAll(/`([\w.]+\.)\$\{[^`]*?\}([\w.]*)`/g)) prefixes.push([head, tail]);
    for (const [text] of code.matchAll(/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+/g))
      if (!/公司|服务|管理|发展|集团|股份|有限|责任/.test(text)) problems.push(`src/${name}: a Chinese literal: ${text}`);
    if (name.endsWith(".tsx")) {
      for (const [, text] of code.matchAll(/[\w"}]>([^<>{}=;()]*[A-Za-z]{3,}[^<>{}=;()]*)<\//g))
        problems.push(`src/${name}: an English literal: ${text.trim()}`);
      for (const [, attribute, text] of code.matchAll(/\b(aria-label|title|placeholder|alt)="([^"]+)"/g))
        problems.push(`src/${name}: ${attribute} is a literal: ${text}`);
    }
  }
  for (const key of Object.keys(zh))
    if (!used.has(key) && !prefixes.some(([head, tail]) => key.startsWith(head) && key.endsWith(tail)))
      problems.push(`nothing uses ${key}`);
  return problems;
}

function lock() {
  const text = readFileSync(join(frontend, "../package-lock.json"), "utf8");
  return /"resolved":/.test(text)
    ? ["package-lock.json names where packages came from: npm install with this folder's .npmrc"]
    : [];
}

/** What each page's first view loads: the early script, the entry with what it imports, the page's chunk, the longer language. */
function size() {
  const path = join(frontend, "dist/.vite/manifest.json");
  if (!existsSync(path)) return ['dist/ holds no build: run "make build" first'];
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  const bytes = (file) => gzipSync(readFileSync(join(frontend, "dist", file)), { level: 9 }).length;
  const closure = (key, seen = new Set()) => {
    if (!seen.has(key)) {
      seen.add(key);
      for (const next of manifest[key].imports ?? []) closure(next, seen);
    }
    return seen;
  };
  const early = readdirSync(join(frontend, "dist/assets")).filter((name) => /^early-.*\.js$/.test(name));
  const languages = ["zh-CN", "en"].map((name) => bytes(manifest[`locales/${name}.json`].file));
  const problems = [];
  let largest = ["", 0];
  for (const key of Object.keys(manifest).filter((name) => /^src\/public\/pages\/\w+\.tsx$/.test(name))) {
    const files = closure("index.html", closure(key));
    let sum = Math.max(...languages) + early.reduce((total, name) => total + bytes(`assets/${name}`), 0);
    for (const name of files) sum += bytes(manifest[name].file);
    if (sum > largest[1]) largest = [key, sum];
    if (sum >= budget) problems.push(`${key}: ${sum} bytes`);
  }
  console.log(`  largest: ${largest[0]}, ${largest[1]} bytes`);
  return problems;
}
