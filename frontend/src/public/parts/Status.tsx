import { say } from "../../shared/words";
import type { TenderStatus } from "../gql/graphql";

/** How far a tender has come, in a word. */
export function Status({ of }: { of: TenderStatus }) {
  const tone = of === "AWARDED" ? "good" : of === "FAILED" || of === "TERMINATED" ? "bad" : "open";
  return <span className={`badge ${tone}`}>{say(`tender.${of}`)}</span>;
}
