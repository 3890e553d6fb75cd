import { App, Button } from "antd";
import { useState } from "react";
import { ChangePassword } from "../../entry/Owed";
import { useSession } from "../../lib/session";
import { say } from "../../words";

/** Changing the password; every other session ends with it. */
export function Password() {
  const session = useSession();
  const { message } = App.useApp();
  const [changing, change] = useState(false);
  if (!changing) return <Button onClick={() => change(true)}>{say("password.change")}</Button>;
  return (
    <>
      <p className="lead">{say("me.password.why")}</p>
      <ChangePassword
        done={() => {
          change(false);
          void message.success(say("form.saved"));
          void session.reload();
        }}
      />
    </>
  );
}
