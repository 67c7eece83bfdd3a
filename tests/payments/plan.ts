import { type Chance, makeChance } from "../crash/chance.ts";

/** What a payer does with one bill. */
export const deeds = [
  "pays",
  "pays-twice",
  "pays-too-little",
  "pays-too-much",
  "refuses",
  "pays-late",
  "leaves",
  "pays-too-little-then-all",
] as const;
export type Deed = (typeof deeds)[number];

export const doors = ["mtn-momo", "card", "irembopay", "mobile-money"] as const;
export type Door = (typeof doors)[number];

export interface Planned {
  readonly deed: Deed;
  readonly door: Door;
  /** Where the second payment is made, of those who pay twice. */
  readonly second: Door;
}

/** How often each deed, in a hundred. */
const shares: readonly (readonly [Deed, number])[] = [
  ["pays", 50],
  ["pays-twice", 10],
  ["pays-too-little", 8],
  ["pays-too-much", 8],
  ["refuses", 6],
  ["pays-late", 8],
  ["leaves", 5],
  ["pays-too-little-then-all", 5],
];

function deedOf(chance: Chance): Deed {
  let at = chance.next() * 100;
  for (const [deed, share] of shares) {
    if (at < share) return deed;
    at -= share;
  }
  return "pays";
}

/** So many bills; the same seed, the same plan. A short run has each deed at least once. */
export function planOf(count: number, seed: number): readonly Planned[] {
  const chance = makeChance(seed);
  return Array.from({ length: count }, (_, index): Planned => {
    const deed = deeds[index] ?? deedOf(chance);
    const door = chance.one(doors);
    const second = chance.one(doors.filter((each) => each !== door));
    return { deed, door, second };
  });
}
