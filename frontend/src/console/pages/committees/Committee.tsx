import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { Words } from "../../../shared/Words";
import { day } from "../../../shared/words";
import { type CommitteeDetailFragment, CommitteeDocument } from "../../gql/graphql";
import { useQuery } from "../../lib/api";
import { useSession } from "../../lib/session";
import { Attachments } from "../../parts/Attachments";
import { Facts, Page, Section } from "../../parts/Page";
import { Problems } from "../../parts/Problems";
import { Answer, Empty, NotFound } from "../../parts/States";
import { Due } from "../../parts/values";
import { say } from "../../words";

/** One owners' committee: term, filing, deadlines and members. */
export function Committee() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(CommitteeDocument, { id });
  return <Answer query={query}>{({ committee }) => (committee ? <Found of={committee} /> : <NotFound />)}</Answer>;
}

function Found({ of }: { of: CommitteeDetailFragment }) {
  const session = useSession();
  return (
    <Page
      title={of.name}
      above={<Link to="/committees">{say("nav.committees")}</Link>}
      lead={
        <>
          <span className={`mark ${of.status === "ACTIVE" ? "demonstration" : "not-rated"}`}>
            {say(`committee.status.${of.status}`)}
          </span>{" "}
          <Words of={of.subdistrict.name} />
        </>
      }
      action={
        session.may("Mutation.updateCommittee") && (
          <Link to="/committees/$id/edit" params={{ id: of.id }}>
            <Button type="primary">{say("form.edit")}</Button>
          </Link>
        )
      }
    >
      <Problems of={of.problems} />
      <Section title={say("committee.dues")}>
        <ul className="lines">
          {of.dues.map(({ kind, on, state }) => (
            <li key={kind}>
              {say(`committee.due.${kind}`)}
              <Due on={on} state={state} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={say("compound.facts")}>
        <Facts
          of={[
            [
              say("committee.of"),
              of.compound ? (
                <Link to="/compounds/$id" params={{ id: of.compound.id }}>
                  <Words of={of.compound.name} />
                </Link>
              ) : (
                of.zone && (
                  <Link to="/zones/$id" params={{ id: of.zone.id }}>
                    <Words of={of.zone.name} />
                  </Link>
                )
              ),
            ],
            [say("committee.term"), say("time.span", { from: day(of.termFrom), to: day(of.termTo) })],
            [say("committee.elected"), day(of.elected)],
            [say("committee.firstMet"), of.firstMet && day(of.firstMet)],
            [say("committee.filed"), of.filed ? day(of.filed) : say("committee.notFiled")],
            [say("committee.filingNumber"), of.filingNumber && <Words of={of.filingNumber} />],
          ]}
        />
      </Section>
      <Section
        title={say("committee.members", { n: of.members.length })}
        action={
          session.may("Mutation.setCommitteeMembers") && (
            <Link to="/committees/$id/members" params={{ id: of.id }}>
              {say("form.edit")}
            </Link>
          )
        }
      >
        {of.members.length ? (
          <ul className="lines">
            {of.members.map(({ name, duty, phone, since, until }, i) => (
              // The place in the list is what tells members apart: two may have one name.
              <li key={i}>
                <span>
                  <b>{say(`duty.${duty}`)}</b>{" "}
                  {name ? <Words of={name} /> : <span className="faint">{say("committee.hidden")}</span>}
                  {(since || until) && (
                    <small className="block">
                      {until
                        ? say("time.span", { from: since ? day(since) : "…", to: day(until) })
                        : since && say("committee.since", { day: day(since) })}
                    </small>
                  )}
                </span>
                {phone && <a href={`tel:${phone}`}>{phone}</a>}
              </li>
            ))}
          </ul>
        ) : (
          <Empty>{say("committee.noMembers")}</Empty>
        )}
      </Section>
      <Attachments parent={of.id} />
    </Page>
  );
}
