import { Link } from "@tanstack/react-router";
import { Words } from "../../../shared/Words";
import { shortName } from "../../../shared/words";
import type { EngagementRowFragment } from "../../gql/graphql";
import { useSession } from "../../lib/session";
import { TimeLine } from "../../parts/TimeLine";
import { fee } from "../../parts/values";
import { say } from "../../words";

/** Engagements of a compound or of a contractor on a time line, each named after the other side. */
export function EngagementLine({
  engagements,
  by,
}: {
  engagements: readonly EngagementRowFragment[];
  by: "compound" | "contractor";
}) {
  const session = useSession();
  return (
    <TimeLine
      spans={engagements.map(({ id, compound, contractor, mode, from, to, fee: fen, basis }) => ({
        key: id,
        name:
          by === "compound" ? (
            <Link to="/compounds/$id" params={{ id: compound.id }}>
              <Words of={compound.name} />
            </Link>
          ) : contractor ? (
            <Link to="/contractors/$id" params={{ id: contractor.id }}>
              <Words of={shortName(contractor.name)} />
            </Link>
          ) : (
            say(`mode.${mode}`)
          ),
        note: [fen && fee(fen), basis && say(`basis.${basis}`)].filter(Boolean).join(" · "),
        starts: from,
        ends: to,
        action: session.may("Mutation.updateEngagement") && (
          <Link to="/engagements/$id/edit" params={{ id }}>
            {say("form.edit")}
          </Link>
        ),
      }))}
    />
  );
}
