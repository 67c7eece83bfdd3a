import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../../tests/database.ts";
import { connect, transaction } from "../db/index.ts";
import { countEventsOn, historyChain, makeEventLog } from "../events/index.ts";
import {
  type Chained,
  chainHeads,
  countOn,
  extendChain,
  hashAt,
  recordSecurity,
  securityChain,
  verifyChain,
} from "./index.ts";

const at = new Date("2026-11-23T08:00:00Z");
let database: FreshDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.drop());

const note = (kind: "signed-in" | "signed-out" = "signed-in") =>
  recordSecurity(database.appSql, at, { kind, actor: "officer:1" });
const event = (stream: string, data: object = {}) =>
  makeEventLog().record(database.appSql, {
    ...{ stream, after: 0, events: [{ type: "CaseDecided", data }] },
    meta: { command: "decide", actor: "officer:1", at },
  });
const extend = (chain: Chained) => extendChain(database.appSql, chain, at);
/** Other databases of the cluster have transactions too, and a chain waits for all of them. */
async function extended(chain: Chained) {
  for (;;) {
    const head = await extend(chain);
    if (head) return head;
  }
}
const verify = (chain: Chained) => verifyChain(database.appSql, chain);

/** Two links over the history and two over the security events. */
async function chained() {
  await event("case-1", { outcome: "granted" });
  await event("case-2", { outcome: "refused" });
  await note();
  for (const chain of [historyChain, securityChain])
    assert.equal((await extended(chain)).number, 1);
  await event("case-3", { outcome: "granted" });
  await note("signed-out");
  await note();
  for (const chain of [historyChain, securityChain])
    assert.equal((await extended(chain)).number, 2);
}

test("A chain over what was added holds, and a head that was kept is still in it", async () => {
  await chained();
  const heads = await chainHeads(database.appSql);
  assert.deepEqual(
    heads.map(({ of, rows }) => [of, rows]),
    [
      ["history", 1],
      ["security", 2],
    ],
  );
  for (const chain of [historyChain, securityChain])
    assert.equal(await extend(chain), undefined, "nothing was added since");
  for (const chain of [historyChain, securityChain]) {
    const { fault, head, links } = await verify(chain);
    assert.deepEqual([fault, links], [undefined, 2]);
    const kept = heads.find(({ of }) => of === chain.of);
    assert.equal(head?.hash, kept?.hash);
    await note();
    await event(`case-${chain.of}`);
    assert.equal((await extended(chain)).number, 3);
    assert.equal(await hashAt(database.appSql, chain.of, 2), kept?.hash);
  }
});

test("What is changed, taken away or put in afterwards is told by its link", async () => {
  const { ownerSql } = database;
  await chained();
  /** Does something as the owner, looks, and takes it back. */
  const trial = async (chain: Chained, forge: string, expected: readonly unknown[]) => {
    await transaction(ownerSql, async (tx) => {
      await tx.unsafe(forge);
      const { fault } = await verifyChain(tx, chain);
      assert.deepEqual(fault && [fault.number, fault.what], expected, forge);
      throw new Error("take it back");
    }).catch((error: Error) => assert.equal(error.message, "take it back"));
    assert.equal((await verify(chain)).fault, undefined);
  };
  const put = `insert into events.event (stream, version, type, data, at, actor, command, tx)
    select 'case-9', 1, 'CaseDecided', '{"outcome":"granted"}', at, actor, command, tx
    from events.event where stream = 'case-1'`;
  for (const [forge, number] of [
    [`update events.event set data = '{"outcome":"granted"}' where stream = 'case-2'`, 1],
    ["update events.event set actor = 'officer:2' where stream = 'case-3'", 2],
    ["update events.event set at = at - interval '1 day' where stream = 'case-3'", 2],
    ["delete from events.event where stream = 'case-1'", 1],
    [put, 1],
    // Out of a link by another transaction: one link lacks it, whatever another then has.
    ["update events.event set tx = tx + 1000000 where stream = 'case-1'", 1],
  ] as const)
    await trial(historyChain, forge, [number, "rows"]);
  for (const forge of [
    "delete from security.event where kind = 'signed-out'",
    "update security.event set actor = 'officer:9' where kind = 'signed-out'",
    "update security.event set times = 2 where kind = 'signed-out'",
  ])
    await trial(securityChain, forge, [2, "rows"]);
  await trial(securityChain, "delete from security.chain where number = 1 and of = 'security'", [
    ...[2, "link"],
  ]);
  await trial(securityChain, "update security.chain set rows = 5 where of = 'security'", [
    ...[1, "link"],
  ]);
});

test("A row whose transaction ends late is in a later link, never in none", async () => {
  const late = connect(database.appUrl, 1);
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const { promise: written, resolve: wrote } = Promise.withResolvers<void>();
  await note();
  const writing = transaction(late, async (tx) => {
    await recordSecurity(tx, at, { kind: "signed-in", actor: "officer:late" });
    wrote();
    await gate;
  });
  await written;
  await note();
  assert.equal((await extended(securityChain)).rows, 1, "what may still come is waited for");
  open();
  await writing;
  assert.equal((await extended(securityChain)).rows, 2);
  assert.equal((await verify(securityChain)).fault, undefined);
  await late.end();
});

test("Of servers that extend a chain at one moment one adds the link", async () => {
  await Promise.all(Array.from({ length: 20 }, () => note()));
  const all = await Promise.all(Array.from({ length: 6 }, () => extend(securityChain)));
  if (!all.some(Boolean)) await extended(securityChain);
  const heads = await chainHeads(database.appSql);
  assert.ok(all.filter(Boolean).length <= heads.length);
  assert.equal((await verify(securityChain)).fault, undefined);
  const { appSql } = database;
  await assert.rejects(appSql`update security.chain set rows = 1`, { code: "42501" });
  await assert.rejects(appSql`delete from security.chain`, { code: "42501" });
});

test("A database that counts its transactions anew is told, and goes on from there", async () => {
  const { ownerSql } = database;
  await note();
  await ownerSql`insert into security.chain (of, number, at, from_tx, to_tx, rows, digest, hash)
    values ('security', 1, now(), 0, 9000000000, 1, '\\x00', ${Buffer.alloc(32)})`;
  await assert.rejects(extend(securityChain), /npm run security -- restored/);
  await countEventsOn(ownerSql, await countOn(ownerSql));
  await note();
  await event("case-1");
  assert.equal((await extended(securityChain)).rows, 1);
  assert.equal((await extended(historyChain)).rows, 1);
});
