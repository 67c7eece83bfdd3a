import { type CardCheck, cardCallMinutes, isCallOver } from "../counter/index.ts";
import type { OfficerId } from "../kernel/index.ts";
import type { Pool, Sql } from "../platform/db/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import type { ActDeps } from "./deps.ts";
import { floorManagersOf, recordNotifications } from "./tell-officers.ts";

/** The notification by which colleagues are called to a card check. */
export const bellOf = (check: string): string => `card-check:${check}`;

/** The notification of floor managers about a card that was not confirmed. */
export const refusedBellOf = (check: string): string => `card-refused:${check}`;

/** Tells whoever runs the floor of the hall that a card waits for their decision. */
export async function ringRefused(
  deps: Pick<ActDeps, "sql" | "clock" | "notifications">,
  { id, centre, operator }: CardCheck,
  by: OfficerId,
): Promise<void> {
  const managers = await floorManagersOf(deps, centre);
  await recordNotifications(
    deps,
    managers
      .filter((each) => each.id !== operator && each.id !== by)
      .map(({ id: officer }) => ({
        ...{ id: refusedBellOf(id), officer, by },
        kind: "card-refused" as const,
      })),
  );
}

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
