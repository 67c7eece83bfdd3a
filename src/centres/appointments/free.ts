import type { DayLoad, Slot } from "../door-appointments.ts";
import type { SlotTime } from "./slots.ts";
import type { OccupiedSeat } from "./store.ts";

const overlaps = (a: SlotTime, b: SlotTime): boolean =>
  a.startsAt < b.endsAt && b.startsAt < a.endsAt;

/** The seats from 1 to `atOnce` that are free for the whole slot. */
export function freeSeats(
  slot: SlotTime,
  atOnce: number,
  occupied: readonly OccupiedSeat[],
): number[] {
  const used = new Set(occupied.filter((each) => overlaps(each, slot)).map(({ seat }) => seat));
  return Array.from({ length: atOnce }, (_, index) => index + 1).filter((seat) => !used.has(seat));
}

/** Future slots with at least one free seat. */
export const freeOf = (
  slots: readonly SlotTime[],
  atOnce: number,
  occupied: readonly OccupiedSeat[],
  now: Date,
): readonly Slot[] =>
  slots
    .filter(({ startsAt }) => startsAt > now)
    .map((slot) => ({ ...slot, free: freeSeats(slot, atOnce, occupied).length }))
    .filter(({ free }) => free > 0);

/** How full the rest of a day is: its seats that can still be booked, of all that are to come. */
export function loadOf(
  day: string,
  slots: readonly SlotTime[],
  free: readonly Slot[],
  { atOnce, now }: { readonly atOnce: number; readonly now: Date },
): DayLoad {
  const ahead = slots.filter(({ startsAt }) => startsAt > now).length;
  return { day, free: free.reduce((sum, slot) => sum + slot.free, 0), places: ahead * atOnce };
}

/** In a word: `busy` where at most a third of the seats is free. */
export const loadWord = ({ free, places }: DayLoad): "quiet" | "busy" | "full" => {
  if (free === 0) return "full";
  return free * 3 <= places ? "busy" : "quiet";
};
