import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Words } from "../../../shared/Words";
import { type AccountRowFragment, PeopleDocument, type Role } from "../../gql/graphql";
import { useQuery } from "../../lib/api";
import { moment } from "../../lib/days";
import { useSession } from "../../lib/session";
import { Page } from "../../parts/Page";
import { PowerName, roles } from "../../parts/Role";
import { exportAddress, rowsOf, useTableState } from "../../parts/table/state";
import { type Column, Table } from "../../parts/table/Table";
import { choices } from "../../parts/values";
import { say } from "../../words";

const fields = ["NAME", "USERNAME", "LAST_SIGN_IN", "CREATED"] as const;

/** Whether an account can sign in, in a word. */
export function Standing({ of }: { of: Pick<AccountRowFragment, "disabled" | "active"> }) {
  if (of.disabled) return <span className="mark rectification">{say("account.disabled")}</span>;
  if (!of.active) return <span className="mark not-rated">{say("account.invited")}</span>;
  return <span className="mark demonstration">{say("account.enabled")}</span>;
}

/** The accounts of one's branch, and what each may do. */
export function People() {
  const session = useSession();
  const state = useTableState(["role", "disabled"], fields, "name");
  const { search, ...paging } = state.variables;
  const { role, disabled } = state.filters;
  const query = useQuery(PeopleDocument, {
    ...paging,
    filter: { search, role: (role || null) as Role | null, disabled: disabled ? disabled === "1" : null },
  });
  const columns: Column<AccountRowFragment, (typeof fields)[number]>[] = [
    {
      key: "name",
      title: say("account.name"),
      order: "NAME",
      draw: ({ id, name }) => (
        <Link to="/people/$id" params={{ id }}>
          <Words of={name} />
        </Link>
      ),
    },
    { key: "username", title: say("signIn.username"), order: "USERNAME", draw: ({ username }) => username },
    {
      key: "grants",
      title: say("account.powers"),
      draw: ({ grants }) => {
        const active = grants.filter((grant) => grant.active);
        if (active.length === 0) return <span className="faint">{say("account.noPowers")}</span>;
        return (
          <ul>
            {active.map((grant) => (
              <li key={grant.id}>
                <PowerName of={grant} />
              </li>
            ))}
          </ul>
        );
      },
    },
    { key: "standing", title: say("qualification.status"), draw: (account) => <Standing of={account} /> },
    { key: "totp", title: say("account.totp"), draw: ({ totp }) => say(totp ? "account.totp.on" : "account.totp.off") },
    {
      key: "lastSignInAt",
      title: say("account.lastSignIn"),
      order: "LAST_SIGN_IN",
      draw: ({ lastSignInAt }) =>
        lastSignInAt ? (
          <span className="nowrap">{moment(lastSignInAt)}</span>
        ) : (
          <span className="faint">{say("account.never")}</span>
        ),
    },
    { key: "email", title: say("account.email"), extra: true, draw: ({ email }) => email },
    { key: "phone", title: say("account.phone"), extra: true, draw: ({ phone }) => phone },
    {
      key: "createdAt",
      title: say("account.createdAt"),
      order: "CREATED",
      extra: true,
      draw: ({ createdAt }) => moment(createdAt),
    },
  ];
  const create = session.may("Mutation.createAccount") && (
    <Link to="/people/new">
      <Button type="primary">{say("account.create")}</Button>
    </Link>
  );
  return (
    <Page title={say("nav.people")} lead={say("account.lead")} action={create}>
      <Table
        name="people"
        label={say("nav.people")}
        columns={columns}
        rows={rowsOf(query, (data) => data.accounts)}
        state={state}
        search={say("account.search")}
        filters={[
          { key: "role", label: say("powers.role"), values: choices(roles, (role) => say(`role.${role}`)) },
          {
            key: "disabled",
            label: say("qualification.status"),
            values: [
              { value: "0", label: say("account.enabled") },
              { value: "1", label: say("account.disabled") },
            ],
          },
        ]}
        exportAs={session.may("Export.accounts") ? exportAddress("accounts", state) : undefined}
        empty={{ words: say("account.empty"), action: create }}
        rowKey={({ id }) => id}
      />
    </Page>
  );
}
