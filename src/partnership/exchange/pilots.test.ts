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
import type { Gate, GateSignature, PilotCommand } from "../pilots/model.ts";
import { sheetDigest, spentIn } from "../pilots/sheet.ts";

const id = "tea-by-sea";
const subject = `pilot-${id}`;
const usd = (amount: number) => ({ minor: amount * 100, currency: "USD" });
const propose: PilotCommand = {
  ...{ type: "propose", id, parties: ["rw", "az"] },
  charter: {
    ...{ title: { en: "Tea by sea" }, sponsors: { rw: "naeb", az: "azpromo" }, cap: usd(100) },
    metrics: [{ id: "days", title: { en: "Days" }, unit: "days", target: 20 }],
    killCriteria: [{ id: "slow", title: { en: "Slow" }, metric: "days", when: "above", bound: 40 }],
    runBy: ["rdb/pilot-officer"],
  },
};
const spend = (side: string, amount: number, name: string): PilotCommand => ({
  ...{ type: "spend" },
  spending: { id: name, side, money: usd(amount), on: "2026-11-20", for: "Freight" },
});
const read = (side: string, value: number, on = "2026-11-20"): PilotCommand => ({
  ...{ type: "read-metric" },
  reading: { metric: "days", value, on, source: "Transit file", side },
});

const give = async ({ partnership }: Register, ...commands: PilotCommand[]) => {
  for (const command of commands) must(await partnership.pilots.give(id, command, officer()));
};
const pilotOf = async ({ partnership }: Register) => {
  const state = await partnership.pilots.one(id);
  assert.ok(state);
  return state;
};
async function sign(register: Register, side: string, more: Partial<GateSignature> = {}) {
  const state = await pilotOf(register);
  const signature: GateSignature = {
    ...{ side, gate: state.gate as Gate, decision: "go", chair: `${side}/gate-chair` },
    ...{ on: "2026-11-23", reason: "", sheet: sheetDigest(state), ...more },
  };
  await give(register, { type: "sign-gate", signature });
}
async function linked(): Promise<readonly [Register, Register]> {
  const [rw, az] = await pair();
  await introduce(rw, az);
  await introduce(az, rw);
  return [rw, az];
}
/** A gate that each chair signs at the register of their side. */
async function pass(rw: Register, az: Register) {
  await sign(rw, "rw");
  await carry(rw, az);
  await sign(az, "az");
  await carry(az, rw);
}
const gatesOf = async (register: Register) =>
  (await pilotOf(register)).passed.map(({ gate, decision }) => `${gate} ${decision}`);

test("each side signs a gate at its own register, which moves the pilot in both", async () => {
  const [rw, az] = await linked();
  await give(rw, propose);
  await sign(rw, "rw");
  await carry(rw, az);
  assert.equal(await az.partnership.pilots.one(id), undefined, "the charter needs our yes");
  await acceptAll(az, subject);
  assert.deepEqual(
    (await pilotOf(az)).signatures.map(({ side, bundle }) => [side, bundle]),
    [["rw", 1]],
  );
  await sign(az, "az", { dissent: "The board wanted a lower cap." });
  await carry(az, rw);
  await pass(rw, az);
  for (const each of [rw, az]) {
    assert.deepEqual(await gatesOf(each), ["g0 go", "g1 go"]);
    const kept = (await pilotOf(each)).passed[0]?.signatures.find(({ side }) => side === "az");
    assert.equal(kept?.dissent, "The board wanted a lower cap.", "dissent is kept on both sides");
    assert.deepEqual(await each.exchange.open(), []);
  }
});

test("money and readings of both sides give one sheet, in whatever order they came", async () => {
  const [rw, az] = await linked();
  await give(rw, propose);
  await carry(rw, az);
  await acceptAll(az, subject);
  await give(rw, spend("rw", 30, "a"), spend("rw", 30, "b"), read("rw", 24));
  await give(az, spend("az", 20, "c"), read("az", 26));
  await carry(rw, az);
  await carry(az, rw);
  await give(rw, { type: "take-back-spending", number: 2, reason: "Twice", by: "rw" });
  await carry(rw, az);
  const sums = async (register: Register) => {
    const state = await pilotOf(register);
    return ["rw", "az"].map((side) => spentIn(state, "USD", side) / 100);
  };
  assert.deepEqual(await sums(rw), [30, 20]);
  assert.deepEqual(await sums(az), [30, 20], "the one that was taken back, not another");
  assert.equal(sheetDigest(await pilotOf(rw)), sheetDigest(await pilotOf(az)), "one sheet");
});

test("a gate above the cap refuses go unless both chairs override with reasons", async () => {
  const [rw, az] = await linked();
  await give(rw, propose);
  await carry(rw, az);
  await acceptAll(az, subject);
  await give(rw, spend("rw", 101, "a"));
  await carry(rw, az);
  const state = await pilotOf(az);
  const signature: GateSignature = {
    ...{ side: "az", gate: "g0", decision: "go", chair: "az/gate-chair", on: "2026-11-23" },
    ...{ reason: "", sheet: sheetDigest(state) },
  };
  const refused = await az.partnership.pilots.give(id, { type: "sign-gate", signature }, officer());
  assert.equal(!refused.ok && refused.refusal.code, "partnership.gate-refuses");
  await sign(rw, "rw", { override: true, reason: "The ministers agreed" });
  await carry(rw, az);
  await sign(az, "az", { override: true, reason: "Freight rose" });
  await carry(az, rw);
  for (const each of [rw, az]) {
    assert.deepEqual(await gatesOf(each), ["g0 go"]);
    const reasons = (await pilotOf(each)).passed[0]?.signatures.map(({ reason }) => reason);
    assert.deepEqual(reasons, ["The ministers agreed", "Freight rose"]);
  }
  await sign(rw, "rw", { override: true, reason: "Again" });
  await carry(rw, az);
  await sign(az, "az", { decision: "hold", reason: "Not again" });
  await carry(az, rw);
  for (const each of [rw, az]) assert.deepEqual(await gatesOf(each), ["g0 go", "g1 hold"]);
});

test("a signature under a sheet that has changed counts in neither register", async () => {
  const [rw, az] = await linked();
  await give(rw, propose);
  await carry(rw, az);
  await acceptAll(az, subject);
  await sign(rw, "rw");
  await give(az, spend("az", 20, "c"));
  await carry(rw, az);
  const [unsigned] = await az.exchange.open();
  assert.equal(unsigned?.refusal, "partnership.sheet-changed");
  await carry(az, rw);
  assert.deepEqual((await pilotOf(rw)).signatures, []);
  await pass(rw, az);
  for (const each of [rw, az]) {
    assert.deepEqual(await gatesOf(each), ["g0 go"]);
    assert.deepEqual(await each.exchange.open(), []);
  }
});

test("a year with signatures on paper is confirmed, not typed again", async () => {
  const [rw, az] = await pair();
  await give(rw, propose);
  const both = async (more: Partial<GateSignature> = {}) => {
    await sign(rw, "rw", more);
    await sign(rw, "az", { ...more, paper: "AZ 7/2026" });
  };
  await both();
  await both({ decision: "hold", reason: "The harvest was late" });
  await both();
  await give(rw, spend("rw", 30, "a"), read("rw", 24));
  await sign(rw, "rw");
  await introduce(rw, az);
  await introduce(az, rw);
  await carry(rw, az);
  assert.equal(await acceptAll(az, subject), 1);
  for (let papers = 0; papers < 3; papers++) {
    const [at] = (await az.exchange.open()).filter(({ refusal }) => refusal === null);
    assert.ok(at?.theirs);
    assert.equal(at.about, "az");
    const { slot, theirs } = at;
    must(
      await az.exchange.accept({ partner: "rw", subject, slot, number: theirs.number }, officer()),
    );
  }
  const [ours, theirs] = [await pilotOf(az), await pilotOf(rw)];
  assert.deepEqual(await gatesOf(az), ["g0 go", "g1 hold", "g1 go"]);
  assert.deepEqual([ours.gate, ours.spendings.length], ["g2", 1]);
  assert.deepEqual(
    ours.signatures.map(({ side }) => side),
    ["rw"],
  );
  assert.equal(sheetDigest(ours), sheetDigest(theirs));
  assert.deepEqual(await az.exchange.open(), []);
});

test("a charter that one side revises waits for the other, and so does what follows", async () => {
  const [rw, az] = await linked();
  await give(rw, propose);
  await carry(rw, az);
  await acceptAll(az, subject);
  const charter = { ...(await pilotOf(rw)).charter, cap: usd(200) } as never;
  await give(rw, { type: "revise", charter });
  await sign(rw, "rw");
  await carry(rw, az);
  const open = await az.exchange.open();
  assert.deepEqual(
    open.map(({ slot, refusal }) => [slot, refusal]),
    [
      ["charter", null],
      ["gate:rw:g0:1", "partnership.waits-for-answer"],
    ],
  );
  await acceptAll(az, subject);
  const state = await pilotOf(az);
  assert.deepEqual([state.charter?.cap.minor, state.signatures.length], [20_000, 1]);
});
