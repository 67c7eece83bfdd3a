import assert from "node:assert/strict";
import { test } from "node:test";
import {
  acceptAll,
  carry,
  introduce,
  officer,
  pair,
  type Register,
} from "../../../tests/two-registers.ts";
import { must } from "../../kernel/index.ts";
import type { IndicatorCommand, IndicatorDefinition } from "../indicators/model.ts";
import { currentValues, mirrorGap } from "../indicators/periods.ts";
import { publicIndicator } from "../stated.ts";

const parties = ["rw", "az"];
const definition = (id: string, more: Partial<IndicatorDefinition> = {}): IndicatorDefinition => ({
  ...{ id, title: { en: id }, unit: "USD", adding: "cumulative", theme: "trade", parties },
  ...{ owner: "Trade ministry", evaluator: "Statistics", ...more },
});
const exports_ = "tea-exports";
const value = (
  side: string,
  amount: number,
  vintage = "2026-02-01",
  quarter = ["2025-10-01", "2026-01-01"] as const,
): IndicatorCommand => ({
  ...{ type: "report" },
  value: {
    ...{ side, value: amount, vintage, source: `${side} customs`, from: quarter[0] },
    until: quarter[1],
  },
});
const give = async ({ partnership }: Register, id: string, ...commands: IndicatorCommand[]) => {
  for (const command of commands) must(await partnership.indicators.give(id, command, officer()));
};
const seriesOf = async ({ partnership }: Register, id = exports_) => {
  const state = await partnership.indicators.one(id);
  assert.ok(state);
  return state;
};
async function linked(): Promise<readonly [Register, Register]> {
  const [rw, az] = await pair();
  await introduce(rw, az);
  await introduce(az, rw);
  return [rw, az];
}

test("each side's series travels with source, side and every vintage", async () => {
  const [rw, az] = await linked();
  await give(rw, exports_, { type: "define", definition: definition(exports_) });
  await give(rw, exports_, value("rw", 100), value("rw", 110, "2026-05-01"));
  await carry(rw, az);
  await acceptAll(az, `indicator-${exports_}`);
  const { values } = await seriesOf(az);
  assert.deepEqual(
    values.map((one) => [one.side, one.value, one.vintage, one.source]),
    [
      ["rw", 100, "2026-02-01", "rw customs"],
      ["rw", 110, "2026-05-01", "rw customs"],
    ],
  );
  assert.deepEqual(await az.exchange.open(), []);
});

test("what one side exports and the other imports stand side by side in both", async () => {
  const [rw, az] = await linked();
  const imports = "tea-imports";
  for (const [id, mirrorOf] of [
    [exports_, imports],
    [imports, exports_],
  ] as const)
    for (const each of [rw, az])
      await give(each, id, { type: "define", definition: definition(id, { mirrorOf }) });
  await give(rw, exports_, value("rw", 100));
  await give(az, imports, value("az", 70));
  await carry(rw, az);
  await carry(az, rw);
  for (const each of [rw, az]) {
    const [exported, imported] = await Promise.all(
      [exports_, imports].map(async (id) => currentValues((await seriesOf(each, id)).values)),
    );
    assert.deepEqual([exported?.length, imported?.length], [1, 1], "nothing is averaged or joined");
    assert.equal(mirrorGap(exported?.[0]?.value ?? 0, imported?.[0]?.value ?? 0).gap, 30);
  }
});

test("a figure that one states of the other waits, and differs where both do", async () => {
  const [rw, az] = await linked();
  for (const each of [rw, az])
    await give(each, exports_, { type: "define", definition: definition(exports_) });
  await give(rw, exports_, value("az", 70));
  await carry(rw, az);
  assert.deepEqual((await seriesOf(az)).values, [], "what they say of us is not our figure");
  await give(az, exports_, value("az", 75));
  const [at] = await az.exchange.open();
  assert.deepEqual([at?.standing, at?.about], ["differs", "az"]);
});

test("a lock holds in both registers, and both see why it was reopened", async () => {
  const [rw, az] = await linked();
  await give(rw, exports_, { type: "define", definition: definition(exports_) });
  await give(rw, exports_, value("rw", 100));
  await carry(rw, az);
  await acceptAll(az, `indicator-${exports_}`);
  const period = { side: "rw", from: "2025-10-01", until: "2026-01-01" };
  await give(rw, exports_, { type: "lock", period, by: "Statistics" });
  await carry(rw, az);
  assert.deepEqual((await seriesOf(az)).locked, ["rw:2025-10-01:2026-01-01"]);
  const changed = await az.partnership.indicators.give(exports_, value("rw", 1), officer());
  assert.equal(!changed.ok && changed.refusal.code, "partnership.period-locked");
  await give(rw, exports_, { type: "reopen", period, by: "Statistics", reason: "A late file" });
  await give(rw, exports_, value("rw", 120, "2026-11-01"));
  await carry(rw, az);
  const state = await seriesOf(az);
  assert.deepEqual([state.locked.length, currentValues(state.values)[0]?.value], [0, 120]);
  const history = await az.partnership.indicators.history(exports_);
  const reopened = history.find(({ type }) => type === "PeriodReopened");
  assert.deepEqual(reopened?.data, {
    ...period,
    by: "Statistics",
    on: "2026-11-23",
    reason: "A late file",
  });
});

test("each platform counts by its own services: how it counts is not taken over", async () => {
  const [rw, az] = await linked();
  const counting = { service: "visa", at: "granted", what: "count" } as const;
  await give(rw, "visas", { type: "define", definition: definition("visas", { counting }) });
  await carry(rw, az);
  await acceptAll(az, "indicator-visas");
  assert.equal((await seriesOf(az, "visas")).definition?.counting, undefined);
  assert.deepEqual(await rw.exchange.open(), []);
});

test("what we say of the other side is not public, and gives way to its own word", async () => {
  const [rw, az] = await linked();
  await give(rw, exports_, { type: "define", definition: definition(exports_) });
  await carry(rw, az);
  await acceptAll(az, `indicator-${exports_}`);
  const ours = value("az", 90, "2026-05-01");
  assert.ok(ours.type === "report");
  await give(rw, exports_, { ...ours, value: { ...ours.value, statedBy: "rw" } });
  await carry(rw, az);
  assert.deepEqual((await seriesOf(az)).values, [], "it waits for them");
  assert.equal((await az.exchange.open())[0]?.about, "az", "they read what we say");
  assert.deepEqual(publicIndicator(await seriesOf(rw)).values, [], "nor public");
  await give(az, exports_, value("az", 80));
  await carry(az, rw);
  const at = await seriesOf(rw);
  assert.deepEqual(
    [currentValues(at.values), publicIndicator(at).values].map(([one]) => one?.value),
    [80, 80],
  );
});
