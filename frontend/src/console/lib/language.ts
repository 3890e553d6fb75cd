import { createContext, useContext } from "react";
import type { Language } from "../../shared/words";

/** The languages by their own names. */
export const languages: { key: Language; name: string }[] = [
  { key: "zh-CN", name: "\u4e2d\u6587" },
  { key: "en", name: "English" },
];

export const LanguageContext = createContext<[Language, (next: Language) => void]>(["zh-CN", () => {}]);

/** The language that is spoken, and how to change it. */
export function useLanguage() {
  return useContext(LanguageContext);
}
