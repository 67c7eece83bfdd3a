import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { actorText, type RecordedActor, readActor } from "./actor.ts";
import type { Through } from "./model.ts";

const id = fc.stringMatching(/^[A-Za-z0-9-]{1,40}$/);
const through: fc.Arbitrary<Through> = fc.oneof(
  fc.record(
    {
      door: fc.constantFrom("counter" as const, "agent" as const),
      operator: id,
      signed: fc.constant(true as const),
      card: fc.constant(true as const),
    },
    { requiredKeys: ["door", "operator"], noNullPrototype: true },
  ),
  fc.record({ door: fc.constant("api" as const), client: id }, { noNullPrototype: true }),
  fc.record({ door: fc.constantFrom("ussd" as const, "sms" as const) }, { noNullPrototype: true }),
);
const actor = fc.oneof(
  fc.constant({ kind: "system" as const }),
  fc.record(
    { kind: fc.constant("officer" as const), id, deputyFor: id },
    { requiredKeys: ["kind", "id"], noNullPrototype: true },
  ),
  fc.record(
    { kind: fc.constant("person" as const), id, through },
    { requiredKeys: ["kind", "id"], noNullPrototype: true },
  ),
) as fc.Arbitrary<RecordedActor>;

test("Who acted is read from a history as it was written", () => {
  fc.assert(fc.property(actor, (each) => assert.deepEqual(readActor(actorText(each)), each)));
});

test("A text that nobody wrote is no actor", () => {
  for (const text of ["", "guest:1", "officer:1 counter:2", "person:1 counter", "person:"])
    assert.throws(() => readActor(text), /no actor/);
});
