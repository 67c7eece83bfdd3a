import { addDays, addMonths } from "../../kernel/index.ts";
import type { Day, EntryRule, InstrumentState, Notice, Side, Term } from "./model.ts";

/** A day that was computed, with the rule that gave it: words under `partnership.rule.<rule>`. */
export interface ComputedDay {
  readonly day: Day;
  readonly rule: DayRule;
  /** The day from which the rule counted and the number that it counted. */
  readonly from?: Day;
  readonly count?: number;
}

export type DayRule =
  | "stated"
  | "on-signature"
  | "on-date"
  | "last-note"
  | "days-after-last-note"
  | "term"
  | "renewed-term"
  | "notice-before-end"
  | "termination-notice";

export type InstrumentStatus =
  | "draft"
  | "signed"
  | "applied-provisionally"
  | "in-force"
  | "expired"
  | "terminated";

/** Where an instrument stands on a day, and the days that matter next. */
export interface InstrumentClock {
  readonly status: InstrumentStatus;
  /** The first day on which it binds every party; absent while a note is missing. */
  readonly inForceOn?: ComputedDay;
  /** The first day on which it no longer binds; absent while it holds until further notice. */
  readonly endsOn?: ComputedDay;
  /** The day on which it is renewed by itself, where no notice was given. */
  readonly renewsOn?: ComputedDay;
  /** The last day on which a notice against renewal is in time. */
  readonly noticeBy?: ComputedDay;
  /** Parties whose note is still missing. */
  readonly awaiting: readonly Side[];
}

const addYears = (day: Day, years: number): Day => addMonths(day, years * 12);

/** The rule of entry and the term as amended on or before a day. */
function rulesOn(state: InstrumentState, today: Day): { entry: EntryRule; term: Term } | undefined {
  if (!state.text) return undefined;
  const amended = state.amendments.filter(({ on }) => on <= today);
  return {
    entry: amended.findLast(({ entry }) => entry)?.entry ?? state.text.entry,
    term: amended.findLast(({ term }) => term)?.term ?? state.text.term,
  };
}

const awaitingOf = ({ text, notes }: InstrumentState, entry: EntryRule): readonly Side[] =>
  entry.on === "last-note" ? (text?.parties ?? []).filter((side) => !notes[side]) : [];

function entryOf(state: InstrumentState, entry: EntryRule): ComputedDay | undefined {
  if (state.stated) return { day: state.stated.inForceOn, rule: "stated" };
  const signed = state.signature?.on;
  if (signed === undefined || entry.on === "unknown") return undefined;
  // Known to the month only: no day can be computed from it.
  if (entry.on === "signature")
    return signed.length === 10 ? { day: signed, rule: "on-signature" } : undefined;
  if (entry.on === "date")
    return { day: entry.date < signed ? signed : entry.date, rule: "on-date" };
  if (awaitingOf(state, entry).length > 0) return undefined;
  const last = Object.values(state.notes)
    .map(({ on }) => on)
    .sort()
    .at(-1);
  if (last === undefined) return undefined;
  const count = entry.daysAfter;
  return count === 0
    ? { day: last, rule: "last-note", from: last }
    : { day: addDays(last, count), rule: "days-after-last-note", from: last, count };
}

interface Ending {
  readonly endsOn?: ComputedDay;
  readonly renewsOn?: ComputedDay;
  readonly noticeBy?: ComputedDay;
}

const earliest = (days: readonly ComputedDay[]): ComputedDay | undefined =>
  [...days].sort((a, b) => (a.day < b.day ? -1 : 1))[0];

/** A notice of termination ends it after its days; without such days, at the end of the term. */
function terminationOf(term: Term, notices: readonly Notice[]): ComputedDay | undefined {
  const { terminationDays: count } = term;
  if (count === undefined) return undefined;
  return earliest(
    notices
      .filter(({ what }) => what === "termination")
      .map(({ on }) => ({ day: addDays(on, count), rule: "termination-notice", from: on, count })),
  );
}

/**
 * The end of the term that runs on `today`, after as many renewals as there were without notice.
 */
function termOf(start: Day, term: Term, notices: readonly Notice[], today: Day): Ending {
  const { years, renewal } = term;
  if (years === undefined) return {};
  let end: ComputedDay = { day: addYears(start, years), rule: "term", from: start, count: years };
  if (!renewal) return { endsOn: end };
  const noticeBy = (): ComputedDay => ({
    day: addDays(end.day, -renewal.noticeDays),
    rule: "notice-before-end",
    from: end.day,
    count: renewal.noticeDays,
  });
  // Where no days of notice are named, a notice of termination ends the term that runs.
  const against = notices.filter(
    ({ what }) => what === "no-renewal" || term.terminationDays === undefined,
  );
  for (let total = years; ; ) {
    const previous = total === years ? start : addYears(start, total - renewal.years);
    const inTime = against.some(({ on }) => on >= previous && on <= noticeBy().day);
    if (inTime) return { endsOn: end };
    if (end.day > today) return { renewsOn: end, noticeBy: noticeBy() };
    total += renewal.years;
    const day = addYears(start, total);
    end = { day, rule: "renewed-term", from: end.day, count: renewal.years };
  }
}

function statusOn(
  state: InstrumentState,
  today: Day,
  start: Day | undefined,
  end: ComputedDay | undefined,
): InstrumentStatus {
  if (start !== undefined && start <= today) {
    if (!end || end.day > today) return "in-force";
    return end.rule === "termination-notice" ? "terminated" : "expired";
  }
  if (!state.signature || state.signature.on > today) return "draft";
  return state.text?.provisional ? "applied-provisionally" : "signed";
}

/**
 * Where an instrument stands on a day: entry into force, end, renewal and the last day of notice,
 * each with the rule that gave it. Pure; sources of the rules: the final clauses of the
 * instruments, Vienna Convention on the Law of Treaties art. 24, 25, 54 and 56.
 *
 * @param today local date `YYYY-MM-DD`
 */
export function clockOf(state: InstrumentState, today: Day): InstrumentClock {
  const rules = rulesOn(state, today);
  if (!rules) return { status: "draft", awaiting: [] };
  const { entry, term } = rules;
  const inForceOn = entryOf(state, entry);
  const running = inForceOn ? termOf(inForceOn.day, term, state.notices, today) : {};
  const terminated = inForceOn && terminationOf(term, state.notices);
  const ends = [running.endsOn, terminated].filter((day) => day !== undefined);
  const endsOn = earliest(ends);
  const renews = !endsOn || (running.renewsOn && running.renewsOn.day < endsOn.day);
  return {
    status: statusOn(state, today, inForceOn?.day, endsOn),
    ...(inForceOn && { inForceOn }),
    ...(endsOn && { endsOn }),
    ...(renews && running.renewsOn && { renewsOn: running.renewsOn }),
    ...(renews && running.noticeBy && { noticeBy: running.noticeBy }),
    awaiting: awaitingOf(state, entry),
  };
}

/** It bound its parties and no longer does: what hangs on it is flagged. */
export const hasEnded = ({ status }: Pick<InstrumentClock, "status">): boolean =>
  status === "expired" || status === "terminated";
