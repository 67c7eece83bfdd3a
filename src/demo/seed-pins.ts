import type { CounterDesk } from "../counter/index.ts";
import type { Officer } from "../platform/auth/index.ts";

/**
 * The PIN of their own of everybody who works in a hall of the demonstration. It is told on /demo,
 * and no server that is not a demonstration reads it.
 */
export const demoOwnPin = "583271";

/**
 * Gives a PIN of their own to those of these officers who have chosen none, so that a device knows
 * them from its first day.
 */
export async function seedPins(
  { ownPins, setOwnPin }: Pick<CounterDesk, "ownPins" | "setOwnPin">,
  officers: readonly Pick<Officer, "id">[],
): Promise<void> {
  const chosen = new Set((await ownPins(officers.map(({ id }) => id))).map((pin) => pin.officer));
  const others = officers.filter(({ id }) => !chosen.has(id));
  await Promise.all(others.map(({ id }) => setOwnPin(id, demoOwnPin)));
}
