import { App, Button, Form, Modal } from "antd";
import { useState } from "react";
import { Words } from "../../../shared/Words";
import { day } from "../../../shared/words";
import { EndGrantDocument, GrantRoleDocument, type GrantRowFragment, type OrganizationKind, type Role } from "../../gql/graphql";
import { change, type Refusal } from "../../lib/api";
import { today } from "../../lib/days";
import { useSession } from "../../lib/session";
import { ChoiceField, DayField, Field } from "../../parts/fields";
import { Editor } from "../../parts/form/Editor";
import { Section } from "../../parts/Page";
import { PickContractor, PickOrganization } from "../../parts/Pickers";
import { PowerName, roles } from "../../parts/Role";
import { Empty, RefusalAlert } from "../../parts/States";
import { choices } from "../../parts/values";
import { say } from "../../words";

/** What a person may do, where, and from when to when. */
export function Grants({ account, of }: { account: string; of: readonly GrantRowFragment[] }) {
  const session = useSession();
  const { modal } = App.useApp();
  const [granting, grant] = useState(false);
  const [refusal, refuse] = useState<Refusal>();
  const sorted = [...of].sort((a, b) => Number(b.active) - Number(a.active) || b.from.localeCompare(a.from));
  return (
    <Section
      title={say("account.powers")}
      action={
        session.may("Mutation.grantRole") && (
          <Button type="primary" onClick={() => grant(true)}>
            {say("grant.create")}
          </Button>
        )
      }
    >
      {refusal && <RefusalAlert refusal={refusal} />}
      {sorted.length ? (
        <ul className="lines">
          {sorted.map((one) => {
            const state = one.active ? "current" : one.from > today() ? "future" : "past";
            return (
              <li key={one.id}>
                <span>
                  <b>
                    <PowerName of={one} />
                  </b>{" "}
                  <span className={`mark ${one.active ? "demonstration" : "not-rated"}`}>{say(`time.${state}`)}</span>
                  <small className="block">
                    {one.to
                      ? say("time.span", { from: day(one.from), to: day(one.to) })
                      : say("time.since", { from: day(one.from) })}{" "}
                    · <Words of={one.grantedBy ? say("grant.by", { name: one.grantedBy }) : say("grant.byShell")} />
                  </small>
                </span>
                {session.may("Mutation.endGrant") && state !== "past" && (
                  <Button
                    type="link"
                    danger
                    onClick={() => {
                      refuse(undefined);
                      void modal.confirm({
                        title: say("grant.end"),
                        content: (
                          <>
                            <PowerName of={one} />
                            <p>{say("grant.end.why")}</p>
                          </>
                        ),
                        okText: say("grant.end"),
                        okButtonProps: { danger: true },
                        onOk: () => change(EndGrantDocument, { id: one.id, on: null }).catch((error: Refusal) => refuse(error)),
                      });
                    }}
                  >
                    {say("grant.end")}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      ) : (
        <Empty>{say("grant.none")}</Empty>
      )}
      <Modal open={granting} footer={null} onCancel={() => grant(false)} title={say("grant.create")} destroyOnHidden>
        <Editor<Values>
          initial={{ role: "INSPECTOR", organization: null, contractor: null, from: today(), to: null }}
          names={{}}
          guarded={false}
          submit={say("grant.create")}
          save={({ role, organization, contractor, from, to }) =>
            change(GrantRoleDocument, {
              input: {
                account,
                role,
                organization: ofContractor(role) ? null : organization || null,
                contractor: ofContractor(role) ? contractor || null : null,
                from: from || null,
                to: to || null,
              },
            })
          }
          done={() => grant(false)}
          cancel={() => grant(false)}
        >
          <ChoiceField name="role" label={say("powers.role")} required options={choices(roles, (role) => say(`role.${role}`))} />
          <Place />
          <div className="editor-columns">
            <DayField name="from" label={say("engagement.from")} />
            <DayField name="to" label={say("engagement.to")} help={say("grant.to.why")} />
          </div>
        </Editor>
      </Modal>
    </Section>
  );
}

interface Values extends Record<string, unknown> {
  role: Role;
  organization: string | null;
  contractor: string | null;
  from: string | null;
  to: string | null;
}

function ofContractor(role: Role | undefined): boolean {
  return role === "CONTRACTOR_MANAGER" || role === "CONTRACTOR_STAFF";
}

/** Where a role is held follows from the role: a company's in a company, the others' in a branch. */
function Place() {
  const role = Form.useWatch("role") as Role | undefined;
  if (ofContractor(role))
    return (
      <Field name="contractor" label={say("contractor.one")} required>
        <PickContractor />
      </Field>
    );
  const kinds = places[role ?? "AUDITOR"];
  return (
    <Field
      name="organization"
      label={say("grant.branch")}
      help={kinds ? undefined : say("grant.branch.why")}
      required={Boolean(kinds)}
    >
      <PickOrganization {...(kinds && { kinds })} allowClear />
    </Field>
  );
}

const places: Partial<Record<Role, OrganizationKind[]>> = {
  DISTRICT_OFFICER: ["DISTRICT"],
  SUBDISTRICT_OFFICER: ["SUBDISTRICT"],
  COMMUNITY_OFFICER: ["COMMUNITY"],
  OWNERS_COMMITTEE: ["COMMITTEE"],
};
