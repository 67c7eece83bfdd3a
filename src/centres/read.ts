import { announcedAt } from "./announcements.ts";
import { queueOf } from "./call-order.ts";
import { isLaterThanCall, type TicketRow } from "./decide.ts";
import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import type { Expectations } from "./expectations.ts";
import { countersToday, lineOf, openCounters } from "./floor.ts";
import { closesToday } from "./hours.ts";
import type { Board, Centre, Hall, Ticket, Wait } from "./model.ts";
import { inOrder, waitIn } from "./order.ts";
import type { Waiting } from "./queue/index.ts";
import {
  phoneOf,
  readStatuses,
  ticketById,
  ticketByNumber,
  ticketByToken,
  toTicket,
} from "./store.ts";
import { readBoard, readParked, readToday } from "./store-board.ts";
import { type FloorRow, type FloorRows, type FloorSeat, readFloor } from "./store-floor.ts";
import { canTake, type Foreseen, foreseenWithin, type Line, longWaitOf } from "./wait.ts";
import type { Waits } from "./waits.ts";

/** The wait of this ticket; null where it does not wait. */
async function waitOf(
  deps: CentresDeps,
  expectations: Expectations,
  { id, centre: name, day }: Ticket,
): Promise<Wait | null> {
  const centre = centreOf(deps, name);
  if (!centre) return null;
  const [rows, expected] = await Promise.all([readFloor(deps, name, day), expectations(name)]);
  return waitIn(lineOf(deps, centre, rows, { expected, now: deps.clock() }), id);
}

/** See `Centres.ticketOf`. */
export async function ticketOf(deps: CentresDeps, expectations: Expectations, token: string) {
  return withWait(deps, expectations, await ticketByToken(deps.sql, token));
}

/** See `Centres.ticketNumbered`. */
export async function ticketNumbered(
  deps: CentresDeps,
  expectations: Expectations,
  at: { readonly centre: string; readonly number: string },
) {
  const row = await ticketByNumber(deps.sql, { ...at, day: dayOf(deps, deps.clock()) });
  return withWait(deps, expectations, row);
}

async function withWait(
  deps: CentresDeps,
  expectations: Expectations,
  row: TicketRow | undefined,
): Promise<{ ticket: Ticket; wait: Wait | null } | undefined> {
  if (!row) return undefined;
  const ticket = toTicket(row);
  const wait = ticket.status === "waiting" ? await waitOf(deps, expectations, ticket) : null;
  return { ticket, wait };
}

/**
 * What a job needs to notify the holder of a ticket; undefined where there is nothing left to say.
 */
export interface ToTell {
  readonly ticket: Ticket;
  readonly phone: string;
  readonly wait: Wait;
  /** It is nearly time, and nothing more is said before the call. */
  readonly soonTold: boolean;
}

export async function toTell(
  deps: CentresDeps,
  expectations: Expectations,
  id: string,
): Promise<ToTell | undefined> {
  const [row, reached] = await Promise.all([ticketById(deps.sql, id), phoneOf(deps.sql, id)]);
  if (!row || !reached || row.status !== "waiting") return undefined;
  const ticket = toTicket(row);
  const wait = await waitOf(deps, expectations, ticket);
  return wait ? { ticket, wait, ...reached } : undefined;
}

/** See `Centres.statusesOf`. */
export async function statusesOf(
  deps: CentresDeps,
  centre: string,
  numbers: readonly string[],
): Promise<readonly Pick<Ticket, "number" | "status" | "endedAt">[]> {
  return numbers.length === 0
    ? []
    : readStatuses(deps.sql, { centre, day: dayOf(deps, deps.clock()), numbers });
}

/** See `Centres.board`. */
export async function board(
  deps: CentresDeps,
  expectations: Expectations,
  id: string,
): Promise<Board | undefined> {
  const centre = centreOf(deps, id);
  if (!centre) return undefined;
  const now = deps.clock();
  const day = dayOf(deps, now);
  const [calls, rows, expected, announced] = await Promise.all([
    readBoard(deps.sql, id, day),
    readFloor(deps, id, day),
    expectations(id),
    announcedAt(deps.sql, id, now),
  ]);
  return { ...calls, announced, next: nextOf(lineOf(deps, centre, rows, { expected, now })) };
}

/** More does not fit, and is not certain. */
const nextShown = 6;

/**
 * The numbers that open counters are expected to call next, were nobody else to come. Not one call
 * more is foreseen than there are such tickets: a long queue without a counter costs nothing.
 */
export function nextOf(line: Line<Waiting>): readonly string[] {
  const callable = line.waiting.filter((one) => line.servers.some((each) => canTake(each, one)));
  return inOrder(line)
    .filter(({ counter }) => counter !== undefined)
    .take(Math.min(nextShown, callable.length))
    .toArray()
    .flatMap(({ one }) => one.number ?? []);
}

/** See `Centres.hall`; `waits` are computed once for each change of the hall. */
export async function hall(
  deps: CentresDeps,
  {
    expectations,
    waits,
  }: { readonly expectations: Expectations; readonly waits: (centre: string) => Promise<Waits> },
  id: string,
): Promise<Hall | undefined> {
  const centre = centreOf(deps, id);
  if (!centre) return undefined;
  const now = deps.clock();
  const day = dayOf(deps, now);
  const [rows, parked, today, expected, told] = await Promise.all([
    readFloor(deps, id, day),
    readParked(deps.sql, id, day),
    readToday(deps.sql, id, day),
    expectations(id),
    waits(id),
  ]);
  const closes = closesSoon(deps, centre, now);
  const horizon = closes ? Number.POSITIVE_INFINITY : longWaitOf(centre);
  const calls = foreseenWithin(lineOf(deps, centre, rows, { expected, now }), horizon);
  return {
    centre,
    counters: countersOf(centre, rows),
    topics: topicsOf(centre, rows, { told, now, calls }),
    parked,
    queue: queueOf(rows, centre.rules),
    waitingNow: waitingNow(rows, now),
    late: closes && lateOf(centre, calls, { closes, now }),
    today,
  };
}

/** The waits of those who have not been called yet, which no mean of the day includes. */
function waitingNow({ tickets }: FloorRows, now: Date): Hall["waitingNow"] {
  const waits = tickets
    .filter(({ status }) => status === "waiting")
    .map(({ number, since, appointment }) => {
      const ms = now.getTime() - Math.max(since, appointment ?? since);
      return { number, minutes: Math.max(0, Math.floor(ms / 60_000)), since };
    })
    .sort((a, b) => a.minutes - b.minutes || b.since - a.since || (a.number < b.number ? 1 : -1));
  const last = waits.at(-1);
  return {
    tickets: waits.length,
    medianMinutes: waits[waits.length >> 1]?.minutes ?? null,
    ...{ longestMinutes: last?.minutes ?? null, longest: last?.number ?? null },
  };
}

type Calls = readonly Foreseen<Waiting>[];

/** So long before the hall closes it is foreseen who is not called any more. */
const foreseeMinutes = 240;

/** When the hall closes today; null where that is later, or has been. */
function closesSoon(deps: CentresDeps, centre: Centre, now: Date): Date | null {
  const closes = closesToday(centre, now, deps.calendar());
  return closes && minutesTo(closes, now) <= foreseeMinutes ? closes : null;
}

const minutesTo = (at: Date, now: Date): number => (at.getTime() - now.getTime()) / 60_000;

/** Who waits for counters that are open, and is expected to be called only after closing. */
function lateOf(
  centre: Centre,
  calls: Calls,
  { closes, now }: { readonly closes: Date; readonly now: Date },
): Hall["late"] {
  const left = minutesTo(closes, now);
  const tickets = new Map<string, number>();
  for (const { one, counter, inMinutes } of calls)
    if (counter !== undefined && inMinutes > left)
      tickets.set(one.topic, (tickets.get(one.topic) ?? 0) + 1);
  if (tickets.size === 0) return null;
  const byTopic = centre.topics.flatMap(({ id: topic }) => {
    const count = tickets.get(topic);
    return count ? [{ topic, tickets: count }] : [];
  });
  return { closes, byTopic };
}

function countersOf(centre: Centre, rows: FloorRows): Hall["counters"] {
  const { seats, tickets, changed, withoutTicket } = rows;
  const date = (at: number | null) => (at === null ? null : new Date(at));
  const backSince = ({ called }: FloorRow, seat: FloorSeat | undefined) => {
    const since = seat?.signedInSince ?? null;
    return isLaterThanCall({ calledAt: date(called) }, since) ? since : null;
  };
  const rowOf = ({ id, number, status, topic, called, started, why }: FloorRow) => ({
    ...{ id, number, status, topic, why },
    ...{ calledAt: date(called), startedAt: date(started) },
  });
  return countersToday(centre, rows).map((counter) => {
    const seat = seats.find((each) => each.counter === counter.id);
    const inHand = tickets.find((row) => row.counter === counter.id);
    return {
      ...{ ...counter, open: seat !== undefined, officer: seat?.officer ?? null },
      ...{ breakUntil: seat?.breakUntil ?? null, signedOutAt: seat?.signedOutAt ?? null },
      ...{ awaited: seat?.awaited ?? false, hasLeft: seat?.hasLeft ?? false },
      after: seat?.closesAfter ? { to: seat.movesTo } : null,
      first: seat?.openedFor ?? null,
      topicsChanged: changed.has(counter.id),
      ticket: inHand ? { ...rowOf(inHand), backSince: backSince(inHand, seat) } : null,
      withoutTicket: withoutTicket.get(counter.id) ?? null,
    };
  });
}

function topicsOf(
  centre: Centre,
  rows: FloorRows,
  { told, now, calls }: { readonly told: Waits; readonly now: Date; readonly calls: Calls },
): Hall["topics"] {
  const calling = openCounters(centre, rows);
  const long = longWaitOf(centre);
  const inHand = rows.tickets.filter(({ status }) => status !== "waiting");
  const soon = calls.filter((call) => call.counter !== undefined && call.inMinutes <= long);
  const isCalled = (id: string) =>
    inHand.some(({ topic }) => topic === id) || soon.some(({ one }) => one.topic === id);
  return centre.topics.map((topic) => {
    const ofTopic = rows.tickets.filter(
      (each) => each.status === "waiting" && each.topic === topic.id,
    );
    const openCount = calling.filter(({ topics }) => topics.includes(topic.id)).length;
    const oldest = Math.min(now.getTime(), ...ofTopic.map(({ since }) => since));
    return {
      ...topic,
      waiting: ofTopic.length,
      longestMinutes: Math.floor((now.getTime() - oldest) / 60_000),
      wait: told.get(topic.id) ?? null,
      openCounters: openCount,
      isPassedOver: openCount > 0 && ofTopic.length > 0 && !isCalled(topic.id),
    };
  });
}
