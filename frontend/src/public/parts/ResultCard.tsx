import { Link } from "wouter";
import { Face, tone } from "../../shared/Face";
import { Words } from "../../shared/Words";
import { points, say, shortName } from "../../shared/words";
import type { ResultCardFragment } from "../gql/graphql";
import { type Ref, unmask } from "../lib/fragments";

/** One compound in a list: face, name, class, reason, score and its change; and `by` whom, but not on that company's own page. */
export function ResultCard({ of, query = "", by = true }: { of: Ref<ResultCardFragment>; query?: string; by?: boolean }) {
  const result = unmask<ResultCardFragment>(of);
  const { compound } = result;
  const Heading = by ? "h2" : "h3";
  const manager =
    by && (result.carrier ? shortName(result.carrier.name) : result.carrierNote && say(`carrier.${result.carrierNote}`));
  return (
    <li className={`card result ${tone[result.class]}`}>
      <Face of={result.class} size={58} />
      <div className="body">
        <Heading className="name">
          <Link href={`/compounds/${compound.code}${query}`} lang="zh-CN">
            {compound.name}
          </Link>
        </Heading>
        <p className="where">
          <span lang="zh-CN">{compound.subdistrict.name}</span>
          {manager && <span lang={result.carrier ? "zh-CN" : undefined}>{manager}</span>}
        </p>
        <p className="why">
          <b>{say(`class.${result.class}`)}</b>
          <Words of={result.headline} />
        </p>
      </div>
      <div className="figures">
        {result.score === null ? (
          <span className="score" aria-hidden="true">
            —
          </span>
        ) : (
          <span className="score">
            {points(result.score)}
            <span className="hidden">{say("score.unit")}</span>
          </span>
        )}
        {result.delta !== null && <Change by={result.delta} unsure={result.deltaWithinError ?? false} />}
      </div>
    </li>
  );
}

/** The change since the last cycle: its direction as shape and word, pale where it is within the error. */
export function Change({ by, unsure }: { by: number; unsure: boolean }) {
  const size = points(Math.abs(by));
  const key = by > 0 ? "change.rise" : by < 0 ? "change.fall" : "change.none";
  return (
    <span className={`change ${unsure || by === 0 ? "unsure" : by > 0 ? "rise" : "fall"}`}>
      <svg viewBox="0 0 10 10" width="11" height="11" aria-hidden="true">
        <path d={by > 0 ? "M5 1 9.5 9h-9z" : by < 0 ? "M5 9 .5 1h9z" : "M1 4h8v2H1z"} />
      </svg>
      <span aria-hidden="true">{size}</span>
      <span className="hidden">{say(key, { size }) + (unsure ? say("change.unsure") : "")}</span>
    </span>
  );
}
