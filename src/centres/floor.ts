import { isThere } from "./can-call.ts";
import type { CentresDeps } from "./deps.ts";
import type { Expected } from "./expectations.ts";
import { expectedFor, stillBusy } from "./expected.ts";
import { opensIn } from "./hours.ts";
import type { Centre, CentreRules } from "./model.ts";
import type { OpenCounter, Waiting } from "./queue/index.ts";
import { lineName, orderOf, seriesOf } from "./series.ts";
import type { FloorRow, FloorRows, FrontRows } from "./store-floor.ts";
import type { Line, Server } from "./wait.ts";

const minute = 60_000;

type Counters = Pick<FloorRows, "seats" | "changed">;

/** All counters, with what they serve today. */
export const countersToday = ({ counters }: Centre, { changed }: Pick<FloorRows, "changed">) =>
  counters.map((counter) => ({ ...counter, topics: changed.get(counter.id) ?? counter.topics }));

/** The counters whose officer is there, also where they have a break. */
export const seatedCounters = (centre: Centre, rows: Counters): readonly OpenCounter[] =>
  countersToday(centre, rows).flatMap((counter) => {
    const seat = rows.seats.find((each) => each.counter === counter.id);
    if (!seat || !isThere(seat)) return [];
    return { ...counter, ...(seat.openedFor !== null && { first: seat.openedFor }) };
  });

/** The counters that call. */
export const openCounters = (centre: Centre, rows: Counters): readonly OpenCounter[] =>
  seatedCounters(centre, rows).filter(
    ({ id }) => !rows.seats.some(({ counter, breakSince }) => counter === id && breakSince),
  );

/** Until when whoever did not come when called rests, in milliseconds since 1970. */
export const restsUntil = (
  { skipped }: Pick<FloorRow, "skipped">,
  { callMinutes }: Pick<CentreRules, "callMinutes">,
): number | undefined => (skipped === null ? undefined : skipped + callMinutes * minute);

/** Waiting tickets as the policy sees them, in this order. A closed counter reserves none. */
export function waitingOf(
  { tickets }: FrontRows,
  open: readonly OpenCounter[],
  expected: Expected,
  rules: CentreRules,
): readonly (Waiting & { readonly row: FloorRow })[] {
  const order = orderOf(rules);
  const openIds = new Set(open.map(({ id }) => id));
  return tickets
    .filter(({ status }) => status === "waiting")
    .map((row) => ({ row, rests: restsUntil(row, rules) }))
    .map(({ row, rests }) => ({
      row,
      ...{ id: row.id, number: row.number },
      ...(order === "arrival" && { line: lineName(row.topic, seriesOf(row)) }),
      topic: row.topic,
      priority: row.group !== null || row.putFirst,
      party: row.party,
      since: row.since / minute,
      expectedMinutes: expectedFor(expected.get(row.topic) ?? 10, row),
      ...(rests !== undefined && { restsUntil: rests / minute }),
      ...(row.appointment !== null && { appointment: row.appointment / minute }),
      ...(row.reserved !== null && openIds.has(row.reserved) && { reserved: row.reserved }),
    }));
}

/**
 * These counters, with how long each is expected to be busy, or to have a break. Of whoever has no
 * ticket nobody knows the topic: they take as long as the counter's topics in the mean.
 */
export function serversOf(
  open: readonly OpenCounter[],
  { tickets, seats, withoutTicket }: FloorRows,
  expected: Expected,
  now: Date,
): readonly Server[] {
  const inHand = new Map(
    tickets.filter(({ status }) => status !== "waiting").map((row) => [row.counter, row]),
  );
  return open.map(({ id, topics, first: topic }) => {
    const first = topic !== undefined && { first: topic };
    const row = inHand.get(id);
    const until = seats.find(({ counter }) => counter === id)?.breakUntil;
    const away = until ? Math.max(1, (until.getTime() - now.getTime()) / minute) : 0;
    const file = withoutTicket.get(id);
    if (!row && file) {
      const usual = topics.map((topic) => expected.get(topic) ?? 10);
      const mean = usual.reduce((sum, each) => sum + each, 0) / Math.max(1, usual.length);
      const left = stillBusy(mean, (now.getTime() - file.getTime()) / minute);
      return { id, topics, ...first, busyFor: Math.max(away, left), awayFor: away };
    }
    if (!row) return { id, topics, ...first, busyFor: away, awayFor: away };
    const whole = expectedFor(expected.get(row.topic) ?? 10, row);
    const elapsed = row.started === null ? 0 : (now.getTime() - row.started) / minute;
    return { id, topics, ...first, busyFor: stillBusy(whole, elapsed) };
  });
}

/** The queue, to compute waits from. */
export const lineOf = (
  deps: Pick<CentresDeps, "calendar">,
  centre: Centre,
  rows: FloorRows,
  { expected, now }: { readonly expected: Expected; readonly now: Date },
): Line<Waiting & { readonly row: FloorRow }> => {
  const open = seatedCounters(centre, rows);
  return {
    order: orderOf(centre.rules),
    now: now.getTime() / minute,
    waiting: waitingOf(rows, open, expected, centre.rules),
    servers: serversOf(open, rows, expected, now),
    opensIn: opensIn(centre, now, deps.calendar()),
  };
};
