import { supervisor } from "../cases/index.ts";
import type { NewNotification } from "../notifications/index.ts";
import { officersWith } from "../platform/auth/index.ts";
import type { LeaveTold } from "../staff/index.ts";
import { administratorsHere, mayConfirm } from "./administrators.ts";
import { recordNotifications, type TellDeps } from "./tell-officers.ts";

/**
 * Tells somebody what was done about their leave, and by whom; their deputy, that they stand in;
 * where they ended it themselves, those who supervise. Administrators are told of leave that waits
 * for them, and whoever asked for it what became of it.
 */
export async function tellLeave(
  deps: Pick<TellDeps, "sql" | "clock" | "notifications" | "staff">,
  { officer, what, actor, occasion, absence, askedBy, ...days }: LeaveTold,
): Promise<void> {
  const member = await deps.staff.member(officer);
  if (!member) return;
  const by = officerIn(actor) ?? null;
  const leave = { ...days, officer };
  const news = { id: `leave:${occasion}`, by, leave };
  const all: NewNotification[] = [];
  if (by === officer) {
    const bosses = await officersWith(deps.sql, member.authority, supervisor, deps.clock());
    const others = bosses.filter(({ id }) => id !== officer);
    all.push(
      ...others.map(({ id }) => ({ ...news, officer: id, kind: "colleague-back" as const })),
    );
  } else all.push({ ...news, officer, kind: `leave-${what}` });
  if (days.deputy && what === "entered")
    all.push({ ...news, officer: days.deputy, kind: "leave-deputy", by: officer });
  const asker = officerIn(askedBy);
  const answer = answers[what];
  if (asker && answer && asker !== by && asker !== officer)
    all.push({ ...news, officer: asker, kind: answer });
  const waiting = `leave-to-confirm:${officer}:${absence}`;
  if (what === "asked" && askedBy)
    all.push(
      ...(await administratorsHere(deps))
        .filter(({ id }) => mayConfirm(id, officer, { askedBy }))
        .map(({ id }) => ({
          ...news,
          id: waiting,
          officer: id,
          kind: "leave-to-confirm" as const,
        })),
    );
  else if (what !== "changed") await deps.notifications.settle(deps.sql, [waiting]);
  await recordNotifications(deps, all);
}

/** What is told to whoever asked for leave that somebody else confirms or does not. */
const answers: Partial<Record<LeaveTold["what"], NewNotification["kind"]>> = {
  entered: "colleague-leave-confirmed",
  declined: "colleague-leave-declined",
};

/** The officer who acts, as the staff's events name who did something. */
export const officerIn = (actor = ""): string | undefined =>
  actor.startsWith("officer:") ? actor.slice("officer:".length) : undefined;
