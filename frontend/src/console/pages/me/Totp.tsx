import { Button, Form, Input } from "antd";
import { type ReactNode, useState } from "react";
import { Enrolment, RecoveryCodes } from "../../entry/Enrolment";
import { DisableTotpDocument, RenewRecoveryCodesDocument } from "../../gql/graphql";
import { ask } from "../../lib/api";
import { useSession } from "../../lib/session";
import { Editor } from "../../parts/form/Editor";
import { say } from "../../words";

/** The second step of signing in: on or off, and its recovery codes. */
export function Totp() {
  const session = useSession();
  const [doing, act] = useState<"enrol" | "renew" | "disable">();
  const [codes, show] = useState<readonly string[]>();
  const end = () => {
    act(undefined);
    show(undefined);
    void session.reload();
  };
  if (codes) return <RecoveryCodes codes={codes} done={end} />;
  if (doing === "enrol") return <Enrolment done={end} />;
  if (doing === "renew")
    return (
      <WithPassword
        submit={say("totp.renew")}
        cancel={() => act(undefined)}
        save={async (password) => show((await ask(RenewRecoveryCodesDocument, { password })).renewRecoveryCodes)}
      >
        {say("totp.renew.why")}
      </WithPassword>
    );
  if (doing === "disable")
    return (
      <WithPassword
        submit={say("totp.disable")}
        cancel={() => act(undefined)}
        save={(password) => ask(DisableTotpDocument, { password })}
        done={end}
      >
        {say("totp.disable.why")}
      </WithPassword>
    );
  return (
    <>
      <p>{session.totp ? say("totp.on", { n: session.recoveryCodes }) : say("totp.off")}</p>
      <div className="editor-end">
        {session.totp ? (
          <>
            <Button onClick={() => act("renew")}>{say("totp.renew")}</Button>
            <Button danger onClick={() => act("disable")}>
              {say("totp.disable")}
            </Button>
          </>
        ) : (
          <Button onClick={() => act("enrol")}>{say("totp.enrol")}</Button>
        )}
      </div>
    </>
  );
}

/** What needs the present password again. */
function WithPassword({
  submit,
  save,
  done,
  cancel,
  children,
}: {
  submit: string;
  save: (password: string) => Promise<unknown>;
  done?: () => void;
  cancel: () => void;
  children: ReactNode;
}) {
  return (
    <Editor<{ password: string }>
      initial={{ password: "" }}
      names={{}}
      guarded={false}
      submit={submit}
      save={async ({ password }) => {
        await save(password);
      }}
      {...(done && { done })}
      cancel={cancel}
    >
      <p>{children}</p>
      <Form.Item
        name="password"
        label={say("password.current")}
        required
        rules={[{ required: true, message: say("form.required") }]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
    </Editor>
  );
}
