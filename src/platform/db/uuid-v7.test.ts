import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isUuid } from "../../kernel/index.ts";
import { nextUuid, type UuidClock } from "./uuid-v7.ts";

const random = fc.uint8Array({ minLength: 10, maxLength: 10 });

test("The example of RFC 9562, A.6 comes out to the bit", () => {
  const bytes = Uint8Array.of(0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f);
  // Its rand_a is 0xCC3; ours counts up to it from the id before.
  const before = { milliseconds: 0x017f22e279b0, counter: 0xcc2 };
  assert.equal(nextUuid(before, 0x017f22e279b0, bytes).id, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
});

test("Ids rise for ever, also when the clock stands still or is set back", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), random), { minLength: 2 }),
      (steps) => {
        let clock: UuidClock = { milliseconds: 0, counter: 0xffd };
        let last = "";
        for (const [now, bytes] of steps) {
          const next = nextUuid(clock, now, bytes);
          assert.ok(isUuid(next.id) && next.id > last, `${next.id} after ${last}`);
          ({ id: last, clock } = next);
        }
      },
    ),
  );
});
