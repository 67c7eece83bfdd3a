import type { Sql } from "../../platform/db/index.ts";
import type { ObservedEvents, Observer } from "../../platform/events/index.ts";
import { enqueue, type NoPayload } from "../../platform/jobs/index.ts";
import type { Side } from "../instruments/model.ts";
import { sharedParts } from "./parts.ts";
import { isStatedBy, ownEvents, sharedOf, subjectOf } from "./sharing.ts";
import { hasRefused, readStatedSubjects, stateOurs } from "./store.ts";

declare module "../../platform/jobs/index.ts" {
  interface Jobs {
    /** Sends what waits to the linked register; nothing where there is no link. */
    readonly "partnership.send": NoPayload;
    /** Takes over what the other side stated and our register could not take before. */
    readonly "partnership.take-over": NoPayload;
  }
}

/** Other governments that a subject concerns. @param side our own */
export async function othersOf(tx: Sql, side: Side, subject: string): Promise<readonly Side[]> {
  const at = subjectOf(sharedParts, subject);
  const parties = (await at?.part.partiesOf(tx, at.id)) ?? [];
  return parties.filter((party) => party !== side);
}

/** The same in the act itself, before the rows of a subject that it makes can be read. */
async function othersIn(tx: Sql, side: Side, { about, events }: ObservedEvents) {
  const part = subjectOf(sharedParts, about)?.part;
  for (const event of events.toReversed()) {
    const parties = await part?.partiesSaid(tx, event);
    if (parties) return parties.filter((party) => party !== side);
  }
  return othersOf(tx, side, about);
}

/**
 * Keeps what our side states to others, in the transaction in which it happened; where a register
 * is linked, a job sends it.
 *
 * @param side the government that keeps this register
 */
export const statementsOf =
  (side: Side): Observer =>
  async (tx, seen) => {
    const { about } = seen;
    if (!subjectOf(sharedParts, about)) return;
    const own = ownEvents(seen, sharedParts, side);
    const others = own.length > 0 ? await othersIn(tx, side, seen) : [];
    for (const { event, shared } of own) {
      const stated = { subject: about, slot: shared.slot, type: event.type, data: event.data };
      await stateOurs(tx, side, { ...stated, at: seen.at }, shared, others);
    }
    if (others.length > 0) await sendSoon(tx, others);
    if (await hasRefused(tx, about))
      await enqueue(tx, [
        { task: "partnership.take-over", payload: {}, key: "partnership.take-over" },
      ]);
  };

/** Plans the sending where one of these registers is linked. */
async function sendSoon(tx: Sql, others: readonly Side[]): Promise<void> {
  const [row] = await tx`
    select 1 from partnership.partner
    where side = any(${others}::text[]) and address is not null limit 1`;
  if (row) await enqueue(tx, [{ task: "partnership.send", payload: {}, key: "partnership.send" }]);
}

/** States what stood in the register before statements were kept; does nothing the second time. */
export async function catchUp(tx: Sql, side: Side): Promise<void> {
  const stated = await readStatedSubjects(tx, side);
  for (const part of sharedParts) {
    for (const { subject, events } of await part.histories(tx, stated)) {
      if (!subjectOf(sharedParts, subject)) continue;
      const others = await othersOf(tx, side, subject);
      for (const { type, data, at, actor } of events) {
        const event = { type, data: data as object };
        const shared = isStatedBy(actor) ? sharedOf(part, event, side) : undefined;
        if (!shared) continue;
        const { slot } = shared;
        await stateOurs(tx, side, { subject, slot, ...event, at }, shared, others);
      }
    }
  }
}
