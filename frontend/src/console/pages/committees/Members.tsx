import { DeleteOutlined } from "@ant-design/icons";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Button, Form, Input, Select } from "antd";
import { Words } from "../../../shared/Words";
import {
  type CommitteeDetailFragment,
  CommitteeDocument,
  type CommitteeMemberInput,
  SetCommitteeMembersDocument,
} from "../../gql/graphql";
import { ask, change, useQuery } from "../../lib/api";
import { cleared } from "../../lib/nulls";
import { Day } from "../../parts/fields";
import { Editor } from "../../parts/form/Editor";
import { Page } from "../../parts/Page";
import { Answer, NotFound } from "../../parts/States";
import { choices } from "../../parts/values";
import { duties } from "../../parts/words";
import { say } from "../../words";

interface Values extends Record<string, unknown> {
  members: CommitteeMemberInput[];
}

function valuesOf({ members }: CommitteeDetailFragment): Values {
  return {
    members: members.map(({ name, duty, phone, since, until }) => ({
      name: name ?? "",
      duty,
      phone: phone ?? "",
      since: since ?? null,
      until: until ?? null,
    })),
  };
}

/** The members of a committee, who are replaced as a whole. */
export function Members() {
  const { id } = useParams({ strict: false }) as { id: string };
  const navigate = useNavigate();
  const query = useQuery(CommitteeDocument, { id });
  const leave = () => void navigate({ to: "/committees/$id", params: { id } });
  return (
    <Answer query={query}>
      {({ committee }) =>
        committee ? (
          <Page
            title={say("committee.members.edit")}
            lead={say("committee.members.why")}
            above={
              <Link to="/committees/$id" params={{ id }}>
                <Words of={committee.name} />
              </Link>
            }
          >
            <section className="card">
              <Editor<Values>
                initial={valuesOf(committee)}
                version={committee.version}
                names={{ members: say("committee.members.all") }}
                show={(_, value) =>
                  (value as CommitteeMemberInput[]).map(({ name, duty }) => `${say(`duty.${duty}`)} ${name}`).join(", ")
                }
                current={async () => {
                  const { committee } = await ask(CommitteeDocument, { id });
                  return committee ? { values: valuesOf(committee), version: committee.version } : undefined;
                }}
                save={({ members }, version) =>
                  change(SetCommitteeMembersDocument, {
                    id,
                    version,
                    members: members.map((one) => ({ ...one, ...cleared(one) })) as CommitteeMemberInput[],
                  })
                }
                done={leave}
                cancel={leave}
              >
                <Form.List name="members">
                  {(rows, { add, remove }) => (
                    <>
                      {rows.map(({ key, name }) => (
                        <fieldset key={key} className="member" aria-label={say("committee.member", { n: name + 1 })}>
                          <Form.Item name={[name, "duty"]} label={say("committee.duty")} required>
                            <Select options={choices(duties, (duty) => say(`duty.${duty}`))} />
                          </Form.Item>
                          <Form.Item
                            name={[name, "name"]}
                            label={say("account.name")}
                            required
                            rules={[{ required: true, message: say("form.required") }]}
                          >
                            <Input maxLength={100} />
                          </Form.Item>
                          <Form.Item name={[name, "phone"]} label={say("account.phone")}>
                            <Input maxLength={40} inputMode="tel" />
                          </Form.Item>
                          <Form.Item name={[name, "since"]} label={say("engagement.from")}>
                            <Day />
                          </Form.Item>
                          <Form.Item name={[name, "until"]} label={say("engagement.to")}>
                            <Day />
                          </Form.Item>
                          <Button
                            type="text"
                            danger
                            icon={<DeleteOutlined />}
                            aria-label={say("committee.member.remove", { n: name + 1 })}
                            onClick={() => remove(name)}
                          />
                        </fieldset>
                      ))}
                      <p className="member-add">
                        <Button
                          disabled={rows.length >= 30}
                          onClick={() => add({ name: "", duty: rows.length ? "MEMBER" : "CHAIR", phone: "" })}
                        >
                          {say("committee.member.add")}
                        </Button>
                      </p>
                    </>
                  )}
                </Form.List>
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
