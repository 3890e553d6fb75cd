import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Words } from "../../../shared/Words";
import {
  CreateQualificationDocument,
  QualificationDocument,
  type QualificationInput,
  type QualificationRowFragment,
  UpdateQualificationDocument,
} from "../../gql/graphql";
import { ask, change, useQuery } from "../../lib/api";
import { found } from "../../lib/found";
import { cleared } from "../../lib/nulls";
import { usePlace } from "../../lib/place";
import { ChoiceField, DayField, Field, TextField } from "../../parts/fields";
import { Editor } from "../../parts/form/Editor";
import { Page } from "../../parts/Page";
import { PickContractor } from "../../parts/Pickers";
import { Answer, NotFound } from "../../parts/States";
import { choices } from "../../parts/values";
import { certificates, grades } from "../../parts/words";
import { say } from "../../words";

type Values = QualificationInput & Record<string, unknown>;

const names = () => ({
  grade: say("qualification.grade"),
  issued: say("qualification.issued"),
  expires: say("qualification.expires"),
  status: say("qualification.status"),
});

/** Adds a certificate of grade, or changes one. */
export function QualificationForm() {
  const { id } = useParams({ strict: false }) as { id?: string };
  return id ? <Change id={id} /> : <Create />;
}

function Create() {
  const navigate = useNavigate();
  const [{ contractor, company }] = usePlace();
  return (
    <Page title={say("qualification.create")} above={<Link to="/qualifications">{say("nav.qualifications")}</Link>}>
      <section className="card">
        <Editor<Values>
          initial={{ contractor: contractor ?? null, status: "VALID" }}
          names={names()}
          save={async (values) => {
            const { createQualification } = await change(CreateQualificationDocument, { input: cleared(values) });
            return () => navigate({ to: "/contractors/$id", params: { id: createQualification.contractor.id } });
          }}
          cancel={() => history.back()}
        >
          <div className="editor-columns">
            <Field name="contractor" label={say("contractor.one")} required>
              <PickContractor known={contractor && company ? [{ id: contractor, name: company }] : []} />
            </Field>
            <TextField name="certificate" label={say("qualification.certificate")} required max={100} />
          </div>
          <Fields />
        </Editor>
      </section>
    </Page>
  );
}

function valuesOf({ grade, issued, expires, status }: QualificationRowFragment): Values {
  return { grade, issued, expires: expires ?? null, status };
}

function Change({ id }: { id: string }) {
  const navigate = useNavigate();
  const query = useQuery(QualificationDocument, { id });
  return (
    <Answer query={query}>
      {({ node: any }) => {
        const node = found(any);
        if (!node) return <NotFound />;
        const leave = () => void navigate({ to: "/contractors/$id", params: { id: node.contractor.id } });
        return (
          <Page
            title={say("form.editOf", { name: node.certificate })}
            above={
              <Link to="/contractors/$id" params={{ id: node.contractor.id }}>
                <Words of={node.contractor.name} />
              </Link>
            }
          >
            <section className="card">
              <Editor<Values>
                initial={valuesOf(node)}
                version={node.version}
                names={names()}
                show={(field, value) => {
                  if (field === "grade") return say(`grade.${value as "GRADE_1"}`);
                  if (field === "status") return say(`certificate.${value as "VALID"}`);
                  return undefined;
                }}
                current={async () => {
                  const node = found((await ask(QualificationDocument, { id })).node);
                  return node ? { values: valuesOf(node), version: node.version } : undefined;
                }}
                save={(values, version) => change(UpdateQualificationDocument, { id, version, input: cleared(values) })}
                done={leave}
                cancel={leave}
              >
                <Fields />
              </Editor>
            </section>
          </Page>
        );
      }}
    </Answer>
  );
}

function Fields() {
  return (
    <div className="editor-columns">
      <ChoiceField
        name="grade"
        label={say("qualification.grade")}
        required
        options={choices(grades, (grade) => say(`grade.${grade}`))}
      />
      <ChoiceField
        name="status"
        label={say("qualification.status")}
        required
        options={choices(certificates, (status) => say(`certificate.${status}`))}
      />
      <DayField name="issued" label={say("qualification.issued")} required />
      <DayField name="expires" label={say("qualification.expires")} help={say("qualification.expires.why")} />
    </div>
  );
}
