import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Words } from "../../../shared/Words";
import {
  CreateEngagementDocument,
  EngagementDocument,
  type EngagementInput,
  type EngagementRowFragment,
  UpdateEngagementDocument,
} from "../../gql/graphql";
import { ask, change, useQuery } from "../../lib/api";
import { found } from "../../lib/found";
import { cleared } from "../../lib/nulls";
import { usePlace } from "../../lib/place";
import { ChoiceField, DayField, Field, NumberField } from "../../parts/fields";
import { Editor } from "../../parts/form/Editor";
import { Page } from "../../parts/Page";
import { PickCompound, PickContractor } from "../../parts/Pickers";
import { Answer, NotFound } from "../../parts/States";
import { choices, fee } from "../../parts/values";
import { bases, modes } from "../../parts/words";
import { say } from "../../words";

type Values = EngagementInput & Record<string, unknown>;

const names = () => ({
  contractor: say("contractor.one"),
  mode: say("engagement.mode"),
  to: say("engagement.to"),
  fee: say("engagement.fee"),
  basis: say("engagement.basis"),
});

/** Says who manages a compound from a day on, or changes and ends what was said. */
export function EngagementForm() {
  const { id } = useParams({ strict: false }) as { id?: string };
  return id ? <Change id={id} /> : <Create />;
}

function Create() {
  const navigate = useNavigate();
  const [{ compound, name, contractor, company }] = usePlace();
  return (
    <Page title={say("engagement.create")} above={<Link to="/engagements">{say("nav.engagements")}</Link>}>
      <section className="card">
        <Editor<Values>
          initial={{ compound: compound ?? null, contractor: contractor ?? null, mode: "PROFESSIONAL" }}
          names={names()}
          save={async (values) => {
            const { createEngagement } = await change(CreateEngagementDocument, { input: cleared(values) });
            return () => navigate({ to: "/compounds/$id", params: { id: createEngagement.compound.id } });
          }}
          cancel={() => history.back()}
        >
          <div className="editor-columns">
            <Field name="compound" label={say("compound.one")} required>
              <PickCompound known={compound && name ? [{ id: compound, name }] : []} />
            </Field>
            <DayField name="from" label={say("engagement.from")} required />
          </div>
          <Fields known={contractor && company ? [{ id: contractor, name: company }] : []} />
        </Editor>
      </section>
    </Page>
  );
}

function valuesOf({ contractor, mode, to, fee, basis }: EngagementRowFragment): Values {
  return { contractor: contractor?.id ?? null, mode, to: to ?? null, fee: fee ?? null, basis: basis ?? null };
}

function Change({ id }: { id: string }) {
  const query = useQuery(EngagementDocument, { id });
  const navigate = useNavigate();
  return (
    <Answer query={query}>
      {({ node: any }) => {
        const node = found(any);
        if (!node) return <NotFound />;
        const { compound, contractor } = node;
        const leave = () => void navigate({ to: "/compounds/$id", params: { id: compound.id } });
        return (
          <Page
            title={say("engagement.edit")}
            above={
              <Link to="/compounds/$id" params={{ id: compound.id }}>
                <Words of={compound.name} />
              </Link>
            }
            lead={say("engagement.edit.why")}
          >
            <section className="card">
              <Editor<Values>
                initial={valuesOf(node)}
                version={node.version}
                names={names()}
                show={(field, value) => {
                  if (value === null || value === undefined) return undefined;
                  if (field === "mode") return say(`mode.${value as "TRUSTEESHIP"}`);
                  if (field === "basis") return say(`basis.${value as "INITIAL"}`);
                  if (field === "fee") return fee(value as number);
                  if (field === "contractor" && value === contractor?.id) return contractor?.name;
                  return undefined;
                }}
                current={async () => {
                  const node = found((await ask(EngagementDocument, { id })).node);
                  return node ? { values: valuesOf(node), version: node.version } : undefined;
                }}
                save={(values, version) => change(UpdateEngagementDocument, { id, version, input: cleared(values) })}
                done={leave}
                cancel={leave}
              >
                <Fields known={contractor ? [contractor] : []} />
              </Editor>
            </section>
          </Page>
        );
      }}
    </Answer>
  );
}

function Fields({ known }: { known: readonly { id: string; name: string }[] }) {
  return (
    <div className="editor-columns">
      <ChoiceField name="mode" label={say("engagement.mode")} required options={choices(modes, (mode) => say(`mode.${mode}`))} />
      <Field name="contractor" label={say("contractor.one")} help={say("engagement.contractor.why")}>
        <PickContractor known={known} allowClear />
      </Field>
      <DayField name="to" label={say("engagement.to")} help={say("engagement.to.why")} />
      <NumberField name="fee" label={say("engagement.fee")} unit={say("value.feeUnit")} scale={100} decimals={2} />
      <ChoiceField
        name="basis"
        label={say("engagement.basis")}
        options={choices(bases, (basis) => say(`basis.${basis}`))}
        clear
      />
    </div>
  );
}
