import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { CreateAccountDocument, type CreateAccountInput, type InvitationFragment } from "../../gql/graphql";
import { change } from "../../lib/api";
import { cleared } from "../../lib/nulls";
import { TextField } from "../../parts/fields";
import { Editor } from "../../parts/form/Editor";
import { Page } from "../../parts/Page";
import { say } from "../../words";
import { Invited } from "./Invited";

type Values = CreateAccountInput & Record<string, unknown>;

/** Makes an account; its person sets the password with the link. */
export function NewPerson() {
  const navigate = useNavigate();
  const [made, setMade] = useState<InvitationFragment>();
  return (
    <Page title={say("account.create")} above={<Link to="/people">{say("nav.people")}</Link>}>
      {made ? (
        <>
          <Invited of={made} />
          <Button type="primary" onClick={() => void navigate({ to: "/people/$id", params: { id: made.account.id } })}>
            {say("account.grantNext")}
          </Button>
        </>
      ) : (
        <section className="card">
          <Editor<Values>
            initial={{ username: "", name: "", email: "", phone: "" }}
            names={{}}
            submit={say("account.create")}
            save={async (values) => {
              const { createAccount } = await change(CreateAccountDocument, { input: cleared(values) as CreateAccountInput });
              return () => setMade(createAccount);
            }}
            cancel={() => void navigate({ to: "/people" })}
          >
            <div className="editor-columns">
              <TextField name="name" label={say("account.name")} required max={100} />
              <TextField name="username" label={say("signIn.username")} help={say("account.username.why")} required max={64} />
              <TextField name="email" label={say("account.email")} max={254} />
              <TextField name="phone" label={say("account.phone")} max={40} />
            </div>
          </Editor>
        </section>
      )}
    </Page>
  );
}
