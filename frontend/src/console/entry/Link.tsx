import { Form, Input } from "antd";
import { useState } from "react";
import { RedeemLinkDocument, SignInOptionsDocument } from "../gql/graphql";
import { ask, useQuery } from "../lib/api";
import { Editor } from "../parts/form/Editor";
import { say } from "../words";
import { EntryCard } from "./EntryCard";
import { NewPassword, type Passwords } from "./NewPassword";

/**
 * The page that a one-time link opens: the first account of a new server, an invitation, or a new password. The token stands
 * behind the # of the address, which no server and no log ever sees.
 */
export function Link({ setup, done }: { setup: boolean; done: () => void }) {
  const [token] = useState(() => location.hash.slice(1));
  const options = useQuery(SignInOptionsDocument, {});
  const minimum = options.data?.signInOptions.minPassword ?? 0;
  if (!token)
    return (
      <EntryCard title={say("link.none")} lead={say("link.none.why")}>
        <a href="/console">{say("signIn.title")}</a>
      </EntryCard>
    );
  return (
    <EntryCard title={say(setup ? "link.setup" : "link.password")} lead={say(setup ? "link.setup.why" : "link.password.why")}>
      <Editor<Passwords & { username: string; name: string }>
        initial={{ username: "", name: "", password: "", again: "" }}
        names={{}}
        guarded={false}
        submit={say(setup ? "link.setup.submit" : "link.password.submit")}
        save={async ({ username, name, password }) => {
          await ask(
            RedeemLinkDocument,
            { token, password, ...(setup && { username: username.trim(), name: name.trim() }) },
            { quiet: true },
          );
          // The link is used up, and must not stay in the browser's history.
          history.replaceState(null, "", "/console");
        }}
        done={done}
      >
        {setup && (
          <>
            <Form.Item
              name="name"
              label={say("account.name")}
              required
              rules={[{ required: true, message: say("form.required") }]}
            >
              <Input autoComplete="name" autoFocus />
            </Form.Item>
            <Form.Item
              name="username"
              label={say("signIn.username")}
              extra={say("account.username.why")}
              required
              rules={[{ required: true, message: say("form.required") }]}
            >
              <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
            </Form.Item>
          </>
        )}
        <NewPassword minimum={minimum} />
      </Editor>
    </EntryCard>
  );
}
