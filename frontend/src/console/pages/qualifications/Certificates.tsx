import { Link } from "@tanstack/react-router";
import { Words } from "../../../shared/Words";
import { day } from "../../../shared/words";
import type { QualificationRowFragment } from "../../gql/graphql";
import { useSession } from "../../lib/session";
import { LastDay } from "../../parts/values";
import { say } from "../../words";

/** A company's certificates of grade, the latest first. */
export function Certificates({ of }: { of: readonly QualificationRowFragment[] }) {
  const session = useSession();
  return (
    <ul className="lines">
      {of.map(({ id, certificate, grade, issued, expires, status }) => (
        <li key={id}>
          <span>
            <b>{say(`grade.${grade}`)}</b>{" "}
            <span className="nowrap">
              <Words of={certificate} />
            </span>{" "}
            <span className={`mark ${status === "VALID" ? "demonstration" : "rectification"}`}>
              {say(`certificate.${status}`)}
            </span>
            <small className="block">
              {say("qualification.issuedOn", { day: day(issued) })}
              {expires ? (
                <>
                  {" · "}
                  {say("qualification.expires")} {status === "VALID" ? <LastDay on={expires} /> : day(expires)}
                </>
              ) : (
                ` · ${say("qualification.forever")}`
              )}
            </small>
          </span>
          {session.may("Mutation.updateQualification") && (
            <Link to="/qualifications/$id/edit" params={{ id }}>
              {say("form.edit")}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
