import { useSyncExternalStore } from "react";

/** What a person chose; `system` follows the machine. */
export type Choice = "system" | "light" | "dark";

const dark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

/** The choice kept on this machine, the same one as on the residents' pages. */
export function chosenTheme(): Choice {
  try {
    const kept = localStorage.getItem("theme");
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}

/** Keeps a choice and wears it at once. */
export function chooseTheme(choice: Choice) {
  try {
    if (choice === "system") localStorage.removeItem("theme");
    else localStorage.setItem("theme", choice);
  } catch {}
  wear();
}

function wear() {
  const choice = chosenTheme();
  const worn = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
  document.documentElement.dataset.theme = worn;
  const meta = document.querySelector<HTMLMetaElement>("meta[name=theme-color]");
  if (meta) meta.content = worn === "dark" ? "#18212a" : "#ffffff";
  for (const listener of listeners) listener();
}

dark.addEventListener("change", wear);

function listen(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The theme on the screen now. */
export function useTheme(): "light" | "dark" {
  return useSyncExternalStore(listen, () => (document.documentElement.dataset.theme === "dark" ? "dark" : "light"));
}

/** The choice, for the switch that shows it. */
export function useThemeChoice(): Choice {
  return useSyncExternalStore(listen, chosenTheme);
}
