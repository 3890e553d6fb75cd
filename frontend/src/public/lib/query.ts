import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { useEffect, useReducer, useRef } from "react";
import { inlined } from "./boot";
import { readURL, sameRead, type Variables } from "./routes";

/** Why a read failed: no network, too many requests, or the server's fault; `id` is what to tell the office. */
export class ReadError extends Error {
  readonly kind: "offline" | "busy" | "server" | "invalid";
  readonly id: string | undefined;
  constructor(kind: ReadError["kind"], id?: string) {
    super(kind);
    this.kind = kind;
    this.id = id;
  }
}

interface Answer {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string; id?: string } }[];
}

interface Entry {
  data?: unknown;
  error?: ReadError;
  pending?: Promise<void>;
}

// What was read while the page is open: Back shows it at once. The oldest leave first.
const kept = new Map<string, Entry>();
const most = 60;

function keep(url: string, entry: Entry) {
  kept.delete(url);
  kept.set(url, entry);
  for (const old of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(old);
  }
}

let first = inlined;

/** What is known of an address: its answer, its error, or that it was asked. */
export function peek(url: string): Entry | undefined {
  if (first && sameRead(first.url, url)) {
    const body = first.body as Answer;
    first = undefined;
    if (body.data && !body.errors) keep(url, { data: body.data });
  }
  return kept.get(url);
}

async function read(url: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, { headers: { Accept: "application/graphql-response+json, application/json" } });
  } catch {
    throw new ReadError("offline");
  }
  if (response.status === 429) throw new ReadError("busy");
  let answer: Answer;
  try {
    answer = await response.json();
  } catch {
    throw new ReadError("server");
  }
  const error = answer.errors?.[0];
  if (error) {
    const code = error.extensions?.code;
    throw new ReadError(code === "RATE_LIMITED" ? "busy" : code === "INVALID" ? "invalid" : "server", error.extensions?.id);
  }
  if (!answer.data) throw new ReadError("server");
  return answer.data;
}

/** Reads through what was kept; several callers of one address share one request. */
export function fetchInto(url: string): Promise<void> {
  const entry = peek(url) ?? {};
  if (entry.data !== undefined) return Promise.resolve();
  entry.pending ??= read(url)
    .then((data) => keep(url, { data }))
    .catch((error: ReadError) => keep(url, { error }));
  keep(url, entry);
  return entry.pending;
}

function hashOf(document: object): string {
  return (document as { __meta__: { hash: string } }).__meta__.hash;
}

export interface Query<D> {
  /** The answer; while another is on its way, the one before. */
  data: D | undefined;
  error: ReadError | undefined;
  /** Whether `data` is not (yet) the answer to these variables. */
  waiting: boolean;
  retry: () => void;
}

/** A page's public read. */
export function useQuery<D, V>(document: TypedDocumentNode<D, V>, variables: Variables): Query<D> {
  const url = readURL(hashOf(document), variables);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const before = useRef<unknown>(undefined);
  const entry = peek(url);
  if (entry?.data !== undefined) before.current = entry.data;

  useEffect(() => {
    let gone = false;
    const draw = () => {
      if (!gone) redraw();
    };
    const ask = () => void fetchInto(url).then(draw);
    if (!kept.get(url)?.error) ask();
    const again = () => {
      if (kept.get(url)?.error?.kind === "offline") {
        kept.delete(url);
        ask();
        draw();
      }
    };
    addEventListener("online", again);
    return () => {
      gone = true;
      removeEventListener("online", again);
    };
  }, [url]);

  return {
    data: before.current as D | undefined,
    error: entry?.error,
    waiting: entry?.data === undefined && !entry?.error,
    retry: () => {
      kept.delete(url);
      redraw();
      void fetchInto(url).then(redraw);
    },
  };
}

// The later pages of a list, by the address of its first page: Back finds the list as long as it was.
const later = new Map<string, unknown[]>();

export interface Pages<D> {
  pages: D[];
  more: (after: string) => void;
  loading: boolean;
  error: ReadError | undefined;
}

/** A list's first page with those that were read on from it. */
export function usePages<D, V>(document: TypedDocumentNode<D, V>, variables: Variables, start: D | undefined): Pages<D> {
  const url = readURL(hashOf(document), variables);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const state = useRef<{ url: string; loading: boolean; error: ReadError | undefined }>({
    url,
    loading: false,
    error: undefined,
  });
  if (state.current.url !== url) state.current = { url, loading: false, error: undefined };
  const mine = state.current;

  return {
    pages: start === undefined ? [] : [start, ...((later.get(url) ?? []) as D[])],
    loading: mine.loading,
    error: mine.error,
    more: (after) => {
      if (mine.loading) return;
      mine.loading = true;
      mine.error = undefined;
      redraw();
      const next = readURL(hashOf(document), { ...variables, after });
      if (kept.get(next)?.error) kept.delete(next);
      void fetchInto(next).then(() => {
        mine.loading = false;
        const entry = kept.get(next);
        mine.error = entry?.error;
        if (entry?.data !== undefined) later.set(url, [...(later.get(url) ?? []), entry.data]);
        redraw();
      });
    },
  };
}
