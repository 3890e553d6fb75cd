/** What the server says about itself; see README.md, "Markers in index.html". */
export interface Boot {
  demo: boolean;
  language: "zh-CN" | "en";
  version: string;
}

/** The answer that came with the page. */
export interface Inlined {
  url: string;
  body: unknown;
}

function read<T>(id: string): T | undefined {
  const element = document.getElementById(id);
  return element ? (JSON.parse(element.textContent ?? "") as T) : undefined;
}

export const boot: Boot = {
  demo: false,
  language: /(^|;\s*)language=en(;|$)/.test(document.cookie) ? "en" : "zh-CN",
  version: "",
  ...read<Boot>("boot"),
};

export const inlined = read<Inlined>("data");
