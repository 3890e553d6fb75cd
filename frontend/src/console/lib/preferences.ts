import { useCallback, useSyncExternalStore } from "react";

// What this person keeps on the server: read with the session, written as it changes.
let kept: Record<string, string> = {};
let save: (name: string, value: string) => Promise<unknown> = async () => {};
const listeners = new Set<() => void>();

/** Begins with what the server holds, and says how it keeps a change. */
export function startPreferences(values: Record<string, string>, keep: typeof save) {
  kept = values;
  save = keep;
}

function listen(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One choice of this person, such as a table's columns. It changes at once; the server hears of it by and by. */
export function usePreference(name: string): [string | undefined, (value: string) => void] {
  const value = useSyncExternalStore(listen, () => kept[name]);
  const change = useCallback(
    (next: string) => {
      kept = { ...kept, [name]: next };
      for (const listener of listeners) listener();
      // A choice of columns that didn't reach the server is no reason to interrupt anybody's work.
      save(name, next).catch(() => undefined);
    },
    [name],
  );
  return [value, change];
}
