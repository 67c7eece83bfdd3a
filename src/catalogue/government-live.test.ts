import assert from "node:assert/strict";
import { test } from "node:test";
import { liveGovernment, type Running } from "../../tests/live-government.ts";
import { openCatalogue, publishFolder } from "./index.ts";

const { sql, folder, now, inFolder, open, change } = await liveGovernment();

const authorityIn = ({ jurisdiction }: Running) =>
  jurisdiction.authorities.find(({ id }) => id === "minaloc")?.name.en;

test("Authorities, lists, centres and journeys become live in a server that runs", async () => {
  const running = await open();
  const { catalogue } = running;
  const birth = catalogue.current("birth-certificate");
  const [journey] = catalogue.journeys;
  const [hall] = catalogue.jurisdiction.centres ?? [];
  const [district] = catalogue.codeList("districts") ?? [];
  assert.ok(journey && hall && district);
  change("authorities.yaml", "Ministry of Local Government", "Ministry of Towns");
  change("lists/districts.yaml", String(district.label.en), "New District");
  change("journeys.yaml", String(journey.title.en), "A child is here");
  change("centres.yaml", String(hall.name.en), "Hall of the Capital");
  const { problems, government } = await publishFolder(sql, folder, now);
  assert.deepEqual([problems, government], [[], "rw"]);
  await running.look();
  assert.equal(authorityIn(catalogue), "Ministry of Towns");
  assert.equal(catalogue.codeList("districts")?.[0]?.label.en, "New District");
  assert.equal(catalogue.journey(journey.id)?.title.en, "A child is here");
  const renamed = catalogue.jurisdiction.centres?.find(({ id }) => id === hall.id);
  assert.equal(renamed?.name.en, "Hall of the Capital");
  const again = catalogue.current("birth-certificate");
  assert.equal(again?.version, birth?.version, "the services are the same versions");
  assert.equal((await publishFolder(sql, folder, now)).government, undefined, "nothing is new");
});

test("A server that starts with an older folder takes nothing back", async () => {
  const older = inFolder();
  change("authorities.yaml", "Ministry of Towns", "Ministry of Cities");
  const running = await open();
  assert.equal(authorityIn(running.catalogue), "Ministry of Cities");
  const behind = await openCatalogue(sql, older, now);
  assert.equal(authorityIn(behind.catalogue), "Ministry of Cities");
  await running.look();
  assert.equal(authorityIn(running.catalogue), "Ministry of Cities");
});

test("A command puts an older state in force again; what is broken is not published", async () => {
  const running = await open();
  change("authorities.yaml", "Ministry of Cities", "Ministry of Towns");
  assert.equal((await publishFolder(sql, folder, now)).government, "rw");
  await running.look();
  assert.equal(authorityIn(running.catalogue), "Ministry of Towns");
  change("authorities.yaml", "Ministry of Towns", "Ministry of Ruins");
  change("authorities.yaml", /^minaloc:/m, "minalocc:");
  const { problems, government } = await publishFolder(sql, folder, now);
  assert.ok(problems.length > 0 && government === undefined);
  await running.look();
  assert.equal(authorityIn(running.catalogue), "Ministry of Towns");
});
