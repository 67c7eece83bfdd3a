import assert from "node:assert/strict";
import { test } from "node:test";
import { calendar, kigali } from "./given.fixture.ts";
import { closedWhy } from "./hours.ts";

test("A closed hall says why: a holiday, no hours, or where in the day it is", () => {
  const why = (at: string) => closedWhy(kigali, new Date(`${at}:00+02:00`), calendar);
  assert.equal(why("2026-11-23T07:59"), "before");
  assert.equal(why("2026-11-23T08:00"), undefined);
  assert.equal(why("2026-11-23T12:30"), "between");
  assert.equal(why("2026-11-23T17:00"), "after");
  assert.equal(why("2026-11-22T10:00"), "no-hours", "a Sunday");
  assert.equal(why("2026-12-25T10:00"), "holiday");
});
