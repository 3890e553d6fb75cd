import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { Words } from "../../../shared/Words";
import { count } from "../../../shared/words";
import { type ContractorDetailFragment, ContractorDocument } from "../../gql/graphql";
import { useQuery } from "../../lib/api";
import { useSession } from "../../lib/session";
import { Attachments } from "../../parts/Attachments";
import { Facts, Page, Section } from "../../parts/Page";
import { Answer, Empty, NotFound } from "../../parts/States";
import { capital } from "../../parts/values";
import { say } from "../../words";
import { EngagementLine } from "../engagements/EngagementLine";
import { Certificates } from "../qualifications/Certificates";

/** One contractor: its facts, its certificates, and what it managed when. */
export function Contractor() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(ContractorDocument, { id });
  return <Answer query={query}>{({ contractor }) => (contractor ? <Found of={contractor} /> : <NotFound />)}</Answer>;
}

function Found({ of }: { of: ContractorDetailFragment }) {
  const session = useSession();
  const mayEdit = session.may("Mutation.updateContractor") || session.may("Mutation.updateContractorContact");
  return (
    <Page
      title={of.name}
      above={<Link to="/contractors">{say("nav.contractors")}</Link>}
      lead={
        <>
          {of.uscc} · <a href={`/contractors/${of.uscc}`}>{say("compound.publicPage")}</a>
        </>
      }
      action={
        mayEdit && (
          <Link to="/contractors/$id/edit" params={{ id: of.id }}>
            <Button type="primary">{say("form.edit")}</Button>
          </Link>
        )
      }
    >
      <Section title={say("compound.facts")}>
        <Facts
          of={[
            [say("contractor.legalRepresentative"), of.legalRepresentative && <Words of={of.legalRepresentative} />],
            [say("account.phone"), of.phone && <a href={`tel:${of.phone}`}>{of.phone}</a>],
            [say("contractor.capital"), of.capital && capital(of.capital)],
            [say("contractor.staff"), of.staff && count(of.staff)],
            [say("contractor.midTitle"), of.midTitle && count(of.midTitle)],
            [
              say("contractor.managed"),
              <Link key="managed" to="/compounds" search={{ contractor: of.id } as never}>
                {count(of.managed)}
              </Link>,
            ],
          ]}
        />
      </Section>
      <Section
        title={say("qualification.title")}
        action={
          session.may("Mutation.createQualification") && (
            <Link to="/qualifications/new" search={{ contractor: of.id, company: of.name } as never}>
              {say("qualification.create")}
            </Link>
          )
        }
      >
        {of.qualifications.length ? <Certificates of={of.qualifications} /> : <Empty>{say("qualification.none.yet")}</Empty>}
      </Section>
      <Section
        title={say("engagement.line")}
        action={
          session.may("Mutation.createEngagement") && (
            <Link to="/engagements/new" search={{ contractor: of.id, company: of.name } as never}>
              {say("engagement.create")}
            </Link>
          )
        }
      >
        {of.engagements.length ? (
          <EngagementLine engagements={of.engagements} by="compound" />
        ) : (
          <Empty>{say("engagement.noneOfContractor")}</Empty>
        )}
      </Section>
      <Attachments parent={of.id} />
    </Page>
  );
}
