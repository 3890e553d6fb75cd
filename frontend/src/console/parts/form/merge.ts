/** What a form holds. */
export type Values = Record<string, unknown>;

function same(a: unknown, b: unknown): boolean {
  const plain = (value: unknown) => JSON.stringify(value === undefined || value === "" ? null : value);
  return plain(a) === plain(b);
}

/** The fields in which two versions differ. */
export function changed(a: Values, b: Values): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !same(a[key], b[key]));
}

/** A field in which two people's versions differ, and which of them a merge would take without asking. */
export interface Difference {
  field: string;
  mine: unknown;
  theirs: unknown;
  /** Who changed it since the version that both began with; `both` must be decided by a person. */
  by: "me" | "them" | "both";
}

/** Compares one's own version with another's, both grown from the same base. */
export function differences(base: Values, mine: Values, theirs: Values): Difference[] {
  return changed(mine, theirs).map((field) => ({
    field,
    mine: mine[field],
    theirs: theirs[field],
    by: same(mine[field], base[field]) ? "them" : same(theirs[field], base[field]) ? "me" : "both",
  }));
}
