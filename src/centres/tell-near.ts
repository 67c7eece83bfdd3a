import { type Sql, transaction } from "../platform/db/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import type { Expectations } from "./expectations.ts";
import { lineOf } from "./floor.ts";
import type { Waiting } from "./queue/index.ts";
import { markTold } from "./store.ts";
import { type FloorRow, type FloorRows, readFloor } from "./store-floor.ts";
import { foreseen, type Line } from "./wait.ts";

/** Long enough to come back from the shop over the road. */
const nearMinutes = 20;

/**
 * Those with a telephone who were not yet told that it is nearly time, and now have to be: it is, or
 * nobody is called before them any more.
 */
export function nearlyNext<T extends Waiting & { readonly row: Pick<FloorRow, "id" | "tell"> }>(
  line: Line<T>,
): readonly string[] {
  const asking = line.waiting.filter(({ row }) => row.tell);
  const unseen = new Set(asking.map(({ topic }) => topic));
  const found: string[] = [];
  if (unseen.size === 0) return found;
  for (const { one, inMinutes, ahead } of foreseen(line)) {
    const near = inMinutes <= nearMinutes;
    if (one.row.tell && (near || ahead === 0)) found.push(one.row.id);
    unseen.delete(one.topic);
    if (!near && unseen.size === 0) break;
  }
  return found;
}

/**
 * What follows from a call where somebody waits to be told. Thought through apart, because nobody at a
 * counter waits for it; of many calls at one moment there is one job.
 */
export const tellNearAfter = (centre: string, { tickets }: FloorRows): readonly JobSpec[] =>
  tickets.some(({ tell }) => tell)
    ? [{ task: "centres.tell-near", payload: { centre }, key: `centres.tell-near:${centre}` }]
    : [];

/** Tells each once; may be run again. */
export async function tellNear(
  deps: CentresDeps,
  expectations: Expectations,
  id: string,
): Promise<void> {
  const centre = centreOf(deps, id);
  if (!centre) return;
  const now = deps.clock();
  const [rows, expected] = await Promise.all([
    readFloor(deps.sql, id, dayOf(deps, now)),
    expectations(id),
  ]);
  const soon = nearlyNext(lineOf(deps, centre, rows, { expected, now }));
  if (soon.length > 0) await transaction(deps.sql, (tx) => write(deps, tx, soon));
}

async function write({ enqueue }: CentresDeps, tx: Sql, soon: readonly string[]): Promise<void> {
  const told = await markTold(tx, soon);
  const jobs = told.map(
    ({ id: ticket }): JobSpec => ({
      task: "tell-ticket",
      payload: { ticket, template: "ticket-soon" },
    }),
  );
  await enqueue(tx, jobs);
}
