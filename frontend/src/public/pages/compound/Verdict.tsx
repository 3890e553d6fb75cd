import { Face, tone } from "../../../shared/Face";
import { Words } from "../../../shared/Words";
import { cycleName, day, points, say } from "../../../shared/words";
import type { PublicationFragment, VerdictFragment } from "../../gql/graphql";
import { type Ref, unmask } from "../../lib/fragments";
import { Dates } from "../../parts/Publication";

type Props = { of: Ref<VerdictFragment> };

/** The face, the class and the score, the reason, the date and the change: what a passer-by takes away. */
export function Verdict({ of }: Props) {
  const result = unmask<VerdictFragment>(of);
  const publication = unmask<PublicationFragment>(result.publication);
  return (
    <section className={`verdict ${tone[result.class]}`} aria-label={say("verdict.title")}>
      <Face of={result.class} size={148} />
      <p className="class">
        <b>{say(`class.${result.class}`)}</b>
        {result.score !== null && <b className="score">{say("verdict.score", { score: points(result.score) })}</b>}
      </p>
      {result.needsImprovement && <p className="tag">{say("class.needsImprovement")}</p>}
      <p className={result.reason.length > 100 ? "reason long" : "reason"}>
        <Words of={result.reason} />
      </p>
      <p className="dated">
        <span>{say("verdict.published", { day: day(publication.publishedOn) })}</span>
        {result.delta !== null && <span>{changed(result.delta, result.deltaWithinError ?? false)}</span>}
        {result.scoreLow !== null && result.scoreHigh !== null && (
          <span>{say("verdict.interval", { low: result.scoreLow.toFixed(1), high: result.scoreHigh.toFixed(1) })}</span>
        )}
      </p>
      {result.lastRated && (
        <p className="last">
          <Face of={result.lastRated.class} size={28} />
          <span>
            {say("verdict.last", {
              cycle: cycleName(result.lastRated.cycle),
              class: say(`class.${result.lastRated.class}`),
              day: day(result.lastRated.publishedOn),
            })}
            {result.lastRated.score !== null && say("verdict.lastScore", { score: points(result.lastRated.score) })}
          </span>
        </p>
      )}
      <Dates of={result.publication} />
    </section>
  );
}

function changed(delta: number, unsure: boolean): string {
  const size = points(Math.abs(delta));
  const key = delta > 0 ? "change.rise" : delta < 0 ? "change.fall" : "change.none";
  return say(key, { size }) + (delta === 0 ? "" : say(unsure ? "change.unsure" : "change.sure"));
}

/** The grounds that decide whatever the score is. */
export function Vetoes({ of }: Props) {
  const { vetoes } = unmask<VerdictFragment>(of);
  if (!vetoes.length) return null;
  return (
    <section className="card veto">
      <h2>{say("veto.title")}</h2>
      <ul>
        {vetoes.map((veto) => (
          <li key={veto.document}>
            <b>
              <Words of={veto.ground} />
            </b>
            <p>
              <Words of={say("veto.by", { authority: veto.authority, day: day(veto.established), document: veto.document })} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is missing for a face. */
export function Missing({ of }: Props) {
  const { missing, surveyDue } = unmask<VerdictFragment>(of);
  if (!missing.length) return null;
  return (
    <section className="card">
      <h2>{say("missing.title")}</h2>
      <Conditions of={missing} />
      {surveyDue && <p className="banner warn">{say("missing.again")}</p>}
    </section>
  );
}

/** Every condition of the next class, with what is reached. */
export function Next({ of }: Props) {
  const result = unmask<VerdictFragment>(of);
  if (!result.next.length) return null;
  return (
    <section className="card wide">
      <h2>{say(result.class === "COMPLIANT" ? "next.demonstration" : "next.compliant")}</h2>
      <Conditions of={result.next} />
    </section>
  );
}

function Conditions({ of }: { of: VerdictFragment["next"] }) {
  return (
    <ul className="conditions">
      {of.map((condition) => (
        <li key={condition.text} className={condition.met ? "met" : "unmet"}>
          <svg
            viewBox="0 0 20 20"
            width="20"
            height="20"
            role="img"
            aria-label={say(condition.met ? "condition.met" : "condition.unmet")}
          >
            <path d={condition.met ? "m4 10.5 4 4 8-9" : "M5 5l10 10M15 5 5 15"} />
          </svg>
          <span>
            <Words of={condition.text} />
          </span>
        </li>
      ))}
    </ul>
  );
}
