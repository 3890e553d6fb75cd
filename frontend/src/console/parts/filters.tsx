import { say } from "../words";
import { Day } from "./fields";
import { PickOrganization } from "./Pickers";
import type { Filter } from "./table/Filters";

/** "In the branch of": a filter that most tables of the register share. */
export function under(): Filter {
  return {
    key: "under",
    label: say("filter.under"),
    draw: (field) => (
      <PickOrganization {...field} allowClear placeholder={say("table.all")} kinds={["DISTRICT", "SUBDISTRICT", "COMMUNITY"]} />
    ),
  };
}

/** A filter by a calendar day. */
export function dayFilter(key: string, label: string): Filter {
  return {
    key,
    label,
    draw: ({ id, value, onChange }) => <Day id={id} value={value} onChange={(day) => onChange(day ?? undefined)} />,
  };
}
