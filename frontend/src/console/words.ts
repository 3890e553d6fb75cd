import type zh from "../../locales/console.zh-CN.json";
import { spell } from "../shared/words";

/** The key of a sentence in locales/console.*.json. */
export type Key = keyof typeof zh;

/** The console's sentence with its values filled in; `shared/words` says how. */
export function say(key: Key, values: Record<string, string | number> = {}): string {
  return spell(key, values);
}
