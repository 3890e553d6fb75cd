import { App, Button } from "antd";
import { EndSessionDocument, SessionsDocument, SignOutEverywhereDocument } from "../../gql/graphql";
import { change, useQuery } from "../../lib/api";
import { ago, moment } from "../../lib/days";
import { Section } from "../../parts/Page";
import { Answer } from "../../parts/States";
import { say } from "../../words";

/** The browsers that are signed in as me. */
export function Sessions() {
  const { modal } = App.useApp();
  const query = useQuery(SessionsDocument, {});
  return (
    <Section
      id="sessions"
      title={say("me.sessions")}
      action={
        query.data &&
        query.data.mySessions.length > 1 && (
          <Button
            danger
            onClick={() =>
              void modal.confirm({
                title: say("me.signOutEverywhere"),
                content: say("me.signOutEverywhere.why"),
                okText: say("me.signOutEverywhere"),
                okButtonProps: { danger: true },
                onOk: () => change(SignOutEverywhereDocument, {}),
              })
            }
          >
            {say("me.signOutEverywhere")}
          </Button>
        )
      }
    >
      <Answer query={query} lines={3}>
        {({ mySessions }) => (
          <ul className="lines">
            {mySessions.map(({ id, current, address, agent, createdAt, seenAt }) => (
              <li key={id}>
                <span>
                  <b>{browser(agent)}</b> {current && <span className="mark demonstration">{say("me.thisBrowser")}</span>}
                  <small className="block">
                    {address} · {say("me.signedIn", { at: moment(createdAt) })} · {say("me.seen", { ago: ago(seenAt) })}
                  </small>
                </span>
                {!current && (
                  <Button type="link" onClick={() => void change(EndSessionDocument, { id })}>
                    {say("who.signOut")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </Section>
  );
}

/** The two words of a user agent that tell browsers apart. */
function browser(agent: string): string {
  const name = /(MicroMessenger|Edg|OPR|Firefox|Chrome|Safari)\//.exec(agent)?.[1];
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1];
  const names: Record<string, string> = { Edg: "Edge", OPR: "Opera", MicroMessenger: "WeChat" };
  return [name && (names[name] ?? name), system].filter(Boolean).join(" · ") || agent || say("me.unknownBrowser");
}
