import { Table as Grid, Select } from "antd";
import { type ReactNode, useMemo } from "react";
import { useNarrow } from "../../lib/wide";
import { say } from "../../words";
import { Empty, NoRightNote, Refused, Skeleton } from "../States";
import { Columns, useColumns } from "./Columns";
import { type Filter, Filters } from "./Filters";
import { Pager } from "./Pager";
import type { Rows, TableState } from "./state";

/** One column. The first is the row's name, and the head of its card on a phone. */
export interface Column<Row, Field extends string = never> {
  key: string;
  title: string;
  draw: (row: Row) => ReactNode;
  /** The schema's field to sort by; without it the column doesn't sort. */
  order?: Field;
  /** Not shown until somebody chooses it. */
  extra?: boolean;
  number?: boolean;
}

interface Props<Row, Field extends string> {
  /** Under which name the choice of columns is kept. */
  name: string;
  /** What the table holds, for screen readers. */
  label: string;
  columns: Column<Row, Field>[];
  rows: Rows<Row>;
  state: TableState<Field>;
  filters?: Filter[];
  /** The search box's hint; without it there is no box. */
  search?: string;
  /** The address of the same rows as a workbook. */
  exportAs?: string | undefined;
  /** What to do where there is nothing yet. */
  empty: { words: string; action?: ReactNode };
  rowKey: (row: Row) => string;
}

/** The one table: pages, order, filters and search are the server's work, and the address holds them. */
export function Table<Row extends object, Field extends string = never>(props: Props<Row, Field>) {
  const { name, label, columns, rows, state, filters = [], search, exportAs, empty, rowKey } = props;
  const narrow = useNarrow();
  const [chosen, choose] = useColumns(name, columns);
  const shown = useMemo(() => columns.filter(({ key }, i) => i === 0 || chosen.includes(key)), [columns, chosen]);
  const filtered = Boolean(state.q) || filters.some(({ key }) => state.filters[key]);

  if (rows.error?.code === "FORBIDDEN") return <NoRightNote />;
  return (
    <div className="table-block">
      <Filters filters={filters} search={search} state={state}>
        {exportAs && (
          <a className="button" href={exportAs} download>
            {say("table.export")}
          </a>
        )}
        {!narrow && <Columns columns={columns} chosen={chosen} choose={choose} />}
        {narrow && <Sorting columns={columns} state={state} />}
      </Filters>
      {rows.error && <Refused refusal={rows.error} retry={rows.retry} />}
      {rows.list?.length === 0 ? (
        <Empty
          action={
            filtered ? (
              <button type="button" className="link" onClick={state.clear}>
                {say("table.clear")}
              </button>
            ) : (
              empty.action
            )
          }
        >
          {filtered ? say("table.nothingFound") : empty.words}
        </Empty>
      ) : narrow ? (
        rows.list ? (
          <Cards label={label} columns={shown} rows={rows.list} rowKey={rowKey} />
        ) : (
          !rows.error && <Skeleton lines={8} />
        )
      ) : (
        <Grid<Row>
          aria-label={label}
          size="small"
          tableLayout="auto"
          scroll={{ x: "max-content" }}
          loading={{ spinning: rows.waiting, delay: 300 }}
          pagination={false}
          dataSource={(rows.list ?? []) as Row[]}
          rowKey={rowKey}
          locale={{ emptyText: <Skeleton lines={8} /> }}
          showSorterTooltip={false}
          columns={shown.map((column) => ({
            key: column.key,
            title: column.title,
            align: column.number ? ("right" as const) : ("left" as const),
            sorter: Boolean(column.order),
            sortOrder:
              state.order && state.order.field === column.order
                ? state.order.direction === "DESC"
                  ? ("descend" as const)
                  : ("ascend" as const)
                : null,
            render: (_: unknown, record: Row) => column.draw(record),
          }))}
          onChange={(_pages, _filters, sorter) => {
            const one = Array.isArray(sorter) ? sorter[0] : sorter;
            const field = columns.find(({ key }) => key === one?.columnKey)?.order;
            state.sort(one?.order && field ? { field, direction: one.order === "descend" ? "DESC" : "ASC" } : undefined);
          }}
        />
      )}
      <Pager rows={rows} state={state} />
    </div>
  );
}

/** On a phone there are no column heads to press. */
function Sorting<Row, Field extends string>({ columns, state }: Pick<Props<Row, Field>, "columns" | "state">) {
  const options = columns.flatMap(({ order, title }) =>
    order
      ? [
          { value: `${order} ASC`, label: say("table.ascending", { column: title }) },
          { value: `${order} DESC`, label: say("table.descending", { column: title }) },
        ]
      : [],
  );
  if (options.length === 0) return null;
  return (
    <Select
      className="sorting"
      aria-label={say("table.order")}
      placeholder={say("table.order")}
      allowClear
      options={options}
      value={state.order ? `${state.order.field} ${state.order.direction}` : null}
      onChange={(value: string | null) => {
        const [field, direction] = (value ?? "").split(" ") as [Field, "ASC" | "DESC"];
        state.sort(value ? { field, direction } : undefined);
      }}
    />
  );
}

interface CardsProps<Row> {
  label: string;
  columns: Pick<Column<Row>, "key" | "title" | "draw">[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}

function Cards<Row extends object>({ label, columns, rows, rowKey }: CardsProps<Row>) {
  const [head, ...rest] = columns;
  return (
    <ul className="cards" aria-label={label}>
      {rows.map((record) => (
        <li key={rowKey(record)} className="card">
          <div className="card-head">{head?.draw(record)}</div>
          <dl className="facts">
            {rest.map((column) => {
              const value = column.draw(record);
              return (
                value !== null &&
                value !== undefined &&
                value !== "" && (
                  <div key={column.key}>
                    <dt>{column.title}</dt>
                    <dd>{value}</dd>
                  </div>
                )
              );
            })}
          </dl>
        </li>
      ))}
    </ul>
  );
}
