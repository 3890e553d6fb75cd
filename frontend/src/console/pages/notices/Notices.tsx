import { Button, Segmented } from "antd";
import { NoticesDocument, ReadNoticesDocument } from "../../gql/graphql";
import { change, useQuery } from "../../lib/api";
import { ago, moment } from "../../lib/days";
import { usePlace } from "../../lib/place";
import { said } from "../../lib/said";
import { useSession } from "../../lib/session";
import { ConsoleLink } from "../../parts/ConsoleLink";
import { Page } from "../../parts/Page";
import { Answer, Empty } from "../../parts/States";
import { Pager } from "../../parts/table/Pager";
import { rowsOf, useTableState } from "../../parts/table/state";
import { say } from "../../words";

/** What the server had to tell me, the latest first. */
export function Notices() {
  const session = useSession();
  const [place, go] = usePlace();
  const state = useTableState([]);
  const { first, skip } = state.variables;
  const query = useQuery(NoticesDocument, { unread: place.all ? null : true, first, skip });

  async function read(ids: string[] | null) {
    await change(ReadNoticesDocument, { ids });
    await session.reload();
  }

  return (
    <Page
      title={say("nav.notices")}
      lead={
        <>
          {say("notice.lead")} <ConsoleLink to="/console/me#notices">{say("notice.settings")}</ConsoleLink>
        </>
      }
      action={session.unread > 0 && <Button onClick={() => void read(null)}>{say("notice.readAll")}</Button>}
    >
      <div className="filters">
        <Segmented
          aria-label={say("notice.which")}
          value={place.all ? "all" : "unread"}
          options={[
            { value: "unread", label: say("notice.unread") },
            { value: "all", label: say("table.all") },
          ]}
          onChange={(which) => go({ all: which === "all" ? "1" : undefined, page: undefined }, { step: true })}
        />
      </div>
      <Answer query={query}>
        {({ myNotices }) =>
          myNotices.rows.length ? (
            <ul className="cards">
              {myNotices.rows.map(({ id, title, body, link, createdAt, readAt }) => (
                <li key={id} className={`card notice ${readAt ? "" : "unread"}`}>
                  <div>
                    <h2>
                      {!readAt && <span className="hidden">{say("notice.new")}</span>}
                      {link ? (
                        <ConsoleLink to={link} onClick={() => readAt || void read([id])}>
                          {said(title)}
                        </ConsoleLink>
                      ) : (
                        said(title)
                      )}
                    </h2>
                    {said(body) && <p>{said(body)}</p>}
                    <small title={moment(createdAt)}>{ago(createdAt)}</small>
                  </div>
                  {!readAt && <Button onClick={() => void read([id])}>{say("notice.read")}</Button>}
                </li>
              ))}
            </ul>
          ) : (
            <Empty>{say(place.all ? "notice.none" : "notice.noneUnread")}</Empty>
          )
        }
      </Answer>
      <Pager rows={rowsOf(query, (data) => data.myNotices)} state={state} />
    </Page>
  );
}
