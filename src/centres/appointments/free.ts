import type { Slot } from "../door-appointments.ts";
import type { SlotTime } from "./slots.ts";
import type { Taken } from "./store.ts";

const overlaps = (a: SlotTime, b: SlotTime): boolean =>
  a.startsAt < b.endsAt && b.startsAt < a.endsAt;

/** The seats from 1 to `atOnce` that nobody has at any moment of the slot. */
export function freeSeats(slot: SlotTime, atOnce: number, taken: readonly Taken[]): number[] {
  const used = new Set(taken.filter((each) => overlaps(each, slot)).map(({ seat }) => seat));
  return Array.from({ length: atOnce }, (_, index) => index + 1).filter((seat) => !used.has(seat));
}

/** The slots still to come in which at least one place is free. */
export const freeOf = (
  slots: readonly SlotTime[],
  atOnce: number,
  taken: readonly Taken[],
  now: Date,
): readonly Slot[] =>
  slots
    .filter(({ startsAt }) => startsAt > now)
    .map((slot) => ({ ...slot, free: freeSeats(slot, atOnce, taken).length }))
    .filter(({ free }) => free > 0);
