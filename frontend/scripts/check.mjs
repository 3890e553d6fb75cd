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
const consoleBudget = 450_000;
let failed = false;

step("generated files are current", () => run(process.execPath, [join(frontend, "scripts/generate.mjs"), "--check"]));
step("types", () => run(join(bin, "tsc"), ["-p", frontend]));
step("lint and format", () => run(join(bin, "biome"), ["check", "--colors=off", "--error-on-warnings", "."]));
step("message catalogues", () => [
  ...catalogues("", ["public", "shared"], routeSentences()),
  ...catalogues("console.", ["console", "shared"], []),
]);
step("shared sentences are the same in both catalogues", shared);
step("lock file without a registry's address", lock);
step(`first view under ${budget / 1000} KB of compressed JavaScript`, size);
step(`the console's first view under ${consoleBudget / 1000} KB of compressed JavaScript and style`, consoleSize);
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

/**
 * Both languages of a catalogue have the same keys with the same places, every key is used by the code that speaks from it,
 * and no sentence stands outside.
 */
function catalogues(prefix, folders, sentences) {
  const problems = [];
  const [zh, en] = ["zh-CN", "en"].map((name) => read(`locales/${prefix}${name}.json`));
  const places = (sentence) => [...new Set([...sentence.matchAll(/\{([\w.]+)/g)].map((found) => found[1]))].sort().join();
  for (const key of new Set([...Object.keys(zh), ...Object.keys(en)])) {
    if (!(key in zh)) problems.push(`${prefix}zh-CN.json lacks ${key}`);
    else if (!(key in en)) problems.push(`${prefix}en.json lacks ${key}`);
    else if (places(zh[key]) !== places(en[key]) && !places(en[key]).startsWith(places(zh[key])))
      problems.push(`${key} has {${places(zh[key])}} in zh-CN and {${places(en[key])}} in en`);
  }

  const used = new Set(sentences);
  const prefixes = [];
  for (const name of folders.flatMap(sources)) {
    const code = codeOf(name);
    for (const [, key] of code.matchAll(/"([\w.]+)"/g)) used.add(key);
    for (const [, head, tail] of code.matchAll(/`([\w.]+\.)\$\{[^`]*?\}([\w.]*)`/g)) prefixes.push([head, tail]);
    for (const [text] of code.matchAll(/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+/g))
      if (!/公司|服务|管理|发展|集团|股份|有限|责任/.test(text)) problems.push(`src/${name}: a Chinese literal: ${text}`);
    if (name.endsWith(".tsx")) {
      for (const [, text] of code.matchAll(/[\w"}]>([^<>{}=;()]*[A-Za-z]{3,}[^<>{}=;()]*)<\//g))
        problems.push(`src/${name}: an English literal: ${text.trim()}`);
      for (const [, attribute, text] of code.matchAll(/\b(aria-label|title|placeholder|alt|label|okText|cancelText)="([^"]+)"/g))
        problems.push(`src/${name}: ${attribute} is a literal: ${text}`);
    }
  }
  for (const key of Object.keys(zh))
    if (!used.has(key) && !prefixes.some(([head, tail]) => key.startsWith(head) && key.endsWith(tail)))
      problems.push(`${prefix || "the public catalogue"}: nothing uses ${key}`);
  return problems;
}

/** The titles and descriptions that the server writes. */
function routeSentences() {
  return ["default", ...read("src/public/routes.json").map(({ message }) => message)].flatMap((name) => [
    `title.${name}`,
    `description.${name}`,
  ]);
}

/** What src/shared says must be in both catalogues, in the same words. */
function shared() {
  const code = sources("shared").map(codeOf).join("\n");
  const says = (key) =>
    code.includes(`"${key}"`) ||
    [...code.matchAll(/`([\w.]+\.)\$\{[^`]*?\}([\w.]*)`/g)].some(([, head, tail]) => key.startsWith(head) && key.endsWith(tail));
  return ["zh-CN", "en"].flatMap((language) => {
    const board = read(`locales/${language}.json`);
    const office = read(`locales/console.${language}.json`);
    return Object.keys(board)
      .filter((key) => says(key) && board[key] !== office[key])
      .map((key) => `console.${language}.json should say of ${key}: ${board[key]}`);
  });
}

function read(path) {
  return JSON.parse(readFileSync(join(frontend, path), "utf8"));
}

/** The sources of a folder of src/ that people read words from. */
function sources(folder) {
  return readdirSync(join(frontend, "src", folder), { recursive: true })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|(^|\/)gql\//.test(name))
    .map((name) => `${folder}/${name}`);
}

/** A source without its comments. */
function codeOf(name) {
  return readFileSync(join(frontend, "src", name), "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|\s)\/\/.*$/gm, "");
}

function lock() {
  const text = readFileSync(join(frontend, "../package-lock.json"), "utf8");
  return /"resolved":/.test(text)
    ? ["package-lock.json names where packages came from: npm install with this folder's .npmrc"]
    : [];
}

function bytes(file) {
  return gzipSync(readFileSync(join(frontend, "dist", file)), { level: 9 }).length;
}

/** What each page's first view loads: the early script, the entry with what it imports, the page's chunk, the longer language. */
function size() {
  const path = join(frontend, "dist/.vite/manifest.json");
  if (!existsSync(path)) return ['dist/ holds no build: run "make build" first'];
  const manifest = JSON.parse(readFileSync(path, "utf8"));
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

/** What the console loads before anybody signs in, and the longer language with it; then what each page adds. */
function consoleSize() {
  const path = join(frontend, "dist/console/.vite/manifest.json");
  if (!existsSync(path)) return ['dist/console/ holds no build: run "make build" first'];
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  const closure = (key, seen = new Set()) => {
    if (!seen.has(key)) {
      seen.add(key);
      for (const next of manifest[key].imports ?? []) closure(next, seen);
    }
    return seen;
  };
  const weigh = (keys) => {
    const files = new Set([...keys].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]));
    return [...files].reduce((total, name) => total + bytes(`console/${name}`), 0);
  };
  const find = (pattern) => Object.keys(manifest).filter((key) => pattern.test(key));
  const longer = Math.max(
    weigh(find(/console\.en\.json|locale\/en[_-]gb\.js/i)),
    weigh(find(/console\.zh-CN\.json|locale\/zh[_-]cn\.js/i)),
  );
  const first = weigh(closure("console.html")) + longer;
  const pages = find(/^src\/console\/pages\/.*\.tsx$/).map((key) => [key, weigh(closure(key, closure("console.html"))) + longer]);
  const [name, most] = pages.reduce((a, b) => (b[1] > a[1] ? b : a), ["", 0]);
  console.log(`  sign-in and shell: ${first} bytes; with the largest page, ${name}: ${most} bytes`);
  return [
    ...(first >= consoleBudget ? [`sign-in and shell: ${first} bytes`] : []),
    ...pages.filter(([, sum]) => sum >= consoleBudget).map(([key, sum]) => `${key}: ${sum} bytes`),
  ];
}
