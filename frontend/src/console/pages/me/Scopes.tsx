import { Checkbox } from "antd";
import type { TokenScope } from "../../gql/graphql";
import { say } from "../../words";

/** What a token may do. */
export function Scopes({ value, onChange }: { value?: TokenScope[]; onChange?: (scopes: TokenScope[]) => void }) {
  return (
    <Checkbox.Group
      value={value ?? []}
      options={(["READ", "WRITE", "IMPORT", "EXPORT"] as const).map((scope) => ({
        value: scope,
        label: say(`token.scope.${scope}`),
      }))}
      onChange={(next) => onChange?.(next as TokenScope[])}
    />
  );
}
