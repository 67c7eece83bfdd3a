import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../kernel/index.ts";
import { pilotDecider } from "./decide.ts";
import type {
  Charter,
  GateSignature,
  MoneyPromise,
  PilotCommand,
  PilotEvent,
  PilotState,
} from "./model.ts";
import { gateSheet, stagingWorksheet } from "./sheet.ts";

const usd = (amount: number) => ({ minor: amount * 100, currency: "USD" });

const charter: Charter = {
  title: { en: "Coffee by sea and air" },
  sponsors: { rw: "rdb-trade", az: "azpromo-africa" },
  cap: usd(50_000),
  metrics: [{ id: "days", title: { en: "Days from Kigali to Baku" }, unit: "days", target: 20 }],
  killCriteria: [
    { id: "slow", title: { en: "Over 40 days" }, metric: "days", when: "above", bound: 40 },
  ],
  runBy: ["rdb-pilot-office"],
};

const begun: readonly PilotEvent[] = [
  {
    type: "PilotProposed",
    data: { id: "p-1", parties: ["rw", "az"], charter, on: "2026-01-01" },
  },
];
const passed = (gate: "g0" | "g1" | "g2"): PilotEvent => ({
  type: "GateDecided",
  data: { gate, decision: "go", on: "2026-02-01" },
});
const after = (...events: readonly PilotEvent[]): PilotState =>
  fold(pilotDecider, [...begun, ...events]);
const running = (...events: readonly PilotEvent[]) =>
  after(passed("g0"), passed("g1"), passed("g2"), ...events);

const facts = { today: "2026-11-28", sheet: "s-1" };
const signature = (side: string, more: Partial<GateSignature> = {}): GateSignature => ({
  ...{ side, gate: "g3", decision: "go", chair: `${side}-chair`, on: "2026-11-28" },
  ...{ reason: "", sheet: "s-1", ...more },
});
const sign = (state: PilotState, more: GateSignature) =>
  pilotDecider.decide(state, { type: "sign-gate", signature: more }, facts);
const decisionOf = (result: ReturnType<typeof sign>) =>
  result.ok && result.value.find((event) => event.type === "GateDecided")?.data.decision;
const codeOf = (result: ReturnType<typeof sign>) =>
  result.ok ? result.value.map(({ type }) => type).join() : result.refusal.code;

const reading = (value: number): PilotEvent => ({
  type: "ReadingTaken",
  data: { metric: "days", value, on: "2026-10-01", source: "corridor file", side: "rw" },
});
const spent = (amount: number): PilotEvent => ({
  type: "MoneySpent",
  data: { side: "rw", money: usd(amount), on: "2026-10-01", for: "freight" },
});

test("A gate refuses go above the cap, at a kill criterion and without a reading", () => {
  const objections = (state: PilotState) =>
    gateSheet(state)?.objections.map(({ reason }) => reason);
  assert.deepEqual(objections(running(reading(18), spent(40_000))), []);
  assert.deepEqual(objections(running(reading(18), spent(50_001))), ["over-cap"]);
  assert.deepEqual(objections(running(reading(41))), ["kill-criterion-met"]);
  assert.deepEqual(objections(running()), ["reading-missing"]);
  assert.equal(codeOf(sign(running(), signature("rw"))), "partnership.gate-refuses");
  assert.equal(codeOf(sign(running(reading(18)), signature("rw"))), "GateSigned");
});

test("Both chairs together may override with reasons; one alone holds the gate", () => {
  const override = { override: true as const, reason: "The ministers agreed on 3 November" };
  const state = running(reading(41));
  assert.equal(
    codeOf(sign(state, signature("rw", { override: true }))),
    "partnership.reason-missing",
  );
  const one = fold(pilotDecider, [
    ...begun,
    passed("g0"),
    passed("g1"),
    passed("g2"),
    reading(41),
    { type: "GateSigned", data: signature("rw", override) },
  ]);
  const both = sign(one, signature("az", override));
  assert.equal(decisionOf(both), "go");
  const hold = sign(one, signature("az", { decision: "hold", reason: "Not yet" }));
  assert.equal(decisionOf(hold), "hold");
});

test("Who runs the pilot signs no gate, and a changed sheet needs new signatures", () => {
  const state = running(reading(18));
  assert.equal(
    codeOf(sign(state, signature("rw", { chair: "rdb-pilot-office" }))),
    "partnership.runs-the-pilot",
  );
  assert.equal(
    codeOf(sign(state, signature("rw", { sheet: "older" }))),
    "partnership.sheet-changed",
  );
  const changed = running(reading(18), { type: "GateSigned", data: signature("rw") }, spent(1_000));
  assert.deepEqual(changed.signatures, []);
});

test("Money spent is above nought and of the past; a wrong one is taken back", () => {
  const spend = (minor: number, on: string) =>
    codeOf(
      pilotDecider.decide(
        running(),
        {
          type: "spend",
          spending: { side: "rw", money: { minor, currency: "USD" }, on, for: "x" },
        },
        facts,
      ),
    );
  assert.equal(spend(-2_000_000, "2026-11-27"), "partnership.amount");
  assert.equal(spend(0, "2026-11-27"), "partnership.amount");
  assert.equal(spend(100, "2030-01-01"), "partnership.day-in-future");
  assert.equal(spend(100, "2026-11-28"), "MoneySpent");
  const over = running(reading(18), spent(50_001));
  const takeBack = (number: number, reason: string) =>
    pilotDecider.decide(over, { type: "take-back-spending", number, reason, by: "rw" }, facts);
  assert.equal(codeOf(takeBack(2, "Typed twice")), "partnership.spending-unknown");
  assert.equal(codeOf(takeBack(1, " ")), "partnership.reason-missing");
  const taken = takeBack(1, "Typed twice");
  assert.equal(codeOf(taken), "SpendingTakenBack");
  const mended = taken.ok ? taken.value.reduce(pilotDecider.evolve, over) : over;
  assert.deepEqual(gateSheet(mended)?.objections, []);
  assert.equal(mended.spendings[0]?.takenBack?.reason, "Typed twice");
});

test("Nothing is read or spent before the pilot began, and no reading is below nought", () => {
  const { proposedOn: notBefore = "" } = running();
  const read = (value: number, on: string) => {
    const taken = { metric: "days", value, on, source: "Transit file", side: "rw" };
    const command = { type: "read-metric", reading: taken, notBefore } as const;
    return codeOf(pilotDecider.decide(running(), command, facts));
  };
  assert.equal(read(-1, "2026-10-01"), "partnership.value");
  assert.equal(read(1, "2025-12-31"), "partnership.day-before-pilot");
  assert.equal(read(0, "2026-01-01"), "ReadingTaken");
  const spending = { side: "rw", money: usd(1), on: "2025-12-31", for: "x" };
  const early = pilotDecider.decide(running(), { type: "spend", spending, notBefore }, facts);
  assert.equal(codeOf(early), "partnership.day-before-pilot");
});

test("The probabilities of the outcomes add up to one", () => {
  const propose = (first: number, second: number) => {
    const scenarios = [first, second].map((probability) => ({ probability, value: 1 }));
    const staging = { pilot: 1, scale: 1, rate: 0.1, scenarios };
    const command = { type: "propose", id: "p-2", parties: ["rw", "az"] } as const;
    return codeOf(
      pilotDecider.decide(
        pilotDecider.initial,
        { ...command, charter: { ...charter, staging } },
        facts,
      ),
    );
  };
  assert.equal(propose(0.6, 0.6), "partnership.probabilities");
  assert.equal(propose(1.5, -0.5), "partnership.probabilities");
  assert.equal(propose(0.7, 0.3), "PilotProposed");
});

test("Kill ends it, recycle goes one gate back, the last go closes it", () => {
  const decided = (gate: "g3" | "g5", decision: "kill" | "recycle" | "go") =>
    after({ type: "GateDecided", data: { gate, decision, on: "2026-11-28" } });
  assert.equal(decided("g3", "kill").ended?.how, "killed");
  assert.equal(decided("g3", "recycle").gate, "g2");
  assert.equal(decided("g5", "go").ended?.how, "closed");
});

test("The worksheet gives what the option to stop is worth", () => {
  const worth = stagingWorksheet(0.2, 2, 0.1, [
    { probability: 0.4, value: 5 },
    { probability: 0.6, value: 0.5 },
  ]);
  const rounded = Object.values(worth).map((value) => Number(value.toFixed(4)));
  assert.deepEqual(rounded, [0.0727, 0.8909, 0.8182]);
});

test("A side promises in cash or in kind, and no signature that waits falls for it", () => {
  const promise: MoneyPromise = {
    ...{ side: "rw", kind: "in-kind", stage: "committed", on: "2026-06-01" },
    money: { minor: 500_000, currency: "RWF" },
  };
  const outcome = (wrong: object) => {
    const state = after();
    const command = { type: "promise", promise: { ...promise, ...wrong } } as PilotCommand;
    const result = pilotDecider.decide(state, command, { today: "2026-06-02" });
    return result.ok ? result.value.map(({ type }) => type).join() : result.refusal.code;
  };
  assert.equal(outcome({}), "MoneyPromised");
  assert.equal(outcome({ side: "de" }), "partnership.not-a-party");
  assert.equal(outcome({ money: { minor: 0, currency: "RWF" } }), "partnership.amount");
  assert.equal(outcome({ rateOn: "2026-07-01" }), "partnership.day-in-future");
  const signed = { side: "rw", gate: "g0" } as never;
  const state = after(
    { type: "GateSigned", data: signed },
    { type: "MoneyPromised", data: promise },
  );
  assert.deepEqual([state.signatures.length, state.promises], [1, [promise]]);
});
