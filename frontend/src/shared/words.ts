import type zh from "../../locales/zh-CN.json";

/** The key of a sentence in locales/. */
export type Key = keyof typeof zh;

/** A language of the pages. */
export type Language = "zh-CN" | "en";

type Value = string | number | null | undefined;
type Values = Record<string, string | number>;

let language: Language = "zh-CN";
let catalogue: Record<string, string> = {};

/** Makes `say` speak from this catalogue. */
export function speak(next: Language, sentences: Record<string, string>) {
  language = next;
  catalogue = sentences;
}

/** A sentence as it stands in the catalogue; empty where there is none. */
export function sentence(key: string): string {
  return catalogue[key] ?? "";
}

/** The language that is spoken now. */
export function spoken(): Language {
  return language;
}

/**
 * The sentence with its values filled in: `{n}` is a value, `{n?answer:answers}` one of two words after a number.
 */
export function say(key: Key, values: Values = {}): string {
  return spell(key, values);
}

/** `say` for a catalogue that has other keys than the public one. */
export function spell(key: string, values: Values = {}): string {
  return substitute(catalogue[key] ?? key, (name) => values[name]).text;
}

/**
 * Fills a sentence's places by name. Returns undefined where a name has no value, which a title answers with its default.
 */
export function fill(sentence: string, value: (name: string) => Value): string | undefined {
  const { text, complete } = substitute(sentence, value);
  return complete ? text : undefined;
}

function substitute(sentence: string, value: (name: string) => Value) {
  let complete = true;
  const text = sentence.replace(/\{([\w.]+)(?:\?([^:}]*):([^}]*))?\}/g, (_, name: string, one?: string, many?: string) => {
    const found = value(name);
    if (found === undefined || found === null || found === "") complete = false;
    if (one === undefined) return String(found ?? "");
    return Number(found) === 1 ? one : (many ?? "");
  });
  return { text, complete };
}

const months = "January February March April May June July August September October November December".split(" ");

/** A calendar day in words, such as 2026 年 7 月 20 日 or 20 July 2026. */
export function day(iso: string): string {
  const [year, month, date] = iso.split("-").map(Number) as [number, number, number];
  return language === "en" ? `${date} ${months[month - 1]} ${year}` : say("date.day", { year, month, date });
}

/** A cycle in words, such as 2026 上半年. */
export function cycleName(cycle: string): string {
  const found = /^(\d{4})H([12])$/.exec(cycle);
  if (!found) return cycle;
  return say(found[2] === "1" ? "cycle.first" : "cycle.second", { year: found[1] as string });
}

/** A whole number with its thousands apart. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A score as it is published, with two decimals. */
export function points(value: number): string {
  return value.toFixed(2);
}

/** A share in percent; rates are published to four places, so two decimals lose nothing. */
export function percent(share: number, decimals = 1): string {
  return `${(share * 100).toFixed(decimals)}%`;
}

/** An amount of fen in yuan, with cents only where there are any or where asked. */
export function yuan(fen: number, decimals?: number): string {
  const digits = decimals ?? (fen % 100 === 0 ? 0 : 2);
  const [whole, rest] = (fen / 100).toFixed(digits).split(".") as [string, string | undefined];
  return count(Number(whole)) + (rest ? `.${rest}` : "");
}

/** A company's name without its legal form, for lists: 示例甲物业 for 示例甲物业服务有限公司. */
export function shortName(name: string): string {
  return name.replace(/(服务|管理|发展|集团|股份)*(有限责任|有限)?公司$/, "") || name;
}
