import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { Words } from "../../../shared/Words";
import { count, cycleName, day, shortName } from "../../../shared/words";
import { type CompoundDetailFragment, CompoundDocument } from "../../gql/graphql";
import { useQuery } from "../../lib/api";
import { said } from "../../lib/said";
import { useSession } from "../../lib/session";
import { Attachments } from "../../parts/Attachments";
import { Facts, Page, Section } from "../../parts/Page";
import { Answer, Empty, NotFound } from "../../parts/States";
import { area, ClassFace, fee, LastDay, score } from "../../parts/values";
import { say } from "../../words";
import { EngagementLine } from "../engagements/EngagementLine";

/** One compound: its face, its facts, who managed it when, and its photos. */
export function Compound() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(CompoundDocument, { id });
  return <Answer query={query}>{({ compound }) => (compound ? <Found of={compound} /> : <NotFound />)}</Answer>;
}

function Found({ of }: { of: CompoundDetailFragment }) {
  const session = useSession();
  const navigate = useNavigate();
  return (
    <Page
      title={of.name}
      above={<Link to="/compounds">{say("nav.compounds")}</Link>}
      lead={
        <>
          {of.code} · <Words of={of.subdistrict.name} />
          {of.community && (
            <>
              {" · "}
              <Words of={of.community} />
            </>
          )}
        </>
      }
      action={
        session.may("Mutation.updateCompound") && (
          <Button type="primary" onClick={() => void navigate({ to: "/compounds/$id/edit", params: { id: of.id } })}>
            {say("form.edit")}
          </Button>
        )
      }
    >
      <section className={`card verdict ${of.face ? of.face.class.toLowerCase().replace("_", "-") : "not-rated"}`}>
        {of.face ? (
          <>
            <ClassFace of={of.face.class} size={72} />
            <div>
              {of.face.score !== null && of.face.score !== undefined && <b className="verdict-score">{score(of.face.score)}</b>}
              <p>
                <Words of={said(of.face.reason)} />
              </p>
              <p className="faint">
                {cycleName(of.face.cycle)} · {say("compound.publishedOn", { day: day(of.face.publishedOn) })} ·{" "}
                <a href={`/compounds/${of.code}`}>{say("compound.publicPage")}</a>
              </p>
            </div>
          </>
        ) : (
          <p>{say("compound.unpublished.why")}</p>
        )}
      </section>
      <Section title={say("compound.facts")}>
        <Facts
          of={[
            [say("compound.kind"), say(`kind.${of.kind}`)],
            [say("compound.form"), of.form && say(`form.${of.form}`)],
            [
              say("compound.households"),
              of.occupied === null || of.occupied === undefined
                ? count(of.households)
                : say("compound.householdsOccupied", { n: count(of.households), occupied: count(of.occupied) }),
            ],
            [say("compound.area"), of.area !== null && of.area !== undefined && area(of.area)],
            [say("compound.built"), of.built],
            [say("compound.address"), of.address && <Words of={of.address} />],
            [say("compound.committeeUntil"), of.committeeUntil && <LastDay on={of.committeeUntil} />],
            [
              say("zone.one"),
              of.zone && (
                <Link to="/zones/$id" params={{ id: of.zone.id }}>
                  <Words of={of.zone.name} />
                </Link>
              ),
            ],
            [
              say("compound.contractor"),
              of.engagement?.contractor && (
                <Link to="/contractors/$id" params={{ id: of.engagement.contractor.id }}>
                  <Words of={shortName(of.engagement.contractor.name)} />
                </Link>
              ),
            ],
            [say("engagement.fee"), of.engagement?.fee && fee(of.engagement.fee)],
          ]}
        />
      </Section>
      <Section
        title={say("engagement.line")}
        action={
          session.may("Mutation.createEngagement") && (
            <Link to="/engagements/new" search={{ compound: of.id, name: of.name } as never}>
              {say("engagement.create")}
            </Link>
          )
        }
      >
        {of.engagements.length ? (
          <EngagementLine engagements={of.engagements} by="contractor" />
        ) : (
          <Empty>{say("engagement.noneOfCompound")}</Empty>
        )}
      </Section>
      <Attachments parent={of.id} photos />
    </Page>
  );
}
