import { useEffect, useRef, useState } from "react";
import { Link, useLocation, useSearch } from "wouter";
import { count, cycleName, points, say, spoken } from "../../shared/words";
import { BoardDocument, type BoardQuery, type CompoundClass, type PublicationFragment, type ShellFragment } from "../gql/graphql";
import { useVisit } from "../lib/district";
import { unmask } from "../lib/fragments";
import { usePage, usePlace } from "../lib/page";
import { type Query, usePages, useQuery } from "../lib/query";
import { routes, type Variables, variablesOf } from "../lib/routes";
import { CountCards, Proportion, total } from "../parts/Counts";
import { CyclePicker, Select } from "../parts/Pickers";
import { Banners, Dates } from "../parts/Publication";
import { ResultCard } from "../parts/ResultCard";
import { Failure, NotFound, Skeleton } from "../parts/States";

/** A district's board. */
export default function Board() {
  const query = usePage(BoardDocument);
  const { params } = usePlace();
  return <Content {...query} district={params.district ?? ""} />;
}

/** The board of the only district, where it stands on the first page. */
export function BoardOf({ variables }: { variables: { district: string } }) {
  const search = new URLSearchParams(useSearch());
  const route = routes.find(({ operation }) => operation === "Board");
  const all = route ? variablesOf(route, variables, search, spoken()) : {};
  const query = useQuery(BoardDocument, all);
  return <Content {...query} variables={all} district={variables.district} />;
}

const orders = ["", "lowest", "highest", "fall", "rise", "name"] as const;
const words = {
  DEMONSTRATION: "demonstration",
  COMPLIANT: "compliant",
  RECTIFICATION: "rectification",
  NOT_RATED: "not-rated",
} as const;

function Content({
  data,
  error,
  waiting,
  retry,
  variables,
  district,
}: Query<BoardQuery> & { variables: Variables; district: string }) {
  const [path, go] = useLocation();
  const search = useSearch();
  const list = usePages(BoardDocument, variables, waiting ? undefined : data);
  useVisit(district, data);

  if (error) return <Failure kind={error.kind} id={error.id} retry={retry} />;
  if (!data) return <Skeleton />;
  const { board } = data;
  if (!board) return <Unpublished shell={data} district={district} cycle={variables.cycle as string | undefined} />;

  const query = new URLSearchParams(search);
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(location.search);
    if (value) next.set(name, value);
    else next.delete(name);
    const text = next.toString().replace(/%2C/g, ",");
    go(text ? `${path}?${text}` : path, { replace: true });
  };
  const chosen = (variables.class ?? []) as CompoundClass[];
  const toggle = (key: CompoundClass) =>
    set(
      "class",
      (chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]).map((one) => words[one]).join(","),
    );
  const publication = unmask<PublicationFragment>(board.publication);
  const several = unmask<ShellFragment>(data).districts.length > 1;
  const pages = list.pages.length ? list.pages : [data];
  const last = pages[pages.length - 1]?.board?.pageInfo;
  const shown = pages.reduce((sum, page) => sum + (page.board?.edges.length ?? 0), 0);
  const filtered = Boolean(variables.search || variables.class || variables.subdistrict);
  // A result's own page shows the cycle that the reader was looking at, unless that is the latest anyway.
  const carry = variables.cycle
    ? `?cycle=${publication.cycle}${variables.revision ? `&revision=${publication.revision}` : ""}`
    : "";

  return (
    <div className="board">
      <div className="heading">
        <h1 tabIndex={-1} lang="zh-CN">
          {board.district.name}
        </h1>
        <CyclePicker
          of={board.district.publications}
          value={publication.cycle}
          choose={(cycle) => go(`/board/${district}/${cycle}${search.replace(/(^|&)revision=\d+/, "").replace(/^(?=.)/, "?")}`)}
        />
        {several && (
          <Link className="pill" href="/">
            {say("board.otherDistrict")}
          </Link>
        )}
      </div>
      <Banners
        of={board.publication}
        at={(revision) => `/board/${district}/${publication.cycle}${revision ? `?revision=${revision}` : ""}`}
      />
      <p className="lead">
        {say("board.lead", { n: total(board.publication.counts), cycle: cycleName(publication.cycle) })}
        {board.publication.meanScore !== null && say("board.mean", { score: points(board.publication.meanScore) })}
      </p>
      <CountCards of={board.counts} chosen={chosen} toggle={toggle} />
      <Proportion of={board.counts} />
      <search className="finder">
        <SearchBox value={query.get("q") ?? ""} set={(value) => set("q", value)} />
        <Select
          label={say("board.subdistrict")}
          value={(variables.subdistrict as string | undefined) ?? ""}
          options={[
            { value: "", label: say("board.everywhere") },
            ...board.subdistricts.map(({ subdistrict, counts }) => ({
              value: subdistrict.code,
              label: say("board.place", { name: subdistrict.name, n: total(counts) }),
              lang: "zh-CN",
            })),
          ]}
          choose={(code) => set("subdistrict", code)}
        />
        <Select
          label={say("board.order")}
          value={orders.find((order) => order === query.get("order")) ?? ""}
          options={orders.map((order) => ({ value: order, label: say(`order.${order || "worst"}`) }))}
          choose={(order) => set("order", order)}
        />
      </search>
      <div className="found">
        <p role="status">
          {waiting
            ? say("state.loading")
            : filtered
              ? say("board.found", { n: board.totalCount })
              : say("board.all", { n: board.totalCount })}
        </p>
        {filtered && (
          <button
            type="button"
            className="text"
            onClick={() => go(path + (query.get("order") ? `?order=${query.get("order")}` : ""), { replace: true })}
          >
            {say("board.clear")}
          </button>
        )}
      </div>
      {board.totalCount === 0 ? (
        <p className="card empty">{say("board.none")}</p>
      ) : (
        <ul className="results" aria-busy={waiting}>
          {pages.flatMap((page) =>
            page.board?.edges.map(({ node }) => <ResultCard key={node.compound.code} of={node} query={carry} />),
          )}
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
            {list.loading ? say("state.loading") : say("board.more", { n: count(board.totalCount - shown) })}
          </button>
          {list.error && <span role="alert">{say(`state.${list.error.kind}`)}</span>}
        </p>
      )}
      <Dates of={board.publication} />
    </div>
  );
}

/** Searches as one types, but not while an input method is still composing, and not at every key. */
function SearchBox({ value, set }: { value: string; set: (value: string) => void }) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const composing = useRef(false);
  const sent = useRef(value);
  useEffect(() => {
    if (value !== sent.current) setText(value);
    sent.current = value;
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (next: string, wait: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      sent.current = next.trim();
      set(next.trim());
    }, wait);
  };
  return (
    <label className="search">
      <span className="hidden">{say("board.search")}</span>
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
        <circle cx="10.5" cy="10.5" r="7" />
        <path d="m16 16 5 5" />
      </svg>
      <input
        type="search"
        value={text}
        placeholder={say("board.search.hint")}
        maxLength={50}
        autoComplete="off"
        enterKeyHint="search"
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          send(event.currentTarget.value, 250);
        }}
        onInput={(event) => {
          setText(event.currentTarget.value);
          if (!composing.current) send(event.currentTarget.value, 250);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !composing.current) send(event.currentTarget.value, 0);
        }}
      />
    </label>
  );
}

/** A district or a cycle without a publication: says which, and where else to look. */
function Unpublished({ shell, district, cycle }: { shell: BoardQuery; district: string; cycle: string | undefined }) {
  const { districts } = unmask<ShellFragment>(shell);
  const known = districts.find(({ code }) => code === district);
  if (!known) return <NotFound what={say("board.unknown", { code: district })} />;
  return (
    <NotFound
      what={
        cycle
          ? say("board.noCycle", { district: known.name, cycle: cycleName(cycle) })
          : say("board.unpublished", { district: known.name })
      }
    />
  );
}
