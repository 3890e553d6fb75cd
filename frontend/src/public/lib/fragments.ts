// The generated fragment types are masked: a component that holds a reference sees nothing of it until it unmasks it by
// the fragment's name. Both helpers are types alone, so no document reaches the bundle.

/** A reference to a fragment's data. */
export type Ref<F> = F extends { " $fragmentName"?: infer Name }
  ? Name extends string
    ? { " $fragmentRefs"?: { [key in Name]: F } }
    : never
  : never;

/** The data behind a reference. */
export function unmask<F>(ref: Ref<F>): F {
  return ref as unknown as F;
}
