import { Link } from "@tanstack/react-router";
import { Words } from "../../../shared/Words";
import { CommitteeStatusDocument, ContractorStatusDocument } from "../../gql/graphql";
import { useQuery } from "../../lib/api";
import { useSession } from "../../lib/session";
import { Page, Section } from "../../parts/Page";
import { Answer, Empty, NoRight } from "../../parts/States";
import { say } from "../../words";
import { Certificates } from "../qualifications/Certificates";
import { CompoundReport } from "./CompoundReport";
import { Dues } from "./Dues";
import { Ranking } from "./Ranking";

/** How my company, or my committee, stands: face, scores, what is due, and what is missing for the next class. */
export function Status() {
  const session = useSession();
  if (session.may("Query.myStatus")) return <OfContractor />;
  if (session.may("Query.committeeStatus")) return <OfCommittee />;
  return <NoRight />;
}

function OfContractor() {
  const query = useQuery(ContractorStatusDocument, {});
  return (
    <Page title={say("nav.status")} lead={say("status.lead")}>
      <Answer query={query} lines={12}>
        {({ myStatus }) =>
          myStatus.length ? (
            myStatus.map(({ contractor, qualifications, rankings, compounds, due }) => (
              <div key={contractor.id} className="status-of">
                <h2>
                  <Link to="/contractors/$id" params={{ id: contractor.id }}>
                    <Words of={contractor.name} />
                  </Link>
                </h2>
                <Dues of={due} />
                <Section title={say("status.ranking")}>
                  {rankings.length ? (
                    rankings.map((ranking) => <Ranking key={ranking.district.id} of={ranking} />)
                  ) : (
                    <Empty>{say("status.noRanking")}</Empty>
                  )}
                </Section>
                <Compounds of={compounds} />
                <Section title={say("qualification.title")}>
                  {qualifications.length ? <Certificates of={qualifications} /> : <Empty>{say("qualification.none.yet")}</Empty>}
                </Section>
              </div>
            ))
          ) : (
            <Empty>{say("status.noCompany")}</Empty>
          )
        }
      </Answer>
    </Page>
  );
}

function OfCommittee() {
  const query = useQuery(CommitteeStatusDocument, {});
  return (
    <Page title={say("nav.status")} lead={say("status.lead.committee")}>
      <Answer query={query} lines={12}>
        {({ committeeStatus }) =>
          committeeStatus.length ? (
            committeeStatus.map(({ committee, compounds, due }) => (
              <div key={committee.id} className="status-of">
                <h2>
                  <Link to="/committees/$id" params={{ id: committee.id }}>
                    <Words of={committee.name} />
                  </Link>
                </h2>
                <Dues of={due} />
                <Compounds of={compounds} />
              </div>
            ))
          ) : (
            <Empty>{say("status.noCommittee")}</Empty>
          )
        }
      </Answer>
    </Page>
  );
}

function Compounds({ of }: { of: readonly Parameters<typeof CompoundReport>[0]["of"][] }) {
  if (of.length === 0) return <Empty>{say("status.noCompounds")}</Empty>;
  return of.map((one) => <CompoundReport key={one.compound.id} of={one} />);
}
