import { createHmac, type KeyObject } from "node:crypto";
import type { NewTicket, Ticket } from "../centres/index.ts";
import { type CommandId, dateIn, type Result, refuse } from "../kernel/index.ts";
import type { ActDeps } from "./deps.ts";

/** Enough for missed turns; nobody needs more in a day outside the hall. */
const mostADay = 5;

const over: ReadonlySet<Ticket["status"]> = new Set(["done", "absent", "left"]);

interface Deps extends Pick<ActDeps, "clock" | "calendar"> {
  readonly centres: Pick<ActDeps["centres"], "takeTicket">;
  /** Key of the pseudonym of a ticket's holder. */
  readonly holderKey: KeyObject;
}

/**
 * A ticket for somebody not yet in the hall: one at a time for a signed-in person or a telephone
 * number, at most five a day. `ownToken` is the token of the ticket that this browser has: anybody
 * can type another's number, so only the holder sees an existing ticket. Refuses hall.phone-used,
 * hall.enough-today, and as `centres.takeTicket` does.
 */
export async function takeOwnTicket(
  deps: Deps,
  order: NewTicket,
  ownToken: string | undefined,
): Promise<Result<Ticket>> {
  const began = deps.clock();
  const holder = holderOf(deps, order);
  for (let turn = 0; turn < mostADay; turn++) {
    const key = `own:${holder}:${turn}` as CommandId;
    const taken = await deps.centres.takeTicket({ ...order, key });
    if (!taken.ok) return taken;
    const { value: ticket } = taken;
    if (over.has(ticket.status)) continue;
    const isNew = ticket.takenAt >= began;
    if (isNew || order.person || ownToken === ticket.token) return taken;
    return refuse("conflict", "hall.phone-used");
  }
  return refuse("conflict", "hall.enough-today");
}

/** A pseudonym of the holder that cannot be reversed. */
function holderOf(
  { clock, calendar, holderKey }: Deps,
  { centre, person, phone }: NewTicket,
): string {
  const day = dateIn(clock(), calendar().timeZone);
  const text = [centre, day, person ?? phone].join(" ");
  return createHmac("sha256", holderKey).update(text).digest("base64url").slice(0, 32);
}
