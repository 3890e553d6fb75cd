import { Link, useParams } from "@tanstack/react-router";
import { App, Button, Checkbox, Input, Modal } from "antd";
import { useRef, useState } from "react";
import {
  type AccountRowFragment,
  DisableAccountDocument,
  EnableAccountDocument,
  type InvitationFragment,
  PersonDocument,
  ResetAccountDocument,
  UpdateAccountDocument,
  type UpdateAccountInput,
} from "../../gql/graphql";
import { ask, change, type Refusal, useQuery } from "../../lib/api";
import { moment } from "../../lib/days";
import { useSession } from "../../lib/session";
import { TextField } from "../../parts/fields";
import { Editor } from "../../parts/form/Editor";
import { Facts, Page, Section } from "../../parts/Page";
import { Answer, NotFound, RefusalAlert } from "../../parts/States";
import { say } from "../../words";
import { Grants } from "./Grants";
import { Invited } from "./Invited";
import { Standing } from "./People";

type Values = UpdateAccountInput & Record<string, unknown>;

/** One person's account: what they may do, and whether they can sign in. */
export function Person() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(PersonDocument, { id });
  return <Answer query={query}>{({ account }) => (account ? <Found of={account} /> : <NotFound />)}</Answer>;
}

function valuesOf({ name, email, phone }: AccountRowFragment): Values {
  return { name, email: email ?? "", phone: phone ?? "" };
}

function Found({ of }: { of: AccountRowFragment }) {
  const session = useSession();
  const { modal } = App.useApp();
  const [link, setLink] = useState<InvitationFragment>();
  const [refusal, refuse] = useState<Refusal>();
  const [editing, edit] = useState(false);
  const words = useRef({ reason: "", totp: false });

  async function run(act: () => Promise<unknown>) {
    refuse(undefined);
    try {
      await act();
    } catch (error) {
      refuse(error as Refusal);
    }
  }

  return (
    <Page
      title={of.name}
      above={<Link to="/people">{say("nav.people")}</Link>}
      lead={
        <>
          {of.username} <Standing of={of} />
        </>
      }
      action={
        <>
          {session.may("Mutation.updateAccount") && <Button onClick={() => edit(true)}>{say("form.edit")}</Button>}
          {session.may("Mutation.resetAccount") && !of.disabled && (
            <Button
              onClick={() => {
                words.current.totp = false;
                void modal.confirm({
                  title: say(of.active ? "account.reset" : "account.inviteAgain"),
                  content: (
                    <>
                      <p>{say("account.reset.why")}</p>
                      {of.totp && (
                        <Checkbox
                          onChange={(event) => {
                            words.current.totp = event.target.checked;
                          }}
                        >
                          {say("account.reset.totp")}
                        </Checkbox>
                      )}
                    </>
                  ),
                  okText: say("account.reset.yes"),
                  onOk: () =>
                    run(async () =>
                      setLink((await change(ResetAccountDocument, { id: of.id, totp: words.current.totp })).resetAccount),
                    ),
                });
              }}
            >
              {say(of.active ? "account.reset" : "account.inviteAgain")}
            </Button>
          )}
          {of.disabled
            ? session.may("Mutation.enableAccount") && (
                <Button onClick={() => void run(() => change(EnableAccountDocument, { id: of.id }))}>
                  {say("account.enable")}
                </Button>
              )
            : session.may("Mutation.disableAccount") && (
                <Button
                  danger
                  onClick={() => {
                    words.current.reason = "";
                    void modal.confirm({
                      title: say("account.disableOf", { name: of.name }),
                      content: (
                        <>
                          <p>{say("account.disable.why")}</p>
                          <label htmlFor="reason">{say("account.disable.reason")}</label>
                          <Input
                            id="reason"
                            onChange={(event) => {
                              words.current.reason = event.target.value;
                            }}
                          />
                        </>
                      ),
                      okText: say("account.disable"),
                      okButtonProps: { danger: true },
                      onOk: () => run(() => change(DisableAccountDocument, { id: of.id, reason: words.current.reason.trim() })),
                    });
                  }}
                >
                  {say("account.disable")}
                </Button>
              )}
        </>
      }
    >
      {refusal && <RefusalAlert refusal={refusal} />}
      {link && <Invited of={link} />}
      <Section title={say("account.facts")}>
        <Facts
          of={[
            [say("account.email"), of.email],
            [say("account.phone"), of.phone],
            [say("account.totp"), say(of.totp ? "account.totp.on" : "account.totp.off")],
            [say("account.lastSignIn"), of.lastSignInAt ? moment(of.lastSignInAt) : say("account.never")],
            [say("account.createdAt"), moment(of.createdAt)],
            [
              say("nav.audit"),
              session.may("Query.auditEntries") && (
                <Link to="/audit" search={{ account: of.id } as never}>
                  {say("account.audit")}
                </Link>
              ),
            ],
          ]}
        />
      </Section>
      <Grants account={of.id} of={of.grants} />
      <Modal
        open={editing}
        footer={null}
        onCancel={() => edit(false)}
        title={say("form.editOf", { name: of.name })}
        destroyOnHidden
      >
        <Editor<Values>
          initial={valuesOf(of)}
          version={of.version}
          names={{ name: say("account.name"), email: say("account.email"), phone: say("account.phone") }}
          guarded={false}
          current={async () => {
            const { account } = await ask(PersonDocument, { id: of.id });
            return account ? { values: valuesOf(account), version: account.version } : undefined;
          }}
          save={(values, version) => change(UpdateAccountDocument, { id: of.id, version, input: values })}
          done={() => edit(false)}
          cancel={() => edit(false)}
        >
          <TextField name="name" label={say("account.name")} required max={100} />
          <TextField name="email" label={say("account.email")} max={254} />
          <TextField name="phone" label={say("account.phone")} max={40} />
        </Editor>
      </Modal>
    </Page>
  );
}
