import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import { addDuration } from "../kernel/index.ts";
import type { Code, Source } from "./catalogue.ts";
import { readCodeList } from "./code-list.ts";
import { publicHolidays, readCalendar, setHoliday } from "./index.ts";
import { readJurisdiction } from "./jurisdiction.ts";
import { openCatalogue } from "./live.ts";
import type { Government } from "./load.ts";
import type { Definition } from "./model.ts";
import { publish, withdraw } from "./publish.ts";
import { readService } from "./service-files.ts";
import { sourceOf } from "./source.ts";

const database = await freshDatabase();
const sql = database.appSql;
after(() => database.drop());

const rwanda = join(import.meta.dirname, "../../jurisdictions/rw");
const text = (name: string) => readFileSync(join(rwanda, name), "utf8");
const { jurisdiction } = readJurisdiction(rwanda, {
  jurisdiction: text("jurisdiction.yaml"),
  authorities: text("authorities.yaml"),
});
if (!jurisdiction) throw new Error("Rwanda is not in order");
const lists = new Map<string, readonly Code[]>();
for (const id of ["districts", "sectors"]) {
  const { languages } = jurisdiction;
  lists.set(id, readCodeList(id, text(`lists/${id}.yaml`), { languages, lists }).codes);
}
const surroundings = { jurisdiction, lists };
const names = ["service.yaml", ...["rw", "fr", "az"].map((lang) => `${lang}.yaml`)];
const original = Object.fromEntries(
  names.map((name) => [name, text(`services/birth-certificate/${name}`)]),
);

const first = (original["service.yaml"] ?? "").replace(/^version: \d+$/m, "version: 1");

/** Rwanda with only the birth certificate, its service.yaml changed. */
function withBirth(
  change: (text: string) => string = (text) => text,
  around = surroundings,
): Government {
  const files = { ...original, "service.yaml": change(first) };
  const { definition, findings } = readService("services/birth-certificate", files, around);
  return {
    ...around,
    services: definition
      ? [{ definition, source: sourceOf(definition.id, definition.version, files) }]
      : [],
    heldBack: definition ? [] : [{ service: "birth-certificate", problems: findings }],
    journeysOf: () => ({ journeys: [], findings: [] }),
  };
}

const now = new Date("2026-11-23T08:00:00Z");
const open = (government: Government) => openCatalogue(sql, government, now);
const dearer = (version: number) =>
  withBirth((text) =>
    text
      .replace("version: 1", `version: ${version}`)
      .replace("amount: 500", `amount: ${500 + version * 100}`),
  );
const birth = "birth-certificate";
const priceOf = (definition: Definition | undefined) =>
  definition?.fees[0]?.tariffs[0]?.amount.evaluate({}, { today: "2026-11-23" });

const count = async () =>
  (await sql`select from catalogue.definition where service = ${birth}`).length;

test("A version is published once, however often the server starts", async () => {
  await Promise.all([open(withBirth()), open(withBirth())]);
  await open(withBirth());
  assert.equal(await count(), 1);
});

test("A server whose folder changes a published version offers the published one", async () => {
  const { catalogue } = await open(dearer(1));
  assert.equal(priceOf(catalogue.current(birth)), 500);
  const [heldBack] = catalogue.heldBack;
  assert.deepEqual([heldBack?.service, heldBack?.version, heldBack?.instead], [birth, 1, 1]);
  assert.match(heldBack?.problems[0]?.message ?? "", /published with other content/);
  assert.equal(heldBack?.problems[0]?.mend, "set `version: 2`");
});

test("A comment does not make another version", async () => {
  const { catalogue } = await open(withBirth((text) => `# looked at again\n${text}`));
  assert.deepEqual(catalogue.heldBack, []);
});

test("A server that began before a version was published finds it, as do old cases", async () => {
  const before = (await open(withBirth())).catalogue;
  const { catalogue: after } = await open(dearer(2));
  assert.equal(before.version(birth, 2), undefined);
  assert.equal(priceOf(await before.findVersion(birth, 2)), 700);
  assert.equal(priceOf(before.version(birth, 2)), 700);
  assert.equal(before.current(birth)?.version, 1);
  assert.deepEqual([priceOf(after.version(birth, 1)), priceOf(after.current(birth))], [500, 700]);
  assert.equal(after.version(birth, 1)?.title.fr, "Certificat de naissance");
  assert.equal(after.version(birth, 1), after.version(birth, 1));
  assert.equal(await after.findVersion(birth, 3), undefined);
});

test("An appeal of an old application is decided by votes once its panel does so", async () => {
  const own = await freshDatabase();
  after(() => own.drop());
  const authorities = jurisdiction.authorities.map(({ panel: _panel, ...each }) => each);
  const before = { ...surroundings, jurisdiction: { ...jurisdiction, authorities } };
  const alone = withBirth((text) => text.replace(/^ {2}committee: .*\n/m, ""), before);
  const old = (await openCatalogue(own.appSql, alone, now)).catalogue.current(birth);
  assert.equal(old?.appeal?.committee, undefined);
  const { catalogue } = await openCatalogue(own.appSql, dearer(2), now);
  const current = catalogue.current(birth)?.appeal;
  assert.ok(current?.committee);
  assert.deepEqual(catalogue.version(birth, 1)?.appeal?.committee, current.committee);
  assert.equal(catalogue.version(birth, 1), catalogue.version(birth, 1));
  assert.equal(priceOf(catalogue.version(birth, 1)), 500);
});

test("A running server takes in what another publishes, even with an older folder", async () => {
  const running = await open(withBirth());
  assert.equal(running.catalogue.current(birth)?.version, 2);
  const { services } = running.catalogue;
  await running.look();
  assert.equal(running.catalogue.services, services, "nothing new, nothing is made anew");
  await open(dearer(3));
  await running.look();
  assert.equal(priceOf(running.catalogue.current(birth)), 800);
  assert.deepEqual(
    running.catalogue.search("birth", "en").map(({ version }) => version),
    [3],
  );
});

test("A running server is told of a publication", async () => {
  const running = await open(withBirth());
  const { promise, resolve } = Promise.withResolvers<void>();
  const faults: unknown[] = [];
  running.follow({ onFault: (error) => faults.push(error), onHeldBack: () => resolve() });
  // A version that this program cannot read, as a newer program might publish it.
  await publish(sql, [{ ...brokenSource(4), sha256: "4".repeat(64) }], now);
  await promise;
  assert.equal(running.catalogue.current(birth)?.version, 3);
  const [heldBack] = running.catalogue.heldBack;
  assert.deepEqual([heldBack?.version, heldBack?.instead, faults], [4, 3, []]);
  await running.stop();
});

const brokenSource = (version: number): Source => ({
  ...{ service: birth, version, sha256: "" },
  files: { "service.yaml": `service: ${birth}\nversion: ${version}\n` },
});

test("A service with broken files is held back; a published version is offered", async () => {
  const { catalogue } = await open(withBirth((text) => text.replace("level: 2", "level: 7")));
  assert.equal(catalogue.current(birth)?.version, 3);
  assert.equal(catalogue.heldBack[0]?.service, birth);
});

test("A service that is withdrawn is not offered, and its cases go on", async () => {
  const running = await open(withBirth());
  assert.equal(await withdraw(sql, birth, now), true);
  assert.equal(await withdraw(sql, birth, now), false);
  await running.look();
  assert.equal(running.catalogue.current(birth), undefined);
  assert.equal(priceOf(running.catalogue.version(birth, 3)), 800);
  const { catalogue } = await open(dearer(5));
  assert.equal(catalogue.current(birth)?.version, 5, "a newer version offers it again");
});

test("What was published cannot be changed by the running platform", async () => {
  await assert.rejects(sql`update catalogue.definition set sha256 = sha256`, /permission denied/);
  await assert.rejects(sql`delete from catalogue.definition`, /permission denied/);
});

test("Working days skip the public holidays of Rwanda", async () => {
  const calendar = await readCalendar(sql, jurisdiction, [2026, 2027]);
  assert.ok(calendar.holidays.has("2027-07-01"), "Independence Day");
  assert.equal(calendar.timeZone, "Africa/Kigali");
  const due = addDuration(
    new Date("2027-06-30T08:00:00Z"),
    { unit: "business-days", count: 1 },
    calendar,
  );
  assert.equal(due.toISOString(), "2027-07-02T15:00:00.000Z");
});

test("What an officer changes in the calendar is never seeded back", async () => {
  await setHoliday(sql, { date: "2027-03-09", name: { en: "End of Ramadan" }, observed: false });
  await setHoliday(sql, { date: "2027-03-10", name: { en: "End of Ramadan" }, observed: true });
  const { holidays } = await readCalendar(sql, jurisdiction, [2027]);
  assert.deepEqual([holidays.has("2027-03-09"), holidays.has("2027-03-10")], [false, true]);
});

test("A holiday has a name in every language of the government", () => {
  const all = publicHolidays(jurisdiction, 2027);
  assert.equal(all.length, 15);
  assert.equal(all.find(({ date }) => date === "2027-12-25")?.name.fr, "Noël");
  for (const { name } of all) assert.deepEqual(Object.keys(name), ["rw", "en", "fr", "az"]);
});
