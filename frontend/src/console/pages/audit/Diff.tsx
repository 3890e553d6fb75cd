import { say } from "../../words";

type Fields = Record<string, unknown>;

/** What a change did to each field it touched. Both sides are JSON, or empty where the thing did not exist before or after. */
export function Diff({ before, after }: { before: string; after: string }) {
  const old = fields(before);
  const made = fields(after);
  const names = [...new Set([...Object.keys(old), ...Object.keys(made)])];
  if (names.length === 0) return <p className="faint">{say("audit.noFields")}</p>;
  return (
    <table className="diff">
      <thead>
        <tr>
          <th scope="col">{say("audit.field")}</th>
          <th scope="col">{say("audit.before")}</th>
          <th scope="col">{say("audit.after")}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{shown(old[name]) && <del>{shown(old[name])}</del>}</td>
            <td>{shown(made[name]) && <ins>{shown(made[name])}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function fields(text: string): Fields {
  if (!text) return {};
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === "object" && !Array.isArray(value) ? (value as Fields) : { "": value };
  } catch {
    return { "": text };
  }
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
