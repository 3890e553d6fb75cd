import { day } from "../../../shared/words";
import type { DueItemFragment } from "../../gql/graphql";
import { said } from "../../lib/said";
import { ConsoleLink } from "../../parts/ConsoleLink";
import { Section } from "../../parts/Page";
import { say } from "../../words";

/** What is due, the earliest first. */
export function Dues({ of }: { of: readonly DueItemFragment[] }) {
  if (of.length === 0) return null;
  const [soon, later] = [of.slice(0, first), of.slice(first)];
  return (
    <Section title={say("status.due", { n: of.length })}>
      <List of={soon} />
      {later.length > 0 && (
        <details className="later">
          <summary>{say("status.dueLater", { n: later.length })}</summary>
          <List of={later} />
        </details>
      )}
    </Section>
  );
}

/** How many are shown before somebody asks for the rest: a company's reach years ahead. */
const first = 5;

function List({ of }: { of: readonly DueItemFragment[] }) {
  return (
    <ul className="lines">
      {of.map(({ kind, title, on, overdue, link }) => (
        <li key={`${kind} ${on} ${title.en}`}>
          {link ? <ConsoleLink to={link}>{said(title)}</ConsoleLink> : said(title)}
          <span className="status">
            <span className="nowrap">{day(on)}</span>
            {overdue && <span className="mark rectification">{say("due.OVERDUE")}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
