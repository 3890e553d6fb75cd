import { Link } from "wouter";
import { cycleName, day, points, say } from "../../shared/words";
import { type CycleFragment, HomeDocument, type HomeQuery } from "../gql/graphql";
import { useVisit } from "../lib/district";
import { unmask } from "../lib/fragments";
import { usePage } from "../lib/page";
import { FaceCounts, Proportion, total } from "../parts/Counts";
import { Failure, Skeleton } from "../parts/States";
import { BoardOf } from "./Board";

/** The districts; where there is only one, its board. */
export default function Home() {
  const { data, error, retry } = usePage(HomeDocument);
  useVisit(undefined, data);
  if (error) return <Failure kind={error.kind} id={error.id} retry={retry} />;
  if (!data) return <Skeleton />;
  const [only] = data.districts;
  if (data.districts.length === 1 && only) return <BoardOf variables={{ district: only.code }} />;
  return (
    <>
      <h1 tabIndex={-1}>{say("home.title")}</h1>
      <p className="lead">{say("home.lead")}</p>
      {data.districts.length === 0 && <p className="card empty">{say("home.empty")}</p>}
      <ul className="districts">
        {data.districts.map((district) => (
          <District key={district.code} of={district} />
        ))}
      </ul>
    </>
  );
}

function District({ of }: { of: HomeQuery["districts"][number] }) {
  const latest = of.publications.find((publication) => {
    const { superseded, withdrawal } = unmask<CycleFragment>(publication);
    return !superseded && !withdrawal;
  });
  const cycle = latest && unmask<CycleFragment>(latest);
  return (
    <li className="card district">
      <h2 lang="zh-CN">
        <Link href={`/board/${of.code}`}>{of.name}</Link>
      </h2>
      {latest && cycle ? (
        <>
          <p className="faint">
            {say("home.cycle", { cycle: cycleName(cycle.cycle), day: day(cycle.publishedOn), n: total(latest.counts) })}
          </p>
          <FaceCounts of={latest.counts} size={40} />
          <Proportion of={latest.counts} />
          {latest.meanScore !== null && <p className="mean">{say("home.mean", { score: points(latest.meanScore) })}</p>}
        </>
      ) : (
        <p className="faint">{say("home.unpublished")}</p>
      )}
      <p className="links">
        <Link href={`/board/${of.code}`}>{say("nav.board")}</Link>
        <Link href={`/ranking/${of.code}`}>{say("nav.ranking")}</Link>
        <Link href={`/tenders/${of.code}`}>{say("nav.tenders")}</Link>
      </p>
    </li>
  );
}
