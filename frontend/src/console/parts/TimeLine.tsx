import type { ReactNode } from "react";
import { day } from "../../shared/words";
import { today } from "../lib/days";
import { say } from "../words";

/** A span of days on a time line; without an end it is still open. */
export interface Span {
  key: string;
  name: ReactNode;
  note?: ReactNode;
  starts: string;
  ends?: string | null | undefined;
  action?: ReactNode;
}

/** Spans one below the other over one axis of years. The days stand in words beside each bar: the bar is for the eye alone. */
export function TimeLine({ spans }: { spans: Span[] }) {
  const now = number(today());
  const first = Math.min(now, ...spans.map(({ starts }) => number(starts)));
  const last = Math.max(now + 180, ...spans.map(({ ends }) => (ends ? number(ends) : now)));
  const width = last - first || 1;
  const at = (days: number) => `${(((days - first) / width) * 100).toFixed(2)}%`;
  const years = yearsBetween(first, last);
  return (
    <div className="time-line">
      <div className="time-axis" aria-hidden="true">
        {years.map((year) => (
          <i key={year} style={{ insetInlineStart: at(number(`${year}-01-01`)) }}>
            {year}
          </i>
        ))}
      </div>
      <ol>
        {spans.map(({ key, name, note, starts, ends, action }) => {
          const from = number(starts);
          const to = ends ? number(ends) : last;
          const state = from > now ? "future" : ends && to < now ? "past" : "current";
          return (
            <li key={key} className={state}>
              <div className="time-words">
                <b>{name}</b>
                <span className="mark">{say(`time.${state}`)}</span>
                {action}
              </div>
              <p className="faint">
                {ends ? say("time.span", { from: day(starts), to: day(ends) }) : say("time.since", { from: day(starts) })}
                {note && <> · {note}</>}
              </p>
              <div className="time-track" aria-hidden="true">
                <i
                  className={ends ? "" : "open"}
                  style={{ insetInlineStart: at(from), width: `calc(${at(to)} - ${at(from)})` }}
                />
                <s style={{ insetInlineStart: at(now) }} />
              </div>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** Days since 1970. */
function number(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / 86_400_000;
}

function yearsBetween(first: number, last: number): number[] {
  const year = (days: number) => new Date(days * 86_400_000).getUTCFullYear();
  const all = Array.from({ length: year(last) - year(first) }, (_, i) => year(first) + i + 1);
  const step = Math.max(1, Math.ceil(all.length / 6));
  return all.filter((_, i) => i % step === 0);
}
