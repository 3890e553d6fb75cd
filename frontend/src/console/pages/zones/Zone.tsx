import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { Words } from "../../../shared/Words";
import { count } from "../../../shared/words";
import { ZoneDocument } from "../../gql/graphql";
import { useQuery } from "../../lib/api";
import { useSession } from "../../lib/session";
import { Attachments } from "../../parts/Attachments";
import { Facts, Page, Section } from "../../parts/Page";
import { Problems } from "../../parts/Problems";
import { Answer, NotFound } from "../../parts/States";
import { say } from "../../words";

/** One zone with its compounds and its committee. */
export function Zone() {
  const { id } = useParams({ strict: false }) as { id: string };
  const session = useSession();
  const query = useQuery(ZoneDocument, { id });
  return (
    <Answer query={query}>
      {({ zone }) =>
        zone ? (
          <Page
            title={zone.name}
            above={<Link to="/zones">{say("nav.zones")}</Link>}
            lead={
              <>
                {zone.code} · <Words of={zone.subdistrict.name} />
              </>
            }
            action={
              session.may("Mutation.updateZone") && (
                <Link to="/zones/$id/edit" params={{ id }}>
                  <Button type="primary">{say("form.edit")}</Button>
                </Link>
              )
            }
          >
            <Problems of={zone.problems} />
            <Section title={say("compound.facts")}>
              <Facts
                of={[
                  [say("compound.households"), count(zone.households)],
                  [
                    say("body.COMMITTEE"),
                    zone.committee ? (
                      <Link to="/committees/$id" params={{ id: zone.committee.id }}>
                        <Words of={zone.committee.name} />
                      </Link>
                    ) : session.may("Mutation.createCommittee") ? (
                      <Link to="/committees/new" search={{ zone: zone.id, name: zone.name } as never}>
                        {say("committee.create")}
                      </Link>
                    ) : (
                      say("zone.noCommittee")
                    ),
                  ],
                ]}
              />
            </Section>
            <Section title={say("zone.compounds", { n: zone.compounds.length })}>
              <ul className="lines">
                {zone.compounds.map((compound) => (
                  <li key={compound.id}>
                    <Link to="/compounds/$id" params={{ id: compound.id }}>
                      <Words of={compound.name} />
                    </Link>
                    <small>{compound.code}</small>
                  </li>
                ))}
              </ul>
            </Section>
            <Attachments parent={zone.id} />
          </Page>
        ) : (
          <NotFound />
        )
      }
    </Answer>
  );
}
