import { Face } from "../../shared/Face";
import { count, day, percent, say } from "../../shared/words";
import { StandardDocument, type StandardQuery } from "../gql/graphql";
import { useVisit } from "../lib/district";
import { usePage } from "../lib/page";
import { Failure, NotFound, Skeleton } from "../parts/States";

/** A version of the standard, as a resident would have it explained; every number comes from the standard itself. */
export default function Standard() {
  const { data, error, retry, variables } = usePage(StandardDocument);
  useVisit(undefined, data);
  if (error) return <Failure kind={error.kind} id={error.id} retry={retry} />;
  if (!data) return <Skeleton />;
  if (!data.standard)
    return (
      <NotFound
        what={variables.version ? say("standard.unknown", { version: String(variables.version) }) : say("standard.none")}
      />
    );
  return <Content of={data.standard} />;
}

function Content({ of }: { of: NonNullable<StandardQuery["standard"]> }) {
  const p = of.parameters;
  const whole = (share: number) => `${Math.round(share * 1000) / 10}%`;
  const heaviest = Math.max(...of.dimensions.map(({ weight }) => weight));
  return (
    <article className="standard">
      <header className="heading">
        <h1 tabIndex={-1}>{of.title}</h1>
        <p className="where">{say("standard.version", { version: of.version, day: day(of.effectiveFrom) })}</p>
      </header>
      <p className="lead">{say("standard.lead")}</p>

      <section>
        <h2>{say("standard.faces")}</h2>
        <ul className="classes">
          <li className="card demonstration">
            <Face of="DEMONSTRATION" size={72} />
            <div>
              <h3>{say("class.DEMONSTRATION")}</h3>
              <p>{say("standard.demonstration", { score: p.demonstrationScore, rate: whole(p.demonstrationRate) })}</p>
            </div>
          </li>
          <li className="card compliant">
            <Face of="COMPLIANT" size={72} />
            <div>
              <h3>{say("class.COMPLIANT")}</h3>
              <p>{say("standard.compliant", { rate: whole(p.rectificationRate), score: p.rectificationScore })}</p>
            </div>
          </li>
          <li className="card rectification">
            <Face of="RECTIFICATION" size={72} />
            <div>
              <h3>{say("class.RECTIFICATION")}</h3>
              <p>
                {say("standard.rectification", {
                  rate: whole(p.rectificationRate),
                  score: p.rectificationScore,
                  confidence: whole(p.rectificationConfidence),
                })}
              </p>
            </div>
          </li>
          <li className="card not-rated">
            <Face of="NOT_RATED" size={72} />
            <div>
              <h3>{say("class.NOT_RATED")}</h3>
              <p>{say("standard.notRated")}</p>
            </div>
          </li>
        </ul>
      </section>

      <section className="card">
        <h2>{say("standard.vetoes")}</h2>
        <p>{say("standard.vetoes.why")}</p>
        <ul className="dots">
          {of.vetoGrounds.map((ground) => (
            <li key={ground}>{ground}</li>
          ))}
        </ul>
      </section>

      <section className="card">
        <h2>{say("standard.weights")}</h2>
        <p>{say("standard.weights.why")}</p>
        <ul className="bars weights">
          {of.dimensions.map(({ dimension, weight }) => (
            <li key={dimension}>
              <span className="label">{say(`dimension.${dimension}`)}</span>
              <span className="bar" aria-hidden="true">
                <i style={{ width: percent(weight / heaviest) }} />
              </span>
              <b className="value">{weight}</b>
              <p className="means">{say(`dimension.${dimension}.means`)}</p>
            </li>
          ))}
        </ul>
      </section>

      <section className="card">
        <h2>{say("standard.enough")}</h2>
        <p>
          {say("standard.enough.how", {
            share: whole(p.requiredShare),
            cap: p.requiredCap,
            large: whole(p.requiredLargeShare),
            least: p.requiredMinimum,
            most: p.requiredMaximum,
          })}
        </p>
        <p>{say("standard.enough.hidden", { n: p.minimumShown })}</p>
      </section>

      <section className="card">
        <h2>{say("standard.fair")}</h2>
        <p>
          {say("standard.fair.satisfied", {
            rating: say(`rating.${Math.min(5, Math.max(1, p.satisfiedFrom)) as 1 | 2 | 3 | 4 | 5}`),
          })}
        </p>
        <p>{say("standard.fair.prior", { n: p.priorHouseholds })}</p>
        <p>{say("standard.fair.complaints", { days: p.complaintCutoffDays })}</p>
        <p>{say("standard.fair.notice", { days: p.noticeDays })}</p>
      </section>

      <section className="card">
        <h2>{say("standard.ranking")}</h2>
        <p>{say("standard.ranking.carrier", { days: p.carrierDays })}</p>
        <p>
          {say("standard.ranking.ranked", { n: p.rankedCompounds, households: p.rankedHouseholds, share: whole(p.rankedShare) })}
        </p>
        <p>{say("standard.ranking.draws", { n: count(p.draws) })}</p>
        <table>
          <caption>{say("standard.bands")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("standard.band")}</th>
              <th scope="col" className="number">
                {say("standard.from")}
              </th>
            </tr>
          </thead>
          <tbody>
            {p.gradeBands.map(({ grade, from }) => (
              <tr key={grade}>
                <th scope="row">{grade}</th>
                <td className="number">{from > 0 ? say("standard.points", { score: from }) : say("standard.rest")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>

      <section className="card">
        <h2>{say("standard.file")}</h2>
        <p>{say("standard.file.why")}</p>
        <details>
          <summary>{say("standard.file.open")}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre tabIndex={0}>{of.yaml}</pre>
        </details>
      </section>
    </article>
  );
}
