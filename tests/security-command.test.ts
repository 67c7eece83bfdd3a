import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { historyChain, makeEventLog } from "../src/platform/events/index.ts";
import { extendChain, recordSecurity, securityChain } from "../src/platform/security/index.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

let database: FreshDatabase;
before(async () => {
  database = await freshDatabase();
});
after(() => database.drop());

/** Runs `npm run security` with these words, as the app's login or the owner's. */
function security(...words: readonly string[]): Promise<{ status: number; text: string }> {
  const env = {
    ...{ PATH: process.env.PATH, HAMWE_MODE: "demo", HAMWE_DATA: "/nonexistent" },
    ...{ HAMWE_SECRET: "x".repeat(32), HAMWE_APP_DATABASE_URL: database.appUrl },
  };
  const script = join(import.meta.dirname, "../scripts/security.ts");
  return new Promise((resolve) =>
    execFile(process.execPath, [script, ...words], { env }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), text: stdout + stderr }),
    ),
  );
}

test("Whether the history is what it was is asked by a command, also against a kept head", async () => {
  const { appSql, ownerSql } = database;
  const at = new Date("2026-11-23T08:00:00Z");
  const meta = { command: "decide", actor: "system", at };
  const events = [{ type: "CaseDecided", data: { outcome: "refused" } }];
  await makeEventLog().record(appSql, { stream: "case-1", after: 0, events, meta });
  await recordSecurity(appSql, at, { kind: "signed-in", actor: "officer:1" });
  let hash: string | undefined;
  // Other databases of the cluster have transactions too, and a chain waits for all of them.
  while (!hash) hash = (await extendChain(appSql, historyChain, at))?.hash;
  while (!(await extendChain(appSql, securityChain, at)));
  const good = await security("verify", `history:1:${hash}`);
  assert.equal(good.status, 0, good.text);
  assert.match(good.text, new RegExp(`history: 1 links hold, head 1:${hash}`));
  const other = await security("verify", "history:1:AAAA", "history:2:AAAA");
  assert.deepEqual([other.status, other.text.match(/is not in the chain/g)?.length], [1, 2]);
  await ownerSql`update events.event set data = '{"outcome":"granted"}' where stream = 'case-1'`;
  const forged = await security("verify");
  assert.equal(forged.status, 1);
  assert.match(forged.text, /history: link 1 of 2026-11-23T08:00:00.000Z: something in it was/);
  assert.match((await security()).text, /restored/);
});
