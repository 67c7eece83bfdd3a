import type { OfficerId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { CentresDeps } from "./deps.ts";
import type { Seat } from "./door.ts";

type SeatOfHall = Omit<Seat, "centre">;

/** Counters of a hall that were opened for officers, or closed while officers had them. */
export interface CountersChanged {
  readonly centre: string;
  readonly opened: readonly SeatOfHall[];
  readonly closed: readonly SeatOfHall[];
  /** Who did it; null: it was put off until a client was done. */
  readonly by: OfficerId | null;
  /** When, ISO 8601: names the occasion. */
  readonly at: string;
}

/** Has these officers told, with the change itself. */
export async function tellCounters(
  { enqueue, clock }: CentresDeps,
  tx: Sql,
  changed: Partial<CountersChanged> & Pick<CountersChanged, "centre">,
): Promise<void> {
  const payload = {
    ...{ opened: [], closed: [], by: null, at: clock().toISOString() },
    ...changed,
  };
  if (payload.opened.length + payload.closed.length > 0)
    await enqueue(tx, [{ task: "tell-counters", payload }]);
}
