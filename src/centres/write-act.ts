import { ok, type Result } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { tellChange } from "./changes.ts";
import { type Act, decide, type TicketRow } from "./decide.ts";
import type { CentresDeps } from "./deps.ts";
import type { Seat } from "./door.ts";
import type { Ticket } from "./model.ts";
import { addMoments, changeTicket, type MomentOf } from "./store.ts";

type At = Partial<Pick<Seat, "counter" | "officer">> & Pick<MomentOf, "reason">;

/** Decides an act on a ticket and writes its changes; the caller holds the hall's lock. */
export async function writeAct(
  deps: CentresDeps,
  tx: Sql,
  row: TicketRow,
  act: Act,
  at?: At,
): Promise<Result<Ticket>> {
  const now = deps.clock();
  const decided = decide(row, act, now);
  if (!decided.ok) return decided;
  const { change, what } = decided.value;
  const [ticket] = await Promise.all([
    changeTicket(tx, row, change),
    addMoments(tx, now, [{ ticket: row.id, what, topic: row.topic, ...at }]),
    tellChange(tx, row.centre),
  ]);
  return ok(ticket);
}
