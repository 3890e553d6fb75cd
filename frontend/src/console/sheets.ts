/**
 * Where Ant Design's styles go. Its own way is a <style> element for each component, which the content security policy
 * refuses; a constructed style sheet is the same without an element, and the policy has nothing against it. The build puts
 * this module in the place of the two files that add elements (vite.console.config.ts).
 */

interface Options {
  /** `true`: before all; `"queue"`: before what is appended, by priority. */
  prepend?: boolean | "queue";
  priority?: number;
}

interface Entry {
  rank: [number, number];
  css: string;
  sheet: CSSStyleSheet;
  /** What callers get and mark with attributes; never part of the page. */
  handle: HTMLStyleElement;
}

const entries = new Map<string, Entry>();

function adopt() {
  document.adoptedStyleSheets = [...entries.values()]
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1])
    .map((entry) => entry.sheet);
}

/** Adds a style under its key, or changes it. */
export function updateCSS(css: string, key: string, { prepend, priority = 0 }: Options = {}): HTMLStyleElement {
  const found = entries.get(key);
  if (found) {
    if (found.css !== css) {
      found.css = css;
      found.sheet.replaceSync(css);
    }
    return found.handle;
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const rank: [number, number] = prepend === "queue" ? [1, priority] : [prepend ? 0 : 2, 0];
  const entry = { rank, css, sheet, handle: document.createElement("style") };
  entries.set(key, entry);
  adopt();
  return entry.handle;
}

let nameless = 0;

/** Adds a style that nobody will change. */
export function injectCSS(css: string, options?: Options): HTMLStyleElement {
  return updateCSS(css, `nameless-${nameless++}`, options);
}

/** Takes a style away. */
export function removeCSS(key: string) {
  if (entries.delete(key)) adopt();
}

/** Forgets nothing, since there are no containers to remember. */
export function clearContainerCache() {}

/** The console has no shadow roots. */
export function getShadowRoot(): null {
  return null;
}

/** The icons warn of names that are none; the types do that here. */
export function warningOnce() {}
