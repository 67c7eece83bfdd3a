import type { Pool, Sql } from "../platform/db/index.ts";
import type { ActDeps } from "./deps.ts";

/** The notification by which colleagues are called to a card check. */
export const bellOf = (check: string): string => `card-check:${check}`;

/** These checks are over: the bell of whoever was called to one is off. */
export const settleBells = (
  { sql, notifications }: Pick<ActDeps, "sql" | "notifications">,
  checks: readonly string[],
  tx: Sql | Pool = sql,
): Promise<void> => notifications.settle(tx, checks.map(bellOf));
