import type { DocumentTypeDecoration } from "@graphql-typed-document-node/core";
import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { spoken } from "../../shared/words";

/** The codes of a refusal: the schema's, and `OFFLINE` where no answer came. */
export type Code =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "INVALID"
  | "CONFLICT"
  | "RATE_LIMITED"
  | "TOO_COMPLEX"
  | "INTERNAL"
  | "OFFLINE";

interface Said {
  message: string;
  path?: (string | number)[];
  extensions?: { code?: string; field?: string; reason?: string; id?: string; zh?: string; en?: string };
}

/** Why a question or a change was refused. */
export class Refusal extends Error {
  readonly code: Code;
  /** The input at fault, as the schema names it: `name`, `members.0.name`. */
  readonly field: string | undefined;
  /** The broken rule for programs, such as `engagement.overlap`. */
  readonly reason: string | undefined;
  /** What to tell the operator. */
  readonly id: string | undefined;
  /** All that was refused at once, this one first: a form may have several fields at fault. */
  readonly all: Refusal[];

  constructor(code: Code, message: string, said: Said["extensions"] = {}) {
    super(message);
    this.code = code;
    this.field = said.field;
    this.reason = said.reason;
    this.id = said.id;
    this.all = [this];
  }

  static of(errors: Said[]): Refusal {
    const [first, ...rest] = errors.map(({ message, extensions = {} }) => {
      const words = spoken() === "en" ? extensions.en : extensions.zh;
      return new Refusal((extensions.code as Code | undefined) ?? "INTERNAL", words ?? message, extensions);
    });
    const refusal = first ?? new Refusal("INTERNAL", "");
    refusal.all.push(...rest);
    return refusal;
  }
}

const outsiders = new Set<(refusal: Refusal) => Promise<void> | void>();

/** Calls `listen` whenever an answer says that nobody is signed in any more. What it returns is awaited, then the call is made again. */
export function onSignedOut(listen: (refusal: Refusal) => Promise<void> | void): () => void {
  outsiders.add(listen);
  return () => outsiders.delete(listen);
}

async function post<D>(document: string, variables: unknown): Promise<D> {
  let response: Response;
  try {
    response = await fetch("/console/graphql", {
      method: "POST",
      credentials: "same-origin",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/graphql-response+json, application/json",
        "Accept-Language": spoken(),
      },
      body: JSON.stringify({ query: document, variables }),
    });
  } catch {
    throw new Refusal("OFFLINE", "");
  }
  let answer: { data?: D | null; errors?: Said[] };
  try {
    answer = await response.json();
  } catch {
    throw new Refusal(response.status === 429 ? "RATE_LIMITED" : response.status >= 500 ? "INTERNAL" : "OFFLINE", "");
  }
  if (answer.errors?.length) throw Refusal.of(answer.errors);
  if (!answer.data) throw new Refusal("INTERNAL", "");
  return answer.data;
}

/** Asks or changes once. Where the session has ended, it waits for somebody to sign in again, and tries once more. */
export async function ask<D, V>(document: DocumentTypeDecoration<D, V>, variables: V, { quiet = false } = {}): Promise<D> {
  const text = String(document);
  try {
    return await post<D>(text, variables);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "UNAUTHENTICATED" || quiet || outsiders.size === 0) throw error;
    await Promise.all([...outsiders].map((listen) => listen(error)));
    return post<D>(text, variables);
  }
}

interface State {
  data: unknown;
  error: Refusal | undefined;
}

interface Entry {
  state: State;
  /** Which asking is under way, 0 where none is: an older answer that comes late is thrown away. */
  turn: number;
  pending: boolean;
  listeners: Set<() => void>;
  ask: (() => void) | undefined;
}

const nothing: State = { data: undefined, error: undefined };

// What the page on the screen has asked, by document and variables. An entry that nobody looks at any more is kept for
// Back, until a change makes all of them old.
const entries = new Map<string, Entry>();
const most = 40;

function entryOf(key: string): Entry {
  let entry = entries.get(key);
  if (!entry) {
    entry = { state: nothing, turn: 0, pending: false, listeners: new Set(), ask: undefined };
    entries.set(key, entry);
    for (const [old, { listeners }] of entries) {
      if (entries.size <= most) break;
      if (listeners.size === 0 && old !== key) entries.delete(old);
    }
  }
  return entry;
}

async function load<D, V>(entry: Entry, document: DocumentTypeDecoration<D, V>, variables: V) {
  const turn = ++entry.turn;
  const settle = (state: State) => {
    if (entry.turn !== turn) return;
    entry.pending = false;
    entry.state = state;
    for (const listener of entry.listeners) listener();
  };
  entry.pending = true;
  await ask(document, variables).then(
    (data) => settle({ data, error: undefined }),
    (error: Refusal) => settle({ data: entry.state.data, error }),
  );
}

/** Asks everything on the screen again, and forgets the rest: after a change, all that was read may be old. */
export function refresh() {
  for (const [key, entry] of entries)
    if (entry.listeners.size === 0) entries.delete(key);
    else entry.ask?.();
}

/** Makes a change, then asks again what is on the screen. */
export async function change<D, V>(document: DocumentTypeDecoration<D, V>, variables: V): Promise<D> {
  const data = await ask(document, variables);
  refresh();
  return data;
}

export interface Query<D> {
  /** The answer; while another is on its way, the one before. */
  data: D | undefined;
  error: Refusal | undefined;
  /** Whether `data` is not (yet) the answer to these variables. */
  waiting: boolean;
  retry: () => void;
}

/** A read that the screen shows. `pause` holds it back. */
export function useQuery<D, V>(document: DocumentTypeDecoration<D, V>, variables: V, { pause = false } = {}): Query<D> {
  const key = `${String(document)}${JSON.stringify(variables)}`;
  const before = useRef<D | undefined>(undefined);
  const latest = useRef(variables);
  latest.current = variables;

  const start = useCallback(() => void load(entryOf(key), document, latest.current), [key, document]);
  const listen = useCallback(
    (listener: () => void) => {
      const entry = entryOf(key);
      entry.listeners.add(listener);
      return () => entry.listeners.delete(listener);
    },
    [key],
  );
  const state = useSyncExternalStore(listen, () => entries.get(key)?.state ?? nothing);

  useEffect(() => {
    if (pause) return;
    const entry = entryOf(key);
    entry.ask = start;
    if (entry.state.data === undefined && !entry.pending) start();
    const again = () => {
      if (entry.state.error?.code === "OFFLINE") start();
    };
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [key, pause, start]);

  if (state.data !== undefined) before.current = state.data as D;
  const retry = useCallback(() => {
    entryOf(key).state = nothing;
    start();
  }, [key, start]);
  return { data: before.current, error: state.error, waiting: !pause && state.data === undefined && !state.error, retry };
}
