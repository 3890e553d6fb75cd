import { Link } from "wouter";
import { day, say, yuan } from "../../../shared/words";
import type { ComputationFragment, ManagerFragment, TenureFragment } from "../../gql/graphql";
import { type Ref, unmask } from "../../lib/fragments";

interface Props {
  engagement: Ref<ManagerFragment> | null;
  all: readonly Ref<ManagerFragment>[];
  result: (Ref<ComputationFragment> & { tenures: readonly Ref<TenureFragment>[] }) | null;
}

/** Who manages the compound today, since when and for how much; who carries the result; and every change of hands. */
export function Management({ engagement, all, result }: Props) {
  const now = engagement && unmask<ManagerFragment>(engagement);
  const past = all.map((ref) => unmask<ManagerFragment>(ref));
  const carried = result && unmask<ComputationFragment>(result);
  const tenures = result?.tenures.map((ref) => unmask<TenureFragment>(ref)) ?? [];
  return (
    <section className="card">
      <h2>{say("management.title")}</h2>
      {now ? (
        <dl>
          <dt>{say("management.who")}</dt>
          <dd>
            <Who of={now} />
          </dd>
          <dt>{say("management.since")}</dt>
          <dd>
            {day(now.from)}
            {now.to && <span className="faint">{say("management.until", { day: day(now.to) })}</span>}
          </dd>
          {now.fee !== null && (
            <>
              <dt>{say("management.fee")}</dt>
              <dd>{say("management.perMonth", { yuan: yuan(now.fee, 2) })}</dd>
            </>
          )}
        </dl>
      ) : (
        <p>{say("management.nobody")}</p>
      )}
      {carried && (
        <p className="carrier">
          {carried.carrier ? (
            <>
              {say("management.carrier")}{" "}
              <Link href={`/contractors/${carried.carrier.uscc}`} lang="zh-CN">
                {carried.carrier.name}
              </Link>
            </>
          ) : (
            carried.carrierNote && say(`carrier.${carried.carrierNote}.why`)
          )}
        </p>
      )}
      {tenures.length > 1 && (
        <>
          <h3>{say("management.tenures")}</h3>
          <Timeline of={tenures} />
        </>
      )}
      {past.length > 1 && (
        <details>
          <summary>{say("management.past", { n: past.length })}</summary>
          <Timeline of={past} />
        </details>
      )}
    </section>
  );
}

function Who({ of }: { of: Pick<ManagerFragment, "mode" | "contractor"> }) {
  return of.contractor ? (
    <Link href={`/contractors/${of.contractor.uscc}`} lang="zh-CN">
      {of.contractor.name}
    </Link>
  ) : (
    say(`mode.${of.mode}`)
  );
}

function Timeline({ of }: { of: Pick<ManagerFragment, "mode" | "contractor" | "from" | "to">[] }) {
  return (
    <ol className="timeline">
      {of.map((one) => (
        <li key={one.from}>
          <Who of={one} />
          <span className="faint">
            {one.to
              ? say("management.span", { from: day(one.from), to: day(one.to) })
              : say("management.open", { from: day(one.from) })}
          </span>
        </li>
      ))}
    </ol>
  );
}
