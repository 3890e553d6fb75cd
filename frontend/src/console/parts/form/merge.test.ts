import { expect, test } from "vitest";
import { changed, differences } from "./merge";

test("what was typed and taken back is no change, and nothing is the same as no words", () => {
  expect(changed({ name: "甲", phone: "" }, { name: "甲" })).toEqual([]);
  expect(changed({ name: "甲", kinds: ["A", "B"] }, { name: "乙", kinds: ["A", "B"] })).toEqual(["name"]);
});

test("a field that only one of two people changed has an answer, one that both changed has none", () => {
  const base = { name: "甲", area: 1, phone: "1", note: "" };
  const mine = { name: "乙", area: 1, phone: "2", note: "x" };
  const theirs = { name: "甲", area: 3, phone: "4", note: "x" };
  expect(differences(base, mine, theirs).map(({ field, by }) => [field, by])).toEqual([
    ["name", "me"],
    ["area", "them"],
    ["phone", "both"],
  ]);
});
