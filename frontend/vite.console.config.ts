import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const root = dirname(fileURLToPath(import.meta.url));
const server = process.env.SMILEBOARD_URL ?? "http://localhost:8080";

/** The script that runs before the first paint and sets theme and language on <html>; a file, since the policy forbids inline ones. */
function early(): Plugin {
  const text = readFileSync(join(root, "src/console/early.js"), "utf8");
  const name = `assets/early-${createHash("sha256").update(text).digest("base64url").slice(0, 8)}.js`;
  return {
    name: "early",
    transformIndexHtml: {
      order: "post",
      handler: (html, context) =>
        html.replace(
          "<!--boot-->",
          `<!--boot-->\n    <script${context.bundle ? ` src="/console/${name}">` : `>${text}`}</script>`,
        ),
    },
    writeBundle: (options) => writeFile(join(options.dir ?? "", name), text),
  };
}

/** Every file where Ant Design adds a <style> element, which the policy forbids, becomes src/console/sheets.ts. */
function sheets(): Plugin {
  const adders = [/\/@rc-component\/util\/es\/Dom\/dynamicCSS\.js$/, /\/@ant-design\/icons\/es\/cssUtils\.js$/];
  const replaced = new Set<RegExp>();
  return {
    name: "sheets",
    apply: "build",
    load(id) {
      const found = adders.find((adder) => adder.test(id));
      if (!found) return;
      replaced.add(found);
      return `export * from ${JSON.stringify(join(root, "src/console/sheets.ts"))};`;
    },
    buildEnd(error) {
      const missed = adders.filter((adder) => !replaced.has(adder));
      if (!error && missed.length) this.error(`no file like ${missed.join(", ")}: where does Ant Design add its styles now?`);
    },
  };
}

/** In the dev server, every address below /console is the console's page. */
function pages(): Plugin {
  return {
    name: "pages",
    apply: "serve",
    configureServer(dev) {
      dev.middlewares.use((request, _, next) => {
        const path = (request.url ?? "").split("?")[0] ?? "";
        if (/^\/console(\/[^.@]*)?$/.test(path) && !/^\/console\/(src|node_modules|locales)\//.test(path))
          request.url = "/console/console.html";
        next();
      });
    },
  };
}

/** The console: a build of its own with the real React and Ant Design, so that none of it reaches the residents. */
export default defineConfig({
  root,
  base: "/console/",
  publicDir: false,
  cacheDir: join(root, "../node_modules/.vite-console"),
  plugins: [
    early(),
    sheets(),
    pages(),
    {
      name: "index",
      apply: "build",
      closeBundle: () => rename(join(root, "dist/console/console.html"), join(root, "dist/console/index.html")),
    },
  ],
  json: { stringify: true },
  build: {
    // Style sheets without <style> elements and cascade layers ask for a browser of 2023; offices have one.
    target: ["es2022", "chrome99", "firefox101", "safari16.4"],
    outDir: "dist/console",
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: join(root, "console.html"),
      // "use client" means nothing in a page that is drawn by the browser alone.
      onLog: (level, log, handle) => log.code !== "MODULE_LEVEL_DIRECTIVE" && handle(level, log),
    },
  },
  server: {
    port: 5174,
    proxy: Object.fromEntries(
      ["/console/graphql", "/console/attachments", "/console/imports", "/console/export", "/console/oidc", "/favicon.svg"].map(
        (path) => [path, server],
      ),
    ),
  },
});
