import type { Sql } from "../../platform/db/index.ts";
import type { Observer } from "../../platform/events/index.ts";
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

/**
 * Keeps what our side states to the other, in the transaction in which it happened; where the
 * registers are linked, a job sends it.
 *
 * @param side the government that keeps this register
 */
export const statementsOf =
  (side: Side): Observer =>
  async (tx, seen) => {
    const own = ownEvents(seen, sharedParts, side);
    for (const { event, shared } of own) {
      const stated = { subject: seen.about, slot: shared.slot, type: event.type, data: event.data };
      await stateOurs(tx, side, { ...stated, at: seen.at }, shared);
    }
    if (own.length > 0) await sendSoon(tx);
    if (subjectOf(sharedParts, seen.about) && (await hasRefused(tx, seen.about)))
      await enqueue(tx, [
        { task: "partnership.take-over", payload: {}, key: "partnership.take-over" },
      ]);
  };

/** Plans the sending where the registers are linked. */
async function sendSoon(tx: Sql): Promise<void> {
  const [row] = await tx`select 1 from partnership.link where address is not null`;
  if (row) await enqueue(tx, [{ task: "partnership.send", payload: {}, key: "partnership.send" }]);
}

/** States what stood in the register before statements were kept; does nothing the second time. */
export async function catchUp(tx: Sql, side: Side): Promise<void> {
  const stated = await readStatedSubjects(tx, side);
  for (const part of sharedParts) {
    for (const { subject, events } of await part.histories(tx)) {
      if (stated.has(subject) || !subjectOf(sharedParts, subject)) continue;
      for (const { type, data, at, actor } of events) {
        const event = { type, data: data as object };
        const shared = isStatedBy(actor) ? sharedOf(part, event, side) : undefined;
        if (!shared) continue;
        const { slot } = shared;
        await stateOurs(tx, side, { subject, slot, type, data: data as object, at }, shared);
      }
    }
  }
}
