import { useMemo } from "react";
import type { Direction } from "../../gql/graphql";
import type { Query, Refusal } from "../../lib/api";
import { usePlace } from "../../lib/place";

/** What a table shows: one page of the server's rows. */
export interface Rows<Row> {
  list: readonly Row[] | undefined;
  total: number;
  error: Refusal | undefined;
  waiting: boolean;
  retry: () => void;
}

/** The page of rows in an answer. */
export function rowsOf<D, Row>(query: Query<D>, page: (data: D) => { rows: readonly Row[]; total: number }): Rows<Row> {
  const found = query.data && page(query.data);
  return { list: found?.rows, total: found?.total ?? 0, error: query.error, waiting: query.waiting, retry: query.retry };
}

export interface Order<Field extends string> {
  field: Field;
  direction: Direction;
}

/** Where in a table somebody is. The address holds all of it, so that a link shows the same to whoever may see it. */
export interface TableState<Field extends string = string> {
  q: string;
  order: Order<Field> | undefined;
  filters: Record<string, string>;
  page: number;
  size: number;
  /** What every question for a page needs: which rows, by what order. */
  variables: { first: number; skip: number; orderBy: Order<Field> | null; search: string | null };
  search: (q: string) => void;
  sort: (order: Order<Field> | undefined) => void;
  filter: (key: string, value: string | undefined) => void;
  clear: () => void;
  turn: (page: number, size: number) => void;
}

/** How many rows a page may hold. */
export const sizes = [20, 50, 100];

/**
 * A table's state, from the address and into it. `fields` are what the schema sorts by, `filters` the names in the address
 * that belong to this table; `order` is how it begins.
 */
export function useTableState<Field extends string = never>(
  filters: readonly string[],
  fields: readonly Field[] = [],
  order?: string,
): TableState<Field> {
  const [place, change] = usePlace();
  const names = filters.join();
  return useMemo(() => {
    const own = names ? names.split(",") : [];
    const again = { page: undefined };
    const text = place.order ?? order ?? "";
    const field = fields.find((name) => name === text.replace(/^-/, "").toUpperCase());
    const found: Order<Field> | undefined = field && { field, direction: text.startsWith("-") ? "DESC" : "ASC" };
    const page = Math.max(1, Math.floor(Number(place.page)) || 1);
    const size = sizes.includes(Number(place.size)) ? Number(place.size) : 20;
    const q = place.q ?? "";
    return {
      q,
      order: found,
      filters: Object.fromEntries(own.map((name) => [name, place[name] ?? ""])),
      page,
      size,
      variables: { first: size, skip: (page - 1) * size, orderBy: found ?? null, search: q || null },
      search: (next) => change({ q: next || undefined, ...again }),
      sort: (next) => change({ order: next && `${next.direction === "DESC" ? "-" : ""}${next.field.toLowerCase()}`, ...again }),
      filter: (key, value) => change({ [key]: value || undefined, ...again }, { step: true }),
      clear: () =>
        change({ q: undefined, ...again, ...Object.fromEntries(own.map((name) => [name, undefined])) }, { step: true }),
      turn: (next, nextSize) =>
        change(
          { page: next > 1 ? String(next) : undefined, size: nextSize === 20 ? undefined : String(nextSize) },
          { step: true },
        ),
    };
  }, [place, change, names, order]);
}

/** The same rows as a workbook: what the table filters by, in the words of its address. */
export function exportAddress<Field extends string>(what: string, { q, order, filters }: TableState<Field>): string {
  const words = new URLSearchParams();
  if (q) words.set("q", q);
  if (order) words.set("order", `${order.direction === "DESC" ? "-" : ""}${order.field.toLowerCase()}`);
  for (const [name, value] of Object.entries(filters)) if (value) words.set(name, value);
  const text = words.toString();
  return `/console/export/${what}${text && `?${text}`}`;
}
