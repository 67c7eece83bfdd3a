import type { Agent, BadgeState, ConsentWay, CounterRules, Door, Serving, Visit } from "./model.ts";

/** What an officer writes as a reason for others to read. */
export const reasonLength = { least: 10, most: 300 } as const;

export const operatorRole = "operator";
export const agentRole = "agent";
export const inspectorRole = "agent-inspector";

/** Where this officer serves people; undefined where they serve nobody in person. */
export function doorOf({ roles }: Pick<Serving, "roles">): Door | undefined {
  if (roles.includes(operatorRole)) return "counter";
  return roles.includes(agentRole) ? "agent" : undefined;
}

export const isIdle = (
  { touchedAt }: Pick<Visit, "touchedAt">,
  now: Date,
  { idleMinutes }: Pick<CounterRules, "idleMinutes">,
): boolean => now.getTime() - touchedAt.getTime() > idleMinutes * 60_000;

/**
 * The level of assurance of a consent (docs/decisions/0009): a code to the person's telephone has
 * the level of their account. A signature, which nobody can check at once, has at most level 2 at a
 * counter, and 1 before an agent, without witnesses.
 */
export function worthOf(way: ConsentWay, door: Door, level: number): number {
  if (way === "code") return level;
  return Math.min(level, door === "counter" ? 2 : 1);
}

/** Whether a badge is valid at an instant, and why not. */
export function badgeState(
  { replaced, withdrawnAt, suspendedAt, fromAt, untilAt }: Agent,
  now: Date,
): BadgeState {
  if (replaced || withdrawnAt) return "withdrawn";
  if (suspendedAt) return "suspended";
  if (fromAt && now < fromAt) return "not-yet";
  return untilAt && now >= untilAt ? "over" : "valid";
}

/** Characters of a short reason, such as why a card is refused. */
const noteLength = { least: 5, most: 300 } as const;

/** A short reason as it is kept; undefined where hardly anything was typed. */
export function shortNote(typed: string): string | undefined {
  const note = typed.trim().replaceAll(/\s+/g, " ").slice(0, noteLength.most);
  return note.length < noteLength.least ? undefined : note;
}
