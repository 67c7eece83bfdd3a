import type { Visit } from "../counter/index.ts";
import type { Person } from "../platform/auth/index.ts";
import { cardLevel, fitCard, isCardToCheck } from "./check-card.ts";
import type { ActDeps } from "./deps.ts";

/**
 * Whether an operator may fill in a service of this level: the account is of it, or is of it once
 * the second officer who was called has confirmed the card. Sending asks for the level itself.
 */
export async function mayFillIn(
  { counter }: Pick<ActDeps, "counter">,
  at: { readonly visit: Visit; readonly person: Person },
  { level }: { readonly level: number },
): Promise<boolean> {
  if (at.person.level >= level) return true;
  if (level > cardLevel || !isCardToCheck(at) || at.visit.otherCard !== null) return false;
  const check = await counter.cardCheckIn(at.visit);
  // A call that nobody came to, or whose card was corrected, is made again.
  const waits = check && (check.settledAt === null || check.outcome === "replaced");
  return Boolean(waits) && (await fitCard({ counter }, at.person)) !== undefined;
}
