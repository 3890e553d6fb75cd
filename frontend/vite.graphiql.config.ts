import { rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const root = dirname(fileURLToPath(import.meta.url));

/** The GraphQL page: a build of its own with the real React, so that none of it reaches the residents. */
export default defineConfig({
  root,
  base: "/graphiql/",
  publicDir: false,
  cacheDir: join(root, "../node_modules/.vite-graphiql"),
  plugins: [
    {
      name: "index",
      async closeBundle() {
        await rename(join(root, "dist/graphiql/graphiql.html"), join(root, "dist/graphiql/index.html"));
      },
    },
  ],
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    target: ["es2020", "chrome86", "safari14"],
    outDir: "dist/graphiql",
    emptyOutDir: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      input: join(root, "graphiql.html"),
      // "use client" means nothing in a page that is drawn by the browser alone.
      onLog: (level, log, handle) => log.code !== "MODULE_LEVEL_DIRECTIVE" && handle(level, log),
    },
  },
});
