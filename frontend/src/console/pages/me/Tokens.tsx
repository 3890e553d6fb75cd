import { Alert, App, Button, Modal } from "antd";
import { useState } from "react";
import { day } from "../../../shared/words";
import { CreateTokenDocument, RevokeTokenDocument, type TokenScope, TokensDocument } from "../../gql/graphql";
import { change, useQuery } from "../../lib/api";
import { ago, moment, today } from "../../lib/days";
import { DayField, Field, TextField } from "../../parts/fields";
import { Editor } from "../../parts/form/Editor";
import { Section } from "../../parts/Page";
import { Answer, Empty } from "../../parts/States";
import { say } from "../../words";
import { Scopes } from "./Scopes";

type Values = { name: string; scopes: TokenScope[]; expires: string };

/** Keys with which programs call in my name. */
export function Tokens() {
  const { modal, message } = App.useApp();
  const query = useQuery(TokensDocument, {});
  const [making, make] = useState(false);
  const [secret, show] = useState<string>();
  return (
    <Section id="tokens" title={say("token.title")} action={<Button onClick={() => make(true)}>{say("token.create")}</Button>}>
      <p className="lead">{say("token.lead")}</p>
      {secret && (
        <Alert
          className="problems"
          type="success"
          showIcon
          title={say("token.secret")}
          description={
            <>
              <p>
                <code className="secret">{secret}</code>
              </p>
              <Button onClick={() => void navigator.clipboard.writeText(secret).then(() => message.success(say("form.copied")))}>
                {say("form.copy")}
              </Button>
            </>
          }
        />
      )}
      <Answer query={query} lines={3}>
        {({ myTokens }) =>
          myTokens.length ? (
            <ul className="lines">
              {myTokens.map(({ id, name, hint, scopes, expiresAt, usedAt, revokedAt }) => (
                <li key={id}>
                  <span>
                    <b>{name}</b> <code>{hint}…</code>{" "}
                    {revokedAt ? (
                      <span className="mark rectification">{say("token.revoked")}</span>
                    ) : (
                      Date.parse(expiresAt) < Date.now() && <span className="mark not-rated">{say("due.past")}</span>
                    )}
                    <small className="block">
                      {scopes.map((scope) => say(`token.scope.${scope}`)).join(", ")} ·{" "}
                      {say("token.until", { day: day(moment(expiresAt).slice(0, 10)) })} ·{" "}
                      {usedAt ? say("token.used", { ago: ago(usedAt) }) : say("token.unused")}
                    </small>
                  </span>
                  {!revokedAt && (
                    <Button
                      type="link"
                      danger
                      onClick={() =>
                        void modal.confirm({
                          title: say("token.revokeOf", { name }),
                          content: say("token.revoke.why"),
                          okText: say("token.revoke"),
                          okButtonProps: { danger: true },
                          onOk: () => change(RevokeTokenDocument, { id }),
                        })
                      }
                    >
                      {say("token.revoke")}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          ) : (
            <Empty>{say("token.none")}</Empty>
          )
        }
      </Answer>
      <Modal open={making} footer={null} onCancel={() => make(false)} title={say("token.create")} destroyOnHidden>
        <Editor<Values>
          initial={{ name: "", scopes: ["READ"], expires: inMonths(3) }}
          names={{}}
          guarded={false}
          submit={say("token.create")}
          save={async (input) => show((await change(CreateTokenDocument, { input })).createToken.secret)}
          done={() => make(false)}
          cancel={() => make(false)}
        >
          <TextField name="name" label={say("token.name")} help={say("token.name.why")} required max={100} />
          <Field name="scopes" label={say("token.scopes")} required>
            <Scopes />
          </Field>
          <DayField name="expires" label={say("token.expires")} help={say("token.expires.why")} required />
        </Editor>
      </Modal>
    </Section>
  );
}

function inMonths(n: number): string {
  const date = new Date(`${today()}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + n);
  return date.toISOString().slice(0, 10);
}
