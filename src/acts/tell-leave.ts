import { supervisor } from "../cases/index.ts";
import type { NewNotification } from "../notifications/index.ts";
import { officersWith } from "../platform/auth/index.ts";
import type { LeaveTold } from "../staff/index.ts";
import { recordNotifications, type TellDeps } from "./tell-officers.ts";

/**
 * Tells somebody what was done about their leave, and by whom; their deputy, that they stand in;
 * and where they ended it themselves, those who supervise.
 */
export async function tellLeave(
  deps: Pick<TellDeps, "sql" | "clock" | "notifications" | "staff">,
  { officer, what, actor, occasion, ...leave }: LeaveTold,
): Promise<void> {
  const member = await deps.staff.member(officer);
  if (!member) return;
  const by = actor.startsWith("officer:") ? actor.slice("officer:".length) : null;
  const { deputy } = leave;
  const news = { id: `leave:${occasion}`, by, leave };
  const all: NewNotification[] = [];
  if (by === officer) {
    const bosses = await officersWith(deps.sql, member.authority, supervisor, deps.clock());
    const others = bosses.filter(({ id }) => id !== officer);
    all.push(
      ...others.map(({ id }) => ({ ...news, officer: id, kind: "colleague-back" as const })),
    );
  } else all.push({ ...news, officer, kind: `leave-${what}` });
  if (deputy && what === "entered")
    all.push({ ...news, officer: deputy, kind: "leave-deputy", by: officer });
  await recordNotifications(deps, all);
}
