import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bundleOf,
  code,
  introduce,
  officer,
  pair,
  type Register,
} from "../../../tests/two-registers.ts";
import { must } from "../../kernel/index.ts";
import type { InstrumentText } from "../instruments/model.ts";

const contentOf = (bundle: string) =>
  JSON.parse(Buffer.from(bundle.split(".")[1] ?? "", "base64url").toString());

async function registered({ partnership }: Register, id = "air") {
  const text: InstrumentText = {
    ...{ id, kind: "agreement", title: { en: id }, parties: ["rw", "az"], languages: ["en"] },
    ...{ entry: { on: "last-note", daysAfter: 0 }, term: {}, source: "https://one.example" },
  };
  must(await partnership.give(id, { type: "register", text }, officer()));
  const signature = { on: "2025-09-20", signatories: {} };
  must(await partnership.give(id, { type: "sign", signature }, officer()));
}
async function linked(): Promise<readonly [Register, Register]> {
  const [rw, az] = await pair();
  await introduce(rw, az);
  await introduce(az, rw);
  return [rw, az];
}
const statements = async ({ database }: Register): Promise<number> => {
  const [row] = await database.appSql<{ count: number }[]>`
    select count(*)::int as count from partnership.statement`;
  return row?.count ?? 0;
};

test("a bundle that ends too early is refused, and taken in when whole", async () => {
  const [rw, az] = await linked();
  await registered(rw);
  const bundle = await bundleOf(rw);
  for (const share of [0, 0.1, 0.5, 0.9, 0.99]) {
    const cut = bundle.slice(0, Math.floor(bundle.length * share));
    assert.match(
      code(await az.exchange.receive(cut, officer())),
      /^partnership\.bundle-(unreadable|altered)$/,
      `${share}`,
    );
  }
  const half = bundle.split(".").slice(0, 2).join(".");
  assert.equal(
    code(await az.exchange.receive(`${half}.`, officer())),
    "partnership.bundle-unreadable",
  );
  assert.equal(await statements(az), 0);
  must(await az.exchange.receive(`\n ${bundle}\r\n`, officer()));
  assert.equal(await statements(az), 2);
});

test("fifty megabytes are refused before they are read", async () => {
  const [, az] = await linked();
  const started = process.cpuUsage();
  const large = "A".repeat(50 * 1024 * 1024);
  assert.equal(code(await az.exchange.receive(large, officer())), "partnership.bundle-too-large");
  assert.ok(process.cpuUsage(started).user < 2_000_000, "no work is done on it");
});

test("a bundle in a newer format says so, and nothing of it is lost by waiting", async () => {
  const [rw, az] = await linked();
  await registered(rw);
  const bundle = await bundleOf(rw);
  const newer = { ...contentOf(bundle), format: "hamwe-partnership/2", more: {} };
  const sealed = must(await rw.sealer.seal("hamwe-bundle+jws", newer));
  assert.equal(code(await az.exchange.receive(sealed, officer())), "partnership.bundle-newer");
  must(await az.exchange.receive(bundle, officer()));
});

test("kinds of a newer version are kept, and placed once a version understands them", async () => {
  const [rw, az] = await linked();
  await registered(rw);
  const said = contentOf(await bundleOf(rw));
  const [first] = said.statements;
  const unheard = { ...first, number: 901, type: "Unheard", slot: "unheard" };
  const sealed = must(
    await rw.sealer.seal("hamwe-bundle+jws", {
      ...said,
      statements: [...said.statements, unheard],
    }),
  );
  const taken = must(await az.exchange.receive(sealed, officer()));
  assert.deepEqual([taken.waits, taken.notUnderstood], [2, 1]);
  // As a version that knows neither kind would have left them.
  await az.database.ownerSql`delete from partnership.position`;
  await az.exchange.catchUp();
  await az.exchange.catchUp();
  assert.deepEqual((await az.exchange.open()).map(({ slot }) => slot).sort(), [
    "signature",
    "text",
  ]);
  assert.equal(await statements(az), 3, "what is still not understood stays");
});

test("a bundle that arrives three times at once is taken in once", async () => {
  const [rw, az] = await linked();
  await registered(rw);
  const first = await bundleOf(rw);
  await registered(rw, "power");
  const second = await bundleOf(rw);
  const codes = await Promise.all(
    [first, first, first].map(async (each) => code(await az.exchange.receive(each, officer()))),
  );
  assert.deepEqual(codes.sort(), ["ok", "partnership.bundle-twice", "partnership.bundle-twice"]);
  must(await az.exchange.receive(second, officer()));
  assert.equal(await statements(az), 4);
});
