import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Words } from "../../../shared/Words";
import { day, shortName } from "../../../shared/words";
import {
  type QualificationGrade,
  type QualificationRowFragment,
  type QualificationStatus,
  QualificationsDocument,
} from "../../gql/graphql";
import { useQuery } from "../../lib/api";
import { useSession } from "../../lib/session";
import { dayFilter } from "../../parts/filters";
import { Page } from "../../parts/Page";
import { exportAddress, rowsOf, useTableState } from "../../parts/table/state";
import { type Column, Table } from "../../parts/table/Table";
import { choices, LastDay } from "../../parts/values";
import { certificates, grades } from "../../parts/words";
import { say } from "../../words";

const fields = ["CERTIFICATE", "ISSUED", "EXPIRES"] as const;

/** All certificates of grade. */
export function Qualifications() {
  const session = useSession();
  const state = useTableState(["grade", "status", "expiresTo", "contractor"], fields, "expires");
  const { search, ...paging } = state.variables;
  const { grade, status, expiresTo, contractor } = state.filters;
  const query = useQuery(QualificationsDocument, {
    ...paging,
    filter: {
      search,
      grade: (grade || null) as QualificationGrade | null,
      status: (status || null) as QualificationStatus | null,
      expiresTo: expiresTo || null,
      contractor: contractor || null,
    },
  });
  const columns: Column<QualificationRowFragment, (typeof fields)[number]>[] = [
    {
      key: "contractor",
      title: say("contractor.one"),
      draw: ({ contractor }) => (
        <Link to="/contractors/$id" params={{ id: contractor.id }}>
          <Words of={shortName(contractor.name)} />
        </Link>
      ),
    },
    { key: "grade", title: say("qualification.grade"), draw: ({ grade }) => say(`grade.${grade}`) },
    {
      key: "certificate",
      title: say("qualification.certificate"),
      order: "CERTIFICATE",
      draw: ({ certificate }) => <Words of={certificate} />,
    },
    {
      key: "issued",
      title: say("qualification.issued"),
      order: "ISSUED",
      draw: ({ issued }) => <span className="nowrap">{day(issued)}</span>,
    },
    {
      key: "expires",
      title: say("qualification.expires"),
      order: "EXPIRES",
      draw: ({ expires, status }) =>
        expires ? status === "VALID" ? <LastDay on={expires} /> : day(expires) : say("qualification.forever"),
    },
    {
      key: "status",
      title: say("qualification.status"),
      draw: ({ status }) => (
        <span className={`mark ${status === "VALID" ? "demonstration" : "rectification"}`}>{say(`certificate.${status}`)}</span>
      ),
    },
    {
      key: "edit",
      title: say("form.action"),
      draw: ({ id }) =>
        session.may("Mutation.updateQualification") && (
          <Link to="/qualifications/$id/edit" params={{ id }}>
            {say("form.edit")}
          </Link>
        ),
    },
  ];
  const create = session.may("Mutation.createQualification") && (
    <Link to="/qualifications/new">
      <Button type="primary">{say("qualification.create")}</Button>
    </Link>
  );
  return (
    <Page title={say("nav.qualifications")} lead={say("qualification.lead")} action={create}>
      <Table
        name="qualifications"
        label={say("nav.qualifications")}
        columns={columns}
        rows={rowsOf(query, (data) => data.qualifications)}
        state={state}
        search={say("qualification.search")}
        filters={[
          { key: "grade", label: say("qualification.grade"), values: choices(grades, (grade) => say(`grade.${grade}`)) },
          {
            key: "status",
            label: say("qualification.status"),
            values: choices(certificates, (status) => say(`certificate.${status}`)),
          },
          dayFilter("expiresTo", say("qualification.expiresTo")),
        ]}
        exportAs={session.may("Export.qualifications") ? exportAddress("qualifications", state) : undefined}
        empty={{ words: say("qualification.empty"), action: create }}
        rowKey={({ id }) => id}
      />
    </Page>
  );
}
