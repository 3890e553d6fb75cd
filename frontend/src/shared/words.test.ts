import { beforeEach, expect, test } from "vitest";
import en from "../../locales/en.json";
import zh from "../../locales/zh-CN.json";
import { count, cycleName, day, fill, percent, say, shortName, speak, yuan } from "./words";

beforeEach(() => speak("zh-CN", zh));

test("a place takes its value, a plural its word", () => {
  speak("en", { ...en, "board.found": "{n} {n?compound:compounds} found" });
  expect(say("board.found", { n: 1 })).toBe("1 compound found");
  expect(say("board.found", { n: 12 })).toBe("12 compounds found");
});

test("a title with a missing value is no title", () => {
  expect(fill("{a.b} x", () => undefined)).toBeUndefined();
  expect(fill("{a.b} x", (name) => name)).toBe("a.b x");
});

test("dates and cycles in words", () => {
  expect(day("2026-07-05")).toBe("2026 年 7 月 5 日");
  expect(cycleName("2026H1")).toBe("2026 上半年");
  expect(cycleName("2026H2")).toBe("2026 下半年");
  expect(cycleName("2026")).toBe("2026");
  speak("en", en);
  expect(day("2026-07-05")).toBe("5 July 2026");
  expect(cycleName("2026H1")).toBe("First half of 2026");
});

test("numbers", () => {
  expect(count(1234567)).toBe("1,234,567");
  expect(count(999)).toBe("999");
  // Published to four places: nothing may be rounded up to a threshold that it missed.
  expect(percent(0.8496, 2)).toBe("84.96%");
  expect(percent(1, 0)).toBe("100%");
});

test("money in fen as yuan", () => {
  expect(yuan(120, 2)).toBe("1.20");
  expect(yuan(123456700)).toBe("1,234,567");
  expect(yuan(123456789)).toBe("1,234,567.89");
  // Beyond 32 bits.
  expect(yuan(9_000_000_000_00)).toBe("9,000,000,000");
});

test("a company's short name", () => {
  expect(shortName("示例甲物业服务有限公司")).toBe("示例甲物业");
  expect(shortName("示例乙物业管理有限责任公司")).toBe("示例乙物业");
  expect(shortName("公司")).toBe("公司");
  expect(shortName("Example Ltd")).toBe("Example Ltd");
});
