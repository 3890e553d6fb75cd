import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

/** The words after the question mark, all of them text. */
export type Search = Record<string, string>;

export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const kept = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const text = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}

/** The state that the address holds, and how to change it: without a new step of Back while somebody types. */
export function usePlace(): [Search, (change: Record<string, string | undefined>, options?: { step?: boolean }) => void] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = useCallback(
    (next: Record<string, string | undefined>, { step = false } = {}) =>
      void navigate({
        to: ".",
        search: (before: Search) => ({ ...before, ...next }),
        replace: !step,
        resetScroll: false,
      } as never),
    [navigate],
  );
  return [search, change];
}
