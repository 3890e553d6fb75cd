import type { CompoundClass } from "../public/gql/graphql";
import { say } from "./words";

/** The class attribute's word for a compound's class, which sets the colours of what is inside. */
export const tone = {
  DEMONSTRATION: "demonstration",
  COMPLIANT: "compliant",
  RECTIFICATION: "rectification",
  NOT_RATED: "not-rated",
} as const satisfies Record<CompoundClass, string>;

/**
 * A compound's face. The class picks the drawing: shape says what the colour says. Decorative unless `named`, since the
 * class stands in words beside it almost everywhere.
 */
export function Face({ of, size, named = false }: { of: CompoundClass; size: number; named?: boolean }) {
  return (
    <svg
      className={`face ${tone[of]}`}
      viewBox="0 0 100 100"
      width={size}
      height={size}
      role={named ? "img" : undefined}
      aria-label={named ? say(`class.${of}`) : undefined}
      aria-hidden={named ? undefined : true}
    >
      {drawings[of]}
    </svg>
  );
}

const eyes = (
  <>
    <circle className="feature" cx="35" cy="40" r="6.6" />
    <circle className="feature" cx="65" cy="40" r="6.6" />
  </>
);

const drawings = {
  DEMONSTRATION: (
    <>
      <circle className="disc" cx="50" cy="50" r="47" />
      <path className="line" d="M22.5 42q10.5-15 21 0M56.5 42q10.5-15 21 0" />
      <path className="feature" d="M22 54h56a28 26 0 0 1-56 0z" />
    </>
  ),
  COMPLIANT: (
    <>
      <circle className="disc" cx="50" cy="50" r="47" />
      {eyes}
      <path className="line" d="M26 58q24 30 48 0" />
    </>
  ),
  RECTIFICATION: (
    <>
      <circle className="disc" cx="50" cy="50" r="47" />
      {eyes}
      <path className="line" d="M26 76q21-22 42-3" />
      <path className="tear" d="M69 50c6 8 9 13 9 17a9 9 0 0 1-18 0c0-4 3-9 9-17z" />
    </>
  ),
  NOT_RATED: (
    <>
      <circle className="outline" cx="50" cy="50" r="46" />
      <path className="mark" d="M37 40a13.5 13.5 0 1 1 19.5 12c-4.5 2.3-6.5 4.8-6.5 9.5" />
      <circle className="dot" cx="50" cy="74" r="4.8" />
    </>
  ),
} as const satisfies Record<CompoundClass, unknown>;
