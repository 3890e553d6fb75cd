import { count, say } from "../../../shared/words";
import type { HandlingFragment } from "../../gql/graphql";
import { type Ref, unmask } from "../../lib/fragments";

/** How complaints were handled, in numbers of complaints. */
export function Handling({ of }: { of: Ref<HandlingFragment> }) {
  const { complaints } = unmask<HandlingFragment>(of);
  const { counted, due, onTime, closed, fixed, perThousand } = complaints;
  const late = due - onTime;
  return (
    <section className="card">
      <h2>{say("complaints.title")}</h2>
      {counted === 0 ? (
        <p>{say("complaints.none")}</p>
      ) : (
        <dl>
          <dt>{say("complaints.counted")}</dt>
          <dd>{say("complaints.count", { n: count(counted) })}</dd>
          <dt>{say("complaints.onTime")}</dt>
          <dd>
            {due === 0
              ? say("complaints.noneDue")
              : say(late === 0 ? "complaints.allOnTime" : "complaints.late", { due: count(due), late: count(late) })}
          </dd>
          <dt>{say("complaints.fixed")}</dt>
          <dd>
            {closed === 0
              ? say("complaints.noneClosed")
              : say(fixed === closed ? "complaints.allFixed" : "complaints.unfixed", {
                  closed: count(closed),
                  fixed: count(fixed),
                  unfixed: count(closed - fixed),
                })}
          </dd>
        </dl>
      )}
      <p className="faint">{say("complaints.rate", { rate: perThousand.toFixed(1) })}</p>
    </section>
  );
}
