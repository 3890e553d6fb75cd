import { Button, Modal } from "antd";
import { useEffect, useState } from "react";
import { SignInForm } from "../entry/SignIn";
import { onSignedOut } from "../lib/api";
import { useSession } from "../lib/session";
import { say } from "../words";

/** Where the session ends while somebody works: they sign in again above the page, which keeps all that was typed. */
export function SignedOut() {
  const session = useSession();
  const [waiting, setWaiting] = useState<(() => void)[]>([]);
  useEffect(() => onSignedOut(() => new Promise<void>((resolve) => setWaiting((before) => [...before, resolve]))), []);
  return (
    <Modal
      open={waiting.length > 0}
      title={say("signedOut.title")}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      destroyOnHidden
      width={420}
      footer={
        <Button type="link" onClick={() => location.assign("/console")}>
          {say("signedOut.leave")}
        </Button>
      }
    >
      <p className="lead">{say("signedOut.why", { name: session.account.name })}</p>
      <SignInForm
        username={session.account.username}
        done={() => {
          for (const resolve of waiting) resolve();
          setWaiting([]);
        }}
      />
    </Modal>
  );
}
