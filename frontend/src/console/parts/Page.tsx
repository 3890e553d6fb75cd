import { type ReactNode, useEffect, useRef } from "react";
import { Words } from "../../shared/Words";
import { say } from "../words";

/** What every page begins with: its name, what it is for, and its one primary action. */
export function Page({
  title,
  lead,
  action,
  above,
  children,
}: {
  title: string;
  lead?: ReactNode;
  action?: ReactNode;
  /** Where this page lies, as links. */
  above?: ReactNode;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${say("frame.console")}`;
  }, [title]);
  // Where a link led here, the next Tab and the screen reader begin at the page and not at the navigation.
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement?.closest("nav"))
      heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <div className="page-head">
        {above && <p className="above">{above}</p>}
        <div className="page-title">
          <h1 ref={heading} tabIndex={-1}>
            <Words of={title} />
          </h1>
          {action && <div className="page-action">{action}</div>}
        </div>
        {lead && <p className="lead">{lead}</p>}
      </div>
      {children}
    </>
  );
}

/** A part of a page with a heading of its own. */
export function Section({
  id,
  title,
  action,
  children,
}: {
  id?: string;
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section id={id} className="card">
      <div className="section-head">
        <h2>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

/** Names and values, one below the other on a phone. What has no value is left out. */
export function Facts({ of }: { of: [name: string, value: ReactNode][] }) {
  return (
    <dl className="facts">
      {of
        .filter(([, value]) => value !== null && value !== undefined && value !== "" && value !== false)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
