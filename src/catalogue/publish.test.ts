import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import { addDuration } from "../kernel/index.ts";
import type { Catalogue } from "./catalogue.ts";
import { readCodeList } from "./code-list.ts";
import { oldVersion, publicHolidays, publish, readCalendar, setHoliday } from "./index.ts";
import { readJurisdiction } from "./jurisdiction.ts";
import { makeCatalogue } from "./make-catalogue.ts";
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
const { codes } = readCodeList("districts", text("lists/districts.yaml"), jurisdiction.languages);
const surroundings = { jurisdiction, lists: new Map([["districts", codes]]) };
const names = ["service.yaml", ...["rw", "fr", "az"].map((lang) => `${lang}.yaml`)];
const original = Object.fromEntries(
  names.map((name) => [name, text(`services/birth-certificate/${name}`)]),
);

const first = (original["service.yaml"] ?? "").replace(/^version: \d+$/m, "version: 1");

/** Rwanda with nothing but the birth certificate, its service.yaml changed. */
function withBirth(change: (text: string) => string): Catalogue {
  const files = { ...original, "service.yaml": change(first) };
  const { definition, findings } = readService("services/birth-certificate", files, surroundings);
  if (!definition) throw new Error(findings[0]?.message);
  const source = sourceOf(definition.id, definition.version, files);
  return makeCatalogue({
    ...surroundings,
    definitions: [definition],
    sources: [source],
    older: [],
  });
}

const loaded = withBirth((same) => same);

const count = async () =>
  (await sql`select from catalogue.definition where service = 'birth-certificate'`).length;

test("A version is published once, however often the server starts", async () => {
  const twice = [publish(sql, loaded), publish(sql, loaded)];
  await Promise.all(twice);
  await publish(sql, loaded);
  assert.equal(await count(), 1);
});

test("A published version cannot be given other content under the same number", async () => {
  const dearer = withBirth((text) => text.replace("amount: 500", "amount: 600"));
  await assert.rejects(
    publish(sql, dearer),
    /birth-certificate: version 1 was published.*`version: 2`/,
  );
  assert.equal(await oldAmount(), 500);
});

test("A comment does not make another version", async () => {
  await publish(
    sql,
    withBirth((text) => `# looked at again\n${text}`),
  );
});

const oldAmount = async () =>
  (
    await oldVersion(sql, "birth-certificate", 1, jurisdiction)
  )?.fees[0]?.tariffs[0]?.amount.evaluate({}, { today: "2026-11-23" });

test("After a new version, running cases still find the one that they began with", async () => {
  const next = withBirth((text) =>
    text.replace("version: 1", "version: 2").replace("amount: 500", "amount: 600"),
  );
  const published = await publish(sql, next);
  const amount = (version: number) =>
    published
      .version("birth-certificate", version)
      ?.fees[0]?.tariffs[0]?.amount.evaluate({}, { today: "2026-11-23" });
  assert.deepEqual(
    [amount(1), amount(2), published.current("birth-certificate")?.version],
    [500, 600, 2],
  );
  assert.equal(published.version("birth-certificate", 1)?.title.fr, "Certificat de naissance");
  assert.equal(
    published.version("birth-certificate", 1),
    published.version("birth-certificate", 1),
  );
  assert.equal(published.version("birth-certificate", 3), undefined);
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
