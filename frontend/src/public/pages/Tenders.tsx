import { Link, useLocation, useSearch } from "wouter";
import { day, say, yuan } from "../../shared/words";
import { type ShellFragment, type TenderCardFragment, type TenderStatus, TendersDocument } from "../gql/graphql";
import { useVisit } from "../lib/district";
import { type Ref, unmask } from "../lib/fragments";
import { usePage, usePlace } from "../lib/page";
import { usePages } from "../lib/query";
import { DistrictPicker } from "../parts/Pickers";
import { Failure, NotFound, Skeleton } from "../parts/States";
import { Status } from "../parts/Status";

const states = [
  "NOTICE",
  "OPENED",
  "EVALUATION",
  "CANDIDATES",
  "AWARDED",
  "FAILED",
  "TERMINATED",
] as const satisfies TenderStatus[];

/** A district's tenders, latest first, by state. */
export default function Tenders() {
  const { data, error, waiting, retry, variables } = usePage(TendersDocument);
  const { params } = usePlace();
  const [path, go] = useLocation();
  const search = useSearch();
  const district = params.district ?? "";
  const list = usePages(TendersDocument, variables, waiting ? undefined : data);
  useVisit(district, data);
  if (error) return <Failure kind={error.kind} id={error.id} retry={retry} />;
  if (!data) return <Skeleton />;
  const known = unmask<ShellFragment>(data).districts.find(({ code }) => code === district);
  if (!known) return <NotFound what={say("board.unknown", { code: district })} />;

  const chosen = (variables.status ?? []) as TenderStatus[];
  const toggle = (state: TenderStatus) => {
    const next = chosen.includes(state) ? chosen.filter((one) => one !== state) : [...chosen, state];
    const query = new URLSearchParams(search);
    if (next.length) query.set("status", next.map((one) => one.toLowerCase()).join(","));
    else query.delete("status");
    const text = query.toString().replace(/%2C/g, ",");
    go(text ? `${path}?${text}` : path, { replace: true });
  };
  const pages = list.pages.length ? list.pages : [data];
  const last = pages[pages.length - 1]?.tenders.pageInfo;
  const tenders = pages.flatMap((page) => page.tenders.edges.map(({ node }) => node));

  return (
    <div className="tenders">
      <div className="heading">
        <h1 tabIndex={-1}>{say("tenders.title")}</h1>
        <DistrictPicker shell={data} value={district} page="tenders" />
      </div>
      <p className="lead">{say("tenders.lead")}</p>
      <fieldset className="chips">
        <legend className="hidden">{say("tenders.status")}</legend>
        {states.map((state) => (
          <button type="button" key={state} className="chip" aria-pressed={chosen.includes(state)} onClick={() => toggle(state)}>
            {say(`tender.${state}`)}
          </button>
        ))}
      </fieldset>
      <p className="hidden" role="status">
        {waiting ? say("state.loading") : say("tenders.found", { n: tenders.length })}
      </p>
      {tenders.length === 0 ? (
        <p className="card empty">{say(chosen.length ? "tenders.none" : "tenders.never")}</p>
      ) : (
        <ul className="tender-list" aria-busy={waiting}>
          {tenders.map((ref) => (
            <Card key={unmask<TenderCardFragment>(ref).number} of={ref} />
          ))}
        </ul>
      )}
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
    </div>
  );
}

function Card({ of }: { of: Ref<TenderCardFragment> }) {
  const tender = unmask<TenderCardFragment>(of);
  return (
    <li className="card tender">
      <h2>
        <Link href={`/tender/${encodeURIComponent(tender.number)}`} lang="zh-CN">
          {tender.title}
        </Link>
      </h2>
      <Status of={tender.status} />
      <dl className="inline">
        <div>
          <dt>{say("tender.number")}</dt>
          <dd className="code">{tender.number}</dd>
        </div>
        <div>
          <dt>{say("tender.method")}</dt>
          <dd>{say(`method.${tender.method}`)}</dd>
        </div>
        <div>
          <dt>{say("tender.notice")}</dt>
          <dd>{day(tender.notice)}</dd>
        </div>
        <div>
          <dt>{say("tender.deadline")}</dt>
          <dd>{day(tender.deadline)}</dd>
        </div>
        {tender.winner && (
          <div>
            <dt>{say("tender.winner")}</dt>
            <dd lang="zh-CN">{tender.winner.name}</dd>
          </div>
        )}
        {tender.price !== null && (
          <div>
            <dt>{say("tender.price")}</dt>
            <dd>{say("tender.perYear", { yuan: yuan(tender.price) })}</dd>
          </div>
        )}
      </dl>
    </li>
  );
}
