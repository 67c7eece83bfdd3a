import { ok, type Result } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { tellChange } from "./changes.ts";
import { type Act, decide, type Held } from "./decide.ts";
import type { CentresDeps } from "./deps.ts";
import type { Seat } from "./door.ts";
import type { Ticket } from "./model.ts";
import { addMoments, changeTicket } from "./store.ts";

type At = Pick<Seat, "counter"> & Partial<Pick<Seat, "officer">>;

/** Decides an act on a ticket and writes what it changes; the hall's turn is taken by whoever asks. */
export async function writeAct(
  deps: CentresDeps,
  tx: Sql,
  held: Held,
  act: Act,
  at?: At,
): Promise<Result<Ticket>> {
  const now = deps.clock();
  const decided = decide(held, act, now);
  if (!decided.ok) return decided;
  const { change, what } = decided.value;
  const [ticket] = await Promise.all([
    changeTicket(tx, held, change),
    addMoments(tx, now, [{ ticket: held.id, what, topic: held.topic, ...at }]),
    tellChange(tx, held.centre),
  ]);
  return ok(ticket);
}
