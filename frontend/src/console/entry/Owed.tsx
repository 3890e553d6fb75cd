import { Button, Form, Input } from "antd";
import { ChangePasswordDocument, SignInOptionsDocument, SignOutDocument } from "../gql/graphql";
import { ask, useQuery } from "../lib/api";
import type { Session } from "../lib/session";
import { Editor } from "../parts/form/Editor";
import { say } from "../words";
import { Enrolment } from "./Enrolment";
import { EntryCard } from "./EntryCard";
import { NewPassword, type Passwords } from "./NewPassword";

/** What somebody must do before anything else: choose a new password, or set up the second step that their role needs. */
export function Owed({ session, done }: { session: Session; done: () => void }) {
  const password = session.owes === "PASSWORD";
  return (
    <EntryCard
      title={say(password ? "owed.password" : "owed.totp")}
      lead={say(password ? "owed.password.why" : "owed.totp.why", { name: session.account.name })}
    >
      {password ? <ChangePassword done={done} /> : <Enrolment done={done} />}
      <Button
        type="link"
        block
        onClick={() => void ask(SignOutDocument, {}, { quiet: true }).finally(() => location.assign("/console"))}
      >
        {say("who.signOut")}
      </Button>
    </EntryCard>
  );
}

/** The old password and a new one. */
export function ChangePassword({ done }: { done: () => void }) {
  const options = useQuery(SignInOptionsDocument, {});
  return (
    <Editor<Passwords & { current: string }>
      initial={{ current: "", password: "", again: "" }}
      names={{}}
      guarded={false}
      submit={say("password.change")}
      save={({ current, password }) => ask(ChangePasswordDocument, { current, password })}
      done={done}
    >
      <Form.Item
        name="current"
        label={say("password.current")}
        required
        rules={[{ required: true, message: say("form.required") }]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <NewPassword minimum={options.data?.signInOptions.minPassword ?? 0} />
    </Editor>
  );
}
