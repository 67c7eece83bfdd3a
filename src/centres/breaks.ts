import { ok, type Result, refuse } from "../kernel/index.ts";
import { transaction } from "../platform/db/index.ts";
import { tellChange } from "./changes.ts";
import type { CentresDeps } from "./deps.ts";
import type { Seat } from "./door.ts";
import { counterToday } from "./seats.ts";
import { takeTurn, ticketsAtCounter } from "./store.ts";
import { setBreak } from "./store-counters.ts";
import { seatAt } from "./store-floor.ts";

/** What an operator can choose. */
export const breakMinutes = [10, 15, 30, 45, 60] as const;
export type BreakMinutes = (typeof breakMinutes)[number];

const minute = 60_000;

/**
 * A break of the officer at a counter: it stays theirs and calls nobody. The waits that people are
 * told count it until then. Refuses centre.not-seated, and centre.client-open while somebody is
 * called or served there.
 */
export const beginBreak = (
  deps: CentresDeps,
  seat: Seat,
  minutes: BreakMinutes,
): Promise<Result<true>> =>
  transaction(deps.sql, async (tx) => {
    await takeTurn(tx, seat.centre);
    const [there, tickets] = await Promise.all([
      seatAt(tx, seat.centre, seat.counter),
      ticketsAtCounter(tx, counterToday(deps, seat)),
    ]);
    if (there?.officer !== seat.officer) return refuse("not-allowed", "centre.not-seated");
    if (tickets.some(({ status }) => status !== "parked"))
      return refuse("conflict", "centre.client-open");
    const since = deps.clock();
    await setBreak(tx, seat, { since, until: new Date(since.getTime() + minutes * minute) });
    await tellChange(tx, seat.centre);
    return ok(true);
  });

/** The officer is back. Idempotent. Refuses centre.not-seated. */
export const endBreak = (deps: CentresDeps, seat: Seat): Promise<Result<true>> =>
  transaction(deps.sql, async (tx) => {
    await takeTurn(tx, seat.centre);
    const there = await seatAt(tx, seat.centre, seat.counter);
    if (there?.officer !== seat.officer) return refuse("not-allowed", "centre.not-seated");
    await setBreak(tx, seat, null);
    await tellChange(tx, seat.centre);
    return ok(true);
  });
