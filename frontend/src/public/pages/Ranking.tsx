import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { count, cycleName, say } from "../../shared/words";
import {
  type PublicationFragment,
  RankingDocument,
  type RankingQuery,
  type RankingRowFragment,
  type ShellFragment,
} from "../gql/graphql";
import { useVisit } from "../lib/district";
import { type Ref, unmask } from "../lib/fragments";
import { usePage, usePlace } from "../lib/page";
import { usePages } from "../lib/query";
import { FaceCounts } from "../parts/Counts";
import { CyclePicker, DistrictPicker } from "../parts/Pickers";
import { Banners, Dates } from "../parts/Publication";
import { Failure, NotFound, Skeleton } from "../parts/States";

type Board = NonNullable<RankingQuery["ranking"]>;

/** The ranking: bands lead, since within one the evidence can't tell who is better. */
export default function Ranking() {
  const { data, error, waiting, retry, variables } = usePage(RankingDocument);
  const { params } = usePlace();
  const list = usePages(RankingDocument, variables, waiting ? undefined : data);
  const district = params.district ?? "";
  useVisit(district, data);
  if (error) return <Failure kind={error.kind} id={error.id} retry={retry} />;
  if (!data) return <Skeleton />;
  const { ranking } = data;
  if (!ranking) return <Unpublished shell={data} district={district} />;
  const pages = list.pages.length ? list.pages : [data];
  const last = pages[pages.length - 1]?.ranking?.pageInfo;
  const rows = pages.flatMap((page) => page.ranking?.edges.map(({ node }) => node) ?? []);
  return (
    <Content ranking={ranking} shell={data} district={district} rows={rows}>
      {last?.hasNextPage && last.endCursor && (
        <p className="more">
          <button
            type="button"
            className="button"
            disabled={list.loading}
            onClick={() => last.endCursor && list.more(last.endCursor)}
          >
            {say(list.loading ? "state.loading" : "ranking.more")}
          </button>
        </p>
      )}
    </Content>
  );
}

interface ContentProps {
  ranking: Board;
  shell: RankingQuery;
  district: string;
  rows: Ref<RankingRowFragment>[];
  children: ReactNode;
}

function Content({ ranking, shell, district, rows, children }: ContentProps) {
  const [, go] = useLocation();
  const publication = unmask<PublicationFragment>(ranking.publication);
  const all = rows.map((ref) => unmask<RankingRowFragment>(ref));
  const unranked = all.filter(({ rank }) => rank === null);
  const low = ranking.scale ? Math.max(0, Math.floor(ranking.scale.low / 5) * 5) : 0;
  const high = ranking.scale ? Math.min(100, Math.ceil(ranking.scale.high / 5) * 5) : 100;
  return (
    <div className="ranking">
      <div className="heading">
        <h1 tabIndex={-1}>{say("ranking.title")}</h1>
        <DistrictPicker shell={shell} value={district} page="ranking" />
        <CyclePicker
          of={ranking.district.publications}
          value={publication.cycle}
          choose={(cycle) => go(`/ranking/${district}/${cycle}`)}
        />
      </div>
      <Banners
        of={ranking.publication}
        at={(revision) => `/ranking/${district}/${publication.cycle}${revision ? `?revision=${revision}` : ""}`}
      />
      <p className="lead">
        <span lang="zh-CN">{ranking.district.name}</span> · {cycleName(publication.cycle)} · {say("ranking.lead")}
      </p>
      {all.length === 0 && <p className="card empty">{say("ranking.none")}</p>}
      {all.length > unranked.length && (
        <table className="ranks">
          <thead>
            <tr>
              <th scope="col">{say("ranking.rank")}</th>
              <th scope="col">{say("ranking.contractor")}</th>
              <th scope="col">{say("ranking.interval", { low, high })}</th>
              <th scope="col" className="number">
                {say("ranking.score")}
              </th>
              <th scope="col">{say("ranking.compounds")}</th>
              <th scope="col" className="number">
                {say("ranking.households")}
              </th>
            </tr>
          </thead>
          {ranking.bands.map((band) => {
            const inside = all.filter((row) => row.band === band.number);
            return (
              inside.length > 0 && (
                <tbody key={band.number}>
                  <tr className="band">
                    <th scope="colgroup" colSpan={6}>
                      {say(band.size > 1 ? "ranking.band" : "ranking.bandOfOne", { number: ordinal(band.number), n: band.size })}
                    </th>
                  </tr>
                  {inside.map((row) => (
                    <Row key={row.contractor.uscc} of={row} low={low} high={high} />
                  ))}
                </tbody>
              )
            );
          })}
        </table>
      )}
      {unranked.length > 0 && (
        <section className="unranked">
          <h2>{say("ranking.unranked", { n: ranking.unranked })}</h2>
          <p className="faint">{say("ranking.unranked.note")}</p>
          <ul>
            {unranked.map((row) => (
              <li key={row.contractor.uscc} className="card">
                <Link href={`/contractors/${row.contractor.uscc}`} lang="zh-CN">
                  {row.contractor.name}
                </Link>
                <p>{unrankedFor(row)}</p>
                <FaceCounts of={row.counts} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {children}
      <p className="faint">{say("ranking.note")}</p>
      <Dates of={ranking.publication} />
    </div>
  );
}

function Row({ of, low, high }: { of: RankingRowFragment; low: number; high: number }) {
  const qualification = of.contractor.qualifications.find(({ status }) => status === "VALID");
  const at = (score: number) => `${Math.min(100, Math.max(0, ((score - low) / (high - low)) * 100)).toFixed(2)}%`;
  const { score, scoreLow, scoreHigh, rankLow, rankHigh } = of;
  return (
    <tr>
      <td className="rank">
        <b>{say("ranking.nth", { rank: of.rank ?? 0 })}</b>
        {rankLow !== null && rankHigh !== null && (
          <small>
            {rankLow === rankHigh ? say("ranking.surely") : say("ranking.possibly", { low: rankLow, high: rankHigh })}
          </small>
        )}
      </td>
      <th scope="row" className="who">
        <Link href={`/contractors/${of.contractor.uscc}`} lang="zh-CN">
          {of.contractor.name}
        </Link>
        <small>
          {[
            qualification && say("ranking.qualification", { grade: say(`grade.${qualification.grade}`) }),
            of.grade && say("ranking.grade", { grade: of.grade }),
          ]
            .filter(Boolean)
            .join(say("list.separator"))}
        </small>
      </th>
      <td className="interval">
        {score !== null && scoreLow !== null && scoreHigh !== null && (
          <>
            <span className="scale" aria-hidden="true">
              <i style={{ left: at(scoreLow), right: at(low + high - scoreHigh) }} />
              <u style={{ left: at(score) }} />
            </span>
            <small style={{ left: `clamp(2.6em, ${at((scoreLow + scoreHigh) / 2)}, 100% - 2.6em)` }}>
              {say("ranking.between", { low: scoreLow.toFixed(1), high: scoreHigh.toFixed(1) })}
            </small>
          </>
        )}
      </td>
      <td className="number score">{score === null ? "—" : score.toFixed(2)}</td>
      <td className="faces">
        <FaceCounts of={of.counts} />
      </td>
      <td className="number households">
        {say("ranking.covers", { n: count(of.managedHouseholds) })}
        {of.ratedHouseholds < of.managedHouseholds && (
          <small>{say("ranking.ratedHouseholds", { n: count(of.ratedHouseholds) })}</small>
        )}
      </td>
    </tr>
  );
}

function unrankedFor({ unrankedReason, rated, managed, ratedHouseholds, managedHouseholds }: RankingRowFragment): string {
  if (managed === 0) return say("unranked.NONE_CARRIED");
  return unrankedReason
    ? say(`unranked.${unrankedReason}`, {
        rated,
        managed,
        ratedHouseholds: count(ratedHouseholds),
        managedHouseholds: count(managedHouseholds),
      })
    : "";
}

/** A band's number as it is spoken: 第一档, band 1. */
function ordinal(number: number): string {
  return say("ranking.numerals").split(" ")[number - 1] ?? String(number);
}

function Unpublished({ shell, district }: { shell: RankingQuery; district: string }) {
  const known = unmask<ShellFragment>(shell).districts.find(({ code }) => code === district);
  return (
    <NotFound what={known ? say("board.unpublished", { district: known.name }) : say("board.unknown", { code: district })} />
  );
}
