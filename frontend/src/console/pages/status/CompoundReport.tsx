import { Link } from "@tanstack/react-router";
import { Face, tone } from "../../../shared/Face";
import { Words } from "../../../shared/Words";
import { cycleName } from "../../../shared/words";
import type { CompoundStatusFragment } from "../../gql/graphql";
import { said } from "../../lib/said";
import { score } from "../../parts/values";
import { say } from "../../words";

type Report = CompoundStatusFragment;

const known = <T,>(value: T | null | undefined): value is T => value !== null && value !== undefined;

/** One compound as it was published: face, reason, sub-scores, evidence, and the ways to the next class. */
export function CompoundReport({ of }: { of: Report }) {
  return (
    <article className={`card report ${tone[of.class]}`}>
      <header className="report-head">
        <Face of={of.class} size={64} />
        <div>
          <h3>
            <Link to="/compounds/$id" params={{ id: of.compound.id }}>
              <Words of={of.compound.name} />
            </Link>
          </h3>
          <p className="report-class">
            <b className="toned">{say(`class.${of.class}`)}</b>
            {of.needsImprovement && <span className="mark rectification">{say("class.needsImprovement")}</span>}
            {known(of.score) && <b className="report-score">{score(of.score)}</b>}
            {known(of.scoreFrom) && known(of.scoreTo) && (
              <span className="faint">{say("status.between", { from: score(of.scoreFrom), to: score(of.scoreTo) })}</span>
            )}
            <Change of={of} />
          </p>
          <p>{of.reason ? <Words of={said(of.reason)} /> : say("compound.unpublished.why")}</p>
          {of.cycle && <small>{cycleName(of.cycle)}</small>}
          {!of.managed && <small className="block">{say("status.notManaged")}</small>}
          {of.managed && !of.carried && of.cycle && <small className="block">{say("status.notCarried")}</small>}
        </div>
      </header>
      {of.class === "DEMONSTRATION" && of.missing.length === 0 && <p className="missing">{say("status.top")}</p>}
      {of.missing.map((goal) => (
        <Missing key={goal.goal} of={goal} />
      ))}
      {of.dimensions.length > 0 && <Dimensions of={of.dimensions} />}
      {of.cycle && <p className="faint">{evidence(of).join(" · ")}</p>}
    </article>
  );
}

/** How many people spoke, and what was seen. */
function evidence(of: Report): string[] {
  const { answers, answersNeeded, satisfied, inspections, complaints, overdueComplaints, unfixedComplaints } = of;
  const parts: string[] = [];
  if (known(answers))
    parts.push(
      known(satisfied)
        ? say("status.satisfied", { n: answers, satisfied })
        : say("status.fewAnswers", { n: answers, needed: answersNeeded ?? 0 }),
    );
  parts.push(say("status.inspections", { n: inspections }), say("status.complaints", { n: complaints }));
  if (overdueComplaints) parts.push(say("status.overdueComplaints", { n: overdueComplaints }));
  if (unfixedComplaints) parts.push(say("status.unfixedComplaints", { n: unfixedComplaints }));
  return parts;
}

/** What changed since the last cycle, in words and with its sign. */
function Change({ of: { delta, withinError, previousClass, class: now } }: { of: Report }) {
  if (!known(delta)) return null;
  const amount = `${delta > 0 ? "+" : ""}${score(delta)}`;
  return (
    <span>
      {say(
        withinError ? "status.deltaWithin" : delta > 0 ? "status.deltaUp" : delta < 0 ? "status.deltaDown" : "status.deltaSame",
        { n: amount },
      )}
      {previousClass && previousClass !== now && <> · {say("status.classBefore", { class: say(`class.${previousClass}`) })}</>}
    </span>
  );
}

/** What is missing for the goals above, the nearest first; each way to a goal is enough alone. */
function Missing({ of: { name, target, ways, obstacle } }: { of: Report["missing"][number] }) {
  return (
    <section className={`missing ${tone[target ?? "NOT_RATED"]}`}>
      <h4>
        <Face of={target ?? "NOT_RATED"} size={24} />
        {say("status.missing", { goal: said(name) })}
      </h4>
      {obstacle && <p>{said(obstacle)}</p>}
      {ways.length > 1 && <p className="faint">{say("status.anyWay")}</p>}
      <ul>
        {ways.map(({ words, score: reached }) => (
          <li key={words.en}>
            {said(words)}
            {known(reached) && <small> {say("status.reached", { n: score(reached) })}</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Sub-scores against the mean of the peers. */
function Dimensions({ of }: { of: Report["dimensions"] }) {
  return (
    <table className="dimensions">
      <thead>
        <tr>
          <th scope="col">{say("status.dimension")}</th>
          <th scope="col">{say("status.own")}</th>
          <th scope="col">{say("status.peers")}</th>
          <th scope="col" className="bar-head">
            <span className="hidden">{say("status.bar")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {of
          .filter(({ applies }) => applies)
          .map(({ dimension, name, weight, score: own, peers }) => (
            <tr key={dimension}>
              <th scope="row">
                {said(name)} <small>{say("status.weight", { n: weight / 100 })}</small>
              </th>
              <td>{known(own) ? score(own) : "—"}</td>
              <td>{known(peers) ? score(peers) : "—"}</td>
              <td className="bar" aria-hidden="true">
                <span>
                  {known(own) && <i style={{ width: `${Math.min(100, own / 100)}%` }} />}
                  {known(peers) && <s style={{ insetInlineStart: `${Math.min(100, peers / 100)}%` }} />}
                </span>
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
