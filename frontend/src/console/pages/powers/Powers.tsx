import { CheckOutlined } from "@ant-design/icons";
import { Checkbox, Input, Select } from "antd";
import { useState } from "react";
import { PowersDocument, type PowersQuery, type Role } from "../../gql/graphql";
import { useQuery } from "../../lib/api";
import { useSession } from "../../lib/session";
import { useNarrow } from "../../lib/wide";
import { Page } from "../../parts/Page";
import { roles } from "../../parts/Role";
import { Answer, Empty } from "../../parts/States";
import { say } from "../../words";
import { operationName } from "./names";

type Row = PowersQuery["operations"][number];

const kinds = ["Query", "Mutation", "File", "Field"] as const;

function kindOf({ operation }: Row): (typeof kinds)[number] {
  const [head] = operation.split(".");
  if (head === "Query" || head === "Mutation") return head;
  return head === "Upload" || head === "Download" || head === "Export" ? "File" : "Field";
}

/** The table of operations × roles, as the program itself uses it. */
export function Powers() {
  const query = useQuery(PowersDocument, {});
  const session = useSession();
  const [words, setWords] = useState("");
  const [mine, setMine] = useState(false);
  const narrow = useNarrow();
  const own = new Set(session.grants.map(({ role }) => role));
  const fits = (row: Row) =>
    (!words || `${operationName(row.operation)} ${row.operation}`.toLowerCase().includes(words.toLowerCase())) &&
    (!mine || row.anyone || row.own || row.roles.some((role) => own.has(role)));
  return (
    <Page title={say("powers.title")} lead={say("powers.lead")}>
      <search className="filters">
        <Input
          className="search-box"
          allowClear
          aria-label={say("powers.search")}
          placeholder={say("powers.search")}
          onChange={(event) => setWords(event.target.value.trim())}
        />
        <Checkbox checked={mine} onChange={(event) => setMine(event.target.checked)}>
          {say("powers.mine")}
        </Checkbox>
      </search>
      <Answer query={query} lines={16}>
        {({ operations }) => {
          const found = operations.filter(fits);
          if (found.length === 0) return <Empty>{say("table.nothingFound")}</Empty>;
          return narrow ? (
            <OneRole rows={found} first={session.grants[0]?.role ?? "DISTRICT_OFFICER"} />
          ) : (
            <Matrix rows={found} own={own} />
          );
        }}
      </Answer>
    </Page>
  );
}

function Matrix({ rows, own }: { rows: Row[]; own: Set<Role> }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="matrix" aria-label={say("powers.title")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("powers.operation")}</th>
            {roles.map((role) => (
              <th key={role} scope="col" className={own.has(role) ? "mine" : ""}>
                {say(`role.${role}`)}
              </th>
            ))}
            <th scope="col">{say("powers.token")}</th>
          </tr>
        </thead>
        {kinds.map((kind) => {
          const group = rows.filter((row) => kindOf(row) === kind);
          return (
            group.length > 0 && (
              <tbody key={kind}>
                <tr className="matrix-kind">
                  <th colSpan={roles.length + 2} scope="rowgroup">
                    {say(`powers.kind.${kind}`)}
                  </th>
                </tr>
                {group.map((row) => (
                  <tr key={row.operation}>
                    <th scope="row">
                      {operationName(row.operation)}
                      <code>{row.operation}</code>
                    </th>
                    {row.anyone || row.own ? (
                      <td colSpan={roles.length} className="matrix-all">
                        {say(row.anyone ? "powers.anyone" : "powers.own")}
                      </td>
                    ) : (
                      roles.map((role) => (
                        <td key={role} className={own.has(role) ? "mine" : ""}>
                          {row.roles.includes(role) ? (
                            <CheckOutlined aria-label={say("powers.may")} />
                          ) : (
                            <span className="hidden">{say("powers.mayNot")}</span>
                          )}
                        </td>
                      ))
                    )}
                    <td>{row.token && say(`token.scope.${row.token}`)}</td>
                  </tr>
                ))}
              </tbody>
            )
          );
        })}
      </table>
    </section>
  );
}

function OneRole({ rows, first }: { rows: Row[]; first: Role }) {
  const [role, choose] = useState<Role>(first);
  return (
    <>
      <div className="filter">
        <label htmlFor="role">{say("powers.role")}</label>
        <Select
          id="role"
          value={role}
          onChange={choose}
          options={roles.map((value) => ({ value, label: say(`role.${value}`) }))}
        />
      </div>
      {kinds.map((kind) => {
        const group = rows.filter((row) => kindOf(row) === kind && (row.anyone || row.own || row.roles.includes(role)));
        return (
          group.length > 0 && (
            <section key={kind} className="card">
              <h2>{say(`powers.kind.${kind}`)}</h2>
              <ul className="lines">
                {group.map((row) => (
                  <li key={row.operation}>
                    {operationName(row.operation)}
                    {(row.anyone || row.own) && <small>{say(row.anyone ? "powers.anyone" : "powers.own")}</small>}
                  </li>
                ))}
              </ul>
            </section>
          )
        );
      })}
    </>
  );
}
