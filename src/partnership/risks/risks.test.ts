import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../kernel/index.ts";
import { mostOpenRisks, riskDecider, scoreOf } from "./decide.ts";
import type { Risk, RiskCommand } from "./model.ts";

const risk: Risk = {
  ...{ id: "r-1", cause: "One corridor", event: "It closes", effect: "Goods wait" },
  ...{ category: "supply-chain", owners: { rw: "mininfra", az: "customs" } },
  ...{ inherent: { likelihood: 3, impact: 5 }, residual: { likelihood: 2, impact: 4 } },
  ...{ treatment: "reduce", nextLook: "2027-01-15" },
};
const outcome = (command: RiskCommand, open: number, known = false) => {
  const before = known
    ? fold(riskDecider, [{ type: "RiskIdentified", data: risk }])
    : riskDecider.initial;
  const result = riskDecider.decide(before, command, { today: "2026-11-28", open });
  return result.ok ? result.value.map(({ type }) => type).join() : result.refusal.code;
};

test("At most twelve risks are open, each rated from 1 to 5", () => {
  const identify: RiskCommand = { type: "identify", risk };
  assert.equal(outcome(identify, mostOpenRisks - 1), "RiskIdentified");
  assert.equal(outcome(identify, mostOpenRisks), "partnership.too-many-risks");
  const wrong = { ...risk, residual: { likelihood: 0, impact: 6 } };
  assert.equal(outcome({ type: "identify", risk: wrong }, 0), "partnership.rating");
  for (const appetite of [0, 26, 2.5])
    assert.equal(
      outcome({ type: "identify", risk: { ...risk, appetite } }, 0),
      "partnership.rating",
    );
  assert.equal(scoreOf(risk.inherent), 15);
});

test("A signal has a source, and the next look lies ahead", () => {
  const signal = { on: "2026-11-20", text: "A border closed", source: "", by: "mininfra" };
  assert.equal(outcome({ type: "note-signal", signal }, 1, true), "partnership.source-missing");
  const look = (nextLook: string): RiskCommand => ({
    ...{ type: "look", by: "mininfra", residual: risk.residual, nextLook },
  });
  assert.equal(outcome(look("2026-11-28"), 1, true), "partnership.day-not-in-future");
  assert.equal(outcome(look("2027-02-28"), 1, true), "RiskLookedAt");
  const later = { ...signal, source: "A newspaper", on: "2030-01-01" };
  assert.equal(
    outcome({ type: "note-signal", signal: later }, 1, true),
    "partnership.day-in-future",
  );
});

test("With its treatment a risk scores no more than without it", () => {
  const above = "partnership.residual-above-inherent";
  const residual = { likelihood: 5, impact: 5 };
  assert.equal(outcome({ type: "identify", risk: { ...risk, residual } }, 0), above);
  const look: RiskCommand = { type: "look", by: "mininfra", residual, nextLook: "2027-02-28" };
  assert.equal(outcome(look, 1, true), above);
});
