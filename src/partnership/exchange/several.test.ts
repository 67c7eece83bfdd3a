import assert from "node:assert/strict";
import { test } from "node:test";
import {
  acceptAll,
  bundleOf,
  carry,
  code,
  forger,
  introduce,
  officer,
  type Register,
  register,
} from "../../../tests/two-registers.ts";
import { must } from "../../kernel/index.ts";
import type { InstrumentText, Side } from "../instruments/model.ts";

const contentOf = (bundle: string) =>
  JSON.parse(Buffer.from(bundle.split(".")[1] ?? "", "base64url").toString());

async function registered({ partnership }: Register, id: string, parties: readonly Side[]) {
  const text: InstrumentText = {
    ...{ id, kind: "agreement", title: { en: id }, parties, languages: ["en"] },
    ...{ entry: { on: "last-note", daysAfter: 0 }, term: {}, source: "https://one.example" },
  };
  must(await partnership.give(id, { type: "register", text }, officer()));
  const signature = { on: "2025-09-20", signatories: {} };
  must(await partnership.give(id, { type: "sign", signature }, officer()));
}

async function three() {
  const [rw, az, tz] = [await register("rw"), await register("az"), await register("tz")];
  for (const other of [az, tz]) {
    await introduce(rw, other);
    await introduce(other, rw);
  }
  return [rw, az, tz] as const;
}

test("each partner is sent what concerns it, and nothing of what concerns another", async () => {
  const [rw, az, tz] = await three();
  await registered(rw, "baku", ["rw", "az"]);
  await registered(rw, "dodoma", ["rw", "tz"]);
  await registered(rw, "corridor", ["rw", "tz", "az"]);
  const subjects = async (to: Side) =>
    new Set(
      contentOf(await bundleOf(rw, to)).statements.map((each: { subject: string }) => each.subject),
    );
  assert.deepEqual([...(await subjects("az"))].sort(), ["instrument-baku", "instrument-corridor"]);
  assert.deepEqual([...(await subjects("tz"))].sort(), [
    "instrument-corridor",
    "instrument-dodoma",
  ]);
  assert.equal(code(await rw.exchange.make("tz", officer())), "partnership.nothing-to-send");
  assert.deepEqual(await az.exchange.open(), []);
  assert.deepEqual(await tz.exchange.open(), []);
});

test("an instrument of three is agreed with each partner by itself", async () => {
  const [rw, az, tz] = await three();
  await registered(rw, "corridor", ["rw", "tz", "az"]);
  await carry(rw, az);
  await carry(rw, tz);
  const subject = "instrument-corridor";
  assert.equal(await acceptAll(tz, subject, "rw"), 2);
  await carry(tz, rw);
  const standings = (await rw.exchange.positions(subject)).map(({ partner, slot, standing }) => [
    ...[partner, slot, standing],
  ]);
  assert.deepEqual(standings, [
    ["az", "signature", "told"],
    ["az", "text", "told"],
    ["tz", "signature", "agreed"],
    ["tz", "text", "agreed"],
  ]);
  const step = { kind: "parliament", on: "2026-02-01" } as const;
  const taken = { type: "take-step", side: "tz", step } as const;
  must(await tz.partnership.give("corridor", taken, officer()));
  await carry(tz, rw);
  assert.equal((await rw.partnership.instrument("corridor"))?.steps.tz?.length, 1);
  const toAzerbaijan = await rw.exchange.make("az", officer());
  assert.equal(code(toAzerbaijan), "partnership.nothing-to-send", "it is Tanzania's word to tell");
});

test("a partner cannot speak for another, nor take its key", async () => {
  const [rw, az] = await three();
  const { key, seal } = forger();
  const introduction = contentOf(must(await az.exchange.introduction()));
  const kenya = await seal("hamwe-introduction+jws", { ...introduction, side: "ke", key });
  must(await rw.exchange.trust(kenya, officer()));
  await registered(az, "baku", ["rw", "az"]);
  const forged = await seal("hamwe-bundle+jws", contentOf(await bundleOf(az, "rw")));
  assert.equal(code(await rw.exchange.receive(forged, officer())), "partnership.bundle-stranger");
  const stolen = await seal("hamwe-introduction+jws", { ...introduction, key });
  assert.equal(code(await rw.exchange.trust(stolen, officer())), "partnership.key-of-another");
});

test("trust that is withdrawn ends the exchange with one partner, not with the other", async () => {
  const [rw, az, tz] = await three();
  const nothing = await rw.exchange.withdraw("tz", " ", officer());
  assert.equal(code(nothing), "partnership.reason-missing");
  must(await rw.exchange.withdraw("tz", "A stolen key", officer()));
  for (const [other, id] of [
    [az, "baku"],
    [tz, "dodoma"],
  ] as const)
    await registered(other, id, ["rw", other.exchange.side]);
  const fromTanzania = await bundleOf(tz, "rw");
  assert.equal(
    code(await rw.exchange.receive(fromTanzania, officer())),
    "partnership.partner-withdrawn",
  );
  assert.equal((await carry(az, rw)).waits, 2);
  await registered(rw, "arusha", ["rw", "tz"]);
  assert.equal(code(await rw.exchange.make("tz", officer())), "partnership.partner-withdrawn");
  await introduce(tz, rw);
  must(await rw.exchange.receive(fromTanzania, officer()));
  assert.equal((await carry(rw, tz)).waits, 2, "nothing was lost meanwhile");
  const [row] = await rw.database.appSql`
    select fingerprint, withdrawn_on from partnership.partner where side = 'tz'`;
  assert.match(row?.fingerprint ?? "", /^([0-9A-F]{4} ){7}[0-9A-F]{4}$/);
  assert.equal(row?.withdrawn_on, null);
});

test("rows from before get the name of the only partner, or of the parties", async () => {
  const [rw, az] = [await register("rw"), await register("az")];
  await registered(rw, "baku", ["rw", "az"]);
  const { appSql: sql } = rw.database;
  await sql`update partnership.position set partner = ''`;
  await sql`update partnership.outbox set partner = ''`;
  await rw.exchange.catchUp();
  assert.equal((await rw.exchange.counts()).get("az")?.unsent, 2);
  await introduce(rw, az);
  await introduce(az, rw);
  await sql`update partnership.position set partner = ''`;
  await sql`update partnership.outbox set partner = ''`;
  await rw.exchange.catchUp();
  await rw.exchange.catchUp();
  assert.equal((await carry(rw, az)).statements, 2);
});
