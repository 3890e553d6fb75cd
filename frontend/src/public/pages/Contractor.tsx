import { Link } from "wouter";
import { Words } from "../../shared/Words";
import { count, cycleName, day, points, say, yuan } from "../../shared/words";
import {
  type CertificateFragment,
  ContractorDocument,
  type ContractorQuery,
  type ManagedCompoundFragment,
  type PlaceFragment,
} from "../gql/graphql";
import { useVisit } from "../lib/district";
import { type Ref, unmask } from "../lib/fragments";
import { usePage } from "../lib/page";
import { usePages } from "../lib/query";
import { FaceCounts } from "../parts/Counts";
import { ResultCard } from "../parts/ResultCard";
import { Failure, NotFound, Skeleton } from "../parts/States";

/** A contractor: its latest place, what it manages today, its past places, its legacy qualification. */
export default function Contractor() {
  const { data, error, waiting, retry, variables } = usePage(ContractorDocument);
  const list = usePages(ContractorDocument, variables, waiting ? undefined : data);
  useVisit(undefined, data);
  if (error) return <Failure kind={error.kind} id={error.id} retry={retry} />;
  if (!data) return <Skeleton />;
  if (!data.contractor) return <NotFound what={say("contractor.unknown", { uscc: String(variables.uscc) })} />;
  const pages = list.pages.length ? list.pages : [data];
  const last = pages[pages.length - 1]?.contractor?.compounds.pageInfo;
  return (
    <Content
      of={data.contractor}
      managed={pages.flatMap((page) => page.contractor?.compounds.edges.map(({ node }) => node) ?? [])}
      more={last?.hasNextPage && last.endCursor ? () => last.endCursor && list.more(last.endCursor) : undefined}
    />
  );
}

interface ContentProps {
  of: NonNullable<ContractorQuery["contractor"]>;
  managed: Ref<ManagedCompoundFragment>[];
  more: (() => void) | undefined;
}

function Content({ of, managed, more }: ContentProps) {
  const places = of.history.map((ref) => unmask<PlaceFragment>(ref));
  const standing = places.filter(({ publication }) => !publication.withdrawal && !publication.superseded);
  const latest = standing.filter((place, i) => standing.findIndex(({ district }) => district.code === place.district.code) === i);
  return (
    <article className="contractor">
      <header className="heading">
        <h1 tabIndex={-1} lang="zh-CN">
          {of.name}
        </h1>
        <p className="where">
          <span>{say("contractor.uscc")}</span>
          <span className="code">{of.uscc}</span>
        </p>
      </header>
      {latest.length > 0 && (
        <ul className="latest">
          {latest.map((place) => (
            <Latest key={place.district.code} of={place} />
          ))}
        </ul>
      )}
      <section>
        <h2>{say("contractor.compounds")}</h2>
        {managed.length === 0 ? (
          <p className="card empty">{say("contractor.none")}</p>
        ) : (
          <ul className="results">
            {managed.map((ref) => {
              const { compound } = unmask<ManagedCompoundFragment>(ref);
              return compound.result ? (
                <ResultCard key={compound.code} of={compound.result} by={false} />
              ) : (
                <li key={compound.code} className="card result not-rated plain">
                  <div className="body">
                    <h3 className="name">
                      <Link href={`/compounds/${compound.code}`} lang="zh-CN">
                        {compound.name}
                      </Link>
                    </h3>
                    <p className="where">
                      <span lang="zh-CN">{compound.subdistrict.name}</span>
                    </p>
                    <p className="why">{say("contractor.notYet")}</p>
                  </div>
                </li>
              );
            })}
          </ul>
        )}
        {more && (
          <p className="more">
            <button type="button" className="button" onClick={more}>
              {say("ranking.more")}
            </button>
          </p>
        )}
        <p className="faint">{say("contractor.compounds.note")}</p>
      </section>
      <div className="pair">
        <section className="card">
          <h2>{say("contractor.contracts")}</h2>
          {managed.length === 0 ? (
            <p>{say("contractor.none")}</p>
          ) : (
            <table>
              <thead>
                <tr>
                  <th scope="col">{say("contractor.compound")}</th>
                  <th scope="col">{say("management.since")}</th>
                  <th scope="col" className="number">
                    {say("contractor.fee")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {managed.map((ref) => {
                  const { compound, from, fee } = unmask<ManagedCompoundFragment>(ref);
                  return (
                    <tr key={compound.code}>
                      <th scope="row" lang="zh-CN">
                        {compound.name}
                      </th>
                      <td className="whole">{day(from)}</td>
                      <td className="number">{fee === null ? "—" : yuan(fee, 2)}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          )}
        </section>
        <div className="stack">
          <section className="card">
            <h2>{say("contractor.qualification")}</h2>
            {of.qualifications.length === 0 ? (
              <p>{say("contractor.unqualified")}</p>
            ) : (
              <ul className="certificates">
                {of.qualifications.map((ref) => (
                  <Certificate key={unmask<CertificateFragment>(ref).certificate} of={ref} />
                ))}
              </ul>
            )}
            <p className="faint">{say("contractor.qualification.note")}</p>
          </section>
          {places.length > 0 && <Places of={places} />}
        </div>
      </div>
    </article>
  );
}

function Latest({ of }: { of: PlaceFragment }) {
  return (
    <li className="card place">
      <h2>
        <Link href={`/ranking/${of.district.code}/${of.publication.cycle}`}>
          <span lang="zh-CN">{of.district.shortName}</span> {cycleName(of.publication.cycle)}
        </Link>
      </h2>
      {of.rank === null ? (
        <>
          <p className="big">{say("contractor.unranked")}</p>
          {of.unrankedReason && <p>{reason(of)}</p>}
        </>
      ) : (
        <>
          <p className="big">
            {say("contractor.band", { number: say("ranking.numerals").split(" ")[(of.band ?? 1) - 1] ?? String(of.band) })}
            <b>{of.score === null ? "" : points(of.score)}</b>
          </p>
          <p>
            {rankOf(of)}
            {of.grade && ` · ${say("ranking.grade", { grade: of.grade })}`}
          </p>
        </>
      )}
      <FaceCounts of={of.counts} size={28} />
      <p className="faint">{say("contractor.carried", { n: of.managed, households: count(of.managedHouseholds) })}</p>
    </li>
  );
}

function rankOf({ rank, rankLow, rankHigh }: PlaceFragment): string {
  if (rank === null) return "";
  const firm = rankLow === rankHigh;
  return say(firm ? "contractor.firm" : "contractor.rank", { rank, low: rankLow ?? rank, high: rankHigh ?? rank });
}

function reason(of: PlaceFragment): string {
  if (of.managed === 0) return say("unranked.NONE_CARRIED");
  return of.unrankedReason
    ? say(`unranked.${of.unrankedReason}`, {
        rated: of.rated,
        managed: of.managed,
        ratedHouseholds: count(of.ratedHouseholds),
        managedHouseholds: count(of.managedHouseholds),
      })
    : "";
}

function Certificate({ of }: { of: Ref<CertificateFragment> }) {
  const certificate = unmask<CertificateFragment>(of);
  return (
    <li>
      <b>{say(`grade.${certificate.grade}`)}</b>{" "}
      <span className={`badge ${certificate.status === "VALID" ? "good" : "bad"}`}>
        {say(`qualification.${certificate.status}`)}
      </span>
      <p className="faint">
        <Words of={say("contractor.certificate", { number: certificate.certificate, from: day(certificate.issued) })} />
        {certificate.expires && say("contractor.expires", { day: day(certificate.expires) })}
      </p>
    </li>
  );
}

function Places({ of }: { of: PlaceFragment[] }) {
  return (
    <section className="card">
      <h2>{say("contractor.history")}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("history.cycle")}</th>
            <th scope="col">{say("contractor.place")}</th>
            <th scope="col" className="number">
              {say("ranking.score")}
            </th>
            <th scope="col" className="extra">
              {say("ranking.compounds")}
            </th>
          </tr>
        </thead>
        <tbody>
          {of.map((place) => (
            <tr key={place.district.code + place.publication.cycle}>
              <th scope="row">
                <Link href={`/ranking/${place.district.code}/${place.publication.cycle}`}>
                  {cycleName(place.publication.cycle)}
                </Link>
                <small>
                  <span lang="zh-CN">{place.district.shortName}</span>
                  {place.publication.withdrawal && say("picker.withdrawn")}
                </small>
              </th>
              <td>
                {place.rank === null
                  ? say("contractor.unranked")
                  : say("contractor.band", { number: say("ranking.numerals").split(" ")[(place.band ?? 1) - 1] ?? "" })}
                {place.rank !== null && <small>{rankOf(place)}</small>}
              </td>
              <td className="number">
                {place.score === null ? "—" : <b>{points(place.score)}</b>}
                {place.grade && <small>{place.grade}</small>}
              </td>
              <td className="extra">
                <FaceCounts of={place.counts} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
