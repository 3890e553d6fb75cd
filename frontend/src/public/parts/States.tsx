import { useLayoutEffect } from "react";
import { Link } from "wouter";
import { Face } from "../../shared/Face";
import { Words } from "../../shared/Words";
import { say } from "../../shared/words";
import { useDistrict } from "../lib/district";
import type { ReadError } from "../lib/query";

/** What stands where a page will be: blocks of about its height, so that nothing jumps. */
export function Skeleton() {
  return (
    <div className="skeleton" role="status" aria-label={say("state.loading")}>
      <div className="bone title" />
      <div className="bone line" />
      <div className="bone block" />
      <div className="bone card" />
      <div className="bone card" />
      <div className="bone card" />
    </div>
  );
}

/** A read that failed, in words, with what to do. */
export function Failure({ kind, id, retry }: { kind: ReadError["kind"]; id?: string | undefined; retry: () => void }) {
  return (
    <div className="state" role="alert">
      <Face of="NOT_RATED" size={96} />
      <h1 tabIndex={-1}>{say(`state.${kind}`)}</h1>
      <p>{say(`state.${kind}.help`)}</p>
      {id && <p className="faint">{say("state.id", { id })}</p>}
      <button type="button" className="button primary" onClick={retry}>
        {say("state.retry")}
      </button>
    </div>
  );
}

/** A page or a thing that there isn't. */
export function NotFound({ what }: { what?: string }) {
  const district = useDistrict();
  // A page that the server answers with 200 must still not be indexed.
  useLayoutEffect(() => {
    const meta = document.createElement("meta");
    meta.name = "robots";
    meta.content = "noindex";
    document.head.append(meta);
    return () => meta.remove();
  }, []);
  return (
    <div className="state">
      <Face of="NOT_RATED" size={96} />
      <h1 tabIndex={-1}>{say("state.missing")}</h1>
      <p>
        <Words of={what ?? say("state.missing.help")} />
      </p>
      <Link className="button primary" href={district ? `/board/${district}` : "/"}>
        {say("state.toBoard")}
      </Link>
    </div>
  );
}
