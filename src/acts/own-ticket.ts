import { createHmac } from "node:crypto";
import type { NewTicket, Ticket } from "../centres/index.ts";
import { type CommandId, dateIn, type Result, refuse } from "../kernel/index.ts";
import type { ActDeps } from "./deps.ts";

/** Who missed their turn may take another; nobody needs more in a day from where they are. */
const mostADay = 5;

const over: ReadonlySet<Ticket["status"]> = new Set(["done", "absent", "left"]);

interface Deps extends Pick<ActDeps, "clock" | "calendar"> {
  readonly centres: Pick<ActDeps["centres"], "takeTicket">;
  /** Makes whoever holds a ticket unreadable in the name under which it was taken. */
  readonly holderKey: Uint8Array;
}

/**
 * A ticket before its holder is in the hall: one at a time for a signed-in person, and one for a
 * telephone number; at most five a day. `shown` is the token of the ticket that this browser holds
 * already: anybody can type another's number, so another's ticket is shown to its holder alone.
 * Refuses hall.phone-used, hall.enough-today, and as `centres.takeTicket` does.
 */
export async function takeOwnTicket(
  deps: Deps,
  wanted: NewTicket,
  shown: string | undefined,
): Promise<Result<Ticket>> {
  const began = deps.clock();
  const holder = holderOf(deps, wanted);
  for (let turn = 0; turn < mostADay; turn++) {
    const key = `own:${holder}:${turn}` as CommandId;
    const taken = await deps.centres.takeTicket({ ...wanted, key });
    if (!taken.ok) return taken;
    const { value: ticket } = taken;
    if (over.has(ticket.status)) continue;
    const isNew = ticket.takenAt >= began;
    if (isNew || wanted.person || shown === ticket.token) return taken;
    return refuse("conflict", "hall.phone-used");
  }
  return refuse("conflict", "hall.enough-today");
}

/** Whom a ticket is for, as nobody can read it back. */
function holderOf(
  { clock, calendar, holderKey }: Deps,
  { centre, person, phone }: NewTicket,
): string {
  const day = dateIn(clock(), calendar().timeZone);
  const text = [centre, day, person ?? phone].join(" ");
  return createHmac("sha256", holderKey).update(text).digest("base64url").slice(0, 32);
}
