import { percent, say } from "../../../shared/words";
import type { DimensionBarFragment } from "../../gql/graphql";
import { type Ref, unmask } from "../../lib/fragments";

/** The seven scores as bars, each against its peers' mean, with what it means. */
export function Dimensions({ of }: { of: readonly Ref<DimensionBarFragment>[] }) {
  const all = of.map((ref) => unmask<DimensionBarFragment>(ref));
  // The peers are the district where too few of one kind have a score; then both means are the same everywhere.
  const district = all.every(({ peerMean, districtMean }) => peerMean === districtMean);
  const peers = say(district ? "peers.district" : "peers.kind");
  return (
    <section className="card">
      <h2>
        {say("dimensions.title")} <small>{say("dimensions.tick", { peers })}</small>
      </h2>
      <ul className="bars">
        {all.map((one) => (
          <Bar key={one.dimension} of={one} peers={peers} />
        ))}
      </ul>
    </section>
  );
}

function Bar({ of, peers }: { of: DimensionBarFragment; peers: string }) {
  const { score, peerMean } = of;
  const gap = score === null || peerMean === null ? null : Math.round((score - peerMean) * 10) / 10;
  const notes = [
    of.covered > 0 ? say("dimensions.covered", { n: of.covered }) : "",
    of.rating === null ? "" : say("dimensions.rating", { rating: of.rating.toFixed(1) }),
  ].filter(Boolean);
  return (
    <li className={of.applies ? "" : "none"}>
      <span className="label">{say(`dimension.${of.dimension}`)}</span>
      <span className="bar" aria-hidden="true">
        {score !== null && <i style={{ width: percent(score / 100) }} />}
        {of.applies && peerMean !== null && <u style={{ left: percent(peerMean / 100) }} />}
      </span>
      <b className="value">
        {score === null ? (
          <span className="faint">{say(of.applies ? "dimensions.noScore" : "dimensions.notApplicable")}</span>
        ) : (
          score.toFixed(1)
        )}
      </b>
      <p className="means">
        {say(`dimension.${of.dimension}.means`)}
        {(gap !== null || notes.length > 0) && <br />}
        {gap !== null && (
          <b className={gap < 0 ? "below" : "above"}>
            {gap === 0
              ? say("dimensions.same", { peers })
              : say(gap < 0 ? "dimensions.below" : "dimensions.above", { peers, gap: Math.abs(gap).toFixed(1) })}
          </b>
        )}
        {notes.map((note, i) => (
          <span key={note}>
            {(i > 0 || gap !== null) && say("list.separator")}
            {note}
          </span>
        ))}
      </p>
    </li>
  );
}
