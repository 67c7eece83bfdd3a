import type { Expected } from "./expectations.ts";
import { forParty } from "./expected.ts";
import type { Centre } from "./model.ts";
import type { OpenCounter, Waiting } from "./queue/index.ts";
import type { FloorRow, FloorRows } from "./store-floor.ts";
import { type InLine, type Server, waitsOf } from "./wait.ts";

const minute = 60_000;

/** The open counters, as the data of the centre knows them. */
export const openCounters = ({ counters }: Centre, { seats }: FloorRows): readonly OpenCounter[] =>
  counters.filter(({ id }) => seats.some(({ counter }) => counter === id));

/** Those that wait, as the policy sees them. A counter that is closed keeps nobody for itself. */
export function waitingOf(
  { tickets }: FloorRows,
  open: readonly OpenCounter[],
  expected: Expected,
): readonly (Waiting & { readonly row: FloorRow })[] {
  const openIds = new Set(open.map(({ id }) => id));
  return tickets
    .filter(({ status }) => status === "waiting")
    .map((row) => ({
      row,
      id: row.id,
      topic: row.topic,
      priority: row.group !== null,
      party: row.party,
      since: row.since / minute,
      expectedMinutes: forParty(expected.get(row.topic) ?? 10, row.party),
      ...(row.appointment !== null && { appointment: row.appointment / minute }),
      ...(row.reserved !== null && openIds.has(row.reserved) && { reserved: row.reserved }),
    }));
}

/** The open counters, with how long each is still expected to be busy. */
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
    if (!row) return { topics, busyFor: 0 };
    const whole = forParty(expected.get(row.topic) ?? 10, row.party);
    const gone = row.started === null ? 0 : (now.getTime() - row.started) / minute;
    // Whoever has taken longer than expected is taken to need another quarter of it.
    return { topics, busyFor: Math.max(whole - gone, whole / 4) };
  });
}

/** Somebody with three or fewer before him, or at most ten minutes to go, is told to come near. */
const near = { ahead: 3, minutes: 10 };

/** Those with a telephone who were not yet told that it is nearly time, and now have to be. */
export function nearlyNext<T extends InLine & { readonly row: Pick<FloorRow, "id" | "tell"> }>(
  waiting: readonly T[],
  servers: readonly Server[],
): readonly string[] {
  if (!waiting.some(({ row }) => row.tell)) return [];
  return [...waitsOf(waiting, servers)]
    .filter(([{ row }, wait]) => row.tell && isNear(wait))
    .map(([{ row }]) => row.id);
}

export const isNear = (wait: { readonly ahead: number; readonly toMinutes: number }): boolean =>
  wait.ahead <= near.ahead || wait.toMinutes <= near.minutes;
