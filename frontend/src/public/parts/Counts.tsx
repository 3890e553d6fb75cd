import { Face, tone } from "../../shared/Face";
import { count, say } from "../../shared/words";
import type { CompoundClass, CountsFragment } from "../gql/graphql";
import { type Ref, unmask } from "../lib/fragments";

/** The classes, best first, with their fields in ClassCounts. */
export const classes = [
  ["DEMONSTRATION", "demonstration"],
  ["COMPLIANT", "compliant"],
  ["RECTIFICATION", "rectification"],
  ["NOT_RATED", "notRated"],
] as const satisfies (readonly [CompoundClass, keyof CountsFragment])[];

/** All of them together. */
export function total(ref: Ref<CountsFragment>): number {
  const counts = unmask<CountsFragment>(ref);
  return classes.reduce((sum, [, field]) => sum + counts[field], 0);
}

/** The share of each class as one bar; the numbers stand beside it. */
export function Proportion({ of }: { of: Ref<CountsFragment> }) {
  const counts = unmask<CountsFragment>(of);
  return (
    <div className="proportion" aria-hidden="true">
      {classes.map(
        ([key, field]) => counts[field] > 0 && <i key={key} className={tone[key]} style={{ flexGrow: counts[field] }} />,
      )}
    </div>
  );
}

/** Small faces with numbers, those with none left out. */
export function FaceCounts({ of, size = 24 }: { of: Ref<CountsFragment>; size?: number }) {
  const counts = unmask<CountsFragment>(of);
  return (
    <ul className="face-counts">
      {classes.map(
        ([key, field]) =>
          counts[field] > 0 && (
            <li key={key} title={say(`class.${key}`)}>
              <Face of={key} size={size} named />
              <span>{count(counts[field])}</span>
            </li>
          ),
      )}
    </ul>
  );
}

interface CardsProps {
  of: Ref<CountsFragment>;
  chosen: CompoundClass[];
  toggle: (key: CompoundClass) => void;
}

/** One card a class: how many, and a switch that shows only those. */
export function CountCards({ of, chosen, toggle }: CardsProps) {
  const counts = unmask<CountsFragment>(of);
  return (
    <fieldset className="count-cards">
      <legend className="hidden">{say("board.classes")}</legend>
      {classes.map(([key, field]) => (
        <button
          type="button"
          key={key}
          className={`count-card ${tone[key]}`}
          aria-pressed={chosen.includes(key)}
          onClick={() => toggle(key)}
        >
          <Face of={key} size={44} />
          <b>{count(counts[field])}</b>
          <span>{say(`class.${key}`)}</span>
        </button>
      ))}
    </fieldset>
  );
}
