import { Words } from "../../../shared/Words";
import { cycleName, day } from "../../../shared/words";
import type { RankingFragment } from "../../gql/graphql";
import { said } from "../../lib/said";
import { score } from "../../parts/values";
import { say } from "../../words";

type Number = number | null | undefined;

const known = (value: Number): value is number => value !== null && value !== undefined;

/** A company's place in a district's ranking: the rank with its interval, and what it was before. */
export function Ranking({ of }: { of: RankingFragment }) {
  const { district, cycle, publishedOn, rank, rankFrom, rankTo, ranked, band, grade, unranked, previousRank, previousScore } = of;
  return (
    <div className="ranking">
      <h3>
        <Words of={district.name} /> · {cycleName(cycle)}
      </h3>
      {known(rank) ? (
        <p className="ranking-place">
          <b>{say("status.rank", { n: rank })}</b>
          <span>
            {say("status.rankOf", { n: ranked })}
            {known(rankFrom) && known(rankTo) && (
              <>
                {" "}
                ·{" "}
                {rankFrom === rankTo
                  ? say("status.rankSure", { n: rankFrom })
                  : say("status.rankBetween", { from: rankFrom, to: rankTo })}
              </>
            )}
            {known(band) && <> · {say("status.band", { n: band })}</>}
          </span>
        </p>
      ) : (
        <p>{unranked ? said(unranked) : say("status.unranked")}</p>
      )}
      {known(of.score) && (
        <p>
          {say("status.score", { n: score(of.score) })}
          {known(of.scoreFrom) && known(of.scoreTo) && (
            <span className="faint"> {say("status.between", { from: score(of.scoreFrom), to: score(of.scoreTo) })}</span>
          )}
          {grade && <span className="mark compliant">{grade}</span>}
        </p>
      )}
      {known(rank) && (known(previousRank) || known(previousScore)) && (
        <p className="faint">
          {known(previousRank) && say("status.rankBefore", { before: previousRank, now: rank })}
          {known(previousRank) && known(previousScore) && known(of.score) && " · "}
          {known(previousScore) &&
            known(of.score) &&
            say("status.scoreBefore", { before: score(previousScore), now: score(of.score) })}
        </p>
      )}
      <p className="faint">{say("compound.publishedOn", { day: day(publishedOn) })}</p>
    </div>
  );
}
