import { Words } from "../../shared/Words";
import type { Role } from "../gql/graphql";
import { say } from "../words";

/** The roles, in the order of the table of operations. */
export const roles = [
  "ADMINISTRATOR",
  "DISTRICT_OFFICER",
  "SUBDISTRICT_OFFICER",
  "COMMUNITY_OFFICER",
  "INSPECTOR",
  "OWNERS_COMMITTEE",
  "CONTRACTOR_MANAGER",
  "CONTRACTOR_STAFF",
  "TENDER_EXPERT",
  "AUDITOR",
] as const satisfies Role[];

interface Power {
  role: Role;
  organization?: { name: string } | null;
  contractor?: { name: string } | null;
}

/** Where a role is held: a branch of the tree, a company, or everywhere. */
export function place({ organization, contractor }: Omit<Power, "role">): string {
  return organization?.name ?? contractor?.name ?? say("power.everywhere");
}

/** A role and where it is held. */
export function PowerName({ of }: { of: Power }) {
  return (
    <span>
      {say(`role.${of.role}`)}
      {" · "}
      <Words of={place(of)} />
    </span>
  );
}
