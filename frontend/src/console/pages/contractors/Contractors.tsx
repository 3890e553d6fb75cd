import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Words } from "../../../shared/Words";
import { count } from "../../../shared/words";
import { type ContractorRowFragment, ContractorsDocument, type QualificationGrade } from "../../gql/graphql";
import { useQuery } from "../../lib/api";
import { useSession } from "../../lib/session";
import { Page } from "../../parts/Page";
import { exportAddress, rowsOf, useTableState } from "../../parts/table/state";
import { type Column, Table } from "../../parts/table/Table";
import { capital, choices, LastDay } from "../../parts/values";
import { grades } from "../../parts/words";
import { say } from "../../words";

const fields = ["NAME", "USCC", "CAPITAL", "STAFF"] as const;

/** All contractors of the register. */
export function Contractors() {
  const session = useSession();
  const state = useTableState(["grade", "managing"], fields, "name");
  const { search, ...paging } = state.variables;
  const { grade, managing } = state.filters;
  const query = useQuery(ContractorsDocument, {
    ...paging,
    filter: { search, grade: (grade || null) as QualificationGrade | null, managing: managing ? managing === "1" : null },
  });
  const columns: Column<ContractorRowFragment, (typeof fields)[number]>[] = [
    {
      key: "name",
      title: say("contractor.name"),
      order: "NAME",
      draw: ({ id, name }) => (
        <Link to="/contractors/$id" params={{ id }}>
          <Words of={name} />
        </Link>
      ),
    },
    { key: "uscc", title: say("contractor.uscc"), order: "USCC", draw: ({ uscc }) => <span className="nowrap">{uscc}</span> },
    {
      key: "grade",
      title: say("qualification.grade"),
      draw: ({ qualifications }) => {
        const valid = qualifications.find(({ status }) => status === "VALID");
        return valid ? (
          <span className="status">
            {say(`grade.${valid.grade}`)} <LastDay on={valid.expires} />
          </span>
        ) : (
          <span className="faint">{say("qualification.none")}</span>
        );
      },
    },
    {
      key: "managed",
      title: say("contractor.managed"),
      number: true,
      draw: ({ id, managed }) =>
        managed ? (
          <Link to="/compounds" search={{ contractor: id } as never}>
            {count(managed)}
          </Link>
        ) : (
          0
        ),
    },
    {
      key: "capital",
      title: say("contractor.capital"),
      order: "CAPITAL",
      number: true,
      draw: ({ capital: fen }) => fen && capital(fen),
    },
    { key: "staff", title: say("contractor.staff"), order: "STAFF", number: true, draw: ({ staff }) => staff && count(staff) },
    {
      key: "midTitle",
      title: say("contractor.midTitle"),
      number: true,
      extra: true,
      draw: ({ midTitle }) => midTitle && count(midTitle),
    },
    { key: "phone", title: say("account.phone"), extra: true, draw: ({ phone }) => phone },
  ];
  const create = session.may("Mutation.createContractor") && (
    <Link to="/contractors/new">
      <Button type="primary">{say("contractor.create")}</Button>
    </Link>
  );
  return (
    <Page title={say("nav.contractors")} action={create}>
      <Table
        name="contractors"
        label={say("nav.contractors")}
        columns={columns}
        rows={rowsOf(query, (data) => data.contractors)}
        state={state}
        search={say("contractor.search")}
        filters={[
          { key: "grade", label: say("qualification.grade"), values: choices(grades, (grade) => say(`grade.${grade}`)) },
          {
            key: "managing",
            label: say("contractor.managing"),
            values: [
              { value: "1", label: say("contractor.managing.1") },
              { value: "0", label: say("contractor.managing.0") },
            ],
          },
        ]}
        exportAs={session.may("Export.contractors") ? exportAddress("contractors", state) : undefined}
        empty={{ words: say(create ? "contractor.empty" : "contractor.none"), action: create }}
        rowKey={({ id }) => id}
      />
    </Page>
  );
}
