import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { BillId, CaseId, PersonId } from "../kernel/index.ts";
import { fold, must } from "../kernel/index.ts";
import { postingsOf } from "./books.ts";
import { billDecider } from "./decide.ts";
import { ledgerOf } from "./ledger.ts";
import type { BillState, ChargeState, PaymentCommand, PaymentEvent } from "./model.ts";
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

type Happening = {
  readonly what: "read" | "expire" | "propose" | "return" | "confirm" | "answer";
  readonly attempt: number;
};
/** What each attempt has brought by the provider's books; nothing: it failed. */
type Truth = readonly number[];
const chargeOf = (minor = 0): ChargeState =>
  minor > 0 ? { is: "paid", money: { minor, currency: "RWF" } } : { is: "failed" };
const command = ({ what, attempt }: Happening, truth: Truth): PaymentCommand => {
  const attemptId = `a${attempt}`;
  const refund = { attemptId, refundId: `r${attempt}` };
  if (what === "expire") return { type: "expire" };
  if (what === "read") return { type: "report", attemptId, charge: chargeOf(truth[attempt]) };
  if (what === "return") return { type: "return-owed", ...refund };
  if (what === "confirm") return { type: "confirm-refund", ...refund, by: "second" };
  if (what === "answer")
    return { type: "answer-refund", ...refund, answer: { is: "made", outsideRef: "x" } };
  return { type: "propose-refund", ...refund, what: "fee", by: "first", reason: "r" };
};

const amount = fc.constantFrom(0, 0, price, price, price, price - 1, price + 1, 2 * price);
const truths = fc.tuple(amount, amount, amount);
const attempts = fc.integer({ min: 0, max: 2 });

/** The books of a history, by account. */
function booksOf(state: BillState, events: readonly PaymentEvent[]): Map<string, number> {
  const accounts = new Map<string, number>();
  for (const event of events) {
    const id = "attemptId" in event.data ? event.data.attemptId : "";
    const attempt = state.attempts.find((one) => one.id === id);
    const postings = postingsOf(event, attempt);
    assert.equal(
      postings.reduce((sum, { money }) => sum + money.minor, 0),
      0,
    );
    for (const { account, money } of postings) {
      const kind = account.replace(/:.*/, "");
      accounts.set(kind, (accounts.get(kind) ?? 0) + money.minor);
    }
  }
  return accounts;
}

test("In any order and however often it is told, money is neither lost nor counted twice", () => {
  const happenings = fc.array(
    fc.record({
      what: fc.constantFrom("read", "read", "expire", "propose", "return", "confirm", "answer"),
      attempt: attempts,
      time: fc.integer({ min: start, max: deadline + 1000 }),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(happenings, truths, (sequence, truth) => {
      let state = openBill();
      const history: PaymentEvent[] = [];
      const read = new Set<number>();
      for (const one of sequence) {
        const given = command(one as Happening, truth);
        const at = new Date(one.time).toISOString();
        const decided = billDecider.decide(state, given, { at });
        if (decided.ok) {
          history.push(...decided.value);
          state = fold({ initial: state, evolve: billDecider.evolve }, decided.value);
        }
        if (one.what === "read") read.add(one.attempt);
        const { receivedMinor, settledMinor, owedBackMinor, refundedMinor } = ledgerOf(state);
        const received = [...read].reduce((sum, attempt) => sum + (truth[attempt] ?? 0), 0);
        assert.equal(receivedMinor, received);
        assert.equal(receivedMinor, settledMinor + owedBackMinor + refundedMinor);
        assert.equal(settledMinor, state.status === "paid" ? price : 0);
        const books = booksOf(state, history);
        assert.equal(books.get("unapplied") ?? 0, 0);
        assert.equal((books.get("fees") ?? 0) + settledMinor, 0);
        assert.equal((books.get("owed-back") ?? 0) + owedBackMinor, 0);
        assert.equal(books.get("provider") ?? 0, receivedMinor - refundedMinor);
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
      const received = truth.reduce((sum, minor) => sum + minor, 0);
      const unpaid = tooLate ? "expired" : "failed";
      const settled = truth.some((minor) => minor >= price) && !tooLate;
      assert.equal(state.status, settled ? "paid" : unpaid);
      assert.deepEqual(ledgerOf(state), {
        receivedMinor: received,
        settledMinor: settled ? price : 0,
        owedBackMinor: settled ? received - price : received,
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

test("An open payment is asked about ever less often until its bill expires", () => {
  const began = new Date("2026-11-24T08:00:00Z");
  const until = new Date("2026-12-24T08:00:00Z");
  const reads: Date[] = [];
  for (let at = nextRead(began, until, began); at; at = nextRead(began, until, at)) reads.push(at);
  assert.ok(reads.length < 170, `${reads.length} reads in a month`);
  const gaps = reads.slice(1).map((at, index) => at.getTime() - (reads[index]?.getTime() ?? 0));
  assert.equal(gaps[10], 5 * 60_000);
  assert.equal(gaps[20], 60 * 60_000);
  assert.equal(gaps[60], 6 * 3600_000);
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
