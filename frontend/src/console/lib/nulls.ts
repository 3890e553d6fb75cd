/** A form's values as the schema wants them: an emptied field clears (null), which is not the same as one that was left out. */
export function cleared<V extends Record<string, unknown>>(values: V): { [K in keyof V]: Exclude<V[K], undefined> | null } {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, value === undefined || value === "" ? null : value]),
  ) as never;
}
