import assert from "node:assert/strict";
import { test } from "node:test";
import { licence } from "../../tests/definition.ts";
import { given, kigali, mother, officer, submit, type Telling } from "../../tests/given.ts";
import type { Application, CaseCommand, CaseState, FeeOwed } from "../cases/index.ts";
import { decide } from "../cases/index.ts";
import type { Definition } from "../catalogue/index.ts";
import type { Credential } from "../credentials/index.ts";
import { type CommandId, dateIn, parseDuration } from "../kernel/index.ts";
import type { Bill } from "../payments/index.ts";
import { billStanding, type CaseAct, type CaseNow, openActs, windowOf } from "./index.ts";
import { renewalTerm } from "./on-case.ts";

const clerk = officer("o-clerk", "mines", "clerk");
const statement = { id: "s-1", text: "Why." };
const fee: FeeOwed = { id: "permit", due: "submit", money: { minor: 1000, currency: "RWF" } };
const complete = (outcome: string): CaseCommand => ({
  ...{ type: "complete", task: "1.intake", outcome, code: "overlap", statement },
});

const submitted = (fees: readonly FeeOwed[] = []) => given(licence()).when(mother, submit(fees));
const refused = () => submitted().when(clerk, complete("refuse"));
const appealed = () =>
  refused().at("2026-11-24T08:00:00Z").when(mother, { type: "appeal", statement });
const waiting = () =>
  submitted().when(clerk, { type: "ask", task: "1.intake", fields: ["size"], statement });

const states: Readonly<Record<string, () => Telling>> = {
  "awaiting payment": () => submitted([fee]),
  "in review": submitted,
  waiting,
  refused,
  "in appeal": appealed,
  withdrawn: () => submitted().when(mother, { type: "withdraw" }),
};

const nowOf = (state: CaseState, at: string, more: Partial<CaseNow> = {}): CaseNow => ({
  app: { state, definition: licence(), history: [] as Application["history"] } as Application,
  bills: [],
  certificates: [],
  now: new Date(at),
  calendar: kigali,
  catalogue: { current: () => licence() },
  ...more,
});

const commands = {
  answer: { type: "answer", fields: ["size"] },
  withdraw: { type: "withdraw" },
  appeal: { type: "appeal", statement },
  contact: { type: "change-contact", contact: { phone: "+250788000111", email: null } },
} as const satisfies Partial<Record<CaseAct, CaseCommand>>;

test("What the table says of an act is what happens when it is done, for the same reason", () => {
  const instants = ["2026-11-25T08:00:00Z", "2026-12-23T21:00:00Z", "2027-03-01T08:00:00Z"];
  for (const [name, telling] of Object.entries(states))
    for (const at of instants)
      for (const act of ["answer", "withdraw", "appeal", "contact"] as const) {
        const { state } = telling();
        const facts = {
          ...{ at: new Date(at), today: dateIn(new Date(at), kigali.timeZone), actor: mother },
          ...{ command: "new" as CommandId, definition: licence(), calendar: kigali, values: {} },
        };
        const decided = decide(state, commands[act], facts);
        const window = windowOf(act, nowOf(state, at));
        const standing = window.ok ? "open" : window.refusal.code;
        assert.equal(standing, decided.ok ? "open" : decided.refusal.code, `${act} ${name} ${at}`);
      }
});

test("Acts are offered in their order, and only while they are open", () => {
  const offered = (telling: () => Telling, at = "2026-11-25T08:00:00Z") =>
    openActs(nowOf(telling().state, at));
  assert.deepEqual(offered(submitted), ["contact", "withdraw"]);
  assert.deepEqual(offered(waiting), ["answer", "contact", "withdraw"]);
  assert.deepEqual(offered(refused), ["appeal", "rate"]);
  assert.deepEqual(offered(refused, "2027-01-10T08:00:00Z"), ["rate"], "too late to appeal");
  assert.deepEqual(offered(refused, "2027-03-01T08:00:00Z"), [], "the time of both is over");
  assert.deepEqual(offered(appealed), ["contact"]);
});

test("An appeal that has no term stays open", () => {
  const { within: _within, ...appeal } = licence().appeal ?? assert.fail();
  const definition = licence({ appeal } as Partial<Definition>);
  const app = { state: refused().state, definition } as Application;
  const window = windowOf("appeal", nowOf(refused().state, "2036-01-01T08:00:00Z", { app }));
  assert.deepEqual(window, { ok: true, value: {} });
});

const bill = (more: Partial<Bill> = {}) =>
  ({ feeId: "permit", status: "created", expiresAt: "2026-12-23T22:00:00.000Z", ...more }) as Bill;

test("What is owed can be paid once its bill is written, until the bill's last moment", () => {
  const { state } = submitted([fee]);
  const pay = (bills: readonly Bill[], at = "2026-11-25T08:00:00Z") => {
    const window = windowOf("pay", nowOf(state, at, { bills }));
    return window.ok ? window.value.until : window.refusal.code;
  };
  assert.equal(pay([]), "case.bill-coming");
  assert.equal(pay([bill()]), "2026-12-23T22:00:00.000Z");
  assert.equal(pay([bill({ status: "failed" })]), "2026-12-23T22:00:00.000Z", "one tries again");
  assert.equal(pay([bill()], "2026-12-23T22:00:00.000Z"), "payments.expired");
  const paidFor = windowOf("pay", nowOf(submitted().state, "2026-11-25T08:00:00Z"));
  assert.equal(paidFor.ok ? "open" : paidFor.refusal.code, "case.nothing-to-pay");
});

test("A paper is renewed in the time before it ends, both days included, unless revoked", () => {
  const renewal = { opens: parseDuration("P90D") ?? assert.fail(), reuse: [] };
  const state = { ...submitted().state, status: "granted" } as CaseState;
  const paper = { documentType: "licence", validUntil: "2028-11-22", revoked: undefined };
  const at = (day: string, more: Partial<typeof paper> | { readonly revoked: object } = {}) =>
    nowOf(state, `${day}T08:00:00Z`, {
      certificates: [{ ...paper, ...more } as unknown as Credential],
      catalogue: { current: () => licence({ renewal }) },
    });
  const standingOf = (now: CaseNow) => {
    const window = windowOf("renew", now);
    return window.ok ? window.value.lastDay : window.refusal.code;
  };
  assert.deepEqual(renewalTerm(at("2026-11-25")), { from: "2028-08-24", lastDay: "2028-11-22" });
  assert.equal(standingOf(at("2028-08-23")), "case.too-early");
  assert.equal(standingOf(at("2028-08-24")), "2028-11-22");
  assert.equal(standingOf(at("2028-11-22")), "2028-11-22");
  assert.equal(standingOf(at("2028-11-23")), "case.too-late");
  assert.equal(standingOf(at("2028-09-01", { revoked: {} })), "case.no-renewal");
});

test("A withdrawal cancels a bill that was not paid, and a bill past its term has expired", () => {
  const bill = (status: Bill["status"]) =>
    ({ status, expiresAt: "2026-12-28T22:00:00Z" }) as Partial<Bill> as Bill;
  const [before, after] = [new Date("2026-12-01T08:00:00Z"), new Date("2026-12-29T08:00:00Z")];
  const open = { status: "awaiting-payment" } as const;
  const over = { status: "withdrawn" } as const;
  for (const status of ["created", "pending", "failed", "expired"] as const) {
    const cancelled = { is: "cancelled", notice: "bill-cancelled" };
    assert.deepEqual(billStanding(bill(status), over, before), cancelled, status);
    assert.deepEqual(billStanding(bill(status), open, before), { is: status });
    assert.deepEqual(billStanding(bill(status), open, after), { is: "expired" }, status);
  }
  assert.deepEqual(billStanding(bill("pending"), open, before, true), { is: "left" });
  assert.deepEqual(billStanding(bill("created"), open, before, true), { is: "created" });
  const paid = { is: "paid", notice: "bill-paid-withdrawn" };
  assert.deepEqual(billStanding(bill("paid"), over, after), paid);
  assert.deepEqual(billStanding(bill("paid"), open, after), { is: "paid" });
  assert.deepEqual(billStanding(bill("refunded"), over, after), { is: "refunded" });
});
