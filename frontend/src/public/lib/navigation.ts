// Where the reader was: every entry of the history has a key, and the place on the page is remembered by it.

interface EntryState {
  key?: string;
}

const places = new Map<string, number>();
let key = "";
let back = false;

function store(state: EntryState) {
  history.replaceState(state, "");
}

function fresh(): string {
  return Math.random().toString(36).slice(2);
}

/** Begins to remember; called once. */
export function remember() {
  history.scrollRestoration = "manual";
  const state = history.state as EntryState | null;
  key = state?.key ?? fresh();
  if (!state?.key) store({ key });
  try {
    for (const [name, place] of JSON.parse(sessionStorage.getItem("places") ?? "[]") as [string, number][])
      places.set(name, place);
  } catch {}
  back = places.has(key);

  addEventListener("scroll", () => places.set(key, scrollY), { passive: true });
  addEventListener("pagehide", () => {
    try {
      sessionStorage.setItem("places", JSON.stringify([...places].slice(-50)));
    } catch {}
  });
  addEventListener("popstate", (event) => {
    key = (event.state as EntryState | null)?.key ?? fresh();
    back = true;
  });
  // The router announces its own calls of pushState and replaceState by events of those names.
  addEventListener("pushState", () => {
    if ((history.state as EntryState | null)?.key) return;
    key = fresh();
    back = false;
    store({ key });
  });
  addEventListener("replaceState", () => {
    if (!(history.state as EntryState | null)?.key) store({ key });
  });
}

/** Puts a page that has just been drawn where it was left, or at its top with the focus on its heading. */
export function arrive(moved: boolean) {
  if (back) scrollTo(0, places.get(key) ?? 0);
  else if (moved) scrollTo(0, 0);
  if (moved) document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
  back = false;
}
