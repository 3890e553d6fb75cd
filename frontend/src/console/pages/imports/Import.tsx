import { Link, useParams } from "@tanstack/react-router";
import { Alert, App, Button, Table as Grid, Progress } from "antd";
import { useEffect, useState } from "react";
import { count } from "../../../shared/words";
import { DiscardImportDocument, type ImportDetailFragment, ImportDocument, StartImportDocument } from "../../gql/graphql";
import { change, type Refusal, useQuery } from "../../lib/api";
import { moment } from "../../lib/days";
import { said } from "../../lib/said";
import { useSession } from "../../lib/session";
import { useNarrow } from "../../lib/wide";
import { Page, Section } from "../../parts/Page";
import { Answer, Empty, NotFound, RefusalAlert } from "../../parts/States";
import { say } from "../../words";
import { Status } from "./Imports";

/** One import: what the check found, then how far the import is. All of it is the server's: a reload loses nothing. */
export function Import() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(ImportDocument, { id });
  const status = query.data?.importJob?.status;
  const running = status === "CHECKING" || status === "IMPORTING";
  const { retry } = query;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(retry, 1000);
    return () => clearInterval(timer);
  }, [running, retry]);
  return <Answer query={query}>{({ importJob }) => (importJob ? <Found of={importJob} /> : <NotFound />)}</Answer>;
}

function Found({ of }: { of: ImportDetailFragment }) {
  const session = useSession();
  const { modal } = App.useApp();
  const [refusal, refuse] = useState<Refusal>();
  const rows = of.report?.sheets.reduce((sum, { new: added, changed }) => sum + added + changed, 0) ?? 0;

  async function run(start: boolean) {
    refuse(undefined);
    try {
      await (start ? change(StartImportDocument, { id: of.id }) : change(DiscardImportDocument, { id: of.id }));
    } catch (error) {
      refuse(error as Refusal);
    }
  }

  return (
    <Page
      title={of.name}
      above={<Link to="/import">{say("nav.import")}</Link>}
      lead={
        <>
          <Status of={of.status} /> {say("import.by", { name: of.sentBy, at: moment(of.createdAt) })}
          {of.district && ` · ${say("import.only", { name: of.district.name })}`}
        </>
      }
      action={
        <>
          {session.may("Mutation.startImport") && of.status === "CHECKED" && (
            <Button
              type="primary"
              onClick={() =>
                void modal.confirm({
                  title: say("import.start"),
                  content: say("import.start.why", { n: count(rows) }),
                  okText: say("import.start"),
                  onOk: () => run(true),
                })
              }
            >
              {say("import.start")}
            </Button>
          )}
          {session.may("Mutation.discardImport") && ["CHECKED", "REFUSED", "FAILED", "INTERRUPTED"].includes(of.status) && (
            <Button onClick={() => void run(false)}>{say("import.discard")}</Button>
          )}
        </>
      }
    >
      {refusal && <RefusalAlert refusal={refusal} />}
      {of.problem && <Alert className="problems" type="error" showIcon title={said(of.problem)} />}
      {(of.status === "CHECKING" || of.status === "IMPORTING") && (
        <Section title={say(`import.status.${of.status}`)}>
          <p role="status">{of.step}</p>
          <Progress
            percent={of.total ? Math.round((of.done / of.total) * 100) : 0}
            status="active"
            format={() => (of.total ? `${count(of.done)} / ${count(of.total)}` : "")}
            aria-label={say(`import.status.${of.status}`)}
          />
          <p className="faint">{say("import.leave")}</p>
        </Section>
      )}
      {of.status === "IMPORTED" && (
        <Alert className="problems" type="success" showIcon title={say("import.done", { n: count(rows) })} />
      )}
      {of.report && <Report of={of} />}
    </Page>
  );
}

function Report({ of }: { of: ImportDetailFragment }) {
  const session = useSession();
  const narrow = useNarrow();
  const { sheets = [], unread = [], issues = [], errors = 0, warnings = 0 } = of.report ?? {};
  return (
    <>
      <Section title={say("import.sheets")}>
        <ul className="lines">
          {sheets.map(({ name, rows, new: added, changed, same }) => (
            <li key={name}>
              <b>{name}</b>
              <span>
                {say("import.sheet", { rows: count(rows), added: count(added), changed: count(changed), same: count(same) })}
              </span>
            </li>
          ))}
          {unread.length > 0 && (
            <li>
              <span className="faint">{say("import.unread", { names: unread.join(", ") })}</span>
            </li>
          )}
        </ul>
      </Section>
      <Section
        title={
          errors
            ? say("import.errors", { n: count(errors) })
            : warnings
              ? say("import.warnings", { n: count(warnings) })
              : say("import.fine")
        }
        action={
          issues.length > 0 &&
          session.may("Download.import") && (
            <a className="button" href={`/console/imports/${of.id}/marked.xlsx`} download>
              {say("import.marked")}
            </a>
          )
        }
      >
        {errors > 0 && <p className="lead">{say("import.errors.why")}</p>}
        {issues.length === 0 ? (
          <Empty>{say("import.fine.why")}</Empty>
        ) : narrow ? (
          <ul className="lines">
            {issues.map((issue) => (
              <li key={`${issue.sheet} ${issue.row} ${issue.column} ${issue.words.en}`}>
                <span>
                  <span className={`mark ${issue.warning ? "compliant" : "rectification"}`}>
                    {say(issue.warning ? "import.warning" : "import.error")}
                  </span>{" "}
                  {issue.sheet} · {issue.row > 0 && say("import.row", { n: issue.row })} {issue.column}
                  <small className="block">{issue.value}</small>
                  {said(issue.words)}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <Grid
            size="small"
            aria-label={say("import.found")}
            dataSource={[...issues]}
            rowKey={(issue) => `${issue.sheet} ${issue.row} ${issue.column} ${issue.words.en}`}
            pagination={issues.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
            columns={[
              {
                title: say("import.kind"),
                render: (_, issue) => (
                  <span className={`mark ${issue.warning ? "compliant" : "rectification"}`}>
                    {say(issue.warning ? "import.warning" : "import.error")}
                  </span>
                ),
              },
              { title: say("import.sheetName"), dataIndex: "sheet", className: "nowrap" },
              { title: say("import.rowNumber"), align: "right", render: (_, issue) => issue.row || "" },
              { title: say("import.column"), dataIndex: "column", className: "nowrap" },
              { title: say("import.value"), dataIndex: "value" },
              { title: say("import.words"), render: (_, issue) => said(issue.words) },
            ]}
          />
        )}
        {errors + warnings > issues.length && <p className="faint">{say("import.more", { n: issues.length })}</p>}
      </Section>
    </>
  );
}
