import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import { liveGovernment, type Running } from "../../tests/live-government.ts";
import { exportEdits, openCatalogue, publishFolder, putEdits } from "./index.ts";

const { sql, folder, now, inFolder, open, change } = await liveGovernment();

const hallIn = ({ jurisdiction }: Running, id = "kigali") =>
  jurisdiction.centres?.find((centre) => centre.id === id) ?? assert.fail(id);
const edit = (path: readonly string[], value: unknown) => ({ file: "centres.yaml", path, value });

test("An edit is laid over what is published in every server; services stay", async () => {
  const running = await open();
  const birth = running.catalogue.current("birth-certificate");
  await putEdits(sql, [edit(["kigali", "telephone"], "0788 111 222")], now);
  await running.look();
  assert.equal(hallIn(running.catalogue).telephone, "0788 111 222");
  assert.equal(running.catalogue.current("birth-certificate"), birth, "the same object");
  assert.equal(running.valueAt("centres.yaml", ["kigali", "telephone"]), "0788 111 222");
  change("centres.yaml", 'telephone: "0700 000 102"', 'telephone: "0700 000 999"');
  await publishFolder(sql, folder, now);
  await running.look();
  assert.equal(hallIn(running.catalogue, "musanze").telephone, "0700 000 999");
  assert.equal(hallIn(running.catalogue).telephone, "0788 111 222", "the edit stays over it");
  assert.equal(hallIn((await open()).catalogue).telephone, "0788 111 222", "in a new server too");
});

test("What would be wrong with an edit is told with its place; nothing is changed", async () => {
  const running = await open();
  const { findings } = await running.tryEdits([
    edit(["kigali", "telephone"], "ring the bell"),
    edit(["kigali", "counters", "1"], ["no-such-topic"]),
    edit(["musanze", "telephone"], "0788 000 000"),
  ]);
  assert.deepEqual(
    findings.map(({ path }) => path),
    [["kigali", "telephone"]],
    "structure first",
  );
  const second = await running.tryEdits([edit(["kigali", "counters", "1"], ["no-such-topic"])]);
  assert.deepEqual(second.findings[0]?.path, ["kigali", "counters", "1", 0]);
  const [role] = Object.keys(running.catalogue.jurisdiction.authorities[0]?.roles ?? {});
  const authority = running.catalogue.jurisdiction.authorities[0]?.id ?? "";
  const removed = { file: "authorities.yaml", path: [authority, "roles", role ?? ""] };
  const { findings: broken } = await running.tryEdits([removed]);
  assert.ok(broken.length > 0, "services that name the role could not be offered");
  assert.equal(hallIn(running.catalogue).telephone, "0788 111 222");
});

test("An edit that a later file makes impossible is left out, the others stay", async () => {
  const running = await open();
  const letterOf = (topic: string) =>
    hallIn(running.catalogue).topics.find(({ id }) => id === topic)?.letter;
  const letter = edit(["kigali", "topics", "education", "letter"], "H");
  await putEdits(sql, [letter, edit(["musanze", "telephone"], "0788 333 444")], now);
  await running.look();
  assert.deepEqual([letterOf("education"), running.catalogue.heldBack], ["H", []]);
  change("centres.yaml", "letter: F", "letter: H");
  assert.deepEqual((await publishFolder(sql, folder, now)).problems, []);
  await running.look();
  assert.deepEqual([letterOf("education"), letterOf("visas-and-travel")], ["D", "H"]);
  assert.equal(hallIn(running.catalogue, "musanze").telephone, "0788 333 444");
  assert.ok(running.catalogue.heldBack.length > 0, "and it is reported");
  change("centres.yaml", "letter: H", "letter: F");
  await publishFolder(sql, folder, now);
  await running.look();
  assert.deepEqual([letterOf("education"), running.catalogue.heldBack], ["H", []]);
});

test("Exported edits start a fresh database in the same state", async () => {
  const running = await open();
  assert.deepEqual(await exportEdits(sql, folder), ["centres.yaml"]);
  assert.match(readFileSync(join(folder, "centres.yaml"), "utf8"), /^# Where people are served/);
  const fresh = await freshDatabase();
  try {
    const again = await openCatalogue(fresh.appSql, inFolder(), now);
    const { centres } = again.catalogue.jurisdiction;
    assert.deepEqual(centres, running.catalogue.jurisdiction.centres);
  } finally {
    await fresh.drop();
  }
  assert.deepEqual(await exportEdits(sql, folder), [], "a second time there is nothing to write");
});
