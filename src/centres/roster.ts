import type { BreakMinutes } from "./breaks.ts";
import type { Counter } from "./model.ts";
import type { PlannedCounter } from "./queue/index.ts";

/** An operator planned at a counter on a local day; times are minutes of the local day. */
export interface Shift {
  readonly counter: string;
  readonly officer: string;
  readonly from: number;
  readonly until: number;
  readonly pause: { readonly from: number; readonly minutes: BreakMinutes } | null;
}

/** The hours of a hall on a day, in minutes of the local day. */
export interface DayHours {
  readonly from: number;
  readonly until: number;
}

/** Why a planned operator will not come: on leave then, or does not work here as one any more. */
export type Absent = "leave" | "left";

/** A topic that no planned counter serves for a while in which the hall is open. */
export interface Gap {
  readonly topic: string;
  readonly from: number;
  readonly until: number;
}

const overlap = (a: DayHours, b: DayHours): boolean => a.from < b.until && b.from < a.until;

type ShiftProblem =
  | { readonly code: "centre.shift-times" | "centre.shift-break"; readonly counter: string }
  | { readonly code: "centre.shift-counter"; readonly counter: string }
  | { readonly code: "centre.shift-officer"; readonly counter: string; readonly other: string };

/** The first shift of a day that cannot be, alone or beside the others. */
export function shiftProblem(shifts: readonly Shift[]): ShiftProblem | undefined {
  for (const [index, shift] of shifts.entries()) {
    const { counter, officer, from, until, pause } = shift;
    if (!(0 <= from && from < until && until <= 24 * 60))
      return { code: "centre.shift-times", counter };
    if (pause && !(from <= pause.from && pause.from + pause.minutes <= until))
      return { code: "centre.shift-break", counter };
    const beside = shifts.slice(0, index).filter((other) => overlap(shift, other));
    if (beside.some((other) => other.counter === counter))
      return { code: "centre.shift-counter", counter };
    const twice = beside.find((other) => other.officer === officer);
    if (twice) return { code: "centre.shift-officer", counter, other: twice.counter };
  }
  return undefined;
}

/** The parts of a shift in which its operator serves. */
const served = ({ from, until, pause }: Shift): readonly DayHours[] =>
  pause
    ? [
        { from, until: pause.from },
        { from: pause.from + pause.minutes, until },
      ]
    : [{ from, until }];

/**
 * The counters of a roster from a minute of the day on, with times in minutes from then. The time
 * between two shifts is a break; who is there when the hall closes serves those who are left.
 */
export function plannedFrom(
  shifts: readonly Shift[],
  { minute, closes }: { readonly minute: number; readonly closes: number },
): readonly PlannedCounter[] {
  const byCounter = Map.groupBy(
    shifts.flatMap((shift) => served(shift).map((part) => ({ ...part, counter: shift.counter }))),
    ({ counter }) => counter,
  );
  return [...byCounter].flatMap(([id, all]): PlannedCounter[] => {
    const whole = all.filter(({ from, until }) => from < until);
    const parts = whole.filter(({ until }) => until > minute).sort((a, b) => a.from - b.from);
    const [first, ...others] = parts;
    if (!first) return [];
    const isResting = first.from > minute && parts.length < whole.length;
    let end = first.until;
    const breaks: { from: number; minutes: number }[] = [];
    for (const { from, until } of others) {
      if (from > end) breaks.push({ from: end - minute, minutes: from - end });
      end = Math.max(end, until);
    }
    const opensAt = Math.max(0, first.from - minute);
    const closesAt = end < closes && { closesAt: end - minute };
    return [{ id, opensAt, breaks, ...closesAt, ...(isResting && { isResting }) }];
  });
}

/** Topics that nobody is planned for while the hall is open, by topic and time. */
export function gapsOf(
  topics: readonly string[],
  counters: readonly Pick<Counter, "id" | "topics">[],
  hours: readonly DayHours[],
  shifts: readonly Shift[],
): readonly Gap[] {
  return topics.flatMap((topic) => {
    const able = new Set(
      counters.filter((each) => each.topics.includes(topic)).map(({ id }) => id),
    );
    const parts = shifts.filter(({ counter }) => able.has(counter)).flatMap(served);
    return hours.flatMap((span) => uncovered(span, parts)).map((left) => ({ topic, ...left }));
  });
}

/** What is left of a span beside these parts. */
function uncovered(span: DayHours, parts: readonly DayHours[]): readonly DayHours[] {
  return parts.reduce<readonly DayHours[]>(
    (left, part) =>
      left.flatMap(({ from, until }) =>
        [
          { from, until: Math.min(until, part.from) },
          { from: Math.max(from, part.until), until },
        ].filter((each) => each.from < each.until),
      ),
    [span],
  );
}
