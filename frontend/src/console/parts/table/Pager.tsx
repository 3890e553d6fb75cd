import { Pagination } from "antd";
import { count } from "../../../shared/words";
import { useNarrow } from "../../lib/wide";
import { say } from "../../words";
import { type Rows, sizes, type TableState } from "./state";

/** One page on, one page back, and how many rows a page holds. */
export function Pager<Row>({ rows, state }: { rows: Rows<Row>; state: Pick<TableState, "page" | "size" | "turn"> }) {
  const narrow = useNarrow();
  if (!rows.list || rows.total === 0) return null;
  const from = (state.page - 1) * state.size + 1;
  return (
    <nav className="pager" aria-label={say("table.pages")}>
      <span className="faint">
        {rows.list.length > 0
          ? say("table.range", { from: count(from), to: count(from + rows.list.length - 1), n: count(rows.total) })
          : say("table.rangeEnd", { n: count(rows.total) })}
      </span>
      <Pagination
        current={state.page}
        pageSize={state.size}
        total={rows.total}
        pageSizeOptions={sizes}
        showSizeChanger={!narrow}
        simple={narrow}
        showTitle={false}
        onChange={state.turn}
      />
    </nav>
  );
}
