import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Words } from "../../../shared/Words";
import { count } from "../../../shared/words";
import { type ZoneRowFragment, ZonesDocument } from "../../gql/graphql";
import { useQuery } from "../../lib/api";
import { useSession } from "../../lib/session";
import { under } from "../../parts/filters";
import { Page } from "../../parts/Page";
import { exportAddress, rowsOf, useTableState } from "../../parts/table/state";
import { type Column, Table } from "../../parts/table/Table";
import { say } from "../../words";

/** Compounds joined under one committee and one contractor. */
export function Zones() {
  const session = useSession();
  const state = useTableState(["under"]);
  const { search, first, skip } = state.variables;
  const query = useQuery(ZonesDocument, { first, skip, filter: { search, under: state.filters.under || null } });
  const columns: Column<ZoneRowFragment>[] = [
    {
      key: "name",
      title: say("zone.name"),
      draw: ({ id, name }) => (
        <Link to="/zones/$id" params={{ id }}>
          <Words of={name} />
        </Link>
      ),
    },
    { key: "code", title: say("compound.code"), draw: ({ code }) => code },
    { key: "subdistrict", title: say("body.SUBDISTRICT"), draw: ({ subdistrict }) => <Words of={subdistrict.name} /> },
    { key: "compounds", title: say("nav.compounds"), number: true, draw: ({ compounds }) => compounds.length },
    { key: "households", title: say("compound.households"), number: true, draw: ({ households }) => count(households) },
    {
      key: "committee",
      title: say("body.COMMITTEE"),
      draw: ({ committee }) =>
        committee ? (
          <Link to="/committees/$id" params={{ id: committee.id }}>
            <Words of={committee.name} />
          </Link>
        ) : (
          <span className="faint">{say("zone.noCommittee")}</span>
        ),
    },
    {
      key: "problems",
      title: say("problem.title"),
      draw: ({ problems }) =>
        problems.length > 0 && <span className="mark rectification">{say("problem.count", { n: problems.length })}</span>,
    },
  ];
  const create = session.may("Mutation.createZone") && (
    <Link to="/zones/new">
      <Button type="primary">{say("zone.create")}</Button>
    </Link>
  );
  return (
    <Page title={say("nav.zones")} lead={say("zone.lead")} action={create}>
      <Table
        name="zones"
        label={say("nav.zones")}
        columns={columns}
        rows={rowsOf(query, (data) => data.zones)}
        state={state}
        search={say("compound.search")}
        filters={[under()]}
        exportAs={session.may("Export.zones") ? exportAddress("zones", state) : undefined}
        empty={{ words: say("zone.empty"), action: create }}
        rowKey={({ id }) => id}
      />
    </Page>
  );
}
