import { Select } from "antd";
import { useMemo, useState } from "react";
import { Words } from "../../shared/Words";
import { type OrganizationKind, PickCompoundsDocument, PickContractorsDocument, PickOrganizationsDocument } from "../gql/graphql";
import { useQuery } from "../lib/api";
import { say } from "../words";

interface Known {
  id: string;
  name: string;
}

interface PickerProps {
  id?: string;
  value?: string | null;
  onChange?: (id: string | undefined) => void;
  placeholder?: string;
  disabled?: boolean;
  allowClear?: boolean;
  "aria-label"?: string;
}

/** What was typed, once the typing pauses. */
function useWords(): [string | null, (words: string) => void] {
  const [words, setWords] = useState<string | null>(null);
  const [timer, setTimer] = useState<ReturnType<typeof setTimeout>>();
  return [
    words,
    (next) => {
      clearTimeout(timer);
      setTimer(setTimeout(() => setWords(next.trim() || null), 250));
    },
  ];
}

/** Chooses a body of one's branch; the tree is small enough to come whole. */
export function PickOrganization({ kinds, ...props }: PickerProps & { kinds?: readonly OrganizationKind[] }) {
  const { data, waiting } = useQuery(PickOrganizationsDocument, { search: null, kind: kinds?.length === 1 ? kinds[0] : null });
  const options = useMemo(() => {
    const rows = data?.organizations.rows ?? [];
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    return rows
      .filter(({ kind }) => !kinds || kinds.includes(kind))
      .map(({ id, name, code, kind, parent }) => ({
        value: id,
        label: name,
        search: `${name} ${code}`,
        note: [say(`body.${kind}`), parent && names.get(parent)].filter(Boolean).join(" · "),
      }));
  }, [data, kinds]);
  return (
    <Select
      {...props}
      showSearch={{ filterOption: (words, option) => (option?.search ?? "").toLowerCase().includes(words.toLowerCase()) }}
      loading={waiting}
      options={options}
      labelRender={({ label }) => <Words of={String(label)} />}
      optionRender={({ data }) => (
        <>
          <Words of={data.label} /> <small>{data.note}</small>
        </>
      )}
      onChange={(id: string | null | undefined) => props.onChange?.(id ?? undefined)}
      popupMatchSelectWidth={false}
    />
  );
}

/** Chooses a compound by name, code or pinyin; `known` are those chosen before, whose names must not be asked for. */
export function PickCompound({ known = [], under, ...props }: PickerProps & { known?: readonly Known[]; under?: string | null }) {
  const [words, type] = useWords();
  const { data, waiting } = useQuery(PickCompoundsDocument, { search: words, under: under ?? null });
  const found = data?.compounds.rows ?? [];
  return (
    <Select
      {...props}
      showSearch={{ filterOption: false, onSearch: type }}
      loading={waiting}
      options={[
        ...known
          .filter(({ id }) => !found.some((one) => one.id === id))
          .map(({ id, name }) => ({ value: id, label: name, note: "" })),
        ...found.map(({ id, name, code }) => ({ value: id, label: name, note: code })),
      ]}
      labelRender={({ label }) => <Words of={String(label)} />}
      optionRender={({ data }) => (
        <>
          <Words of={data.label} /> <small>{data.note}</small>
        </>
      )}
      onChange={(id: string | null | undefined) => props.onChange?.(id ?? undefined)}
      popupMatchSelectWidth={false}
    />
  );
}

/** Chooses several compounds. */
export function PickCompounds({
  known = [],
  under,
  value,
  onChange,
  id,
}: {
  known?: readonly Known[];
  under?: string | null;
  value?: string[];
  onChange?: (ids: string[]) => void;
  id?: string;
}) {
  const [words, type] = useWords();
  const { data, waiting } = useQuery(PickCompoundsDocument, { search: words, under: under ?? null });
  const [names, remember] = useState<readonly Known[]>(known);
  const found = data?.compounds.rows ?? [];
  return (
    <Select
      {...(id !== undefined && { id })}
      mode="multiple"
      value={value ?? []}
      showSearch={{ filterOption: false, onSearch: type }}
      loading={waiting}
      options={[
        ...names.filter(({ id }) => !found.some((one) => one.id === id)).map(({ id, name }) => ({ value: id, label: name })),
        ...found.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(ids: string[]) => {
        const chosen = [...names, ...found].filter(({ id }) => ids.includes(id));
        remember(chosen.filter(({ id }, i) => chosen.findIndex((one) => one.id === id) === i));
        onChange?.(ids);
      }}
    />
  );
}

/** Chooses a contractor by name, code or pinyin. */
export function PickContractor({ known = [], ...props }: PickerProps & { known?: readonly Known[] }) {
  const [words, type] = useWords();
  const { data, waiting } = useQuery(PickContractorsDocument, { search: words });
  const found = data?.contractors.rows ?? [];
  return (
    <Select
      {...props}
      showSearch={{ filterOption: false, onSearch: type }}
      loading={waiting}
      options={[
        ...known
          .filter(({ id }) => !found.some((one) => one.id === id))
          .map(({ id, name }) => ({ value: id, label: name, note: "" })),
        ...found.map(({ id, name, uscc }) => ({ value: id, label: name, note: uscc })),
      ]}
      labelRender={({ label }) => <Words of={String(label)} />}
      optionRender={({ data }) => (
        <>
          <Words of={data.label} /> <small>{data.note}</small>
        </>
      )}
      onChange={(id: string | null | undefined) => props.onChange?.(id ?? undefined)}
      popupMatchSelectWidth={false}
    />
  );
}
