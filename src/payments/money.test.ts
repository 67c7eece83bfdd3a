import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { BillId, CaseId, PersonId } from "../kernel/index.ts";
import { fold, must } from "../kernel/index.ts";
import { billDecider } from "./decide.ts";
import { ledgerOf } from "./ledger.ts";
import type { BillState, PaymentCommand } from "./model.ts";
import { makeBillNumber, normaliseBillNumber } from "./number.ts";
import { nextRead } from "./polling.ts";
import { sign, verify } from "./signature.ts";

const start = Date.parse("2026-11-24T08:00:00Z");
const deadline = start + 1000;
const price = 60_000;

const run = (state: BillState, command: PaymentCommand, time: number): BillState => {
  const at = new Date(time).toISOString();
  const decided = billDecider.decide(state, command, { at });
  return decided.ok ? fold({ initial: state, evolve: billDecider.evolve }, decided.value) : state;
};

/** A bill with one open attempt at each of three providers. */
function openBill(): BillState {
  const facts = {
    billId: "b" as BillId,
    number: "88",
    caseId: "c" as CaseId,
    personId: "p" as PersonId,
    feeId: "fee",
    words: {},
    money: { minor: price, currency: "RWF" },
    expiresAt: new Date(deadline).toISOString(),
  };
  const at = new Date(start).toISOString();
  let state = fold(
    billDecider,
    must(billDecider.decide(billDecider.initial, { type: "issue", facts }, { at })),
  );
  for (const id of ["a0", "a1", "a2"])
    state = run(state, { type: "start", attemptId: id, provider: id, returnUrl: "/" }, start);
  return state;
}

type Happening = { readonly what: "read" | "expire" | "refund"; readonly attempt: number };
const command = ({ what, attempt }: Happening, truth: readonly boolean[]): PaymentCommand => {
  const attemptId = `a${attempt}`;
  if (what === "expire") return { type: "expire" };
  if (what === "read")
    return { type: "report", attemptId, status: truth[attempt] ? "paid" : "failed" };
  return { type: "refund", attemptId, by: "o", reason: "r", outsideRef: "x" };
};

const truths = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean());
const attempts = fc.integer({ min: 0, max: 2 });

test("In any order and however often it is told, money is neither lost nor counted twice", () => {
  const happenings = fc.array(
    fc.record({
      what: fc.constantFrom("read" as const, "expire" as const, "refund" as const),
      attempt: attempts,
      time: fc.integer({ min: start, max: deadline + 1000 }),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(happenings, truths, (sequence, truth) => {
      let state = openBill();
      const refundedIds = new Set<number>();
      for (const one of sequence) {
        state = run(state, command(one, truth), one.time);
        if (one.what === "read" && truth[one.attempt]) refundedIds.add(one.attempt);
        const { receivedMinor, settledMinor, owedBackMinor, refundedMinor } = ledgerOf(state);
        assert.equal(receivedMinor, refundedIds.size * price);
        assert.equal(receivedMinor, settledMinor + owedBackMinor + refundedMinor);
        assert.equal(settledMinor, state.status === "paid" ? price : 0);
      }
    }),
  );
});

test("Any order and repetition of status reads ends in the same place", () => {
  const reads = fc
    .array(attempts, { maxLength: 12 })
    .chain((more) => fc.shuffledSubarray([...more, 0, 1, 2], { minLength: more.length + 3 }));
  fc.assert(
    fc.property(reads, truths, fc.boolean(), (order, truth, tooLate) => {
      let state = openBill();
      if (tooLate) state = run(state, { type: "expire" }, deadline);
      for (const attempt of order)
        state = run(state, command({ what: "read", attempt }, truth), deadline);
      const paid = truth.filter(Boolean).length;
      const unpaid = tooLate ? "expired" : "failed";
      const settled = paid > 0 && !tooLate;
      assert.equal(state.status, settled ? "paid" : unpaid);
      assert.deepEqual(ledgerOf(state), {
        receivedMinor: paid * price,
        settledMinor: settled ? price : 0,
        owedBackMinor: (settled ? paid - 1 : paid) * price,
        refundedMinor: 0,
      });
    }),
  );
});

test("A billing number with one wrong digit or two swapped neighbours is noticed", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 9, maxLength: 9 }),
      fc.integer({ min: 2, max: 10 }),
      fc.integer({ min: 1, max: 9 }),
      (random, position, wrong) => {
        const number = makeBillNumber(random);
        assert.equal(normaliseBillNumber(` ${number.slice(0, 4)}-${number.slice(4)}`), number);
        const digits = [...number];
        const [here, beside] = [digits[position] ?? "", digits[position + 1] ?? ""];
        const typed = digits.with(position, String((Number(here) + wrong) % 10)).join("");
        assert.equal(normaliseBillNumber(typed), undefined);
        const swapped = digits
          .with(position, beside)
          .with(position + 1, here)
          .join("");
        if (here !== beside) assert.equal(normaliseBillNumber(swapped), undefined);
      },
    ),
  );
});

test("An open payment is asked about soon, then steadily, and still after the deadline", () => {
  const began = new Date("2026-11-24T08:00:00Z");
  const until = new Date("2026-11-24T08:12:00Z");
  const seconds: number[] = [];
  let now = nextRead(began, until, began);
  while (now) {
    seconds.push((now.getTime() - began.getTime()) / 1000);
    now = nextRead(began, until, now);
  }
  const day = 24 * 3600;
  const after = [0, 3600, day, 3 * day, 7 * day].map((more) => 720 + more);
  assert.deepEqual(seconds, [5, 15, 60, 360, 660, ...after]);
});

test("A callback is genuine only with the right secret, over these very bytes, and now", () => {
  const now = new Date("2026-11-24T08:00:00Z");
  const header = sign("secret", '{"a":1}', now);
  const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  assert.equal(verify("secret", header, '{"a":1}', minutesLater(5)), "genuine");
  assert.equal(verify("secret", header, '{"a":1}', minutesLater(5.01)), "stale");
  assert.equal(verify("secret", header, '{"a":1}', minutesLater(-5.01)), "stale");
  assert.equal(verify("secret", header, '{"a":2}', now), "forged");
  assert.equal(verify("other", header, '{"a":1}', now), "forged");
  assert.equal(verify("secret", undefined, '{"a":1}', now), "unsigned");
  assert.equal(verify("secret", "t=1,s=00", '{"a":1}', now), "unsigned");
});
