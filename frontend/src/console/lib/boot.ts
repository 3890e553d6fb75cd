import type { Language } from "../../shared/words";

/** What the server wrote into the page. */
export interface Boot {
  demo: boolean;
  language: Language;
  version: string;
}

function read(): Boot {
  const text = document.getElementById("boot")?.textContent;
  if (text) return JSON.parse(text) as Boot;
  return { demo: true, language: document.documentElement.lang === "en" ? "en" : "zh-CN", version: "dev" };
}

export const boot = read();
