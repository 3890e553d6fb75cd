import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Words } from "../../../shared/Words";
import {
  type CompoundDetailFragment,
  CompoundDocument,
  type CompoundInput,
  CreateCompoundDocument,
  UpdateCompoundDocument,
} from "../../gql/graphql";
import { ask, change, useQuery } from "../../lib/api";
import { cleared } from "../../lib/nulls";
import { ChoiceField, DayField, Field, NumberField, TextField } from "../../parts/fields";
import { Editor } from "../../parts/form/Editor";
import { Page } from "../../parts/Page";
import { PickOrganization } from "../../parts/Pickers";
import { Answer, NotFound } from "../../parts/States";
import { area, choices } from "../../parts/values";
import { forms, kinds } from "../../parts/words";
import { say } from "../../words";

type Values = Omit<CompoundInput, "subdistrict" | "code"> & { subdistrict?: string; code?: string | null };

function valuesOf(of: CompoundDetailFragment): Values {
  const { name, community, address, kind, households, occupied, area, form, built, committeeUntil } = of;
  return {
    name,
    community,
    address,
    kind,
    households,
    occupied: occupied ?? null,
    area: area ?? null,
    form: form ?? null,
    built: built ?? null,
    committeeUntil: committeeUntil ?? null,
  };
}

const names = () => ({
  name: say("compound.name"),
  community: say("body.COMMUNITY"),
  address: say("compound.address"),
  kind: say("compound.kind"),
  households: say("compound.households"),
  occupied: say("compound.occupied"),
  area: say("compound.area"),
  form: say("compound.form"),
  built: say("compound.built"),
  committeeUntil: say("compound.committeeUntil"),
});

/** Adds a compound, or changes one. */
export function CompoundForm() {
  const { id } = useParams({ strict: false }) as { id?: string };
  return id ? <Change id={id} /> : <Create />;
}

function Create() {
  const navigate = useNavigate();
  return (
    <Page title={say("compound.create")} above={<Link to="/compounds">{say("nav.compounds")}</Link>}>
      <section className="card">
        <Editor<Values>
          initial={{}}
          names={names()}
          save={async (values) => {
            const { code, subdistrict, ...rest } = values;
            const { createCompound } = await change(CreateCompoundDocument, {
              input: { ...cleared(rest), subdistrict: subdistrict ?? null, code: code || null },
            });
            return () => navigate({ to: "/compounds/$id", params: { id: createCompound.id } });
          }}
          cancel={() => void navigate({ to: "/compounds" })}
        >
          <div className="editor-columns">
            <Field name="subdistrict" label={say("body.SUBDISTRICT")} required>
              <PickOrganization kinds={["SUBDISTRICT"]} />
            </Field>
            <TextField name="code" label={say("compound.code")} help={say("compound.code.why")} max={32} />
          </div>
          <Fields />
        </Editor>
      </section>
    </Page>
  );
}

function Change({ id }: { id: string }) {
  const navigate = useNavigate();
  const query = useQuery(CompoundDocument, { id });
  const leave = () => void navigate({ to: "/compounds/$id", params: { id } });
  return (
    <Answer query={query}>
      {({ compound }) =>
        compound ? (
          <Page
            title={say("form.editOf", { name: compound.name })}
            above={
              <Link to="/compounds/$id" params={{ id }}>
                <Words of={compound.name} />
              </Link>
            }
          >
            <section className="card">
              <Editor<Values>
                initial={valuesOf(compound)}
                version={compound.version}
                names={names()}
                show={(field, value) =>
                  value === null || value === undefined || value === ""
                    ? undefined
                    : field === "kind"
                      ? say(`kind.${value as "OLD"}`)
                      : field === "form"
                        ? say(`form.${value as "OTHER"}`)
                        : field === "area"
                          ? area(value as number)
                          : undefined
                }
                current={async () => {
                  const { compound } = await ask(CompoundDocument, { id });
                  return compound ? { values: valuesOf(compound), version: compound.version } : undefined;
                }}
                save={(values, version) => change(UpdateCompoundDocument, { id, version, input: cleared(values) })}
                done={leave}
                cancel={leave}
              >
                <Fields />
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
      <TextField name="name" label={say("compound.name")} required max={200} />
      <ChoiceField name="kind" label={say("compound.kind")} required options={choices(kinds, (kind) => say(`kind.${kind}`))} />
      <NumberField name="households" label={say("compound.households")} required />
      <NumberField name="occupied" label={say("compound.occupied")} />
      <NumberField name="area" label={say("compound.area")} unit={say("value.squareMetre")} scale={100} />
      <ChoiceField name="form" label={say("compound.form")} options={choices(forms, (form) => say(`form.${form}`))} clear />
      <NumberField name="built" label={say("compound.built")} least={1900} most={2100} />
      <TextField name="community" label={say("body.COMMUNITY")} max={200} />
      <TextField name="address" label={say("compound.address")} max={400} />
      <DayField name="committeeUntil" label={say("compound.committeeUntil")} help={say("compound.committeeUntil.why")} />
    </div>
  );
}
