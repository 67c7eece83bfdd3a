import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import { calendarFile, editedHolidays, readCalendarFile } from "./holidays.ts";
import { readCalendar, readGovernment, readHolidays, setHoliday } from "./index.ts";

const [old, fresh] = [await freshDatabase(), await freshDatabase()];
after(() => Promise.all([old.drop(), fresh.drop()]));
const folder = join(import.meta.dirname, "../../jurisdictions/rw");
const { jurisdiction } = readGovernment(folder).government ?? assert.fail("not in order");
const years = [2026, 2027];
const named = (text: string) => ({ rw: text, en: text, fr: text, az: text });
const day = (date: string, text: string, observed = true) => ({
  ...{ date, name: named(text), observed },
});

test("What was edited is exported, and a fresh database has the same holidays", async () => {
  await readCalendar(old.appSql, jurisdiction, years);
  assert.deepEqual(await editedHolidays(old.appSql, jurisdiction), [], "nothing was edited");
  const edits = [
    day("2026-11-26", "A day: “added”"),
    day("2027-03-09", "End of Ramadan", false),
    day("2027-03-10", "End of Ramadan"),
    day("2027-12-25", "Renamed"),
  ];
  for (const edit of edits) await setHoliday(old.appSql, edit);
  const exported = await editedHolidays(old.appSql, jurisdiction);
  assert.deepEqual(exported, edits);
  const text = calendarFile(exported);
  const { holidays, findings } = readCalendarFile("calendar.yaml", text, jurisdiction);
  assert.deepEqual(findings, []);
  await readCalendar(fresh.appSql, { ...jurisdiction, holidays }, years);
  assert.deepEqual(await readHolidays(fresh.appSql, years), await readHolidays(old.appSql, years));
  assert.equal(calendarFile(await editedHolidays(fresh.appSql, jurisdiction)), text);
});

test("Everything that is wrong with a calendar is told", () => {
  const wrong = [day("2027-02-30", "No day"), day("2027-05-05", "A"), day("2027-05-05", "B")];
  const { findings } = readCalendarFile("calendar.yaml", calendarFile(wrong), jurisdiction);
  assert.deepEqual(
    findings.map(({ message }) => message),
    ["`2027-02-30` is no day", "`2027-05-05` stands here twice"],
  );
  const unnamed = 'holidays: [{ date: "2027-05-05", name: { en: "A" } }]';
  const { findings: missing } = readCalendarFile("calendar.yaml", unnamed, jurisdiction);
  assert.equal(missing.length, 3, "a name in every other language");
});
