import { App, Form, Switch, TimePicker } from "antd";
import dayjs from "dayjs";
import { UpdateProfileDocument } from "../../gql/graphql";
import { ask } from "../../lib/api";
import { useSession } from "../../lib/session";
import { Field } from "../../parts/fields";
import { Editor } from "../../parts/form/Editor";
import { say } from "../../words";

type Values = { mailNotices: boolean; quietFrom: number | null; quietTo: number | null };

/** Whether notices come by mail, too, and at which hours they don't. */
export function Mail() {
  const session = useSession();
  const { message } = App.useApp();
  return (
    <Editor<Values>
      initial={{ mailNotices: session.mailNotices, quietFrom: session.quietFrom ?? null, quietTo: session.quietTo ?? null }}
      names={{}}
      save={async (input) => {
        await ask(UpdateProfileDocument, { input });
        await session.reload();
        void message.success(say("form.saved"));
      }}
    >
      {!session.mailConfigured && <p className="lead">{say("mail.none")}</p>}
      <Form.Item name="mailNotices" label={say("mail.notices")} valuePropName="checked" required>
        <Switch />
      </Form.Item>
      <div className="editor-columns">
        <Field name="quietFrom" label={say("mail.quietFrom")} help={say("mail.quiet.why")}>
          <Minutes />
        </Field>
        <Field name="quietTo" label={say("mail.quietTo")}>
          <Minutes />
        </Field>
      </div>
    </Editor>
  );
}

/** A time of the day, which travels as minutes after midnight. */
function Minutes({ id, value, onChange }: { id?: string; value?: number | null; onChange?: (minutes: number | null) => void }) {
  return (
    <TimePicker
      {...(id !== undefined && { id })}
      className="full"
      format="HH:mm"
      minuteStep={15}
      needConfirm={false}
      value={value === null || value === undefined ? null : dayjs().startOf("day").add(value, "minute")}
      onChange={(time) => onChange?.(time ? time.hour() * 60 + time.minute() : null)}
    />
  );
}
