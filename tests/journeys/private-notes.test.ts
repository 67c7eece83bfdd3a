/**
 * A private note that one side's officer wrote is looked for everywhere that others look: pages,
 * search, bundles, events, jobs, messages, logs, errors and what the serving login may read.
 */
import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Client } from "../client.ts";
import { type FreshDatabase, freshDatabase } from "../database.ts";
import { says } from "./apply-given.ts";

const root = join(import.meta.dirname, "../..");
const planted = "PLANTED-quiet-heron-4711";
const subject = "instrument-air_services_2025";
const path = `/desk/notes/${subject}`;

let database: FreshDatabase;
let server: ChildProcess;
let url: string;
/** Everything that the server wrote, at the level that tells most. */
let log = "";

before(async () => {
  database = await freshDatabase();
  const args = ["jurisdictions/rw", database.ownerUrl, database.appUrl];
  server = fork(join(root, "tests/town-server.ts"), args, {
    silent: true,
    env: { ...process.env, LOG: "trace" },
  });
  for (const stream of [server.stdout, server.stderr])
    stream?.on("data", (said: Buffer) => {
      log += said.toString();
    });
  url = await new Promise((resolve) => server.once("message", (at) => resolve(String(at))));
});
after(async () => {
  server.disconnect();
  await new Promise((resolve) => server.once("exit", resolve));
  await database.drop();
});

async function as(id: string): Promise<Client> {
  const client = new Client(url);
  await client.signIn(id);
  await client.get("/?lang=en");
  return client;
}

async function write(client: Client, text: string) {
  await client.get(path);
  return client.post(path, { text });
}

test("An officer of the side writes, reads and erases, and is told what to keep out", async () => {
  const officer = await as("officer-gahigi");
  says(await officer.get(path), "Private notes", "Classified texts do not belong here");
  says(await write(officer, ""), "Write the note.");
  const long = await write(officer, "x".repeat(4001));
  assert.equal(long.status, 422);
  says(long, "Write at most 4,000 characters.");
  says(await write(officer, `first ${planted}`), "The note is kept.", "first", "Gahigi");
  says(await officer.post(`${path}/erase`), "The note is erased.");
  assert.doesNotMatch((await officer.get(path)).body, new RegExp(planted));
  says(await write(officer, `<b>${planted}</b>`), `&lt;b&gt;${planted}`);
  assert.equal((await officer.get("/desk/notes/instrument-none")).status, 404);
});

test("Nobody else reads it, on whatever page and by whatever search", async () => {
  const guest = new Client(url);
  const minister = await as("officer-mutesi");
  const pages = [
    ...["/", "/services", "/services?q=heron", "/partnership", "/metrics", "/api"],
    ...["/partnership/air_services_2025", "/.well-known/hamwe-partnership", "/office", "/desk"],
    ...["/desk/sessions", "/desk/two-sides", path, "/track", "/demo"],
  ];
  for (const client of [guest, minister])
    for (const page of pages) {
      const { body } = await client.get(page);
      assert.ok(!body.includes(planted), page);
    }
  assert.equal((await minister.get(path)).status, 403);
  const officer = await as("officer-gahigi");
  for (const page of ["/desk", "/desk/two-sides", "/desk/instruments/air_services_2025"])
    assert.ok(!(await officer.get(page)).body.includes(planted), page);
});

test("It is in no bundle, event, job, message or row outside its own schema", async () => {
  const officer = await as("officer-gahigi");
  await officer.get("/desk/two-sides");
  const introduction = (await officer.get("/desk/two-sides/introduction")).body;
  assert.ok(!Buffer.from(introduction.split(".")[1] ?? "", "base64url").includes(planted));
  const { ownerSql } = database;
  const tables = await ownerSql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  assert.ok(tables.length > 40);
  const holding: string[] = [];
  for (const { name } of tables) {
    const rows = await ownerSql.unsafe<{ n: number }[]>(
      `select count(*)::int as n from ${name} as t where t::text like '%${planted}%'`,
    );
    if (rows[0]?.n) holding.push(name);
  }
  assert.deepEqual(holding, ["notes.note"]);
});

test("The login that serves may not read the table, whatever is smuggled in", async () => {
  const { appSql } = database;
  database.expectInLog("42501");
  await assert.rejects(async () => appSql`select * from notes.note`, /permission denied/);
  await assert.rejects(async () => appSql`delete from notes.note`, /permission denied/);
  const other = await appSql`select * from notes.about('az', ${subject})`;
  assert.equal(other.length, 0, "the other side's officers get their own alone");
});

test("No public page touches the notes, so that no time tells whether there are any", async () => {
  const { ownerSql } = database;
  await ownerSql`revoke execute on function notes.about from hamwe_app`;
  const guest = new Client(url);
  const officer = await as("officer-gahigi");
  for (const page of ["/partnership", "/partnership/air_services_2025", "/services"])
    assert.equal((await guest.get(page)).status, 200, page);
  for (const page of ["/desk", "/desk/two-sides", "/desk/instruments/air_services_2025"])
    assert.equal((await officer.get(page)).status, 200, page);
  await ownerSql`grant execute on function notes.about to hamwe_app`;
});

test("A fault while it is written tells it to no log and on no page", async () => {
  const { ownerSql } = database;
  const officer = await as("officer-gahigi");
  await officer.get(path);
  await ownerSql`alter table notes.note
    add constraint fault check (text not like '%PLANTED%') not valid`;
  database.expectInLog("23514");
  const failed = await officer.post(path, { text: `again ${planted}` });
  assert.equal(failed.status, 500);
  assert.ok(!failed.body.includes(planted));
  await ownerSql`alter table notes.note drop constraint fault`;
  assert.ok(log.length > 1000, "the log was listened to");
  assert.ok(
    !log.includes(planted),
    log.slice(Math.max(0, log.indexOf(planted) - 300)).slice(0, 600),
  );
});
