import { expect, test } from "vitest";
import { match, readURL, sameRead, variablesOf } from "./routes";

function variables(url: string, language: "zh-CN" | "en" = "zh-CN") {
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const found = match(pathname);
  return found && variablesOf(found.route, found.params, searchParams, language);
}

test.each([
  ["/", "Home"],
  ["/board/430104", "Board"],
  ["/board/430104/", "Board"],
  ["/board/430104/2026H1", "Board"],
  ["/compounds/4301040050001", "Compound"],
  ["/standard", "Standard"],
  ["/standard/2026-01", "Standard"],
  ["/tender/430104-2026-001", "Tender"],
  ["/tenders/430104", "Tenders"],
])("%s is the page %s", (path, operation) => {
  expect(match(path)?.route.operation).toBe(operation);
});

test.each(["/board", "/board//2026H1", "/board/430104/2026H1/x", "/nowhere", "/compounds/%E0%A4%A"])("%s is no page", (path) => {
  expect(match(path)).toBeUndefined();
});

test("variables come in the order of the table, whatever the order of the address", () => {
  const found = variables(
    "/board/430104/2026H1?order=fall&class=rectification,not-rated&q=jlxq&revision=2&subdistrict=430104005",
  );
  expect(JSON.stringify(found)).toBe(
    '{"district":"430104","cycle":"2026H1","revision":2,"search":"jlxq","class":["RECTIFICATION","NOT_RATED"],"subdistrict":"430104005","order":"FALL","language":"ZH"}',
  );
});

test("what is empty, unknown or no number is left out", () => {
  expect(variables("/board/430104?q=%20%20&class=,nonsense,toString&order=constructor&revision=1e3&subdistrict=")).toEqual({
    district: "430104",
    language: "ZH",
  });
});

test("a search is trimmed and cut at fifty characters, not at half a character", () => {
  expect(variables(`/board/1?q=${encodeURIComponent(` ${"𠮷".repeat(60)}`)}`)?.search).toBe("𠮷".repeat(50));
});

test("a segment is decoded", () => {
  expect(variables("/tender/%E5%B2%B3%2F1")).toEqual({ number: "岳/1" });
});

test("the language of the page is the language of the answer", () => {
  expect(variables("/compounds/1", "en")).toEqual({ code: "1", language: "EN" });
});

test("a read without variables has none in its address", () => {
  expect(readURL("sha256:ab", {})).toBe("/graphql?documentId=sha256%3Aab");
});

test("two addresses are the same read however they are encoded", () => {
  const mine = readURL("sha256:ab", { search: "金 岭+" });
  expect(sameRead(mine, '/graphql?documentId=sha256:ab&variables={"search":"%E9%87%91+%E5%B2%AD%2B"}')).toBe(true);
  expect(sameRead(mine, '/graphql?documentId=sha256:ab&variables={"search":"x"}')).toBe(false);
});
