import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import {
  connect,
  migrate,
  prepareExternal,
  requireLeastRights,
  requireSignerRights,
  startEmbedded,
} from "./index.ts";

// A cluster that has never heard of us, as a government's would be.
const cluster = await startEmbedded({
  dataDir: mkdtempSync(join(tmpdir(), "hamwe-roles-")),
  durable: false,
});
const superuser = connect(cluster.url("postgres", "postgres"), 1);
after(async () => {
  await superuser.end();
  await cluster.stop();
});

const nameAt = async (url: string) => {
  const sql = connect(url, 1);
  const [row] = await sql<{ name: string }[]>`select current_user::text as name`;
  await sql.end();
  return row?.name;
};

test("A login that may make roles and owns its database need not be superuser", async () => {
  await superuser`create role ministry login createrole`;
  await superuser`create database registry owner ministry`;
  const url = cluster.url("registry", "ministry");
  const [access] = await Promise.all([prepareExternal(url), prepareExternal(url)]);
  assert.equal(await nameAt(access.ownerUrl), "hamwe_owner");
  assert.equal(await nameAt(access.appUrl), "hamwe_app");
  const migrations = join(import.meta.dirname, "../../../migrations");
  const [first] = await migrate(access.ownerUrl, migrations);
  assert.equal(first?.name, "0001-platform.sql");
  assert.deepEqual(await migrate((await prepareExternal(url)).ownerUrl, migrations), []);
});

test("One login for the server and its signer is refused, as the signer refuses it", async () => {
  await superuser`create role allround login in role hamwe_app, hamwe_signer`;
  const sql = connect(cluster.url("registry", "allround"), 1);
  await assert.rejects(requireLeastRights(sql), /allround may sign too: a login of its own/);
  await assert.rejects(requireSignerRights(sql), /allround may do more than a signer/);
  await sql.end();
});

test("The app may come with a login of its own", async () => {
  await superuser`create role front login in role hamwe_app`;
  const front = cluster.url("registry", "front");
  const access = await prepareExternal(cluster.url("registry", "ministry"), front);
  assert.equal(await nameAt(access.appUrl), "front");
  const sql = connect(access.appUrl, 1);
  await assert.rejects(sql`update platform.migration set name = 'x'`, { code: "42501" });
  assert.ok((await sql`select from platform.migration`).length > 0);
  await sql.end();
});
