import { sentence } from "../../../shared/words";
import { type Key, say } from "../../words";

/** An operation in words; one that has none yet stands under its own name. */
export function operationName(operation: string): string {
  const key = `operation.${operation}`;
  return sentence(key) ? say(key as Key) : operation;
}
