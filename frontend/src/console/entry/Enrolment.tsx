import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { encode } from "uqr";
import { BeginTotpDocument, type BeginTotpMutation, ConfirmTotpDocument } from "../gql/graphql";
import { ask } from "../lib/api";
import { Editor } from "../parts/form/Editor";
import { say } from "../words";

/** Setting up the second step: the password, then the authenticator's first code, then the recovery codes. */
export function Enrolment({ done }: { done: () => void }) {
  const [setup, begin] = useState<BeginTotpMutation["beginTOTP"]>();
  const [codes, confirm] = useState<readonly string[]>();
  if (codes) return <RecoveryCodes codes={codes} done={done} />;
  if (!setup)
    return (
      <Editor<{ password: string }>
        key="begin"
        initial={{ password: "" }}
        names={{}}
        guarded={false}
        submit={say("totp.begin")}
        save={async ({ password }) => begin((await ask(BeginTotpDocument, { password })).beginTOTP)}
      >
        <Form.Item
          name="password"
          label={say("password.current")}
          required
          rules={[{ required: true, message: say("form.required") }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
      </Editor>
    );
  return (
    <Editor<{ code: string }>
      key="confirm"
      initial={{ code: "" }}
      names={{}}
      guarded={false}
      submit={say("totp.confirm")}
      save={async ({ code }) => confirm((await ask(ConfirmTotpDocument, { code: code.replace(/\s/g, "") })).confirmTOTP)}
    >
      <p>{say("totp.scan")}</p>
      <Code of={setup.uri} />
      <p className="faint">{say("totp.type")}</p>
      <p>
        <code className="secret">{setup.secret.replace(/(.{4})/g, "$1 ").trim()}</code>
      </p>
      <Form.Item name="code" label={say("signIn.code")} required rules={[{ required: true, message: say("form.required") }]}>
        <Input autoComplete="one-time-code" inputMode="numeric" maxLength={7} autoFocus />
      </Form.Item>
    </Editor>
  );
}

/** The recovery codes, shown once. */
export function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  return (
    <>
      <Alert type="warning" showIcon title={say("totp.codes")} description={say("totp.codes.why")} />
      <ul className="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="editor-end">
        <Button type="primary" onClick={done}>
          {say("totp.saved")}
        </Button>
        <Button onClick={() => void navigator.clipboard.writeText(codes.join("\n"))}>{say("form.copy")}</Button>
      </div>
    </>
  );
}

/** A QR code as one path of squares. */
function Code({ of }: { of: string }) {
  const { data, size } = encode(of, { ecc: "M", border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={say("totp.qr")}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
