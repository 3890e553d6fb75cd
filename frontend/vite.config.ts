import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const root = dirname(fileURLToPath(import.meta.url));
const server = process.env.SMILEBOARD_URL ?? "http://localhost:8080";

/**
 * The script that runs before the first paint: it sets the theme and the language on <html>, and asks at once for the chunks
 * that the address needs, so that they don't wait for the entry. It is a file, since the policy forbids inline scripts.
 */
function early(): Plugin {
  let file: { name: string; source: string } | undefined;
  return {
    name: "early",
    transformIndexHtml: {
      order: "post",
      handler(html, context) {
        const text = readFileSync(join(root, "src/public/early.js"), "utf8");
        if (!context.bundle) {
          const inline = text.replace("__PAGES__", "{}").replace("__WORDS__", '{"zh-CN":[],"en":[]}');
          return html.replace("<!--title-->", "<title>Smileboard</title>").replace("<!--boot-->", `<script>${inline}</script>`);
        }
        const chunks = Object.values(context.bundle).filter((file) => file.type === "chunk");
        const named = (end: string) => chunks.find((chunk) => chunk.facadeModuleId?.endsWith(end));
        const below = (end: string): string[] => {
          const chunk = named(end);
          const entry = chunks.find((other) => other.isEntry);
          return chunk
            ? [chunk.fileName, ...chunk.imports.filter((name) => name !== entry?.fileName && !entry?.imports.includes(name))]
            : [];
        };
        const routes: { path: string; operation: string }[] = JSON.parse(
          readFileSync(join(root, "src/public/routes.json"), "utf8"),
        );
        const pages = Object.fromEntries(
          routes.map((route) => [route.path.split("/")[1], below(`/pages/${route.operation}.tsx`)]),
        );
        const words = Object.fromEntries(["zh-CN", "en"].map((language) => [language, below(`/${language}.json`)]));
        const source = text.replace("__PAGES__", JSON.stringify(pages)).replace("__WORDS__", JSON.stringify(words));
        const name = `assets/early-${createHash("sha256").update(source).digest("base64url").slice(0, 8)}.js`;
        file = { name, source };
        return html.replace("<!--boot-->", `<!--boot-->\n    <script src="/${name}"></script>`);
      },
    },
    writeBundle(options) {
      if (file) writeFileSync(join(options.dir ?? "", file.name), file.source);
    },
  };
}

/** Empties dist/ but for the committed placeholder and the GraphQL page, which has a build of its own. */
function emptyBut(kept: string[]): Plugin {
  return {
    name: "empty-but",
    apply: "build",
    async buildStart() {
      const { rm } = await import("node:fs/promises");
      const folder = resolve(root, "dist");
      for (const name of statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder) : [])
        if (!kept.includes(name)) await rm(join(folder, name), { recursive: true });
    },
  };
}

export default defineConfig({
  root,
  publicDir: "public",
  cacheDir: join(root, "../node_modules/.vite"),
  plugins: [early(), emptyBut(["placeholder.html", "graphiql", "console"])],
  resolve: {
    alias: [
      { find: /^react\/jsx-(dev-)?runtime$/, replacement: "preact/jsx-runtime" },
      { find: /^react-dom\/client$/, replacement: "preact/compat/client" },
      { find: /^react(-dom)?$/, replacement: "preact/compat" },
    ],
  },
  json: { stringify: true },
  build: {
    target: ["es2020", "chrome86", "safari14"],
    outDir: "dist",
    emptyOutDir: false,
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    reportCompressedSize: false,
    // What several pages share comes in one chunk: fewer requests on a slow network.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: "parts", test: /src\/(public\/(parts|gql)|shared)\// }] } },
    },
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(["/graphql", "/graphiql", "/console", "/healthz", "/schema.graphql"].map((path) => [path, server])),
  },
  test: {
    include: ["src/**/*.test.{ts,tsx}"],
    environment: "node",
  },
});
