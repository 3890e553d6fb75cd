import { spoken } from "../../shared/words";

/** The server's sentence in the language that is spoken. */
export function said({ zh, en }: { zh: string; en: string }): string {
  return spoken() === "en" ? en : zh;
}
