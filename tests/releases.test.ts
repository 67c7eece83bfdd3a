import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { brotliDecompressSync } from "node:zlib";
import { type CaseId, must } from "../src/kernel/index.ts";
import { demonstrationIssuer, officerByAccount } from "../src/platform/auth/index.ts";
import { connect, migrate } from "../src/platform/db/index.ts";
import { emptyDatabase } from "./database.ts";
import { startTown, type Town } from "./town.ts";

const folder = join(import.meta.dirname, "releases");
const migrations = join(import.meta.dirname, "../migrations");

/**
 * The migrations that a release had, in a folder of their own: what was published never changes.
 */
function migrationsUpTo(last: number): string {
  const own = mkdtempSync(join(tmpdir(), "hamwe-release-"));
  for (const file of readdirSync(migrations))
    if (Number(file.slice(0, 4)) <= last) cpSync(join(migrations, file), join(own, file));
  return own;
}

/** A database as the demonstration of this release left it. */
async function databaseOf(release: string) {
  const data = brotliDecompressSync(readFileSync(join(folder, release))).toString();
  const database = await emptyDatabase();
  const own = migrationsUpTo(Number(/^-- migration (\d+)/.exec(data)?.[1]));
  await migrate(database.ownerUrl, own);
  const owner = connect(database.ownerUrl, 1);
  await owner.unsafe(readFileSync(join(import.meta.dirname, "graphile-worker.sql"), "utf8"));
  await owner.end();
  const superuser = connect(database.superuserUrl, 1);
  await superuser.unsafe(data);
  await superuser.end();
  rmSync(own, { recursive: true });
  return database;
}

for (const release of readdirSync(folder))
  describe(`What ${release.replace(".sql.br", "")} has kept is taken over`, () => {
    let database: Awaited<ReturnType<typeof databaseOf>>;
    let town: Town;
    before(async () => {
      database = await databaseOf(release);
      // Starting it is the upgrade: a demonstration migrates by itself.
      town = await startTown("2026-11-30T08:00:00Z", "jurisdictions/rw", { database });
    });
    after(async () => {
      await town?.close();
      await database?.drop();
    });

    const applications = () =>
      town.app.sql<{ id: string; reference: string; sub: string }[]>`
        select a.id, a.reference, p.sub from cases.application a
        join auth.person p on p.id = a.person_id order by a.reference`;

    it("every person opens their applications, each with its history", async () => {
      const all = await applications();
      assert.ok(all.length >= 11, String(all.length));
      for (const sub of new Set(all.map((each) => each.sub))) {
        const person = await town.as(sub);
        for (const { id, reference } of all.filter((each) => each.sub === sub)) {
          const { status, body } = await person.get(`/applications/${id}`);
          assert.equal(status, 200, reference);
          assert.ok(body.includes(reference), reference);
        }
      }
    });

    it("an officer opens every case that is the work of their authority", async () => {
      const open = await town.app.sql<{ id: string; authority: string; role: string }[]>`
        select case_id as id, authority, role from cases.task where closed_at is null
          and not waiting`;
      assert.ok(open.length > 0);
      for (const { id, authority, role } of open) {
        const officer = town.officers.find(
          (each) =>
            each.authority === authority && each.roles.includes(role) && !each.offices?.length,
        );
        assert.ok(officer, `${authority} has no ${role}`);
        const client = await town.as(officer.id);
        assert.equal((await client.get(`/office/cases/${id}`)).status, 200, id);
      }
    });

    it("the certificates that were issued are verified by their number", async () => {
      const issued = await town.app.sql<
        { number: string }[]
      >`select number from credentials.credential`;
      assert.ok(issued.length >= 2);
      for (const { number } of issued)
        assert.equal(
          (await town.app.parts.credentials.standing(number))?.standing,
          "valid",
          number,
        );
    });

    it("a case that was begun is decided, and its certificate issued", async () => {
      const [row] = await town.app.sql<{ caseId: CaseId }[]>`
        select case_id as "caseId" from cases.task
        where service = 'birth-certificate' and task = 'register-check' and closed_at is null
          and claimed_by is not null`;
      assert.ok(row);
      const { caseId } = row;
      const { cases } = town.app.parts;
      const act = async (sub: string, outcome: string) => {
        const officer = await officerByAccount(
          town.app.sql,
          { iss: demonstrationIssuer, sub },
          town.now(),
        );
        assert.ok(officer);
        const state = (await cases.open(caseId))?.state;
        const task = state?.tasks.find(({ done, cancelled }) => !done && !cancelled);
        assert.ok(task);
        const actor = { kind: "officer", ...officer } as const;
        const command = { type: "complete", task: task.key, outcome } as const;
        must(await cases.give({ caseId, command, actor }));
        await town.settle();
      };
      await act("officer-mutesi", "found");
      await act("officer-nsengimana", "sign");
      const [credential] = await town.app.sql<{ number: string }[]>`
        select number from credentials.credential where case_id = ${caseId}`;
      assert.ok(credential);
    });
  });
