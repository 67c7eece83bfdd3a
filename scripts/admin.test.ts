import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, test } from "node:test";
import { freshDatabase } from "../tests/database.ts";

const database = await freshDatabase();
after(() => database.drop());

const email = "ann@ministry.example";

function invite(...words: readonly string[]) {
  const DATABASE_URL = database.ownerUrl.replace("hamwe_owner@", "postgres@");
  return spawnSync(
    process.execPath,
    [join(import.meta.dirname, "admin.ts"), "invite", email, ...words],
    {
      env: { PATH: process.env.PATH, HAMWE_MODE: "production", DATABASE_URL },
      encoding: "utf8",
    },
  );
}

test("An invitation to a place that people cannot trust or find is refused", () => {
  for (const url of ["http://hamwe.example", "https://hamwe.example/portal", "hamwe.example", ""]) {
    const { status, stderr } = invite("--url", url);
    assert.equal(stderr, "--url, or HAMWE_BASE_URL: https://…, without a path\n", url);
    assert.equal(status, 1);
  }
});

test("An invitation is mailed in the language that the command says", async () => {
  const url = ["--url", "https://hamwe.example"];
  const unknown = invite(...url, "--lang", "de");
  assert.match(unknown.stderr, /^--lang: one of rw, en, fr/);
  assert.equal(unknown.status, 1);
  assert.equal((await database.ownerSql`select from messages.outbox`).length, 0);
  assert.equal(invite(...url, "--lang", "en").status, 0);
  assert.equal(invite(...url).status, 0);
  const mails = await database.ownerSql<{ lang: string; body: string }[]>`
    select lang, body from messages.outbox order by queued_at`;
  assert.deepEqual(
    mails.map(({ lang }) => lang),
    ["en", "rw"],
  );
});
