import { Alert, Button, Form, Input } from "antd";
import { useEffect, useRef, useState } from "react";
import { Words } from "../../shared/Words";
import { ConfirmSignInDocument, SignInDocument, SignInOptionsDocument } from "../gql/graphql";
import { ask, type Refusal, useQuery } from "../lib/api";
import { boot } from "../lib/boot";
import { RefusalAlert } from "../parts/States";
import { say } from "../words";
import { EntryCard } from "./EntryCard";

/** The page where somebody says who they are. */
export function SignIn({ done }: { done: () => void }) {
  const options = useQuery(SignInOptionsDocument, {});
  const [form] = Form.useForm();
  const { demo = [], openID, unset } = options.data?.signInOptions ?? {};
  return (
    <EntryCard
      title={say("signIn.title")}
      lead={say("signIn.lead")}
      below={
        boot.demo &&
        demo.length > 0 && (
          <section className="demo-accounts">
            <h2>{say("signIn.demo")}</h2>
            <p>{say("signIn.demo.why")}</p>
            <ul>
              {demo.map(({ username, password, role, place }) => (
                <li key={username}>
                  <span>
                    <b>{say(`role.${role}`)}</b> <Words of={place} />
                    <small>
                      {username} · {password}
                    </small>
                  </span>
                  <button
                    type="button"
                    className="link"
                    aria-label={say("signIn.demo.useOf", { username })}
                    onClick={() => form.setFieldsValue({ username, password })}
                  >
                    {say("signIn.demo.use")}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )
      }
    >
      {unset && <Alert className="entry-alert" type="info" showIcon title={say("signIn.unset")} />}
      <SignInForm form={form} done={done} />
      {openID && (
        <>
          <p className="entry-or">{say("signIn.or")}</p>
          <Button block href="/console/oidc">
            {say("signIn.oidc", { provider: openID })}
          </Button>
        </>
      )}
    </EntryCard>
  );
}

/** Name and password, then the second step where the account has one. Also in the dialog of a session that ended. */
export function SignInForm({
  form,
  username,
  done,
}: {
  form?: ReturnType<typeof Form.useForm>[0];
  /** The only person who may sign in here. */
  username?: string;
  done: () => void;
}) {
  const [own] = Form.useForm();
  const used = form ?? own;
  // Who comes back from the identity provider, and has a second factor, owes its code alone.
  const [second, setSecond] = useState(() => location.hash === "#code");
  const [recovery, setRecovery] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal) alert.current?.focus();
  }, [refusal]);

  async function send() {
    const values = used.getFieldsValue(true) as { username?: string; password: string; code?: string };
    setBusy(true);
    setRefusal(undefined);
    try {
      const step = second
        ? (await ask(ConfirmSignInDocument, { code: values.code?.replace(/\s/g, "") ?? "" }, { quiet: true })).confirmSignIn.step
        : (
            await ask(
              SignInDocument,
              { username: username ?? values.username?.trim() ?? "", password: values.password },
              { quiet: true },
            )
          ).signIn.step;
      if (step === "DONE") return done();
      setSecond(true);
    } catch (error) {
      // The time for the second step is over: begin anew.
      if (second && (error as Refusal).code === "UNAUTHENTICATED" && (error as Refusal).field !== "code") setSecond(false);
      setRefusal(error as Refusal);
      used.setFieldValue("code", "");
    } finally {
      setBusy(false);
    }
  }

  return (
    <Form form={used} layout="vertical" requiredMark={false} onFinish={send} initialValues={{ username: username ?? "" }}>
      {refusal && (
        <div ref={alert} tabIndex={-1}>
          <RefusalAlert refusal={refusal} />
        </div>
      )}
      {second ? (
        <>
          <Form.Item
            key={recovery ? "recovery" : "code"}
            name="code"
            label={say(recovery ? "signIn.recovery" : "signIn.code")}
            extra={say(recovery ? "signIn.recovery.why" : "signIn.code.why")}
            rules={[{ required: true, message: say("form.required") }]}
          >
            <Input
              autoFocus
              size="large"
              autoComplete="one-time-code"
              inputMode={recovery ? "text" : "numeric"}
              maxLength={recovery ? 40 : 6}
              spellCheck={false}
            />
          </Form.Item>
          <p className="entry-switch">
            <button type="button" className="link" onClick={() => setRecovery(!recovery)}>
              {say(recovery ? "signIn.useCode" : "signIn.useRecovery")}
            </button>
          </p>
        </>
      ) : (
        <>
          <Form.Item name="username" label={say("signIn.username")} rules={[{ required: true, message: say("form.required") }]}>
            <Input
              size="large"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              disabled={Boolean(username)}
              autoFocus={!username}
            />
          </Form.Item>
          <Form.Item name="password" label={say("signIn.password")} rules={[{ required: true, message: say("form.required") }]}>
            <Input.Password size="large" autoComplete="current-password" autoFocus={Boolean(username)} />
          </Form.Item>
        </>
      )}
      <Button type="primary" size="large" block htmlType="submit" loading={busy}>
        {say(second ? "signIn.confirm" : "signIn.submit")}
      </Button>
    </Form>
  );
}
