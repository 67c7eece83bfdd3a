import assert from "node:assert/strict";
import { test } from "node:test";
import { given as givenBill } from "../../tests/given-decider.ts";
import type { BillId, CaseId, PersonId } from "../kernel/index.ts";
import { billDecider } from "./decide.ts";
import type { BillFacts, PaymentCommand, PaymentEvent } from "./model.ts";
import { next, transitions } from "./transitions.ts";

const facts: BillFacts = {
  billId: "b" as BillId,
  number: "880000000000",
  caseId: "c" as CaseId,
  personId: "p" as PersonId,
  feeId: "application",
  words: { en: "Application fee" },
  money: { minor: 60_000, currency: "RWF" },
  expiresAt: "2026-12-01T00:00:00.000Z",
};
const { expiresAt: _1, words: _2, ...about } = facts;
const at = "2026-11-24T08:00:00.000Z";
const late = "2026-12-01T00:00:00.000Z";

const on = { ...about, attemptId: "a1", at };
const issued: PaymentEvent = { type: "BillIssued", data: { ...facts, at } };
const started: PaymentEvent = {
  type: "AttemptStarted",
  data: { ...on, provider: "sandbox", returnUrl: "/home" },
};
const failed: PaymentEvent = { type: "AttemptFailed", data: on };
const succeeded: PaymentEvent = { type: "AttemptSucceeded", data: on };
const paid: PaymentEvent = { type: "BillPaid", data: on };
const expired: PaymentEvent = { type: "BillExpired", data: { ...about, at: late } };

const given = (...events: PaymentEvent[]) => {
  const story = givenBill(billDecider, { at }, ...events);
  return {
    status: story.state.status,
    when: (command: PaymentCommand, now = at) => story.when(command, { at: now }),
  };
};

const says = (status: "paid" | "failed" | "pending", attemptId = "a1"): PaymentCommand => ({
  type: "report",
  attemptId,
  charge: status === "paid" ? { is: "paid", money: facts.money } : { is: status },
});
const receives = (minor: number, currency = "RWF", attemptId = "a1"): PaymentCommand => ({
  type: "report",
  attemptId,
  charge: { is: "paid", money: { minor, currency } },
});
const pay: PaymentCommand = { type: "start", attemptId: "a2", provider: "sandbox", returnUrl: "/" };
const propose: PaymentCommand = {
  ...{ type: "propose-refund", attemptId: "a1", refundId: "r1" },
  ...{ what: "fee", by: "officer", reason: "The service was not given" },
};
const confirm: PaymentCommand = {
  ...{ type: "confirm-refund", attemptId: "a1", refundId: "r1" },
  by: "second officer",
};
const fee = { what: "fee", refund: facts.money } as const;
const proposed: PaymentEvent = {
  type: "RefundProposed",
  data: { ...on, ...fee, refundId: "r1", by: "officer", reason: "The service was not given" },
};
const confirmed: PaymentEvent = {
  type: "RefundConfirmed",
  data: { ...on, refundId: "r1", by: "second officer" },
};
const refunded: PaymentEvent = {
  type: "RefundMade",
  data: { ...on, ...fee, refundId: "r1", outsideRef: "TR-1" },
};

test("A bill is issued once, for more than nothing, and with time to pay it", () => {
  given().when({ type: "issue", facts }).records("BillIssued");
  given(issued).when({ type: "issue", facts }).records();
  const free = { ...facts, money: { minor: 0, currency: "RWF" } };
  given().when({ type: "issue", facts: free }).refuses("payments.amount");
  const half = { ...facts, money: { minor: 0.5, currency: "RWF" } };
  given().when({ type: "issue", facts: half }).refuses("payments.amount");
  given().when({ type: "issue", facts }, late).refuses("payments.expired");
});

test("A person who goes to pay again goes on with the payment that is open", () => {
  given(issued).when(pay).records("AttemptStarted");
  given(issued, started).when(pay).records();
  given(issued, started)
    .when({ ...pay, provider: "other" })
    .records("AttemptStarted");
  given(issued, started, failed).when(pay).records("AttemptStarted");
});

test("Nobody is sent to pay what is paid, or what is too late to pay", () => {
  given(issued, started, succeeded, paid).when(pay).refuses("payments.already-paid");
  given(issued).when(pay, late).refuses("payments.expired");
  given(issued, expired).when(pay).refuses("payments.expired");
  given().when(pay).refuses("payments.no-such-bill");
});

test("Money pays the bill once, however often we hear of it", () => {
  given(issued, started).when(says("paid")).records("AttemptSucceeded", "BillPaid");
  given(issued, started, succeeded, paid).when(says("paid")).records();
  given(issued, started, succeeded, paid).when(says("failed")).records();
  given(issued, started).when(says("pending")).records();
  given(issued, started).when(says("paid", "a9")).refuses("payments.no-such-attempt");
});

test("A provider that said no and has the money after all is believed", () => {
  given(issued, started).when(says("failed")).records("AttemptFailed");
  given(issued, started, failed).when(says("paid")).records("AttemptSucceeded", "BillPaid");
});

test("Money that comes too late or a second time is kept as a credit", () => {
  given(issued, started, expired).when(says("paid")).records("AttemptSucceeded", "PaidLate");
  const second: PaymentEvent = {
    type: "AttemptStarted",
    data: { ...on, attemptId: "a2", provider: "other", returnUrl: "/" },
  };
  given(issued, started, second, succeeded, paid)
    .when(says("paid", "a2"))
    .records("AttemptSucceeded", "PaidLate");
});

test("One failed attempt does not end a bill while another is open", () => {
  const second: PaymentEvent = {
    type: "AttemptStarted",
    data: { ...on, attemptId: "a2", provider: "other", returnUrl: "/" },
  };
  assert.equal(given(issued, started, second, failed).status, "pending");
  assert.equal(given(issued, started, failed).status, "failed");
});

test("A bill expires at its time and not before, and never when it is paid", () => {
  given(issued).when({ type: "expire" }).refuses("payments.not-yet-expired");
  given(issued).when({ type: "expire" }, late).records("BillExpired");
  given(issued).when({ type: "expire", unwanted: true }).records("BillExpired");
  given(issued, started, failed).when({ type: "expire" }, late).records("BillExpired");
  given(issued, started, succeeded, paid).when({ type: "expire" }, late).records();
});

test("Money is given back once, with a reason, by two officers, and only if it came", () => {
  const received = [issued, started, succeeded, paid] as const;
  given(issued, started).when(propose).refuses("payments.nothing-to-refund");
  given(...received)
    .when(propose)
    .records("RefundProposed");
  given(...received)
    .when({ ...propose, reason: " " } as PaymentCommand)
    .refuses("payments.refund-unexplained");
  given(...received, proposed)
    .when(propose)
    .refuses("payments.refund-open");
  given(...received)
    .when(confirm)
    .refuses("payments.no-such-refund");
  given(...received, proposed)
    .when({ ...confirm, by: "officer" } as PaymentCommand)
    .refuses("payments.same-officer");
  given(...received, proposed)
    .when(confirm)
    .records("RefundConfirmed");
  given(...received, proposed)
    .when({ ...confirm, outsideRef: "TR-9" } as PaymentCommand)
    .records("RefundConfirmed", "RefundMade");
  given(...received, proposed)
    .when({ ...confirm, outsideRef: " " } as PaymentCommand)
    .refuses("payments.refund-unexplained");
  given(...received, proposed, confirmed)
    .when(confirm)
    .refuses("payments.refund-over");
  const done = [...received, proposed, confirmed, refunded] as const;
  given(...done)
    .when(propose)
    .refuses("payments.already-refunded");
  assert.equal(given(...done).status, "refunded");
});

test("A refund that was rejected or failed can be proposed anew", () => {
  const before = [issued, started, succeeded, paid, proposed] as const;
  const reject: PaymentCommand = {
    ...{ type: "reject-refund", attemptId: "a1", refundId: "r1" },
    ...{ by: "second officer", reason: "The service was given" },
  };
  given(...before)
    .when(reject)
    .records("RefundRejected");
  const rejected: PaymentEvent = {
    type: "RefundRejected",
    data: { ...on, refundId: "r1", by: "second officer", reason: "No" },
  };
  given(...before, rejected)
    .when(propose)
    .records("RefundProposed");
  const failure: PaymentCommand = {
    ...{ type: "answer-refund", attemptId: "a1", refundId: "r1" },
    answer: { is: "failed", reason: "The account is closed" },
  };
  given(...before)
    .when(failure)
    .records();
  given(...before, confirmed)
    .when(failure)
    .records("RefundFailed");
});

test("Too little, or another currency, pays nothing and leaves the bill open", () => {
  given(issued, started).when(receives(59_999)).records("AttemptSucceeded", "PaidLate");
  given(issued, started).when(receives(60_000, "USD")).records("AttemptSucceeded", "PaidLate");
  const short: PaymentEvent = {
    type: "PaidLate",
    data: { ...on, why: "too-little", owed: { minor: 500, currency: "RWF" } },
  };
  const after = given(issued, started, succeeded, short);
  assert.equal(after.status, "failed");
  after.when(pay).records("AttemptStarted");
});

test("Of too much, the bill is paid and the rest is owed back", () => {
  given(issued, started).when(receives(60_001)).records("AttemptSucceeded", "BillPaid", "PaidLate");
  given(issued, started).when(receives(0)).refuses("payments.amount");
  given(issued, started).when(receives(0.5)).refuses("payments.amount");
});

test("What settles nothing goes back without an officer; the fee does not", () => {
  const giveBack: PaymentCommand = { type: "return-owed", attemptId: "a1", refundId: "r1" };
  const late: PaymentEvent = { type: "PaidLate", data: { ...on, why: "twice" } };
  given(issued, started, succeeded, late)
    .when(giveBack)
    .records("RefundProposed", "RefundConfirmed");
  given(issued, started, succeeded, paid).when(giveBack).refuses("payments.nothing-to-refund");
});

test("What is owed back is not a refund under the id of another", () => {
  const owed = { why: "too-much", owed: { minor: 1, currency: "RWF" } } as const;
  const more: PaymentEvent = { type: "PaidLate", data: { ...on, ...owed } };
  given(issued, started, succeeded, paid, more, proposed)
    .when({ type: "return-owed", attemptId: "a1", refundId: "r1" })
    .refuses("payments.refund-over");
});

test("Giving a late payment back leaves the bill expired", () => {
  const credit: PaymentEvent = { type: "PaidLate", data: { ...on, why: "after-expiry" } };
  const back: PaymentEvent = {
    type: "RefundMade",
    data: { ...on, refundId: "r1", what: "owed", refund: facts.money, outsideRef: "TR-2" },
  };
  assert.equal(given(issued, started, expired, succeeded, credit, back).status, "expired");
});

test("Every status of a bill can be reached, and none has two ways for one event", () => {
  const ways = transitions.map(({ from, event }) => `${from} ${event}`);
  assert.equal(new Set(ways).size, ways.length);
  const reached = new Set(["none"]);
  for (let round = 0; round < transitions.length; round++)
    for (const { from, to } of transitions) if (reached.has(from)) reached.add(to);
  for (const { from, to } of transitions) assert.ok(reached.has(from) && reached.has(to));
  assert.equal(next("expired", "BillPaid"), undefined);
});
