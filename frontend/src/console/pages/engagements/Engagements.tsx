import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Words } from "../../../shared/Words";
import { day, shortName } from "../../../shared/words";
import { type EngagementRowFragment, EngagementsDocument } from "../../gql/graphql";
import { useQuery } from "../../lib/api";
import { useSession } from "../../lib/session";
import { dayFilter } from "../../parts/filters";
import { Page } from "../../parts/Page";
import { PickContractor } from "../../parts/Pickers";
import { exportAddress, rowsOf, useTableState } from "../../parts/table/state";
import { type Column, Table } from "../../parts/table/Table";
import { fee, LastDay } from "../../parts/values";
import { say } from "../../words";

const fields = ["FROM", "TO", "FEE"] as const;

/** Who manages which compound, from when to when. */
export function Engagements() {
  const session = useSession();
  const state = useTableState(["contractor", "compound", "on", "endsFrom", "endsTo"], fields, "-from");
  const { search, ...paging } = state.variables;
  const { contractor, compound, on, endsFrom, endsTo } = state.filters;
  const query = useQuery(EngagementsDocument, {
    ...paging,
    filter: {
      search,
      contractor: contractor || null,
      compound: compound || null,
      on: on || null,
      endsFrom: endsFrom || null,
      endsTo: endsTo || null,
    },
  });
  const columns: Column<EngagementRowFragment, (typeof fields)[number]>[] = [
    {
      key: "compound",
      title: say("compound.one"),
      draw: ({ compound }) => (
        <Link to="/compounds/$id" params={{ id: compound.id }}>
          <Words of={compound.name} />
        </Link>
      ),
    },
    {
      key: "contractor",
      title: say("contractor.one"),
      draw: ({ contractor, mode }) =>
        contractor ? (
          <Link to="/contractors/$id" params={{ id: contractor.id }}>
            <Words of={shortName(contractor.name)} />
          </Link>
        ) : (
          say(`mode.${mode}`)
        ),
    },
    {
      key: "from",
      title: say("engagement.from"),
      order: "FROM",
      draw: ({ from }) => <span className="nowrap">{day(from)}</span>,
    },
    {
      key: "to",
      title: say("engagement.to"),
      order: "TO",
      draw: ({ to }) => (to ? <LastDay on={to} ends /> : say("engagement.open")),
    },
    { key: "fee", title: say("engagement.fee"), order: "FEE", number: true, draw: ({ fee: fen }) => fen && fee(fen) },
    { key: "basis", title: say("engagement.basis"), draw: ({ basis }) => basis && say(`basis.${basis}`) },
    { key: "mode", title: say("engagement.mode"), extra: true, draw: ({ mode }) => say(`mode.${mode}`) },
    {
      key: "edit",
      title: say("form.action"),
      draw: ({ id }) =>
        session.may("Mutation.updateEngagement") && (
          <Link to="/engagements/$id/edit" params={{ id }}>
            {say("form.edit")}
          </Link>
        ),
    },
  ];
  const create = session.may("Mutation.createEngagement") && (
    <Link to="/engagements/new">
      <Button type="primary">{say("engagement.create")}</Button>
    </Link>
  );
  return (
    <Page title={say("nav.engagements")} lead={say("engagement.lead")} action={create}>
      <Table
        name="engagements"
        label={say("nav.engagements")}
        columns={columns}
        rows={rowsOf(query, (data) => data.engagements)}
        state={state}
        search={say("engagement.search")}
        filters={[
          {
            key: "contractor",
            label: say("contractor.one"),
            draw: (field) => <PickContractor {...field} allowClear placeholder={say("table.all")} />,
          },
          dayFilter("on", say("engagement.on")),
          dayFilter("endsTo", say("engagement.endsTo")),
        ]}
        exportAs={session.may("Export.engagements") ? exportAddress("engagements", state) : undefined}
        empty={{ words: say("engagement.empty"), action: create }}
        rowKey={({ id }) => id}
      />
    </Page>
  );
}
