import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Form } from "antd";
import { Words } from "../../../shared/Words";
import { CreateZoneDocument, UpdateZoneDocument, ZoneDocument, type ZoneInput, type ZoneRowFragment } from "../../gql/graphql";
import { ask, change, useQuery } from "../../lib/api";
import { cleared } from "../../lib/nulls";
import { Field, TextField } from "../../parts/fields";
import { Editor } from "../../parts/form/Editor";
import { Page } from "../../parts/Page";
import { PickCompounds, PickOrganization } from "../../parts/Pickers";
import { Answer, NotFound } from "../../parts/States";
import { say } from "../../words";

type Values = ZoneInput & Record<string, unknown>;

const names = () => ({ name: say("zone.name"), compounds: say("nav.compounds") });

/** Joins compounds into a zone, or changes which they are. */
export function ZoneForm() {
  const { id } = useParams({ strict: false }) as { id?: string };
  return id ? <Change id={id} /> : <Create />;
}

function Create() {
  const navigate = useNavigate();
  return (
    <Page title={say("zone.create")} above={<Link to="/zones">{say("nav.zones")}</Link>}>
      <section className="card">
        <Editor<Values>
          initial={{ compounds: [] }}
          names={names()}
          save={async (values) => {
            const { createZone } = await change(CreateZoneDocument, { input: cleared(values) });
            return () => navigate({ to: "/zones/$id", params: { id: createZone.id } });
          }}
          cancel={() => void navigate({ to: "/zones" })}
        >
          <div className="editor-columns">
            <Field name="subdistrict" label={say("body.SUBDISTRICT")} required>
              <PickOrganization kinds={["SUBDISTRICT"]} />
            </Field>
            <TextField name="code" label={say("compound.code")} required max={32} />
          </div>
          <TextField name="name" label={say("zone.name")} required max={200} />
          <Joined />
        </Editor>
      </section>
    </Page>
  );
}

/** The compounds to join, of the sub-district that was chosen above. */
function Joined() {
  const subdistrict = Form.useWatch("subdistrict") as string | undefined;
  return (
    <Field name="compounds" label={say("nav.compounds")} help={say("zone.compounds.why")} required>
      <PickCompounds under={subdistrict ?? null} />
    </Field>
  );
}

function valuesOf({ name, compounds }: ZoneRowFragment): Values {
  return { name, compounds: compounds.map(({ id }) => id) };
}

function Change({ id }: { id: string }) {
  const navigate = useNavigate();
  const query = useQuery(ZoneDocument, { id });
  const leave = () => void navigate({ to: "/zones/$id", params: { id } });
  return (
    <Answer query={query}>
      {({ zone }) =>
        zone ? (
          <Page
            title={say("form.editOf", { name: zone.name })}
            above={
              <Link to="/zones/$id" params={{ id }}>
                <Words of={zone.name} />
              </Link>
            }
          >
            <section className="card">
              <Editor<Values>
                initial={valuesOf(zone)}
                version={zone.version}
                names={names()}
                show={(field, value) =>
                  field === "compounds"
                    ? (value as string[]).map((one) => zone.compounds.find(({ id }) => id === one)?.name ?? one).join(", ")
                    : undefined
                }
                current={async () => {
                  const { zone } = await ask(ZoneDocument, { id });
                  return zone ? { values: valuesOf(zone), version: zone.version } : undefined;
                }}
                save={(values, version) => change(UpdateZoneDocument, { id, version, input: cleared(values) })}
                done={leave}
                cancel={leave}
              >
                <TextField name="name" label={say("zone.name")} required max={200} />
                <Field name="compounds" label={say("nav.compounds")} help={say("zone.compounds.why")} required>
                  <PickCompounds known={zone.compounds} under={zone.subdistrict.id} />
                </Field>
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
