import { everybodyWith } from "../platform/auth/index.ts";
import { administrator } from "../staff/index.ts";
import type { ActDeps } from "./deps.ts";

/** Whoever administers and is at work now, by name. */
export const administratorsHere = async ({ sql, clock }: Pick<ActDeps, "sql" | "clock">) =>
  (await everybodyWith(sql, administrator, clock())).filter(({ away }) => !away);
