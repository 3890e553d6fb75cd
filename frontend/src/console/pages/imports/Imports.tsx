import { InboxOutlined } from "@ant-design/icons";
import { Link, useNavigate } from "@tanstack/react-router";
import { Progress, Upload } from "antd";
import { useState } from "react";
import { Words } from "../../../shared/Words";
import { type ImportStatus, ImportsDocument, type ImportsQuery } from "../../gql/graphql";
import { type Refusal, refresh, useQuery } from "../../lib/api";
import { moment } from "../../lib/days";
import { sendFile } from "../../lib/send";
import { useSession } from "../../lib/session";
import { Page } from "../../parts/Page";
import { RefusalAlert } from "../../parts/States";
import { rowsOf, useTableState } from "../../parts/table/state";
import { type Column, Table } from "../../parts/table/Table";
import { say } from "../../words";

type Row = ImportsQuery["importJobs"]["rows"][number];

/** A status in words; its tone says the same. */
export function Status({ of }: { of: ImportStatus }) {
  const tone =
    of === "IMPORTED"
      ? "demonstration"
      : of === "REFUSED" || of === "FAILED"
        ? "rectification"
        : of === "DISCARDED" || of === "INTERRUPTED"
          ? "not-rated"
          : "compliant";
  return <span className={`mark ${tone}`}>{say(`import.status.${of}`)}</span>;
}

/** Brings a workbook in: it is sent and checked first, and nothing is written before somebody says so. */
export function Imports() {
  const session = useSession();
  const navigate = useNavigate();
  const state = useTableState([]);
  const { first, skip } = state.variables;
  const query = useQuery(ImportsDocument, { first, skip });
  const [sending, setSending] = useState<{ name: string; share: number }>();
  const [refusal, refuse] = useState<Refusal>();

  async function send(file: File) {
    refuse(undefined);
    setSending({ name: file.name, share: 0 });
    try {
      const { id } = await sendFile("/console/imports", file, (share) => setSending({ name: file.name, share }));
      refresh();
      await navigate({ to: "/import/$id", params: { id } });
    } catch (error) {
      refuse(error as Refusal);
    } finally {
      setSending(undefined);
    }
  }

  const columns: Column<Row>[] = [
    {
      key: "name",
      title: say("import.file"),
      draw: ({ id, name }) => (
        <Link to="/import/$id" params={{ id }}>
          <Words of={name} />
        </Link>
      ),
    },
    { key: "status", title: say("qualification.status"), draw: ({ status }) => <Status of={status} /> },
    {
      key: "found",
      title: say("import.found"),
      draw: ({ report }) => report && say("import.foundOf", { errors: report.errors, warnings: report.warnings }),
    },
    { key: "sentBy", title: say("import.sentBy"), draw: ({ sentBy }) => <Words of={sentBy} /> },
    {
      key: "createdAt",
      title: say("import.createdAt"),
      draw: ({ createdAt }) => <span className="nowrap">{moment(createdAt)}</span>,
    },
  ];
  return (
    <Page title={say("nav.import")} lead={say("import.lead")}>
      {session.may("Upload.import") && (
        <section className="card">
          {refusal && <RefusalAlert refusal={refusal} />}
          {sending ? (
            <div role="status">
              {say("import.sending", { name: sending.name })}
              <Progress percent={Math.round(sending.share * 100)} aria-label={sending.name} />
            </div>
          ) : (
            <Upload.Dragger
              accept=".xlsx"
              multiple={false}
              showUploadList={false}
              beforeUpload={(file) => {
                void send(file);
                return false;
              }}
            >
              <p>
                <InboxOutlined />
              </p>
              <p>{say("import.drop")}</p>
              <p className="faint">{say("import.drop.why")}</p>
            </Upload.Dragger>
          )}
        </section>
      )}
      <h2 className="below-card">{say("import.earlier")}</h2>
      <Table
        name="imports"
        label={say("import.earlier")}
        columns={columns}
        rows={rowsOf(query, (data) => data.importJobs)}
        state={state}
        empty={{ words: say("import.empty") }}
        rowKey={({ id }) => id}
      />
    </Page>
  );
}
