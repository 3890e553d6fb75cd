import { Button, Drawer } from "antd";
import { useState } from "react";
import { Words } from "../../../shared/Words";
import { sentence } from "../../../shared/words";
import { AuditDocument, type AuditQuery, type Role } from "../../gql/graphql";
import { useQuery } from "../../lib/api";
import { moment } from "../../lib/days";
import { useSession } from "../../lib/session";
import { dayFilter } from "../../parts/filters";
import { Facts, Page } from "../../parts/Page";
import { exportAddress, rowsOf, useTableState } from "../../parts/table/state";
import { type Column, Table } from "../../parts/table/Table";
import { say } from "../../words";
import { operationName } from "../powers/names";
import { Diff } from "./Diff";

type Entry = AuditQuery["auditEntries"]["rows"][number];

/** As what role something was done: a Role, the server's own shell, or nobody yet. */
function roleName(role: string): string {
  const known = `role.${role.toUpperCase()}`;
  if (sentence(known)) return say(`role.${role.toUpperCase() as Role}`);
  return role === "operator" ? say("audit.operator") : role;
}

/** The record of every change. */
export function Audit() {
  const session = useSession();
  const state = useTableState(["from", "to", "action", "subject", "account"]);
  const { search, first, skip } = state.variables;
  const { from, to, action, subject, account } = state.filters;
  const query = useQuery(AuditDocument, {
    first,
    skip,
    filter: {
      search,
      from: from || null,
      to: to || null,
      action: action || null,
      subject: subject || null,
      account: account || null,
    },
  });
  const [open, show] = useState<Entry>();
  const columns: Column<Entry>[] = [
    {
      key: "action",
      title: say("audit.action"),
      draw: (entry) => (
        <Button type="link" className="cell-link" onClick={() => show(entry)}>
          {operationName(entry.action)}
        </Button>
      ),
    },
    { key: "subject", title: say("audit.subject"), draw: ({ subjectName }) => subjectName && <Words of={subjectName} /> },
    { key: "at", title: say("audit.at"), draw: ({ at }) => <span className="nowrap">{moment(at)}</span> },
    { key: "actor", title: say("audit.actor"), draw: ({ actor }) => <Words of={actor} /> },
    { key: "role", title: say("powers.role"), draw: ({ role }) => roleName(role) },
    { key: "address", title: say("audit.address"), draw: ({ address }) => address },
    { key: "number", title: say("audit.number"), number: true, draw: ({ number }) => number },
    { key: "request", title: say("audit.request"), extra: true, draw: ({ request }) => <code>{request}</code> },
  ];
  return (
    <Page title={say("nav.audit")} lead={say("audit.lead")}>
      <Table
        name="audit"
        label={say("nav.audit")}
        columns={columns}
        rows={rowsOf(query, (data) => data.auditEntries)}
        state={state}
        search={say("audit.search")}
        filters={[
          dayFilter("from", say("audit.from")),
          dayFilter("to", say("audit.to")),
          {
            key: "action",
            label: say("audit.kind"),
            values: [
              { value: "Mutation.", label: say("powers.kind.Mutation") },
              { value: "Mutation.signIn", label: say("operation.Mutation.signIn") },
              { value: "Mutation.grantRole", label: say("operation.Mutation.grantRole") },
              { value: "Export.", label: say("audit.exports") },
              { value: "Upload.", label: say("audit.uploads") },
            ],
          },
        ]}
        exportAs={session.may("Export.audit") ? exportAddress("audit", state) : undefined}
        empty={{ words: say("audit.empty") }}
        rowKey={({ number }) => String(number)}
      />
      <Drawer open={Boolean(open)} onClose={() => show(undefined)} size={640} title={open && operationName(open.action)}>
        {open && (
          <>
            <Facts
              of={[
                [say("audit.subject"), <Words key="subject" of={open.subjectName} />],
                [say("audit.at"), moment(open.at)],
                [say("audit.actor"), <Words key="actor" of={open.actor} />],
                [say("powers.role"), roleName(open.role)],
                [say("audit.address"), open.address],
                [say("audit.request"), <code key="request">{open.request}</code>],
                [say("audit.number"), String(open.number)],
              ]}
            />
            <Diff before={open.before} after={open.after} />
            <p className="faint">
              {say("audit.hash")} <code>{open.hash}</code>
            </p>
          </>
        )}
      </Drawer>
    </Page>
  );
}
