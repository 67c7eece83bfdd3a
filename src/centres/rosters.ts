import {
  addDays,
  instantOf,
  isoWeekday,
  minuteOfDay,
  type OfficerId,
  ok,
  type Result,
  refuse,
} from "../kernel/index.ts";
import { type Away, awayBetween, officersWith } from "../platform/auth/index.ts";
import { isConflict, type Sql, transaction } from "../platform/db/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import { tellChange } from "./changes.ts";
import { type CentresDeps, centreOf, centresOffice, dayOf } from "./deps.ts";
import { spansOn } from "./hours.ts";
import type { Centre } from "./model.ts";
import {
  type Absent,
  type DayHours,
  type Gap,
  gapsOf,
  type Shift,
  shiftProblem,
} from "./roster.ts";
import { worksIn } from "./staff.ts";
import { takeTurn } from "./store.ts";
import { seatsOf } from "./store-floor.ts";
import {
  type DayShift,
  keepShifts,
  plannedElsewhere,
  rosterVersion,
  shiftsOf,
  shiftsOfOfficer,
} from "./store-roster.ts";

/** After so many minutes of their shift, whoever sits at no counter is missing. */
const missingAfter = 10;

/** How far ahead and back a day can be planned or read. */
const mostDaysAhead = 366;

/** A shift as it stands, with why its operator will not come. */
export interface PlannedShift extends DayShift {
  readonly absent: Absent | null;
}

/** One day of a roster. */
export interface RosterDay {
  readonly day: string;
  /** Of the hall, in minutes of the local day; none where it is closed. */
  readonly hours: readonly DayHours[];
  readonly shifts: readonly PlannedShift[];
  /** Nobody is planned for these while the hall is open; none on a day without any shift. */
  readonly gaps: readonly Gap[];
}

/** A shift to be planned; a time that is left out is that of the hall on each day. */
export interface ShiftAsked extends Omit<Shift, "from" | "until"> {
  readonly from: number | null;
  readonly until: number | null;
}

/** What is planned for a day, and for others like it. */
export interface DayPlan {
  readonly centre: string;
  readonly day: string;
  readonly shifts: readonly ShiftAsked[];
  /** Other days that get the same shifts instead of theirs, each within its own hours. */
  readonly also: readonly string[];
  /** `version` of the day when it was read; another one is refused. */
  readonly version: string;
  /** Whoever runs the floor. */
  readonly officer: OfficerId;
}

/** A counter whose planned operator sits nowhere. */
export type Missing = Pick<PlannedShift, "counter" | "officer" | "from" | "absent">;

export interface Rosters {
  /** The seven days of the week of a day, from Monday on. Refuses centre.not-found. */
  week(centre: string, day: string): Promise<Result<readonly RosterDay[]>>;
  /** Changes with every change of the day. */
  version(centre: string, day: string): Promise<string>;
  /** Operators of this hall on a day, by name. */
  operators(
    centre: string,
    day: string,
  ): Promise<readonly { readonly id: OfficerId; readonly name: string; readonly away: boolean }[]>;
  /**
   * Plans a day. Refuses centre.shift-* (facts: counter), centre.roster-changed where somebody else
   * changed the day meanwhile, centre.counter-unknown; nothing is changed then.
   */
  plan(plan: DayPlan): Promise<Result<true>>;
  /**
   * The shifts of the week before for the days of this week that are still to come and have none.
   * Whoever is on leave or does not work here any more is left out. Refuses centre.roster-empty.
   */
  copyWeek(
    asked: Pick<DayPlan, "centre" | "day" | "officer">,
  ): Promise<Result<{ readonly copied: number; readonly leftOut: number }>>;
  /** The shifts of one operator in the week of a day, in all halls. */
  ownWeek(officer: OfficerId, day: string): Promise<readonly DayShift[]>;
  /** Those planned in this hall now, whether they are there or not. */
  plannedNow(centre: string): Promise<readonly PlannedShift[]>;
  /** Those planned in this hall today from now on, who begin within so many minutes. */
  plannedWithin(centre: string, minutes: number): Promise<readonly PlannedShift[]>;
  /** Those whose shift has run for ten minutes, and who sit at no counter. */
  missing(centre: string): Promise<readonly Missing[]>;
}

/** The Monday of a local day. */
const mondayOf = (day: string): string => addDays(day, 1 - isoWeekday(day));

const weekOf = (day: string): readonly string[] =>
  [0, 1, 2, 3, 4, 5, 6].map((ahead) => addDays(mondayOf(day), ahead));

const hoursOn = (deps: CentresDeps, centre: Centre, day: string): readonly DayHours[] =>
  spansOn(centre, day, deps.calendar()).map(({ opens, closes }) => ({
    from: minuteOfDay(opens, deps.timeZone),
    // The last minute of a day is no minute of the next.
    until: minuteOfDay(closes, deps.timeZone) || 24 * 60,
  }));

/** Whether any minute of a shift is within the leave of its operator. */
const onLeave = ({ timeZone }: CentresDeps, shift: DayShift, leave: readonly Away[]): boolean =>
  leave.some(
    ({ officer, fromAt, untilAt }) =>
      officer === shift.officer &&
      fromAt < instantOf(shift.day, shift.until, timeZone) &&
      untilAt > instantOf(shift.day, shift.from, timeZone),
  );

/** Operators of a hall at the noon of a day. */
async function operatorsOn(deps: CentresDeps, sql: Sql, centre: string, day: string) {
  const noon = instantOf(day, 12 * 60, deps.timeZone);
  const all = await officersWith(sql, centresOffice, "operator", noon);
  return all.filter((each) => worksIn(each, centre));
}

/** The same shifts, each with why its operator will not come. */
async function withAbsent(
  deps: CentresDeps,
  sql: Sql,
  shifts: readonly DayShift[],
): Promise<readonly PlannedShift[]> {
  const [first, last] = [shifts[0], shifts.at(-1)];
  if (!first || !last) return [];
  const span = {
    from: instantOf(first.day, 0, deps.timeZone),
    until: instantOf(addDays(last.day, 1), 0, deps.timeZone),
  };
  const days = [...new Set(shifts.map(({ day }) => day))];
  const [leave, ...working] = await Promise.all([
    awayBetween(sql, [...new Set(shifts.map(({ officer }) => officer))], span),
    ...days.map((day) => operatorsOn(deps, sql, first.centre, day)),
  ]);
  return shifts.map((shift) => {
    const here = working[days.indexOf(shift.day)]?.some(({ id }) => id === shift.officer);
    const absent = onLeave(deps, shift, leave) ? "leave" : here ? null : "left";
    return { ...shift, absent };
  });
}

async function week(deps: CentresDeps, id: string, day: string) {
  const centre = centreOf(deps, id);
  if (!centre) return refuse("not-found", "centre.not-found");
  const days = weekOf(day);
  const span = { centre: id, from: days[0] ?? day, to: days.at(-1) ?? day };
  const all = await withAbsent(deps, deps.sql, await shiftsOf(deps.sql, span));
  const topics = centre.topics.map((topic) => topic.id);
  return ok(
    days.map((each): RosterDay => {
      const shifts = all.filter((shift) => shift.day === each);
      const hours = hoursOn(deps, centre, each);
      const coming = shifts.filter(({ absent }) => absent === null);
      const gaps = shifts.length === 0 ? [] : gapsOf(topics, centre.counters, hours, coming);
      return { day: each, hours, shifts, gaps };
    }),
  );
}

/** The first shift whose operator cannot have it: wrong hall, on leave, planned elsewhere. */
async function unavailable(
  deps: CentresDeps,
  tx: Sql,
  centre: string,
  shifts: readonly DayShift[],
): Promise<Result<true>> {
  const planned = await withAbsent(deps, tx, shifts);
  const absent = planned.find((shift) => shift.absent !== null);
  if (absent)
    return absent.absent === "leave"
      ? refuse("conflict", "centre.shift-leave", { facts: { counter: absent.counter } })
      : refuse("invalid", "centre.shift-operator", { facts: { counter: absent.counter } });
  const elsewhere = await plannedElsewhere(tx, {
    ...{ centre, days: [...new Set(shifts.map(({ day }) => day))] },
    officers: [...new Set(shifts.map(({ officer }) => officer))],
  });
  const twice = shifts.find((shift) =>
    elsewhere.some(
      (other) =>
        other.officer === shift.officer &&
        other.day === shift.day &&
        other.from < shift.until &&
        shift.from < other.until,
    ),
  );
  if (!twice) return ok(true);
  return refuse("conflict", "centre.shift-elsewhere", { facts: { counter: twice.counter } });
}

/** Tells who runs the floor of whoever is missing ten minutes after a shift begins. */
function tellLater({ timeZone, clock }: CentresDeps, shifts: readonly DayShift[]): JobSpec[] {
  return shifts.flatMap(({ centre, day, from }): JobSpec[] => {
    const runAt = instantOf(day, from + missingAfter, timeZone);
    if (runAt <= clock()) return [];
    const key = `tell-missing:${centre}:${day}:${from}`;
    return [{ task: "tell-missing", payload: { centre, day, from }, runAt, key }];
  });
}

async function write(
  deps: CentresDeps,
  tx: Sql,
  days: { readonly centre: string; readonly days: readonly string[]; readonly by: OfficerId },
  shifts: readonly DayShift[],
): Promise<void> {
  await keepShifts(tx, days, shifts, deps.clock());
  await deps.enqueue(tx, tellLater(deps, shifts));
  await tellChange(tx, days.centre);
}

function checkedDays(deps: CentresDeps, days: readonly string[]): Result<true> {
  const today = dayOf(deps, deps.clock());
  const last = addDays(today, mostDaysAhead);
  return days.every((day) => day >= today && day <= last)
    ? ok(true)
    : refuse("conflict", "centre.shift-past");
}

async function plan(deps: CentresDeps, asked: DayPlan): Promise<Result<true>> {
  const { day, also, shifts, version, officer: by } = asked;
  const centre = centreOf(deps, asked.centre);
  if (!centre) return refuse("not-found", "centre.not-found");
  const days = [...new Set([day, ...also])];
  const checked = checkedDays(deps, days);
  if (!checked.ok) return checked;
  const there = new Set(centre.counters.map(({ id }) => id));
  if (shifts.some(({ counter }) => !there.has(counter)))
    return refuse("not-found", "centre.counter-unknown");
  const all: DayShift[] = [];
  for (const each of days.toSorted()) {
    const planned = within(shifts, hoursOn(deps, centre, each));
    const problem = shiftProblem(planned);
    if (problem?.code === "centre.shift-officer")
      return refuse("invalid", problem.code, {
        facts: { counter: problem.counter, other: problem.other },
      });
    if (problem) return refuse("invalid", problem.code, { facts: { counter: problem.counter } });
    all.push(...planned.map((shift) => ({ ...shift, centre: centre.id, day: each })));
  }
  const written = transaction(deps.sql, async (tx) => {
    await takeTurn(tx, centre.id);
    if ((await rosterVersion(tx, centre.id, day)) !== version)
      return refuse("conflict", "centre.roster-changed");
    const free = await unavailable(deps, tx, centre.id, all);
    if (!free.ok) return free;
    await write(deps, tx, { centre: centre.id, days, by }, all);
    return ok(true as const);
  });
  return onceEach(written, async () => {
    const free = await unavailable(deps, deps.sql, centre.id, all);
    return free.ok ? refuse("conflict", "centre.roster-changed") : free;
  });
}

/** These shifts on a day with these hours; a day without hours has no times to lend. */
const within = (shifts: readonly ShiftAsked[], hours: readonly DayHours[]): readonly Shift[] =>
  shifts.map(({ from, until, ...shift }) => ({
    ...shift,
    from: from ?? hours[0]?.from ?? -1,
    until: until ?? hours.at(-1)?.until ?? -1,
  }));

/**
 * What was written, or why not where another hall planned one of these operators for the same time
 * at the same moment: neither saw the other's shifts, and the database lets only one stand.
 */
async function onceEach<T>(
  written: Promise<T>,
  why: () => Promise<Result<never>>,
): Promise<T | Result<never>> {
  try {
    return await written;
  } catch (error) {
    if (isConflict(error, "shift_once")) return why();
    throw error;
  }
}

async function copyWeek(
  deps: CentresDeps,
  { centre, day, officer: by }: Pick<DayPlan, "centre" | "day" | "officer">,
) {
  const hall = centreOf(deps, centre);
  if (!hall) return refuse("not-found", "centre.not-found");
  const today = dayOf(deps, deps.clock());
  const days = weekOf(day);
  const before = { from: addDays(days[0] ?? day, -7), to: addDays(days[0] ?? day, -1) };
  const written = transaction(deps.sql, async (tx) => {
    await takeTurn(tx, centre);
    const [last, now] = await Promise.all([
      shiftsOf(tx, { centre, ...before }),
      shiftsOf(tx, { centre, from: days[0] ?? day, to: days.at(-1) ?? day }),
    ]);
    const planned = new Set(now.map((shift) => shift.day));
    const empty = days.filter(
      (each) => each >= today && !planned.has(each) && hoursOn(deps, hall, each).length > 0,
    );
    const there = new Set(hall.counters.map(({ id }) => id));
    const moved = last
      .map((shift) => ({ ...shift, day: addDays(shift.day, 7) }))
      .filter((shift) => empty.includes(shift.day) && there.has(shift.counter));
    if (moved.length === 0) return refuse("not-found", "centre.roster-empty");
    const fit: DayShift[] = [];
    for (const { absent, ...shift } of await withAbsent(deps, tx, moved))
      if (absent === null && (await unavailable(deps, tx, centre, [shift])).ok) fit.push(shift);
    await write(deps, tx, { centre, days: empty, by }, fit);
    return ok({ copied: fit.length, leftOut: moved.length - fit.length });
  });
  return onceEach(written, async () => refuse("conflict", "centre.roster-changed"));
}

/** Those who are planned at some minute from now on, so many ahead. */
async function plannedWithin(deps: CentresDeps, centre: string, minutes: number) {
  const now = deps.clock();
  const [day, minute] = [dayOf(deps, now), minuteOfDay(now, deps.timeZone)];
  const shifts = await shiftsOf(deps.sql, { centre, from: day, to: day });
  return withAbsent(
    deps,
    deps.sql,
    shifts.filter(({ from, until }) => from <= minute + minutes && minute < until),
  );
}

async function missing(deps: CentresDeps, centre: string): Promise<readonly Missing[]> {
  const [planned, minute] = [
    await plannedWithin(deps, centre, 0),
    minuteOfDay(deps.clock(), deps.timeZone),
  ];
  const late = planned.filter(({ from }) => from + missingAfter <= minute);
  if (late.length === 0) return [];
  const seated = await seatsOf(
    deps.sql,
    late.map(({ officer }) => officer),
    { come: true },
  );
  return late
    .filter(({ officer }) => !seated.has(officer))
    .map(({ counter, officer, from, absent }) => ({ counter, officer, from, absent }));
}

/** The rosters of all halls over one database. */
export const makeRosters = (deps: CentresDeps): Rosters => ({
  week: (centre, day) => week(deps, centre, day),
  version: (centre, day) => rosterVersion(deps.sql, centre, day),
  operators: (centre, day) => operatorsOn(deps, deps.sql, centre, day),
  plan: (asked) => plan(deps, asked),
  copyWeek: (asked) => copyWeek(deps, asked),
  ownWeek: (officer, day) => {
    const days = weekOf(day);
    return shiftsOfOfficer(deps.sql, { officer, from: days[0] ?? day, to: days.at(-1) ?? day });
  },
  plannedNow: (centre) => plannedWithin(deps, centre, 0),
  plannedWithin: (centre, minutes) => plannedWithin(deps, centre, minutes),
  missing: (centre) => missing(deps, centre),
});
