import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import type { Expectations } from "./expectations.ts";
import { lineOf, restsUntil } from "./floor.ts";
import type { CallAhead, CentreRules, QueuedTicket } from "./model.ts";
import { inOrder, nextAt } from "./order.ts";
import { callReason } from "./queue/index.ts";
import { type FloorRow, type FloorRows, readFloor } from "./store-floor.ts";
import { waitOf } from "./wait.ts";

/** Everybody who waits, longest first. */
export const queueOf = (
  { tickets }: Pick<FloorRows, "tickets">,
  rules: CentreRules,
): readonly QueuedTicket[] =>
  tickets
    .filter(({ status }) => status === "waiting")
    .sort((a, b) => a.since - b.since || (a.number < b.number ? -1 : 1))
    .map((row) => queuedOf(row, rules));

const queuedOf = (
  { since, group, putFirst, appointment, ...row }: FloorRow,
  rules: CentreRules,
): QueuedTicket => {
  const rests = restsUntil(row, rules);
  return {
    ...{ id: row.id, number: row.number, topic: row.topic, party: row.party },
    ...{ reserved: row.reserved, since: new Date(since), priority: group !== null || putFirst },
    appointment: appointment === null ? null : new Date(appointment),
    restsUntil: rests === undefined ? null : new Date(rests),
  };
};

/** A ticket that is thought of as put first, to see what that would change. */
export interface AsIf {
  readonly putFirst?: string;
}

/** See `Centres.callOrder`. */
export async function callOrder(
  deps: CentresDeps,
  expectations: Expectations,
  id: string,
  { putFirst }: AsIf = {},
): Promise<readonly CallAhead[]> {
  const centre = centreOf(deps, id);
  if (!centre) return [];
  const now = deps.clock();
  const [floor, expected] = await Promise.all([
    readFloor(deps, id, dayOf(deps, now)),
    expectations(id),
  ]);
  const tickets = floor.tickets.map((row) =>
    row.id === putFirst ? { ...row, putFirst: true } : row,
  );
  const rows = { ...floor, tickets };
  const line = lineOf(deps, centre, rows, { expected, now });
  const next = new Map(line.servers.map(({ id: counter }) => [counter, nextAt(line, counter)]));
  const calls = inOrder(line)
    .flatMap((call) => {
      const { one, counter, inMinutes, ahead, situation } = call;
      if (counter === undefined) return [];
      const nextHere = next.get(counter);
      const isNext = nextHere?.one === one;
      const reason = isNext ? nextHere.why : callReason(situation, one);
      // That nobody else waits by then says nothing of those who wait now.
      const why = !isNext && reason === "only" ? undefined : reason;
      const wait = waitOf(call);
      return [
        {
          ...queuedOf(one.row, centre.rules),
          call: { counter, inMinutes, wait, ahead, isNext, why },
        },
      ];
    })
    .toArray();
  const called = new Set(calls.map((one) => one.id));
  const others = queueOf(rows, centre.rules).filter((one) => !called.has(one.id));
  return [...calls, ...others.map((one) => ({ ...one, call: undefined }))];
}
