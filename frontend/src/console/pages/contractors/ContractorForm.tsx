import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Words } from "../../../shared/Words";
import {
  type ContractorDetailFragment,
  ContractorDocument,
  type ContractorInput,
  CreateContractorDocument,
  UpdateContractorContactDocument,
  UpdateContractorDocument,
} from "../../gql/graphql";
import { ask, change, useQuery } from "../../lib/api";
import { cleared } from "../../lib/nulls";
import { useSession } from "../../lib/session";
import { NumberField, TextField } from "../../parts/fields";
import { Editor } from "../../parts/form/Editor";
import { Page } from "../../parts/Page";
import { Answer, NotFound } from "../../parts/States";
import { capital } from "../../parts/values";
import { say } from "../../words";

type Values = ContractorInput & Record<string, unknown>;

const names = () => ({
  name: say("contractor.name"),
  legalRepresentative: say("contractor.legalRepresentative"),
  phone: say("account.phone"),
  capital: say("contractor.capital"),
  staff: say("contractor.staff"),
  midTitle: say("contractor.midTitle"),
});

/** Adds a contractor, or changes one; the company itself changes its phone alone. */
export function ContractorForm() {
  const { id } = useParams({ strict: false }) as { id?: string };
  return id ? <Change id={id} /> : <Create />;
}

function Create() {
  const navigate = useNavigate();
  return (
    <Page title={say("contractor.create")} above={<Link to="/contractors">{say("nav.contractors")}</Link>}>
      <section className="card">
        <Editor<Values>
          initial={{}}
          names={names()}
          save={async (values) => {
            const { createContractor } = await change(CreateContractorDocument, { input: cleared(values) });
            return () => navigate({ to: "/contractors/$id", params: { id: createContractor.id } });
          }}
          cancel={() => void navigate({ to: "/contractors" })}
        >
          <TextField name="uscc" label={say("contractor.uscc")} help={say("contractor.uscc.why")} required max={18} />
          <Fields />
        </Editor>
      </section>
    </Page>
  );
}

function Change({ id }: { id: string }) {
  const session = useSession();
  const navigate = useNavigate();
  const query = useQuery(ContractorDocument, { id });
  const whole = session.may("Mutation.updateContractor");
  const leave = () => void navigate({ to: "/contractors/$id", params: { id } });

  function valuesOf({ name, legalRepresentative, phone, capital, staff, midTitle }: ContractorDetailFragment): Values {
    if (!whole) return { phone: phone ?? "" };
    return {
      name,
      legalRepresentative: legalRepresentative ?? "",
      phone: phone ?? "",
      capital: capital ?? null,
      staff: staff ?? null,
      midTitle: midTitle ?? null,
    };
  }

  return (
    <Answer query={query}>
      {({ contractor }) =>
        contractor ? (
          <Page
            title={say("form.editOf", { name: contractor.name })}
            above={
              <Link to="/contractors/$id" params={{ id }}>
                <Words of={contractor.name} />
              </Link>
            }
          >
            <section className="card">
              <Editor<Values>
                initial={valuesOf(contractor)}
                version={contractor.version}
                names={names()}
                show={(field, value) => (field === "capital" && typeof value === "number" ? capital(value) : undefined)}
                current={async () => {
                  const { contractor } = await ask(ContractorDocument, { id });
                  return contractor ? { values: valuesOf(contractor), version: contractor.version } : undefined;
                }}
                save={(values, version) =>
                  whole
                    ? change(UpdateContractorDocument, { id, version, input: cleared(values) })
                    : change(UpdateContractorContactDocument, { id, version, phone: values.phone ?? "" })
                }
                done={leave}
                cancel={leave}
              >
                {whole ? <Fields /> : <TextField name="phone" label={say("account.phone")} max={40} />}
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
      <TextField name="name" label={say("contractor.name")} required max={200} />
      <TextField name="legalRepresentative" label={say("contractor.legalRepresentative")} max={100} />
      <TextField name="phone" label={say("account.phone")} max={40} />
      <NumberField
        name="capital"
        label={say("contractor.capital")}
        unit={say("value.capitalUnit")}
        scale={1_000_000}
        decimals={2}
      />
      <NumberField name="staff" label={say("contractor.staff")} />
      <NumberField name="midTitle" label={say("contractor.midTitle")} />
    </div>
  );
}
