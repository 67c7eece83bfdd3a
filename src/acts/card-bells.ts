import { type CardCheck, cardCallMinutes, isCallOver } from "../counter/index.ts";
import type { Pool, Sql } from "../platform/db/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import type { ActDeps } from "./deps.ts";

/** The notification by which colleagues are called to a card check. */
export const bellOf = (check: string): string => `card-check:${check}`;

/** These checks are over: the bell of whoever was called to one is off. */
export const settleBells = (
  { sql, notifications }: Pick<ActDeps, "sql" | "notifications">,
  checks: readonly string[],
  tx: Sql | Pool = sql,
): Promise<void> => notifications.settle(tx, checks.map(bellOf));

/** The bells of a call are off when it is over, also where nobody came. */
export const endCallLater = (
  { sql }: Pick<ActDeps, "sql">,
  { id, askedAt }: Pick<CardCheck, "id" | "askedAt">,
): Promise<void> =>
  enqueue(sql, [
    {
      ...{ task: "counter.end-call", payload: { check: id }, key: bellOf(id) },
      runAt: new Date(askedAt.getTime() + cardCallMinutes * 60_000),
    },
  ]);

export async function endCall(
  deps: Pick<ActDeps, "sql" | "clock" | "counter" | "notifications">,
  id: string,
): Promise<void> {
  const check = await deps.counter.cardCheck(id);
  if (check && isCallOver(check, deps.clock())) await settleBells(deps, [id]);
}
