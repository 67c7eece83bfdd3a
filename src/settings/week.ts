import type { OpenSpan } from "../catalogue/index.ts";

/** How one weekday is filled in: local times `HH:MM`, or "" where nothing is typed. */
export interface DayHours {
  readonly opens: string;
  readonly closes: string;
  readonly breakFrom: string;
  readonly breakUntil: string;
}

/** Monday first. */
export type Week = readonly DayHours[];

/** What is wrong with the times of a day, and at which of them. */
export interface DayProblem {
  /** 1 Monday … 7 Sunday */
  readonly weekday: number;
  readonly part: keyof DayHours;
  readonly code: "missing" | "order" | "outside";
}

/** As written in the file: a span of several weekdays. */
export interface HoursValue extends Omit<OpenSpan, "weekday"> {
  readonly weekdays: readonly number[];
}

const weekdays = [1, 2, 3, 4, 5, 6, 7];

/** Hours as a week is filled in; undefined where a day has more than one break. */
export function weekOf(hours: readonly OpenSpan[]): Week | undefined {
  const days = weekdays.map((weekday) =>
    hours.filter((span) => span.weekday === weekday).sort((a, b) => (a.opens < b.opens ? -1 : 1)),
  );
  if (days.some((spans) => spans.length > 2)) return undefined;
  return days.map(([first, second]) => ({
    ...{ opens: first?.opens ?? "", closes: (second ?? first)?.closes ?? "" },
    breakFrom: second ? (first?.closes ?? "") : "",
    breakUntil: second?.opens ?? "",
  }));
}

function problemsOf(day: DayHours): readonly Omit<DayProblem, "weekday">[] {
  const { opens, closes, breakFrom, breakUntil } = day;
  const missing = (part: keyof DayHours) =>
    day[part] === "" ? [{ part, code: "missing" as const }] : [];
  if (opens === "" && closes === "" && breakFrom === "" && breakUntil === "") return [];
  const hasBreak = breakFrom !== "" || breakUntil !== "";
  const blank = [
    ...missing("opens"),
    ...missing("closes"),
    ...(hasBreak ? [...missing("breakFrom"), ...missing("breakUntil")] : []),
  ];
  if (blank.length > 0) return blank;
  if (closes <= opens) return [{ part: "closes", code: "order" }];
  if (!hasBreak) return [];
  if (breakUntil <= breakFrom) return [{ part: "breakUntil", code: "order" }];
  return [
    ...(breakFrom <= opens ? [{ part: "breakFrom", code: "outside" } as const] : []),
    ...(breakUntil >= closes ? [{ part: "breakUntil", code: "outside" } as const] : []),
  ];
}

const spansOf = ({ opens, closes, breakFrom, breakUntil }: DayHours) =>
  breakFrom === ""
    ? [{ opens, closes }]
    : [
        { opens, closes: breakFrom },
        { opens: breakUntil, closes },
      ];

/**
 * A week as it stands in the file, weekdays with the same span together; or all that is wrong with
 * it. A week without any hour is wrong at the opening of its Monday.
 */
export function hoursOf(
  week: Week,
): { readonly hours: readonly HoursValue[] } | { readonly problems: readonly DayProblem[] } {
  const problems = week.flatMap((day, i) =>
    problemsOf(day).map((problem) => ({ ...problem, weekday: i + 1 })),
  );
  if (problems.length > 0) return { problems };
  const spans = week.flatMap((day, i) =>
    day.opens === "" ? [] : spansOf(day).map((span) => ({ ...span, weekday: i + 1 })),
  );
  if (spans.length === 0)
    return { problems: [{ weekday: 1, part: "opens", code: "missing" } as const] };
  const groups = Map.groupBy(spans, ({ opens, closes }) => `${opens}-${closes}`);
  const hours = [...groups.values()].map((group) => {
    const { opens = "", closes = "" } = group[0] ?? {};
    return { weekdays: group.map(({ weekday }) => weekday), opens, closes };
  });
  return { hours };
}
