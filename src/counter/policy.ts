import type { Money } from "../kernel/index.ts";
import type { ConsentWay, CounterRules, Door, Serving, Visit } from "./model.ts";

export const operatorRole = "operator";
export const agentRole = "agent";
export const inspectorRole = "agent-inspector";

/** The door at which this officer serves people; undefined where he serves nobody in person. */
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
 * How surely we know that this person wants it (docs/decisions/0009): a code to his own telephone is
 * worth what his account is worth. A signature, which nobody can check at once, is never worth more
 * than 2 before an officer at a counter, and 1 before an agent with whom nobody else is in the room.
 */
export function worthOf(way: ConsentWay, door: Door, level: number): number {
  if (way === "code") return level;
  return Math.min(level, door === "counter" ? 2 : 1);
}

/** What an agent may ask for his own work, beside the fee of the service; nothing at a counter. */
export function chargeOf(
  { agentTariff }: CounterRules,
  door: Door,
  service: string,
): Money | undefined {
  return door === "agent" ? agentTariff[service] : undefined;
}
