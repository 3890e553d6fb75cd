import { Link } from "wouter";
import { Words } from "../../shared/Words";
import { count, day, say, yuan } from "../../shared/words";
import { TenderDocument, type TenderStatus } from "../gql/graphql";
import { useVisit } from "../lib/district";
import { usePage } from "../lib/page";
import { Failure, NotFound, Skeleton } from "../parts/States";
import { Status } from "../parts/Status";

// How far along the way each state is: notice, opening, evaluation, candidates, award.
const steps = ["NOTICE", "OPENED", "EVALUATION", "CANDIDATES", "AWARDED"] as const satisfies TenderStatus[];

/** One tender: how far it has come, what is known of it. */
export default function Tender() {
  const { data, error, retry, variables } = usePage(TenderDocument);
  const tender = data?.tender;
  useVisit(tender?.district.code, data);
  if (error) return <Failure kind={error.kind} id={error.id} retry={retry} />;
  if (!data) return <Skeleton />;
  if (!tender) return <NotFound what={say("tender.unknown", { number: String(variables.number) })} />;
  const reached = (steps as readonly TenderStatus[]).indexOf(tender.status);
  const ended = reached < 0;
  const dates: Partial<Record<TenderStatus, string | null>> = { NOTICE: tender.notice, OPENED: tender.opening };
  return (
    <article className="tender-page">
      <p className="crumb">
        <Link href={`/tenders/${tender.district.code}`}>
          <Words of={say("tender.back", { district: tender.district.shortName })} />
        </Link>
      </p>
      <header className="heading">
        <h1 tabIndex={-1} lang="zh-CN">
          {tender.title}
        </h1>
        <Status of={tender.status} />
      </header>
      {ended ? (
        <p className="banner bad">{say(tender.status === "FAILED" ? "tender.FAILED.why" : "tender.TERMINATED.why")}</p>
      ) : (
        <ol className="steps">
          {steps.map((step, i) => (
            <li
              key={step}
              className={i < reached ? "done" : i === reached ? "now" : ""}
              aria-current={i === reached ? "step" : undefined}
            >
              <b>{say(`tender.${step}`)}</b>
              {dates[step] && <small>{day(dates[step])}</small>}
            </li>
          ))}
        </ol>
      )}
      <section className="card">
        <h2>{say("tender.facts")}</h2>
        <dl>
          <dt>{say("tender.number")}</dt>
          <dd className="code">{tender.number}</dd>
          <dt>{say("tender.method")}</dt>
          <dd>
            {say(`method.${tender.method}`)}
            <p className="faint">{say(`method.${tender.method}.means`)}</p>
          </dd>
          {tender.compound && (
            <>
              <dt>{say("tender.compound")}</dt>
              <dd>
                <Link href={`/compounds/${tender.compound.code}`} lang="zh-CN">
                  {tender.compound.name}
                </Link>
                <p className="faint">
                  <span lang="zh-CN">{tender.compound.subdistrict.name}</span>
                  {say("list.separator") + say("compound.households", { n: count(tender.compound.households) })}
                  {tender.compound.areaM2 !== null &&
                    say("list.separator") + say("compound.area", { area: count(Math.round(tender.compound.areaM2)) })}
                </p>
              </dd>
            </>
          )}
          <dt>{say("tender.notice")}</dt>
          <dd>{day(tender.notice)}</dd>
          <dt>{say("tender.deadline")}</dt>
          <dd>{day(tender.deadline)}</dd>
          <dt>{say("tender.opening")}</dt>
          <dd>{tender.opening ? day(tender.opening) : say("tender.unopened")}</dd>
          <dt>{say("tender.winner")}</dt>
          <dd>
            {tender.winner ? (
              <Link href={`/contractors/${tender.winner.uscc}`} lang="zh-CN">
                {tender.winner.name}
              </Link>
            ) : (
              say("tender.undecided")
            )}
          </dd>
          {tender.price !== null && (
            <>
              <dt>{say("tender.price")}</dt>
              <dd>{say("tender.perYear", { yuan: yuan(tender.price) })}</dd>
            </>
          )}
        </dl>
      </section>
    </article>
  );
}
