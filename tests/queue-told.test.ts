import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "../bench/queue/day.ts";
import { JUDGING_SEEDS, LOAD } from "../bench/queue/hall.ts";
import { toldAndWaited } from "../bench/queue/told.ts";

test("Of families, as of others, few are called later than the range that they were told", () => {
  const everybody = toldAndWaited(JUDGING_SEEDS.slice(0, 12).map((seed) => dayOf(seed, LOAD)));
  const later = (isFamily: boolean) => {
    const these = everybody.filter(({ party }) => party > 1 === isFamily);
    assert.ok(these.length > 300, `${these.length} tickets`);
    return these.filter(({ waited, toMinutes }) => waited > toMinutes).length / these.length;
  };
  const [families, others] = [later(true), later(false)];
  assert.ok(families < 0.15, `${families} of the families`);
  assert.ok(others < 0.15, `${others} of the others`);
});

test("Most who wait long are told a range of an hour at most, and are called within", () => {
  const everybody = toldAndWaited(JUDGING_SEEDS.slice(12, 20).map((seed) => dayOf(seed, LOAD)));
  const long = everybody.filter(({ party, fromMinutes }) => party === 1 && fromMinutes >= 15);
  assert.ok(long.length > 200, `${long.length} tickets`);
  const narrow = long.filter(({ fromMinutes, toMinutes }) => toMinutes - fromMinutes <= 60);
  assert.ok(narrow.length / long.length > 0.6, `${narrow.length} of ${long.length}`);
  const within = long.filter(
    ({ waited, fromMinutes, toMinutes }) => fromMinutes <= waited && waited <= toMinutes,
  ).length;
  assert.ok(within / long.length > 0.75, `${within} of ${long.length}`);
});

test("In a full hall, too, fewer than one in eleven are called later than they were told", () => {
  const everybody = toldAndWaited(JUDGING_SEEDS.slice(0, 10).map((seed) => dayOf(seed, 1)));
  const late = everybody.filter(({ waited, toMinutes }) => waited > toMinutes).length;
  assert.ok(late / everybody.length < 0.09, `${late} of ${everybody.length}`);
});
