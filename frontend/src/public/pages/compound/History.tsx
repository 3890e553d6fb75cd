import { Link } from "wouter";
import { Face, tone } from "../../../shared/Face";
import { cycleName, day, points, say } from "../../../shared/words";
import type { HistoryPointFragment } from "../../gql/graphql";
import { type Ref, unmask } from "../../lib/fragments";

const width = 320;
const height = 96;
const edge = 22;

/** Past cycles: a line of faces at the height of their scores, and the same as a table. */
export function History({
  of,
  path,
  shown,
}: {
  of: readonly Ref<HistoryPointFragment>[];
  path: string;
  shown: string | undefined;
}) {
  const results = of.map((ref) => unmask<HistoryPointFragment>(ref));
  if (!results.length) return null;
  return (
    <section className="card history">
      <h2>{say("history.title")}</h2>
      {results.length > 1 && <Line of={[...results].reverse()} />}
      <table>
        <thead>
          <tr>
            <th scope="col">{say("history.cycle")}</th>
            <th scope="col">{say("history.face")}</th>
            <th scope="col" className="number">
              {say("history.score")}
            </th>
          </tr>
        </thead>
        <tbody>
          {results.map(({ publication, ...result }) => (
            <tr key={publication.cycle} className={tone[result.class]}>
              <th scope="row">
                <Link href={`${path}?cycle=${publication.cycle}`} aria-current={publication.cycle === shown ? "true" : undefined}>
                  {cycleName(publication.cycle)}
                </Link>
                <small>{say("publication.published", { day: day(publication.publishedOn) })}</small>
              </th>
              <td>
                <span className="with-face">
                  <Face of={result.class} size={24} />
                  <b className="toned">{say(`class.${result.class}`)}</b>
                </span>
              </td>
              <td className="number">
                {result.score === null ? "—" : <b>{points(result.score)}</b>}
                {result.scoreLow !== null && result.scoreHigh !== null && (
                  <small>{say("history.interval", { low: result.scoreLow.toFixed(1), high: result.scoreHigh.toFixed(1) })}</small>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({ of }: { of: HistoryPointFragment[] }) {
  const scores = of.flatMap(({ score }) => (score === null ? [] : [score]));
  const low = Math.min(...scores) - 2;
  const high = Math.max(...scores) + 2;
  const points = of.map((result, i) => ({
    result,
    x: edge + (i * (width - 2 * edge)) / (of.length - 1),
    y: result.score === null ? height / 2 : height - edge - ((result.score - low) / (high - low)) * (height - 2 * edge),
  }));
  const drawn = points.filter(({ result }) => result.score !== null);
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <polyline points={drawn.map(({ x, y }) => `${x},${y}`).join(" ")} />
      {points.map(({ result, x, y }) => (
        <g key={result.publication.cycle} transform={`translate(${x - 14} ${y - 14})`}>
          <circle className="backing" cx="14" cy="14" r="16" />
          <Face of={result.class} size={28} />
        </g>
      ))}
    </svg>
  );
}
