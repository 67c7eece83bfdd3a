import { randomFillSync } from "node:crypto";
import { nextUuid, type UuidClock } from "./uuid-v7.ts";

let clock: UuidClock = { milliseconds: 0, counter: 0 };
const random = new Uint8Array(10);

/** A new UUIDv7 from the clock and the randomness of this machine; `newId<CaseId>()` brands it. */
export function newId<Id extends string = string>(): Id {
  const next = nextUuid(clock, Date.now(), randomFillSync(random));
  clock = next.clock;
  return next.id as Id;
}
