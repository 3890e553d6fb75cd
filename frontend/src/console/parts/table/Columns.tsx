import { Button, Checkbox, Popover } from "antd";
import { useMemo } from "react";
import { usePreference } from "../../lib/preferences";
import { say } from "../../words";

interface Choosable {
  key: string;
  title: string;
  extra?: boolean;
}

/** Which columns this person wants to see in the table of this name, and how to change it. */
export function useColumns(name: string, columns: Choosable[]): [string[], (keys: string[]) => void] {
  const [kept, keep] = usePreference(`columns.${name}`);
  const chosen = useMemo(() => {
    const first = columns.filter(({ extra }) => !extra).map(({ key }) => key);
    if (!kept) return first;
    const known = kept.split(",").filter((key) => columns.some((column) => column.key === key));
    return known.length ? known : first;
  }, [kept, columns]);
  return [chosen, (keys) => keep(keys.join(","))];
}

/** The choice of columns; the first names the row and always stays. */
export function Columns({
  columns,
  chosen,
  choose,
}: {
  columns: Choosable[];
  chosen: string[];
  choose: (keys: string[]) => void;
}) {
  const content = (
    <fieldset className="column-choice">
      <legend className="hidden">{say("table.columns")}</legend>
      {columns.slice(1).map(({ key, title }) => (
        <Checkbox
          key={key}
          checked={chosen.includes(key)}
          onChange={(event) => {
            const next = event.target.checked ? [...chosen, key] : chosen.filter((other) => other !== key);
            // In the table's order, so that the same choice is always the same words.
            choose(columns.filter((column) => next.includes(column.key)).map((column) => column.key));
          }}
        >
          {title}
        </Checkbox>
      ))}
    </fieldset>
  );
  return (
    <Popover content={content} trigger="click" placement="bottomRight">
      <Button>{say("table.columns")}</Button>
    </Popover>
  );
}
