import { Face } from "../../shared/Face";
import { count, day, spoken, yuan } from "../../shared/words";
import type { CompoundClass, DueState } from "../gql/graphql";
import { daysUntil } from "../lib/days";
import { say } from "../words";

/** A class as its face and its word. */
export function ClassFace({ of, size = 24 }: { of: CompoundClass; size?: number }) {
  return (
    <span className="status">
      <Face of={of} size={size} />
      {say(`class.${of}`)}
    </span>
  );
}

/** A score, which the API gives in hundredths of a point. */
export function score(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}

/** Square metres, which the API gives in square decimetres. */
export function area(dm2: number): string {
  return say("value.area", { n: count(Math.round(dm2 / 100)) });
}

/** A fee per square metre and month. */
export function fee(fen: number): string {
  return say("value.fee", { n: yuan(fen, 2) });
}

/** An amount in ten thousand yuan, as capital is spoken of. */
export function capital(fen: number): string {
  return say("value.capital", { n: count(Math.round(fen / (spoken() === "en" ? 100 : 1_000_000))) });
}

/** A deadline with how it stands, in words. */
export function Due({ on, state }: { on: string; state: DueState }) {
  const tone = state === "OVERDUE" || state === "DONE_LATE" ? "rectification" : state === "SOON" ? "compliant" : "not-rated";
  return (
    <span className="status">
      <span className="nowrap">{day(on)}</span>
      <span className={`mark ${tone}`}>{say(`due.${state}`)}</span>
    </span>
  );
}

/** A last day, with how far off it is where that matters; past, it is a lapse unless the thing simply `ends` then. */
export function LastDay({ on, ends = false }: { on: string | null | undefined; ends?: boolean }) {
  if (!on) return null;
  const left = daysUntil(on);
  return (
    <span className="status">
      <span className="nowrap">{day(on)}</span>
      {left < 0 ? (
        <span className={`mark ${ends ? "not-rated" : "rectification"}`}>{say(ends ? "time.past" : "due.past")}</span>
      ) : (
        left <= 90 && <span className="mark compliant">{say("due.in", { n: left })}</span>
      )}
    </span>
  );
}

/** Choices of a schema's words, in the order given. */
export function choices<V extends string>(values: readonly V[], name: (value: V) => string): { value: V; label: string }[] {
  return values.map((value) => ({ value, label: name(value) }));
}
