import { Alert } from "antd";
import { said } from "../lib/said";
import { say } from "../words";

/** What is not as it should be, where there is any. */
export function Problems({ of }: { of: readonly { zh: string; en: string }[] }) {
  if (of.length === 0) return null;
  return (
    <Alert
      className="problems"
      type="warning"
      showIcon
      title={say("problem.some", { n: of.length })}
      description={
        <ul>
          {of.map((words) => (
            <li key={words.en}>{said(words)}</li>
          ))}
        </ul>
      }
    />
  );
}
