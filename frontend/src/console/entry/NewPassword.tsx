import { Form, Input } from "antd";
import { say } from "../words";

export interface Passwords extends Record<string, unknown> {
  password: string;
  again: string;
}

/** A new password, typed twice. What makes a good one is the server's to say; only the length is known beforehand. */
export function NewPassword({ minimum }: { minimum: number }) {
  return (
    <>
      <Form.Item
        name="password"
        label={say("password.new")}
        extra={say("password.new.why", { n: minimum })}
        required
        rules={[
          { required: true, message: say("form.required") },
          { min: minimum, message: say("password.short", { n: minimum }) },
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={say("password.again")}
        dependencies={["password"]}
        required
        rules={[
          { required: true, message: say("form.required") },
          ({ getFieldValue }) => ({
            validator: async (_, value) => {
              if (value && value !== getFieldValue("password")) throw new Error(say("password.differs"));
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}
