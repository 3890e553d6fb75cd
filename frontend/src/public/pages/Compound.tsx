import { useLocation } from "wouter";
import { tone } from "../../shared/Face";
import { count, cycleName, say } from "../../shared/words";
import { CompoundDocument, type CompoundQuery, type PublicationFragment, type VerdictFragment } from "../gql/graphql";
import { useVisit } from "../lib/district";
import { unmask } from "../lib/fragments";
import { usePage } from "../lib/page";
import { CyclePicker } from "../parts/Pickers";
import { Banners } from "../parts/Publication";
import { Failure, NotFound, Skeleton } from "../parts/States";
import { Computation } from "./compound/Computation";
import { Dimensions } from "./compound/Dimensions";
import { Handling } from "./compound/Handling";
import { History } from "./compound/History";
import { Management } from "./compound/Management";
import { Sign } from "./compound/Sign";
import { Survey } from "./compound/Survey";
import { Missing, Next, Verdict, Vetoes } from "./compound/Verdict";

/** A compound: its face first, then why, then the proof, then what one can do. */
export default function Compound() {
  const { data, error, retry, variables } = usePage(CompoundDocument);
  const compound = data?.compound;
  useVisit(compound?.district.code, data);
  if (error) return <Failure kind={error.kind} id={error.id} retry={retry} />;
  if (!data) return <Skeleton />;
  if (!compound) return <NotFound what={say("compound.unknown", { code: String(variables.code) })} />;
  return <Content of={compound} cycle={variables.cycle as string | undefined} />;
}

function Content({ of, cycle }: { of: NonNullable<CompoundQuery["compound"]>; cycle: string | undefined }) {
  const [path, go] = useLocation();
  const { result } = of;
  const publication = result && unmask<PublicationFragment>(unmask<VerdictFragment>(result).publication);
  const shown = publication?.cycle ?? cycle;
  const facts = [
    say(`kind.${of.kind}`),
    say("compound.households", { n: count(of.households) }),
    of.built === null ? "" : say("compound.built", { year: of.built }),
    of.areaM2 === null ? "" : say("compound.area", { area: count(Math.round(of.areaM2)) }),
  ].filter(Boolean);

  return (
    <article className={`compound ${result ? tone[unmask<VerdictFragment>(result).class] : "not-rated"}`}>
      <header className="heading">
        <h1 tabIndex={-1} lang="zh-CN">
          {of.name}
        </h1>
        {shown && <CyclePicker of={of.district.publications} value={shown} choose={(next) => go(`${path}?cycle=${next}`)} />}
        <p className="where">
          <span lang="zh-CN">{of.subdistrict.name}</span>
          <span className="code">{of.code}</span>
        </p>
      </header>
      {result && publication && (
        <Banners
          of={unmask<VerdictFragment>(result).publication}
          at={(revision) => `${path}?cycle=${publication.cycle}${revision ? `&revision=${revision}` : ""}`}
        />
      )}
      <div className="columns">
        <div className="first">
          {result ? (
            <>
              <Verdict of={result} />
              <Vetoes of={result} />
              <Missing of={result} />
            </>
          ) : (
            <p className="card empty">{cycle ? say("compound.noResult", { cycle: cycleName(cycle) }) : say("compound.never")}</p>
          )}
        </div>
        <div className="second">
          {result && (
            <>
              <Dimensions of={result.dimensions} />
              <Next of={result} />
              <Survey of={result} />
              <Handling of={result} />
            </>
          )}
          <Management engagement={of.engagement} all={of.engagements} result={result} />
          <History of={of.history} path={path} shown={shown} />
          <section className="card turn">
            <h2>{say("turn.title")}</h2>
            <p>{say("turn.how")}</p>
            <ul>
              <li>{say("turn.hotline")}</li>
              <li>
                {say("turn.subdistrict")} <b lang="zh-CN">{of.subdistrict.name}</b>
                {of.community && (
                  <>
                    {say("turn.community")} <b lang="zh-CN">{of.community}</b>
                  </>
                )}
              </li>
            </ul>
            <div className="actions">
              <a className="button primary" href="tel:12345">
                {say("turn.call")}
              </a>
              {result && (
                <button type="button" className="button" onClick={() => window.print()}>
                  {say("turn.print")}
                </button>
              )}
            </div>
          </section>
          <section className="card facts">
            <h2>{say("compound.facts")}</h2>
            <p>{facts.join(say("list.separator"))}</p>
            {of.address && (
              <p>
                {say("compound.address")} <span lang="zh-CN">{of.address}</span>
              </p>
            )}
            <p className="faint">{say("compound.live")}</p>
          </section>
          {result && <Computation of={result} dimensions={result.dimensions} />}
        </div>
      </div>
      {result && <Sign of={result} name={of.name} district={of.district.name} />}
    </article>
  );
}
