import { Alert, App, Button } from "antd";
import type { InvitationFragment } from "../../gql/graphql";
import { moment } from "../../lib/days";
import { say } from "../../words";

/** A one-time link to hand over. The server keeps no copy, so it stands here once. */
export function Invited({ of: { account, link } }: { of: InvitationFragment }) {
  const { message } = App.useApp();
  const address = new URL(link.path, location.origin).href;
  return (
    <Alert
      className="problems"
      type="success"
      showIcon
      title={say(link.purpose === "RESET" ? "account.link.reset" : "account.link.invite", { name: account.name })}
      description={
        <>
          <p>{say("account.link.why", { until: moment(link.expiresAt) })}</p>
          <p>
            <code className="secret">{address}</code>
          </p>
          <Button onClick={() => void navigator.clipboard.writeText(address).then(() => message.success(say("form.copied")))}>
            {say("form.copy")}
          </Button>
        </>
      }
    />
  );
}
