import { Face } from "../../../shared/Face";
import { count, day, sentence } from "../../../shared/words";
import { type CompoundClass, HomeDocument } from "../../gql/graphql";
import { useQuery } from "../../lib/api";
import { said } from "../../lib/said";
import { useSession } from "../../lib/session";
import { ConsoleLink } from "../../parts/ConsoleLink";
import { Page, Section } from "../../parts/Page";
import { PowerName } from "../../parts/Role";
import { Answer, Empty } from "../../parts/States";
import { type Key, say } from "../../words";

/** The first page: what waits for me, and my part of the register in figures. */
export function Home() {
  const session = useSession();
  const query = useQuery(HomeDocument, {});
  return (
    <Page
      title={say("home.title")}
      lead={session.grants.map((grant, i) => (
        <span key={grant.id}>
          {i > 0 && ", "}
          <PowerName of={grant} />
        </span>
      ))}
    >
      <Answer query={query}>
        {({ dashboard: { waiting, figures } }) => (
          <>
            {figures.length > 0 && (
              <ul className="figures">
                {figures.map(({ kind, value, link }) => (
                  <li key={kind} className="card">
                    <ConsoleLink to={link}>
                      <b className="status">
                        {faces[kind] && <Face of={faces[kind]} size={24} />}
                        {count(value)}
                      </b>
                      {figureName(kind)}
                    </ConsoleLink>
                  </li>
                ))}
              </ul>
            )}
            {session.grants.length === 0 && <Empty>{say("home.noPowers")}</Empty>}
            {waiting.length ? (
              <Section title={say("home.waiting", { n: waiting.length })}>
                <ul className="lines">
                  {waiting.map(({ kind, title, due, overdue, link }) => (
                    <li key={`${kind} ${link}`}>
                      <span>
                        <ConsoleLink to={link}>{said(title)}</ConsoleLink>
                      </span>
                      {due && (
                        <span className="status">
                          <span className="nowrap">{day(due)}</span>
                          {overdue && <span className="mark rectification">{say("due.OVERDUE")}</span>}
                        </span>
                      )}
                    </li>
                  ))}
                </ul>
              </Section>
            ) : (
              session.grants.length > 0 && (
                <Empty action={<ConsoleLink to="/console/me#notices">{say("notice.settings")}</ConsoleLink>}>
                  {say("home.nothing")}
                </Empty>
              )
            )}
          </>
        )}
      </Answer>
    </Page>
  );
}

const faces: Record<string, CompoundClass | undefined> = {
  "class.demonstration": "DEMONSTRATION",
  "class.compliant": "COMPLIANT",
  "class.rectification": "RECTIFICATION",
  "class.none": "NOT_RATED",
};

function figureName(kind: string): string {
  return sentence(`figure.${kind}`) ? say(`figure.${kind}` as Key) : kind;
}
