import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import en from "../../../../locales/console.en.json";
import zh from "../../../../locales/console.zh-CN.json";

test("every row of the table of operations has words in both languages", () => {
  const source = readFileSync(new URL("../../../../../internal/account/table.go", import.meta.url), "utf8");
  const operations = [...source.matchAll(/^\t(\w+\.\w+)\s+(?:[x.] |own|anyone)/gm)].map(([, name]) => `operation.${name}`);
  expect(operations.length).toBeGreaterThan(80);
  expect(operations.filter((key) => !(key in zh) || !(key in en))).toEqual([]);
  expect(Object.keys(zh).filter((key) => key.startsWith("operation.") && !operations.includes(key))).toEqual([]);
});
