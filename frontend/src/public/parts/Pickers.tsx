import { useLocation } from "wouter";
import { cycleName, say } from "../../shared/words";
import type { CycleFragment, ShellFragment } from "../gql/graphql";
import { type Ref, unmask } from "../lib/fragments";

export interface Option {
  value: string;
  label: string;
  lang?: string;
}

interface SelectProps {
  label: string;
  value: string;
  options: Option[];
  choose: (value: string) => void;
}

/** A pill that opens the system's own list: the easiest thing to use with one hand. */
export function Select({ label, value, options, choose }: SelectProps) {
  return (
    <label className="select">
      <span className="hidden">{label}</span>
      <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value} lang={option.lang}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The districts; choosing one opens the same page of it. */
export function DistrictPicker({
  shell,
  value,
  page,
}: {
  shell: Ref<ShellFragment>;
  value: string;
  page: "ranking" | "tenders";
}) {
  const [, go] = useLocation();
  const { districts } = unmask<ShellFragment>(shell);
  if (districts.length < 2) return null;
  return (
    <Select
      label={say("picker.district")}
      value={value}
      options={districts.map((district) => ({ value: district.code, label: district.name, lang: "zh-CN" }))}
      choose={(code) => go(`/${page}/${code}`)}
    />
  );
}

/** The published cycles, the latest revision of each. */
export function CyclePicker({
  of,
  value,
  choose,
}: {
  of: readonly Ref<CycleFragment>[];
  value: string;
  choose: (cycle: string) => void;
}) {
  const seen = new Set<string>();
  const options: Option[] = [];
  for (const ref of of) {
    const { cycle, withdrawal } = unmask<CycleFragment>(ref);
    if (seen.has(cycle)) continue;
    seen.add(cycle);
    options.push({ value: cycle, label: cycleName(cycle) + (withdrawal ? say("picker.withdrawn") : "") });
  }
  if (!seen.has(value)) options.unshift({ value, label: cycleName(value) });
  return <Select label={say("picker.cycle")} value={value} options={options} choose={choose} />;
}
