import type { CentresDeps } from "./deps.ts";
import type { Expected } from "./expectations.ts";
import { expectedFor, stillBusy } from "./expected.ts";
import { opensIn } from "./hours.ts";
import type { Centre } from "./model.ts";
import type { OpenCounter, Waiting } from "./queue/index.ts";
import { type CallOrder, lineName, orderOf, seriesOf } from "./series.ts";
import type { FloorRow, FloorRows } from "./store-floor.ts";
import type { Line, Server } from "./wait.ts";

const minute = 60_000;

/** The open counters, with their data from the centre. */
export const openCounters = ({ counters }: Centre, { seats }: FloorRows): readonly OpenCounter[] =>
  counters.filter(({ id }) => seats.some(({ counter }) => counter === id));

/** Waiting tickets as the policy sees them, in this order. A closed counter reserves none. */
export function waitingOf(
  { tickets }: FloorRows,
  open: readonly OpenCounter[],
  expected: Expected,
  order: CallOrder,
): readonly (Waiting & { readonly row: FloorRow })[] {
  const openIds = new Set(open.map(({ id }) => id));
  return tickets
    .filter(({ status }) => status === "waiting")
    .map((row) => ({
      row,
      ...{ id: row.id, number: row.number },
      ...(order === "arrival" && { line: lineName(row.topic, seriesOf(row)) }),
      topic: row.topic,
      priority: row.group !== null || row.putFirst,
      party: row.party,
      since: row.since / minute,
      expectedMinutes: expectedFor(expected.get(row.topic) ?? 10, row),
      ...(row.appointment !== null && { appointment: row.appointment / minute }),
      ...(row.reserved !== null && openIds.has(row.reserved) && { reserved: row.reserved }),
    }));
}

/** The open counters, with how long each is expected to be busy. */
export function serversOf(
  open: readonly OpenCounter[],
  { tickets }: FloorRows,
  expected: Expected,
  now: Date,
): readonly Server[] {
  const inHand = new Map(
    tickets.filter(({ status }) => status !== "waiting").map((row) => [row.counter, row]),
  );
  return open.map(({ id, topics }) => {
    const row = inHand.get(id);
    if (!row) return { id, topics, busyFor: 0 };
    const whole = expectedFor(expected.get(row.topic) ?? 10, row);
    const elapsed = row.started === null ? 0 : (now.getTime() - row.started) / minute;
    return { id, topics, busyFor: stillBusy(whole, elapsed) };
  });
}

/** The queue, to compute waits from. */
export const lineOf = (
  deps: Pick<CentresDeps, "calendar">,
  centre: Centre,
  rows: FloorRows,
  { expected, now }: { readonly expected: Expected; readonly now: Date },
): Line<Waiting & { readonly row: FloorRow }> => {
  const open = openCounters(centre, rows);
  const order = orderOf(centre.rules);
  return {
    order,
    now: now.getTime() / minute,
    waiting: waitingOf(rows, open, expected, order),
    servers: serversOf(open, rows, expected, now),
    opensIn: opensIn(centre, now, deps.calendar()),
  };
};
