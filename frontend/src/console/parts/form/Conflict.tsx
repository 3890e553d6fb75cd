import { Modal, Radio } from "antd";
import { type ReactNode, useState } from "react";
import { say } from "../../words";
import { differences, type Values } from "./merge";

interface Props<V extends Values> {
  base: V;
  mine: V;
  theirs: V;
  names: { [K in keyof V]?: string };
  show?: ((field: keyof V, value: unknown) => ReactNode) | undefined;
  choose: (merged: V) => void;
  close: () => void;
}

/** Two versions side by side, and for each field which of them shall stand. Nothing is saved before that. */
export function Conflict<V extends Values>({ base, mine, theirs, names, show, choose, close }: Props<V>) {
  const found = differences(base, mine, theirs);
  const [taken, take] = useState<Record<string, "mine" | "theirs">>(
    Object.fromEntries(found.filter(({ by }) => by !== "both").map(({ field, by }) => [field, by === "me" ? "mine" : "theirs"])),
  );
  const open = found.filter(({ field }) => !taken[field]);
  const draw = (field: string, value: unknown): ReactNode =>
    (show?.(field, value) ??
      (value === null || value === undefined || value === "" ? say("form.nothing") : String(value))) as ReactNode;
  return (
    <Modal
      open
      width={760}
      title={say("conflict.title")}
      okText={say("conflict.save")}
      okButtonProps={{ disabled: open.length > 0 }}
      cancelText={say("conflict.later")}
      onCancel={close}
      onOk={() =>
        choose({
          ...theirs,
          ...Object.fromEntries(found.map(({ field, mine, theirs }) => [field, taken[field] === "mine" ? mine : theirs])),
        })
      }
    >
      <p>{found.length ? say("conflict.why") : say("conflict.same")}</p>
      {found.map(({ field, mine, theirs, by }) => (
        <fieldset key={field} className="conflict">
          <legend>
            {names[field] ?? field}
            {by === "both" && <small>{say("conflict.both")}</small>}
          </legend>
          <Radio.Group value={taken[field] ?? null} onChange={(event) => take({ ...taken, [field]: event.target.value })}>
            <Radio value="mine">
              <span className="conflict-whose">{say("conflict.mine")}</span>
              {draw(field, mine)}
            </Radio>
            <Radio value="theirs">
              <span className="conflict-whose">{say("conflict.theirs")}</span>
              {draw(field, theirs)}
            </Radio>
          </Radio.Group>
        </fieldset>
      ))}
    </Modal>
  );
}
