import assert from "node:assert/strict";
import { createSecretKey } from "node:crypto";
import { test } from "node:test";
import {
  bundleOf,
  clock,
  code,
  doors,
  introduce,
  newSealer,
  officer,
  pair,
  type Register,
} from "../../../tests/two-registers.ts";
import { must } from "../../kernel/index.ts";
import type { CommitmentCommand } from "../commitments/model.ts";
import type { InstrumentCommand, Side } from "../instruments/model.ts";
import { makePartnership } from "../make.ts";
import { bundleFormat } from "./model.ts";

const id = "air";
const text = (parties: readonly Side[] = ["rw", "az"], named = id): InstrumentCommand => ({
  type: "register",
  text: {
    ...{ id: named, kind: "agreement", title: { en: "Air" }, parties, languages: ["en"] },
    ...{ entry: { on: "last-note", daysAfter: 0 }, term: {}, source: "https://one.example" },
  },
});
const sign: InstrumentCommand = {
  type: "sign",
  signature: { on: "2025-09-20", signatories: { rw: "A minister", az: "A minister" } },
};
const note = (side: Side, on: string, number = `NV-${side}`): InstrumentCommand => ({
  ...{ type: "receive-note", side },
  note: { on, number, source: "archive" },
});
const step = (side: Side, on: string): InstrumentCommand => ({
  ...{ type: "take-step", side },
  step: { kind: "parliament", on },
});
const give = async ({ partnership }: Register, ...commands: InstrumentCommand[]) => {
  for (const command of commands) must(await partnership.give(id, command, officer()));
};

const standings = async ({ exchange }: Register) =>
  Object.fromEntries(
    (await exchange.positions(`instrument-${id}`)).map(({ slot, standing }) => [slot, standing]),
  );

test("alone for a year, then linked: what both have agrees, nothing is typed twice", async () => {
  const [rw, az] = await pair();
  await give(rw, text(), sign, note("az", "2026-10-01"), note("rw", "2026-10-05"));
  await give(rw, step("rw", "2026-02-01"));
  await give(az, text(), sign, note("az", "2026-10-01"), step("az", "2025-12-16"));
  await introduce(rw, az);
  await introduce(az, rw);
  const there = must(await az.exchange.receive(await bundleOf(rw), officer()));
  assert.deepEqual(
    { ...there, sequence: 1 },
    {
      ...{ partner: "rw", sequence: 1, statements: 5, agreed: 3, taken: 1, waits: 1 },
      ...{ differs: 0, notUnderstood: 0 },
    },
  );
  assert.deepEqual(await standings(az), {
    "note:az": "agreed",
    "note:rw": "waits",
    signature: "agreed",
    "step:az:parliament": "told",
    "step:rw:parliament": "taken",
    text: "agreed",
  });
  const state = await az.partnership.instrument(id);
  assert.equal(state?.steps.rw?.[0]?.on, "2026-02-01", "its own word is taken over");
  assert.equal(state?.notes.rw, undefined, "a joint fact waits for our word");
  const [waiting] = await az.exchange.open();
  assert.ok(waiting?.theirs);
  const { subject, slot, theirs } = waiting;
  must(
    await az.exchange.accept({ partner: "rw", subject, slot, number: theirs.number }, officer()),
  );
  assert.equal((await az.partnership.instrument(id))?.notes.rw?.number, "NV-rw");
  must(await rw.exchange.receive(await bundleOf(az), officer()));
  assert.deepEqual([...new Set(Object.values(await standings(rw)))].sort(), [
    "agreed",
    "taken",
    "told",
  ]);
  assert.equal((await rw.exchange.state()).partners.az?.acknowledged, 1);
  const history = await rw.partnership.history(id);
  assert.equal(history.filter(({ type }) => type === "NoteReceived").length, 2);
});

test("an instrument that one side lacks comes with all its facts when it is accepted", async () => {
  const [rw, az] = await pair();
  await give(rw, text(), sign, step("rw", "2026-02-01"));
  await introduce(rw, az);
  await introduce(az, rw);
  must(await az.exchange.receive(await bundleOf(rw), officer()));
  assert.equal(await az.partnership.instrument(id), undefined);
  for (const slot of ["text", "signature"]) {
    const [at] = (await az.exchange.open()).filter((each) => each.slot === slot);
    assert.ok(at?.theirs, slot);
    const { subject, theirs } = at;
    must(
      await az.exchange.accept({ partner: "rw", subject, slot, number: theirs.number }, officer()),
    );
  }
  assert.equal((await az.partnership.instrument(id))?.steps.rw?.length, 1, "tried again");
  assert.equal((await az.exchange.open()).length, 0);
});

test("two sides that differ stand side by side, and a no is heard by the other", async () => {
  const [rw, az] = await pair();
  await give(rw, text(), sign, note("az", "2026-10-01"));
  await give(az, text(), sign, note("az", "2026-10-02"));
  await introduce(rw, az);
  await introduce(az, rw);
  must(await az.exchange.receive(await bundleOf(rw), officer()));
  const [at] = await az.exchange.open();
  assert.equal(at?.standing, "differs");
  assert.equal((await az.partnership.instrument(id))?.notes.az?.on, "2026-10-02", "ours stays");
  const answered = {
    partner: "rw",
    subject: at.subject,
    slot: at.slot,
    number: at.theirs?.number ?? 0,
  };
  const stale = { ...answered, number: 99 };
  assert.equal(code(await az.exchange.accept(stale, officer())), "partnership.statement-changed");
  const empty = await az.exchange.decline(answered, " ", officer());
  assert.equal(code(empty), "partnership.reason-missing");
  must(await az.exchange.decline(answered, "Our archive says the second", officer()));
  must(await rw.exchange.receive(await bundleOf(az), officer()));
  const [told] = await rw.exchange.open();
  assert.equal(told?.standing, "declined");
  assert.equal(told?.declined, "az");
  const yes = {
    partner: "az",
    subject: told.subject,
    slot: told.slot,
    number: told.theirs?.number ?? 0,
  };
  must(await rw.exchange.accept(yes, officer()));
  assert.equal((await rw.partnership.instrument(id))?.notes.az?.on, "2026-10-02");
  assert.equal((await standings(rw))["note:az"], "agreed");
});

test("a bundle altered, older, twice, with a gap or of a stranger is refused", async () => {
  const [rw, az] = await pair();
  await give(rw, text(), sign);
  await introduce(rw, az);
  await introduce(az, rw);
  const first = await bundleOf(rw);
  await give(rw, note("rw", "2026-10-01"));
  const second = await bundleOf(rw);
  await give(rw, note("az", "2026-10-02"));
  const third = await bundleOf(rw);
  const [header = "", body = "", signature = ""] = first.split(".");
  const said = JSON.parse(Buffer.from(body, "base64url").toString());
  const refused = async (bundle: string) => code(await az.exchange.receive(bundle, officer()));
  const told = Buffer.from(JSON.stringify(said).replace("2025-09-20", "2025-09-21")).toString(
    "base64url",
  );
  assert.equal(await refused(`${header}.${told}.${signature}`), "partnership.bundle-altered");
  assert.equal(await refused("no bundle"), "partnership.bundle-unreadable");
  assert.equal(await refused(second), "partnership.bundle-missing");
  const stranger = must(await newSealer().seal("hamwe-bundle+jws", said));
  assert.equal(await refused(stranger), "partnership.bundle-stranger");
  const elsewhere = must(await rw.sealer.seal("hamwe-bundle+jws", { ...said, to: "tz" }));
  assert.equal(await refused(elsewhere), "partnership.bundle-not-for-us");
  assert.equal((await az.exchange.bundles()).length, 0, "nothing was kept");
  assert.equal(await refused(first), "ok");
  assert.equal(await refused(first), "partnership.bundle-twice");
  const forked = { ...said, sequence: 2, previous: null, format: bundleFormat };
  const fork = must(await rw.sealer.seal("hamwe-bundle+jws", forked));
  assert.equal(await refused(fork), "partnership.bundle-chain");
  assert.equal(await refused(second), "ok");
  assert.equal(await refused(third), "ok");
  assert.equal(await refused(second), "partnership.bundle-older");
  const rows = await az.database.appSql`select count(*)::int from partnership.statement`;
  assert.deepEqual(rows, [{ count: 4 }], "nothing lost, nothing doubled");
});

test("what the other side is no party to, and what no part understands, goes nowhere", async () => {
  const [rw, az] = await pair();
  await give(rw, text());
  must(await rw.partnership.give("power", text(["rw", "tz"], "power"), officer()));
  await introduce(rw, az);
  await introduce(az, rw);
  const bundle = await bundleOf(rw);
  const body = Buffer.from(bundle.split(".")[1] ?? "", "base64url").toString();
  assert.doesNotMatch(body, /power|tz/);
  const said = JSON.parse(body);
  const [statement] = said.statements;
  const strange = [
    { ...statement, number: 901, type: "Unheard" },
    { ...statement, number: 902, data: { ...statement.data, title: 5 } },
    { ...statement, number: 903, subject: "case-1" },
    { ...statement, number: 904, slot: "other" },
  ];
  const odd = must(await rw.sealer.seal("hamwe-bundle+jws", { ...said, statements: strange }));
  const taken = must(await az.exchange.receive(odd, officer()));
  assert.equal(taken.notUnderstood, 4);
  assert.deepEqual(await az.exchange.open(), []);
  assert.equal(code(await rw.exchange.make("az", officer())), "partnership.nothing-to-send");
});

test("linked registers send by themselves, again after an answer that was lost", async () => {
  const [rw, az] = await pair();
  await introduce(rw, az);
  await introduce(az, rw);
  assert.equal(
    code(await rw.exchange.link("az", "http://az.example", officer())),
    "partnership.address",
  );
  must(await rw.exchange.link("az", "https://az.example/", officer()));
  await give(rw, text(), sign);
  const jobs = await rw.database.appSql`select task from jobs.job`;
  assert.deepEqual(jobs, [{ task: "partnership.send" }]);
  const bundle = await bundleOf(rw);
  must(await az.exchange.receive(bundle, officer()));
  await give(rw, step("rw", "2026-02-01"));
  await rw.exchange.tasks["partnership.send"]({});
  assert.equal((await rw.exchange.state()).partners.az?.acknowledged, 2);
  assert.equal((await az.exchange.state()).partners.rw?.received?.sequence, 2);
  doors.delete("https://az.example");
  await give(rw, note("rw", "2026-10-01"));
  assert.equal(code(await rw.exchange.send("az", officer())), "partnership.partner-away");
});

test("a register from before statements were kept states everything at its start", async () => {
  const [rw] = await pair();
  const { appSql: sql } = rw.database;
  const linkKeys = [createSecretKey(new Uint8Array(32))] as const;
  const old = makePartnership({ sql, clock, timeZone: "Africa/Kigali", linkKeys });
  must(await old.give(id, text(), officer()));
  must(await old.give(id, sign, officer()));
  assert.equal((await rw.exchange.counts()).get("az")?.unsent ?? 0, 0);
  await rw.exchange.catchUp();
  await rw.exchange.catchUp();
  assert.equal((await rw.exchange.counts()).get("az")?.unsent ?? 0, 2);
});

test("our own introduction, and what is no address, are told apart at once", async () => {
  const [rw] = await pair();
  const own = must(await rw.exchange.introduction());
  assert.equal(code(await rw.exchange.readIntroduction(own)), "partnership.introduction-own");
  const address = await rw.exchange.readIntroduction("ftp://x y");
  assert.equal(code(address), "partnership.address");
});

test("reports of both sides stand side by side, and what is of one side stays home", async () => {
  const [rw, az] = await pair();
  const joint = {
    ...{ text: { en: "Open a flight" }, prevailing: "en", source: {}, deadline: "2027-01-31" },
    ...{ measure: "A flight", verification: "A timetable" },
  };
  const record = (name: string, visibility: "public" | "one-side"): CommitmentCommand => ({
    type: "record",
    ...{ id: name, by: "rw", parties: ["rw", "az"] },
    ...(visibility === "public" && { agreed: true as const }),
    joint: { ...joint, visibility },
  });
  const reported = (side: Side, status: "late" | "done"): CommitmentCommand => ({
    type: "report",
    side,
    report: {
      ...{ on: "2026-11-20", status, nextStep: "Ask", by: `${side}-air`, way: "desk" },
      evidence: { on: "2026-11-20", title: "A timetable", where: "Archive 12" },
    },
  });
  const { commitments } = rw.partnership;
  must(await commitments.give("flight", record("flight", "public"), officer()));
  must(await commitments.give("secret", record("secret", "one-side"), officer()));
  must(await commitments.give("flight", reported("rw", "done"), officer()));
  await introduce(rw, az);
  await introduce(az, rw);
  const bundle = await bundleOf(rw);
  assert.ok(!Buffer.from(bundle.split(".")[1] ?? "", "base64url").includes("secret"));
  must(await az.exchange.receive(bundle, officer()));
  const [at] = (await az.exchange.open()).filter(({ slot }) => slot === "commitment");
  assert.ok(at?.theirs);
  const { subject, slot, theirs } = at;
  must(
    await az.exchange.accept({ partner: "rw", subject, slot, number: theirs.number }, officer()),
  );
  must(await az.partnership.commitments.give("flight", reported("az", "late"), officer()));
  must(await rw.exchange.receive(await bundleOf(az), officer()));
  for (const { partnership } of [rw, az]) {
    const sides = (await partnership.commitments.one("flight"))?.sides;
    assert.deepEqual(
      ["rw", "az"].map((side) => sides?.[side]?.reports.map(({ status }) => status)),
      [["done"], ["late"]],
    );
  }
});
