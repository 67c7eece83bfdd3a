import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import { transaction } from "../platform/db/index.ts";
import { readGovernment, setHoliday, workingCalendar } from "./index.ts";

const database = await freshDatabase();
after(() => database.drop());
const folder = join(import.meta.dirname, "../../jurisdictions/rw");
const { jurisdiction } = readGovernment(folder).government ?? assert.fail("not in order");
const clock = () => new Date("2026-11-23T08:00:00Z");
const newDay = { date: "2026-11-26", name: { en: "A new holiday" }, observed: true };

test("A server that follows hears of a new holiday that another server has set", async () => {
  const closed = Promise.withResolvers<void>();
  const sql = database.appSql;
  const keeper = await workingCalendar(sql, jurisdiction, clock, async () => closed.resolve());
  try {
    await keeper.follow();
    assert.ok(!keeper.now().holidays.has(newDay.date));
    await transaction(sql, (tx) => setHoliday(tx, newDay));
    await closed.promise;
    assert.ok(keeper.now().holidays.has(newDay.date));
  } finally {
    await keeper.stop();
  }
});
