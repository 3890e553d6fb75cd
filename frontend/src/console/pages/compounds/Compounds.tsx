import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Words } from "../../../shared/Words";
import { count, cycleName, shortName } from "../../../shared/words";
import {
  type CompoundClass,
  type CompoundKind,
  type CompoundRowFragment,
  CompoundsDocument,
  type ManagementMode,
} from "../../gql/graphql";
import { useQuery } from "../../lib/api";
import { useSession } from "../../lib/session";
import { under } from "../../parts/filters";
import { Page } from "../../parts/Page";
import { exportAddress, rowsOf, useTableState } from "../../parts/table/state";
import { type Column, Table } from "../../parts/table/Table";
import { area, ClassFace, choices, fee, LastDay, score } from "../../parts/values";
import { kinds, modes } from "../../parts/words";
import { say } from "../../words";

const fields = ["NAME", "CODE", "HOUSEHOLDS", "BUILT", "COMMITTEE_UNTIL"] as const;

/** All compounds of one's branch. */
export function Compounds() {
  const session = useSession();
  const state = useTableState(["under", "kinds", "mode", "class", "unmanaged", "contractor", "zone"], fields, "name");
  const { search, ...paging } = state.variables;
  const { under: branch, kinds: ofKinds, mode, class: ofClass, unmanaged, contractor, zone } = state.filters;
  const query = useQuery(CompoundsDocument, {
    ...paging,
    filter: {
      search,
      under: branch || null,
      kinds: ofKinds ? (ofKinds.split(",") as CompoundKind[]) : null,
      mode: (mode || null) as ManagementMode | null,
      class: (ofClass || null) as CompoundClass | null,
      unmanaged: unmanaged ? true : null,
      contractor: contractor || null,
      zone: zone || null,
    },
  });
  const columns: Column<CompoundRowFragment, (typeof fields)[number]>[] = [
    {
      key: "name",
      title: say("compound.name"),
      order: "NAME",
      draw: ({ id, name }) => (
        <Link to="/compounds/$id" params={{ id }}>
          <Words of={name} />
        </Link>
      ),
    },
    { key: "code", title: say("compound.code"), order: "CODE", draw: ({ code }) => <span className="nowrap">{code}</span> },
    {
      key: "face",
      title: say("compound.face"),
      draw: ({ face }) =>
        face ? (
          <span className="status">
            <ClassFace of={face.class} />
            {face.score !== null && face.score !== undefined && <span>{score(face.score)}</span>}
          </span>
        ) : (
          <span className="faint">{say("compound.unpublished")}</span>
        ),
    },
    {
      key: "contractor",
      title: say("compound.contractor"),
      draw: ({ engagement }) =>
        engagement ? (
          engagement.contractor ? (
            <Link to="/contractors/$id" params={{ id: engagement.contractor.id }}>
              <Words of={shortName(engagement.contractor.name)} />
            </Link>
          ) : (
            say(`mode.${engagement.mode}`)
          )
        ) : (
          <span className="mark rectification">{say("compound.unmanaged")}</span>
        ),
    },
    { key: "subdistrict", title: say("body.SUBDISTRICT"), draw: ({ subdistrict }) => <Words of={subdistrict.name} /> },
    { key: "kind", title: say("compound.kind"), draw: ({ kind }) => say(`kind.${kind}`) },
    {
      key: "households",
      title: say("compound.households"),
      order: "HOUSEHOLDS",
      number: true,
      draw: ({ households }) => count(households),
    },
    {
      key: "committeeUntil",
      title: say("compound.committeeUntil"),
      order: "COMMITTEE_UNTIL",
      draw: ({ committeeUntil }) => committeeUntil && <LastDay on={committeeUntil} />,
    },
    {
      key: "community",
      title: say("body.COMMUNITY"),
      extra: true,
      draw: ({ community }) => community && <Words of={community} />,
    },
    { key: "built", title: say("compound.built"), order: "BUILT", number: true, extra: true, draw: ({ built }) => built },
    {
      key: "area",
      title: say("compound.area"),
      number: true,
      extra: true,
      draw: ({ area: dm2 }) => dm2 !== null && dm2 !== undefined && area(dm2),
    },
    {
      key: "fee",
      title: say("engagement.fee"),
      number: true,
      extra: true,
      draw: ({ engagement }) => engagement?.fee && fee(engagement.fee),
    },
    { key: "zone", title: say("zone.one"), extra: true, draw: ({ zone }) => zone && <Words of={zone.name} /> },
    { key: "cycle", title: say("compound.cycle"), extra: true, draw: ({ face }) => face && cycleName(face.cycle) },
  ];
  const create = session.may("Mutation.createCompound") && (
    <Link to="/compounds/new">
      <Button type="primary">{say("compound.create")}</Button>
    </Link>
  );
  return (
    <Page title={say("nav.compounds")} action={create}>
      <Table
        name="compounds"
        label={say("nav.compounds")}
        columns={columns}
        rows={rowsOf(query, (data) => data.compounds)}
        state={state}
        search={say("compound.search")}
        filters={[
          under(),
          { key: "kinds", label: say("compound.kind"), values: choices(kinds, (kind) => say(`kind.${kind}`)) },
          {
            key: "class",
            label: say("compound.face"),
            values: choices(["DEMONSTRATION", "COMPLIANT", "RECTIFICATION", "NOT_RATED"] as const, (of) => say(`class.${of}`)),
          },
          { key: "mode", label: say("engagement.mode"), values: choices(modes, (mode) => say(`mode.${mode}`)) },
          { key: "unmanaged", label: say("compound.managed"), values: [{ value: "1", label: say("compound.unmanaged") }] },
        ]}
        exportAs={session.may("Export.compounds") ? exportAddress("compounds", state) : undefined}
        empty={{ words: say(create ? "compound.empty" : "compound.none"), action: create }}
        rowKey={({ id }) => id}
      />
    </Page>
  );
}
