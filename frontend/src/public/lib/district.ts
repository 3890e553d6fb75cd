import { useEffect, useReducer } from "react";
import type { ShellFragment } from "../gql/graphql";
import { type Ref, unmask } from "./fragments";

// The district that the header's links lead to: the one looked at last, else the first there is.
let current = "";
let chosen = false;
const listeners = new Set<() => void>();

try {
  current = localStorage.getItem("district") ?? "";
  chosen = current !== "";
} catch {}

function change(code: string) {
  if (code === current) return;
  current = code;
  for (const listener of listeners) listener();
}

/** The district's code, or nothing where none is known yet. */
export function useDistrict(): string {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    listeners.add(redraw as () => void);
    return () => void listeners.delete(redraw as () => void);
  }, []);
  return current;
}

/** Remembers the district that a page shows; learns the first one there is from pages of none. */
export function useVisit(district: string | undefined, shell: Ref<ShellFragment> | undefined) {
  const districts = shell && unmask<ShellFragment>(shell).districts;
  useEffect(() => {
    if (district && districts?.some(({ code }) => code === district)) {
      chosen = true;
      change(district);
      try {
        localStorage.setItem("district", district);
      } catch {}
    } else if (!chosen && districts?.[0]) change(districts[0].code);
    else if (chosen && districts && !districts.some(({ code }) => code === current)) change(districts[0]?.code ?? "");
  }, [district, districts]);
}
