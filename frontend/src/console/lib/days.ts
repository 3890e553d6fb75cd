import { spoken } from "../../shared/words";

const zone = "Asia/Shanghai";

/** Today in the jurisdiction, as YYYY-MM-DD. */
export function today(): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    new Date(),
  );
}

/** A moment of the server's in the jurisdiction's time, such as 2026-07-20 09:31. */
export function moment(iso: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(iso));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")} ${of("hour")}:${of("minute")}`;
}

/** How long ago, or in how long: 3 天前, in 2 hours. */
export function ago(iso: string): string {
  const seconds = (Date.parse(iso) - Date.now()) / 1000;
  const words = new Intl.RelativeTimeFormat(spoken(), { numeric: "auto" });
  const units = [
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ] as const;
  for (const [unit, size] of units) if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  return words.format(0, "minute");
}

/** Whole days from today to a day; negative where it is past. */
export function daysUntil(day: string): number {
  return (Date.parse(day) - Date.parse(today())) / 86_400_000;
}
