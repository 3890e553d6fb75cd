import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Words } from "../../../shared/Words";
import { day } from "../../../shared/words";
import { type CommitteeRowFragment, type CommitteeStatus, CommitteesDocument } from "../../gql/graphql";
import { useQuery } from "../../lib/api";
import { useSession } from "../../lib/session";
import { under } from "../../parts/filters";
import { Page } from "../../parts/Page";
import { exportAddress, rowsOf, useTableState } from "../../parts/table/state";
import { type Column, Table } from "../../parts/table/Table";
import { choices, Due } from "../../parts/values";
import { say } from "../../words";

const fields = ["NAME", "TERM_TO"] as const;

/** Owners' committees, with what each of them must do next. */
export function Committees() {
  const session = useSession();
  const state = useTableState(["under", "status", "due"], fields, "term_to");
  const { search, ...paging } = state.variables;
  const { under: branch, status, due } = state.filters;
  const query = useQuery(CommitteesDocument, {
    ...paging,
    filter: { search, under: branch || null, status: (status || null) as CommitteeStatus | null, due: due ? true : null },
  });
  const columns: Column<CommitteeRowFragment, (typeof fields)[number]>[] = [
    {
      key: "name",
      title: say("committee.name"),
      order: "NAME",
      draw: ({ id, name }) => (
        <Link to="/committees/$id" params={{ id }}>
          <Words of={name} />
        </Link>
      ),
    },
    {
      key: "of",
      title: say("committee.of"),
      draw: ({ compound, zone }) =>
        compound ? (
          <Link to="/compounds/$id" params={{ id: compound.id }}>
            <Words of={compound.name} />
          </Link>
        ) : (
          zone && (
            <Link to="/zones/$id" params={{ id: zone.id }}>
              <Words of={zone.name} />
            </Link>
          )
        ),
    },
    { key: "subdistrict", title: say("body.SUBDISTRICT"), draw: ({ subdistrict }) => <Words of={subdistrict.name} /> },
    {
      key: "termTo",
      title: say("committee.termTo"),
      order: "TERM_TO",
      draw: ({ termTo }) => <span className="nowrap">{day(termTo)}</span>,
    },
    {
      key: "next",
      title: say("committee.next"),
      draw: ({ dues }) => {
        const next =
          dues.find(({ state }) => state === "OVERDUE") ?? dues.find(({ state }) => state === "SOON" || state === "AHEAD");
        return (
          next && (
            <>
              {say(`committee.due.${next.kind}`)} <Due on={next.on} state={next.state} />
            </>
          )
        );
      },
    },
    {
      key: "status",
      title: say("qualification.status"),
      draw: ({ status }) => (
        <span className={`mark ${status === "ACTIVE" ? "demonstration" : "not-rated"}`}>{say(`committee.status.${status}`)}</span>
      ),
    },
    {
      key: "problems",
      title: say("problem.title"),
      draw: ({ problems }) =>
        problems.length > 0 && <span className="mark rectification">{say("problem.count", { n: problems.length })}</span>,
    },
    { key: "filed", title: say("committee.filed"), extra: true, draw: ({ filed }) => filed && day(filed) },
    { key: "filingNumber", title: say("committee.filingNumber"), extra: true, draw: ({ filingNumber }) => filingNumber },
  ];
  const create = session.may("Mutation.createCommittee") && (
    <Link to="/committees/new">
      <Button type="primary">{say("committee.create")}</Button>
    </Link>
  );
  return (
    <Page title={say("nav.committees")} action={create}>
      <Table
        name="committees"
        label={say("nav.committees")}
        columns={columns}
        rows={rowsOf(query, (data) => data.committees)}
        state={state}
        search={say("committee.search")}
        filters={[
          under(),
          {
            key: "status",
            label: say("qualification.status"),
            values: choices(["ACTIVE", "DISSOLVED"] as const, (status) => say(`committee.status.${status}`)),
          },
          { key: "due", label: say("committee.next"), values: [{ value: "1", label: say("committee.dueSoon") }] },
        ]}
        exportAs={session.may("Export.committees") ? exportAddress("committees", state) : undefined}
        empty={{ words: say("committee.empty"), action: create }}
        rowKey={({ id }) => id}
      />
    </Page>
  );
}
