import { Button, Form } from "antd";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Refusal } from "../../lib/api";
import { say } from "../../words";
import { RefusalAlert } from "../States";
import { Conflict } from "./Conflict";
import { Guard } from "./Guard";
import { changed, type Values } from "./merge";

/** The same thing as somebody else left it. */
export interface Current<V> {
  values: V;
  version: number;
}

interface Props<V extends Values> {
  /** What the form begins with, and the version that this was read at; a new thing has version 0. */
  initial: V;
  version?: number;
  /** Saves; a function that it returns is called once the form no longer holds the page. */
  save: (values: V, version: number) => Promise<unknown>;
  /** Reads the thing anew, for when somebody else changed it meanwhile. */
  current?: () => Promise<Current<V> | undefined>;
  /** The fields' names in words, and how to show a value that is no plain text: for comparing two versions. */
  names: { [K in keyof V]?: string };
  show?: (field: keyof V, value: unknown) => ReactNode;
  submit?: string;
  /** Called after a save; the form no longer holds the page. */
  done?: () => void;
  cancel?: () => void;
  /** Whether leaving loses what was typed. Small forms that start again with one word need no guard. */
  guarded?: boolean;
  children: ReactNode;
}

/**
 * The one form. What the server says about a field stands at that field; leaving with unsaved changes asks first; a version
 * that somebody else changed meanwhile is shown beside one's own.
 */
export function Editor<V extends Values>(props: Props<V>) {
  const { initial, version = 0, save, current, names, show, submit, done, cancel, guarded = true, children } = props;
  const [form] = Form.useForm<V>();
  const base = useRef<Current<V>>({ values: initial, version });
  const [dirty, setDirty] = useState(false);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const [theirs, setTheirs] = useState<Current<V>>();
  const alert = useRef<HTMLDivElement>(null);
  const released = useRef(false);

  // A refreshed read of the same thing is the new beginning, unless somebody is typing.
  useEffect(() => {
    if (dirty || version === base.current.version) return;
    base.current = { values: initial, version };
    form.setFieldsValue(initial as never);
  }, [form, initial, version, dirty]);

  useEffect(() => {
    if (refusal) alert.current?.focus();
  }, [refusal]);

  async function send(values: V) {
    setSaving(true);
    setRefusal(undefined);
    try {
      const then = await save({ ...base.current.values, ...values }, base.current.version);
      setDirty(false);
      released.current = true;
      if (typeof then === "function") then();
      done?.();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === "CONFLICT" && current && (await compare())) return;
      explain(error);
    } finally {
      setSaving(false);
    }
  }

  /** Whether somebody else changed it, so that there is something to compare. */
  async function compare(): Promise<boolean> {
    const found = await current?.().catch(() => undefined);
    if (!found || found.version === base.current.version) return false;
    setTheirs(found);
    return true;
  }

  function explain(error: Refusal) {
    const fields = form.getFieldsValue(true) as Values;
    const at = error.all.filter(({ field }) => field && (field.split(".")[0] as string) in fields);
    form.setFields(at.map(({ field, message }) => ({ name: path(field as string), errors: [message] })) as never);
    if (at[0]?.field) form.scrollToField(path(at[0].field) as never, { focus: true, block: "center" });
    if (at.length < error.all.length) setRefusal(error.all.find((one) => !at.includes(one)));
  }

  return (
    <Form<V>
      // Several forms of one page may have a field of the same name.
      name={useId()}
      form={form}
      layout="vertical"
      className="editor"
      initialValues={initial}
      requiredMark={(label, { required }) => (
        <>
          {label}
          {!required && <small className="optional">{say("form.optional")}</small>}
        </>
      )}
      validateTrigger="onBlur"
      onValuesChange={(_, all) => {
        released.current = false;
        setDirty(changed({ ...base.current.values, ...all }, base.current.values).length > 0);
      }}
      onFinish={send}
      scrollToFirstError={{ focus: true, block: "center" }}
    >
      {guarded && <Guard holding={dirty} released={released} />}
      {refusal && (
        <div ref={alert} tabIndex={-1}>
          <RefusalAlert refusal={refusal} />
        </div>
      )}
      {children}
      <div className="editor-end">
        <Button type="primary" htmlType="submit" loading={saving}>
          {submit ?? say("form.save")}
        </Button>
        {cancel && <Button onClick={cancel}>{say("form.cancel")}</Button>}
        {guarded && dirty && <span className="faint">{say("form.unsaved")}</span>}
      </div>
      {theirs && (
        <Conflict
          base={base.current.values}
          mine={{ ...base.current.values, ...(form.getFieldsValue(true) as V) }}
          theirs={theirs.values}
          names={names}
          show={show}
          close={() => setTheirs(undefined)}
          choose={(merged) => {
            base.current = theirs;
            setTheirs(undefined);
            form.setFieldsValue(merged as never);
            void send(merged);
          }}
        />
      )}
    </Form>
  );
}

/** A field's name as the form knows it: `members.0.name` is a place in a list. */
function path(field: string): (string | number)[] {
  return field.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
