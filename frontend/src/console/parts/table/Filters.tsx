import { Input, Select } from "antd";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { say } from "../../words";
import type { TableState } from "./state";

type State = Pick<TableState, "q" | "filters" | "search" | "filter">;

/** A filter: a few values to choose from, or a field of its own. */
export interface Filter {
  key: string;
  label: string;
  values?: { value: string; label: string }[];
  draw?: (field: { id: string; value: string | null; onChange: (value: string | undefined) => void }) => ReactNode;
}

/** The search box, the filters, and what else stands above a table. */
export function Filters({
  filters,
  search,
  state,
  children,
}: {
  filters: Filter[];
  search?: string | undefined;
  state: State;
  children?: ReactNode;
}) {
  const id = useId();
  return (
    <search className="filters">
      {search && <SearchBox hint={search} state={state} />}
      {filters.map(({ key, label, values, draw }) => {
        const field = {
          id: `${id}${key}`,
          value: state.filters[key] || null,
          onChange: (value: string | null | undefined) => state.filter(key, value ?? undefined),
        };
        return (
          <div key={key} className="filter">
            <label htmlFor={field.id}>{label}</label>
            {draw ? (
              draw(field)
            ) : (
              <Select {...field} allowClear placeholder={say("table.all")} options={values ?? []} popupMatchSelectWidth={false} />
            )}
          </div>
        );
      })}
      <div className="filters-end">{children}</div>
    </search>
  );
}

function SearchBox({ hint, state }: { hint: string; state: State }) {
  const [text, setText] = useState(state.q);
  const [composing, setComposing] = useState(false);
  const latest = useRef(state);
  latest.current = state;
  const sent = useRef(state.q);
  const send = (q: string) => {
    sent.current = q;
    if (q !== latest.current.q) latest.current.search(q);
  };
  const later = useRef(send);
  later.current = send;
  // Back, or a link, brought other words than those that were sent from here.
  useEffect(() => {
    if (state.q === sent.current) return;
    sent.current = state.q;
    setText(state.q);
  }, [state.q]);
  // The server is asked when the typing pauses, and not while an input method composes.
  useEffect(() => {
    if (composing) return;
    const timer = setTimeout(() => later.current(text.trim()), 300);
    return () => clearTimeout(timer);
  }, [text, composing]);
  return (
    <Input.Search
      className="search-box"
      allowClear
      aria-label={hint}
      placeholder={hint}
      value={text}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
      onChange={(event) => setText(event.target.value)}
      onSearch={(value) => send(value.trim())}
    />
  );
}
