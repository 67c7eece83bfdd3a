import type { CalledTwice } from "../counter/index.ts";
import type { ActDeps } from "./deps.ts";

interface Deps {
  readonly clock: ActDeps["clock"];
  readonly counter: Pick<ActDeps["counter"], "calledTwice">;
  readonly centres: Pick<ActDeps["centres"], "statusesOf">;
}

/** So long it is told where nothing is left to ask: the ticket was over when the device told it. */
const toldMillis = 15 * 60_000;

/**
 * Tickets of this hall that a device without network called as well: until they are over. One that
 * was over when the hall heard of it, or by that, is told for a while.
 */
export async function calledOnBoth(
  { clock, counter, centres }: Deps,
  centre: string,
): Promise<readonly CalledTwice[]> {
  const twice = await counter.calledTwice(centre);
  const numbers = twice.map(({ number }) => number);
  const tickets = await centres.statusesOf(centre, numbers);
  const since = clock().getTime() - toldMillis;
  return twice.filter(({ number, toldAt }) => {
    const ticket = tickets.find((each) => each.number === number);
    if (!ticket?.endedAt) return ticket !== undefined;
    return ticket.endedAt <= toldAt && toldAt.getTime() > since;
  });
}
