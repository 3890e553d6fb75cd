import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Words } from "../../../shared/Words";
import {
  type CommitteeDetailFragment,
  CommitteeDocument,
  type CommitteeInput,
  CreateCommitteeDocument,
  UpdateCommitteeDocument,
} from "../../gql/graphql";
import { ask, change, useQuery } from "../../lib/api";
import { cleared } from "../../lib/nulls";
import { usePlace } from "../../lib/place";
import { ChoiceField, DayField, Field, TextField } from "../../parts/fields";
import { Editor } from "../../parts/form/Editor";
import { Page } from "../../parts/Page";
import { PickCompound } from "../../parts/Pickers";
import { Answer, NotFound } from "../../parts/States";
import { choices } from "../../parts/values";
import { say } from "../../words";

type Values = CommitteeInput & Record<string, unknown>;

const names = () => ({
  name: say("committee.name"),
  elected: say("committee.elected"),
  firstMet: say("committee.firstMet"),
  filed: say("committee.filed"),
  filingNumber: say("committee.filingNumber"),
  termFrom: say("committee.termFrom"),
  termTo: say("committee.termTo"),
  status: say("qualification.status"),
});

/** Adds an owners' committee, or changes one. */
export function CommitteeForm() {
  const { id } = useParams({ strict: false }) as { id?: string };
  return id ? <Change id={id} /> : <Create />;
}

function Create() {
  const navigate = useNavigate();
  const [{ zone, name }] = usePlace();
  return (
    <Page title={say("committee.create")} above={<Link to="/committees">{say("nav.committees")}</Link>}>
      <section className="card">
        <Editor<Values>
          initial={{}}
          names={names()}
          save={async (values) => {
            const input = { ...cleared(values), ...(zone && { zone }) };
            const { createCommittee } = await change(CreateCommitteeDocument, { input });
            return () => navigate({ to: "/committees/$id", params: { id: createCommittee.id } });
          }}
          cancel={() => void navigate({ to: "/committees" })}
        >
          {zone ? (
            <p className="lead">{say("committee.ofZone", { name: name ?? "" })}</p>
          ) : (
            <Field name="compound" label={say("compound.one")} help={say("committee.compound.why")} required>
              <PickCompound allowClear />
            </Field>
          )}
          <Fields />
        </Editor>
      </section>
    </Page>
  );
}

function valuesOf(of: CommitteeDetailFragment): Values {
  const { name, elected, firstMet, filed, filingNumber, termFrom, termTo, status } = of;
  return { name, elected, firstMet: firstMet ?? null, filed: filed ?? null, filingNumber, termFrom, termTo, status };
}

function Change({ id }: { id: string }) {
  const navigate = useNavigate();
  const query = useQuery(CommitteeDocument, { id });
  const leave = () => void navigate({ to: "/committees/$id", params: { id } });
  return (
    <Answer query={query}>
      {({ committee }) =>
        committee ? (
          <Page
            title={say("form.editOf", { name: committee.name })}
            above={
              <Link to="/committees/$id" params={{ id }}>
                <Words of={committee.name} />
              </Link>
            }
          >
            <section className="card">
              <Editor<Values>
                initial={valuesOf(committee)}
                version={committee.version}
                names={names()}
                show={(field, value) => (field === "status" ? say(`committee.status.${value as "ACTIVE"}`) : undefined)}
                current={async () => {
                  const { committee } = await ask(CommitteeDocument, { id });
                  return committee ? { values: valuesOf(committee), version: committee.version } : undefined;
                }}
                save={(values, version) => change(UpdateCommitteeDocument, { id, version, input: cleared(values) })}
                done={leave}
                cancel={leave}
              >
                <Fields />
                <ChoiceField
                  name="status"
                  label={say("qualification.status")}
                  required
                  options={choices(["ACTIVE", "DISSOLVED"] as const, (status) => say(`committee.status.${status}`))}
                />
              </Editor>
            </section>
          </Page>
        ) : (
          <NotFound />
        )
      }
    </Answer>
  );
}

function Fields() {
  return (
    <div className="editor-columns">
      <TextField name="name" label={say("committee.name")} required max={200} />
      <DayField name="elected" label={say("committee.elected")} required />
      <DayField name="termFrom" label={say("committee.termFrom")} required />
      <DayField name="termTo" label={say("committee.termTo")} help={say("committee.termTo.why")} required />
      <DayField name="firstMet" label={say("committee.firstMet")} help={say("committee.firstMet.why")} />
      <DayField name="filed" label={say("committee.filed")} help={say("committee.filed.why")} />
      <TextField name="filingNumber" label={say("committee.filingNumber")} max={100} />
    </div>
  );
}
