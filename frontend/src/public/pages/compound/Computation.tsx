import { Link } from "wouter";
import { points, say } from "../../../shared/words";
import type { ComputationFragment, DimensionBarFragment } from "../../gql/graphql";
import { type Ref, unmask } from "../../lib/fragments";

interface Props {
  of: Ref<ComputationFragment>;
  dimensions: readonly Ref<DimensionBarFragment>[];
}

/** The sum, so that anyone can check it, and where its numbers come from. */
export function Computation({ of, dimensions }: Props) {
  const result = unmask<ComputationFragment>(of);
  const { publication } = result;
  const all = dimensions.map((ref) => unmask<DimensionBarFragment>(ref)).filter(({ applies }) => applies);
  const weights = all.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <section className="card computation wide">
      <h2>{say("computation.title")}</h2>
      <p>{say("computation.how")}</p>
      <details>
        <summary>{say("computation.sum")}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("computation.dimension")}</th>
              <th scope="col" className="number">
                {say("computation.score")}
              </th>
              <th scope="col" className="number">
                {say("computation.weight")}
              </th>
              <th scope="col" className="number">
                {say("computation.part")}
              </th>
            </tr>
          </thead>
          <tbody>
            {all.map(({ dimension, score, weight }) => (
              <tr key={dimension}>
                <th scope="row">{say(`dimension.${dimension}`)}</th>
                <td className="number">{score === null ? "—" : points(score)}</td>
                <td className="number">{weight}</td>
                <td className="number">{score === null ? "—" : points((score * weight) / weights)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{say("computation.total")}</th>
              <td />
              <td className="number">{weights}</td>
              <td className="number">
                <b>{result.score === null ? "—" : points(result.score)}</b>
              </td>
            </tr>
          </tfoot>
        </table>
        <p className="faint">{say("computation.rounding")}</p>
      </details>
      <dl>
        <dt>{say("computation.standard")}</dt>
        <dd>
          <Link href={`/standard/${publication.standard}`}>{say("computation.version", { version: publication.standard })}</Link>
        </dd>
        {result.adjustedScore !== null && (
          <>
            <dt>{say("computation.adjusted")}</dt>
            <dd>
              {points(result.adjustedScore)}
              <p className="faint">{say("computation.adjusted.why")}</p>
            </dd>
          </>
        )}
        <dt>{say("computation.digest")}</dt>
        <dd>
          <code>{publication.evidenceDigest}</code>
          <p className="faint">{say("computation.digest.why", { revision: publication.revision })}</p>
        </dd>
      </dl>
    </section>
  );
}
