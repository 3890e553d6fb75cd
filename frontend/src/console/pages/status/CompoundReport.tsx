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
            {of.needsImprovement && <span>{say("class.needsImprovement")}</span>}
            {known(of.score) && <b className="report-score">{score(of.score)}</b>}
            {known(of.scoreFrom) && known(of.scoreTo) && (
              <span className="faint">{say("status.between", { from: score(of.scoreFrom), to: score(of.scoreTo) })}</span>
            )}
            <Change of={of} />
          </p>
          <p>{of.reason ? <Words of={said(of.reason)} /> : say("compound.unpublished.why")}</p>
          {of.cycle && <small>{cycleName(of.cycle)}</small>}
        </div>
      </header>
      {of.missing.map((goal) => (
        <Missing key={goal.goal} of={goal} />
      ))}
      {of.dimensions.length > 0 && <Dimensions of={of.dimensions} />}
      {of.cycle && (
        <p className="faint">
          {known(of.answers) ? say("status.answers", { n: of.answers }) : say("status.fewAnswers")} ·{" "}
          {say("status.inspections", { n: of.inspections })} · {say("status.complaints", { n: of.complaints })}
          {known(of.overdueComplaints) && of.overdueComplaints > 0 && (
            <> · {say("status.overdueComplaints", { n: of.overdueComplaints })}</>
          )}
        </p>
      )}
    </article>
  );
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

/** The smallest changes that lead to a goal above; each way is enough alone. Where there is none, why. */
function Missing({ of: { target, name, obstacle, ways } }: { of: Report["missing"][number] }) {
  return (
    <section className={target ? `missing ${tone[target]}` : "missing"}>
      <h4>
        {target && <Face of={target} size={24} />}
        {say("status.missing", { class: said(name) })}
      </h4>
      {obstacle && <p>{said(obstacle)}</p>}
      <ol>
        {ways.map(({ steps, score: reached }, i) => (
          <li key={steps.map(({ words }) => words.en).join()}>
            {ways.length > 1 && <b>{say("status.way", { n: i + 1 })}</b>}{" "}
            {steps.map(({ words }) => said(words)).join(say("status.and"))}
            {known(reached) && <small> {say("status.reached", { n: score(reached) })}</small>}
          </li>
        ))}
      </ol>
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
        {of.map(({ dimension, name, weight, score: own, peers }) => (
          <tr key={dimension}>
            <th scope="row">
              {said(name)} <small>{say("status.weight", { n: score(weight) })}</small>
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
