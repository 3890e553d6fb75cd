import { useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { Words } from "../../../shared/Words";
import { day } from "../../../shared/words";
import { moment } from "../../lib/days";
import { useSession } from "../../lib/session";
import { Facts, Page, Section } from "../../parts/Page";
import { PowerName } from "../../parts/Role";
import { say } from "../../words";
import { Mail } from "./Mail";
import { Password } from "./Password";
import { Profile } from "./Profile";
import { Sessions } from "./Sessions";
import { Tokens } from "./Tokens";
import { Totp } from "./Totp";

/** My own account: who I am, how I sign in, and how I am told of things. */
export function Me() {
  const session = useSession();
  const hash = useRouterState({ select: (state) => state.location.hash });
  useEffect(() => {
    if (hash) document.getElementById(hash)?.scrollIntoView();
  }, [hash]);
  return (
    <Page title={say("who.own")} lead={<Words of={`${session.account.name} · ${session.account.username}`} />}>
      <Section title={say("me.powers")}>
        <ul className="lines">
          {session.grants.map((grant) => (
            <li key={grant.id}>
              <PowerName of={grant} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={say("me.profile")}>
        <Profile />
      </Section>
      <Section id="password" title={say("signIn.password")}>
        <Facts
          of={[
            [
              say("me.passwordChanged"),
              session.passwordChangedAt ? day(moment(session.passwordChangedAt).slice(0, 10)) : say("account.never"),
            ],
          ]}
        />
        <Password />
      </Section>
      <Section id="totp" title={say("account.totp")}>
        <Totp />
      </Section>
      {session.identities.length > 0 && (
        <Section title={say("me.identities")}>
          <ul className="lines">
            {session.identities.map((issuer) => (
              <li key={issuer}>{issuer}</li>
            ))}
          </ul>
        </Section>
      )}
      <Sessions />
      <Tokens />
      <Section id="notices" title={say("notice.settings")}>
        <Mail />
      </Section>
    </Page>
  );
}
