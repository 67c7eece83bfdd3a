import { type Sql, transaction } from "../platform/db/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import type { Expectations } from "./expectations.ts";
import { lineOf } from "./floor.ts";
import { inOrder, rests } from "./order.ts";
import type { Waiting } from "./queue/index.ts";
import { markTold } from "./store.ts";
import { type FloorRow, type FrontRows, readFloor } from "./store-floor.ts";
import type { Line } from "./wait.ts";

/** Long enough to come back from a shop across the road. */
const nearMinutes = 20;

/**
 * Tickets with a telephone number that must be notified now: not yet notified, and nearly time or
 * next to be called.
 */
export function nearlyNext<T extends Waiting & { readonly row: Pick<FloorRow, "id" | "tell"> }>(
  line: Line<T>,
): readonly string[] {
  const asking = line.waiting.filter(({ row }) => row.tell);
  const unseen = new Set(asking.map(({ topic }) => topic));
  // May be near, and stand behind somebody who is not.
  const resting = new Set(asking.filter((one) => rests(line, one)));
  const nearIds: string[] = [];
  if (unseen.size === 0) return nearIds;
  for (const { one, inMinutes, ahead, isUnserved } of inOrder(line)) {
    const near = inMinutes <= nearMinutes;
    if (one.row.tell && !isUnserved && (near || ahead === 0)) nearIds.push(one.row.id);
    unseen.delete(one.topic);
    resting.delete(one);
    if (!near && unseen.size + resting.size === 0) break;
  }
  return nearIds;
}

/**
 * Follows a call where a ticket waits to be notified. A job, because the counter does not wait for
 * it; simultaneous calls make one job.
 */
export const tellNearAfter = (centre: string, { tickets }: FrontRows): readonly JobSpec[] =>
  tickets.some(({ tell }) => tell)
    ? [{ task: "centres.tell-near", payload: { centre }, key: `centres.tell-near:${centre}` }]
    : [];

/** Notifies each once; idempotent. */
export async function tellNear(
  deps: CentresDeps,
  expectations: Expectations,
  id: string,
): Promise<void> {
  const centre = centreOf(deps, id);
  if (!centre) return;
  const now = deps.clock();
  const [rows, expected] = await Promise.all([
    readFloor(deps, id, dayOf(deps, now)),
    expectations(id),
  ]);
  const soon = nearlyNext(lineOf(deps, centre, rows, { expected, now }));
  if (soon.length > 0) await transaction(deps.sql, (tx) => write(deps, tx, soon));
}

async function write({ enqueue }: CentresDeps, tx: Sql, soon: readonly string[]): Promise<void> {
  const marked = await markTold(tx, soon);
  const jobs = marked.map(
    ({ id: ticket }): JobSpec => ({
      task: "tell-ticket",
      payload: { ticket, template: "ticket-soon" },
    }),
  );
  await enqueue(tx, jobs);
}
