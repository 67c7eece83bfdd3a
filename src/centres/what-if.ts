import { minuteOfDay } from "../kernel/index.ts";
import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import type { Expectations } from "./expectations.ts";
import { countersToday, lineOf, seatedCounters } from "./floor.ts";
import { closesToday } from "./hours.ts";
import type { Centre } from "./model.ts";
import {
  countersToOpen,
  type OpenCounter,
  type Present,
  type WhatIf,
  type WhatIfAnswer,
} from "./queue/index.ts";
import { plannedFrom } from "./roster.ts";
import type { Rosters } from "./rosters.ts";
import { arrivalsSince } from "./store-arrivals.ts";
import { readFloor } from "./store-floor.ts";
import type { Line } from "./wait.ts";

/** Arrivals per hour by topic that a floor manager expects. */
export type Expecting = Readonly<Record<string, number>>;

export interface HallWhatIf {
  /** Arrivals per hour by topic: measured in the last hour, or as asked. */
  readonly perHour: Expecting;
  /** For so many hours people come as expected. */
  readonly hours: number;
  /** How many wait when the question is asked. */
  readonly waiting: number;
  readonly answers: readonly WhatIfAnswer[];
  /** See `Centres.toOpen`. */
  readonly toOpen: readonly string[];
}

const hour = 3_600_000;
/** So far ahead a manager can foresee who comes; a longer wait is no figure to plan with. */
export const mostHours = 3;
/** More than any counter could serve of one topic. */
const mostAnHour = 40;
/** Limit of the people simulated: keeps the answer well under a second. */
const mostThought = 300;

/** Up to three hours, five times; less for many people, where less is enough. */
function effort(
  people: number,
  { anHour, most }: { readonly anHour: number; readonly most: number },
): { readonly hours: number; readonly seeds: readonly number[] } {
  const hours = Math.min(most, anHour * most > mostThought ? 1 : most);
  const days = Math.floor(mostThought / Math.max(1, people + anHour * hours));
  return { hours, seeds: [1, 2, 3, 4, 5].slice(0, Math.max(1, days)) };
}

/** People come until the hall closes, and for as long as a manager can foresee. */
function hoursAhead(deps: CentresDeps, centre: Centre, now: Date): number {
  const closes = closesToday(centre, now, deps.calendar());
  const left = closes ? (closes.getTime() - now.getTime()) / hour : mostHours;
  return Math.max(0.5, Math.min(mostHours, left));
}

/** The hall as it stands, with times in minutes from now. */
function presentOf(line: Line, open: readonly OpenCounter[]): Present {
  return {
    open: open.map(({ id }) => id),
    busyFor: Object.fromEntries(line.servers.map(({ id, busyFor }) => [id, busyFor])),
    awayFor: Object.fromEntries(
      line.servers.flatMap(({ id, awayFor }) => (awayFor ? [[id, awayFor]] : [])),
    ),
    waiting: line.waiting.map(({ since, appointment, ...one }) => ({
      ...{ id: one.id, topic: one.topic, priority: one.priority, party: one.party },
      ...{ expectedMinutes: one.expectedMinutes, since: since - line.now },
      ...(appointment !== undefined && { appointment: appointment - line.now }),
      ...(one.reserved !== undefined && { reserved: one.reserved }),
      ...(one.line !== undefined && { line: one.line }),
      ...(one.number !== undefined && { number: one.number }),
    })),
  };
}

/** The counters for which the roster has somebody who will come, from now on. */
async function plannedOf(deps: CentresDeps, rosters: Planned, centre: Centre, now: Date) {
  const shifts = await rosters.plannedWithin(centre.id, mostHours * 60);
  const closing = closesToday(centre, now, deps.calendar());
  return plannedFrom(
    shifts.filter(({ absent }) => absent === null),
    {
      minute: minuteOfDay(now, deps.timeZone),
      closes: closing ? minuteOfDay(closing, deps.timeZone) || 24 * 60 : 0,
    },
  );
}

type Planned = Pick<Rosters, "plannedWithin">;

/** A question about this hall from now on. */
async function questionOf(
  deps: CentresDeps,
  { expectations, rosters }: Asked,
  centre: Centre,
  expecting: Expecting,
): Promise<Omit<WhatIf, "seeds"> & { readonly present: Present; readonly anHour: number }> {
  const now = deps.clock();
  const day = dayOf(deps, now);
  const since = new Date(now.getTime() - hour);
  const [came, expected, rows, planned] = await Promise.all([
    arrivalsSince(deps.sql, { centre: centre.id, day, since }),
    expectations(centre.id),
    readFloor(deps, centre.id, day),
    plannedOf(deps, rosters, centre, now),
  ]);
  const topics = centre.topics.map((topic) => ({
    id: topic.id,
    minutes: expected.get(topic.id) ?? topic.minutes,
    perHour: Math.min(mostAnHour, Math.max(0, expecting[topic.id] ?? came.get(topic.id) ?? 0)),
  }));
  const line = lineOf(deps, centre, rows, { expected, now });
  const seated = seatedCounters(centre, rows);
  // Where an officer is awaited, nobody else is to sit down.
  const awaited = new Set(rows.seats.flatMap((seat) => (seat.awaited ? seat.counter : [])));
  const counters = countersToday(centre, rows)
    .filter(({ id }) => !awaited.has(id))
    .map((counter): OpenCounter => seated.find(({ id }) => id === counter.id) ?? counter);
  return {
    ...{ topics, counters, planned: planned.filter(({ id }) => !awaited.has(id)) },
    ...{ present: presentOf(line, seated) },
    hours: hoursAhead(deps, centre, now),
    anHour: topics.reduce((sum, { perHour }) => sum + perHour, 0),
  };
}

interface Asked {
  readonly expectations: Expectations;
  readonly rosters: Planned;
}

/** What a manager asks; `free`: how many operators could sit down at another counter. */
export interface WhatIfAsked {
  readonly expecting?: Expecting;
  readonly free?: number;
}

/** Waits in this hall from now on, with other counters open. */
export async function whatIfAt(
  deps: CentresDeps,
  {
    think,
    ...asked
  }: Asked & { readonly think: (question: WhatIf) => Promise<readonly WhatIfAnswer[]> },
  id: string,
  { expecting = {}, free = 0 }: WhatIfAsked,
): Promise<HallWhatIf | undefined> {
  const centre = centreOf(deps, id);
  if (!centre) return undefined;
  const { anHour, ...question } = await questionOf(deps, asked, centre, expecting);
  const people = question.present.waiting.length;
  const bounds = effort(people, { anHour, most: question.hours });
  return {
    perHour: Object.fromEntries(question.topics.map((topic) => [topic.id, topic.perHour])),
    hours: bounds.hours,
    waiting: people,
    answers: await think({ ...question, ...bounds, free }),
    toOpen: countersToOpen({ ...question, hours: bounds.hours }),
  };
}

/** See `Centres.toOpen`: in the order in which `whatIfAt` opens them. */
export async function toOpen(
  deps: CentresDeps,
  asked: Asked,
  id: string,
): Promise<readonly string[]> {
  const centre = centreOf(deps, id);
  if (!centre) return [];
  const { anHour, ...question } = await questionOf(deps, asked, centre, {});
  const { hours } = effort(question.present.waiting.length, { anHour, most: question.hours });
  return countersToOpen({ ...question, hours });
}
