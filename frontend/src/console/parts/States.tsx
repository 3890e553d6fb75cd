import { Alert, Button } from "antd";
import type { ReactNode } from "react";
import { Face } from "../../shared/Face";
import type { Query, Refusal } from "../lib/api";
import { say } from "../words";
import { Page } from "./Page";

/** The sentence for a refusal: the server's own where there is one. */
export function wordsOf(refusal: Refusal): string {
  switch (refusal.code) {
    case "OFFLINE":
      return say("state.offline");
    case "RATE_LIMITED":
      return refusal.message || say("state.busy");
    default:
      return refusal.message || say("state.broken");
  }
}

/** The number to report, where the words don't name it already. */
function numberOf(refusal: Refusal): string | undefined {
  return refusal.id && !wordsOf(refusal).includes(refusal.id) ? say("state.number", { id: refusal.id }) : undefined;
}

/** A refusal as words alone: above a form, or beside what was refused. */
export function RefusalAlert({ refusal }: { refusal: Refusal }) {
  return <Alert className="problems" type="error" showIcon title={wordsOf(refusal)} description={numberOf(refusal)} />;
}

/** A refusal where the answer would stand, with the way out. */
export function Refused({ refusal, retry }: { refusal: Refusal; retry?: () => void }) {
  return (
    <Alert
      type={refusal.code === "OFFLINE" || refusal.code === "RATE_LIMITED" ? "warning" : "error"}
      showIcon
      title={wordsOf(refusal)}
      description={numberOf(refusal)}
      action={retry && <Button onClick={retry}>{say("state.retry")}</Button>}
    />
  );
}

/** Grey lines in the place of what is on its way, so that nothing jumps when it comes. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  return (
    <div className="skeleton" role="status" aria-label={say("state.loading")}>
      {Array.from({ length: lines }, (_, i) => (
        <i key={i} />
      ))}
    </div>
  );
}

/** Nothing there yet, and what to do about it. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <Face of="NOT_RATED" size={48} />
      <p>{children}</p>
      {action}
    </div>
  );
}

/** An answer, or what stands in its place: on its way, refused, or nothing of that kind. */
export function Answer<D>({ query, lines, children }: { query: Query<D>; lines?: number; children: (data: D) => ReactNode }) {
  if (query.error && (query.data === undefined || query.error.code !== "OFFLINE")) {
    if (query.error.code === "FORBIDDEN") return <NoRightNote />;
    return <Refused refusal={query.error} retry={query.retry} />;
  }
  if (query.data === undefined) return <Skeleton {...(lines !== undefined && { lines })} />;
  return children(query.data);
}

/** The page for an address that is none, or for a thing that this person may not know of. */
export function NotFound() {
  return (
    <Page title={say("state.nowhere")}>
      <Empty action={<a href="/console">{say("state.home")}</a>}>{say("state.nowhere.why")}</Empty>
    </Page>
  );
}

/** What this person's role doesn't open, and where it stands which does. */
export function NoRightNote() {
  return <Empty action={<a href="/console/powers">{say("state.noRight.table")}</a>}>{say("state.noRight.why")}</Empty>;
}

/** The page that this person's role doesn't open. */
export function NoRight() {
  return (
    <Page title={say("state.noRight")}>
      <NoRightNote />
    </Page>
  );
}
