import { randomFillSync } from "node:crypto";
import { nextUuid, type UuidClock } from "./uuid-v7.ts";

let clock: UuidClock = { milliseconds: 0, counter: 0 };

/** An id takes ten random bytes. Asking for them costs far more than their number: fetch many. */
const perId = 10;
const random = new Uint8Array(perId * 128);
let used = random.length;

function tenRandomBytes(): Uint8Array {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  used += perId;
  return random.subarray(used - perId, used);
}

/** A new UUIDv7 from the clock and the randomness of this machine; `newId<CaseId>()` brands it. */
export function newId<Id extends string = string>(): Id {
  const next = nextUuid(clock, Date.now(), tenRandomBytes());
  clock = next.clock;
  return next.id as Id;
}
