import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readCentres } from "./centres.ts";
import { loadCatalogue } from "./load.ts";

const good = `hall:
  name: {en: The hall}
  kind: hall
  address: {en: Main street}
  illustrative: true
  hours:
    - {weekdays: [1, 2], opens: "08:00", closes: "12:00"}
    - {weekdays: [2], opens: "13:00", closes: "17:00"}
  topics:
    papers: {letter: A, name: {en: Papers}, services: [birth], minutes: 9}
    trade: {letter: B, name: {en: Trade}, services: [origin], minutes: 12, slots: {minutes: 15, \
atOnce: 2}}
  counters:
    "1": [papers]
    "2": [papers, trade]
  groups:
    older-people: {name: {en: Older people}, illustrative: true}
  rules: {earlyMinutes: 30, lateMinutes: 10, daysAhead: 14, callMinutes: 3, \
source: https://example.org, checkedOn: 2026-11-23}
`;
const read = (text: string) => readCentres("centres.yaml", text, ["en"], ["birth", "origin"]);
const wrong = (from: string, to: string) => {
  assert.ok(good.includes(from), from);
  return read(good.replace(from, to)).findings.map(({ message, line }) => `${line}: ${message}`);
};

test("A hall says when it is open, what one comes for, and which counter serves that", () => {
  const { centres, findings } = read(good);
  assert.deepEqual(findings, []);
  const [hall] = centres;
  assert.deepEqual(
    hall?.hours.map(({ weekday, opens }) => `${weekday} ${opens}`),
    ["1 08:00", "2 08:00", "2 13:00"],
  );
  assert.deepEqual(hall?.topics[1]?.slots, { minutes: 15, atOnce: 2 });
  assert.deepEqual(hall?.counters, [
    { id: "1", topics: ["papers"] },
    { id: "2", topics: ["papers", "trade"] },
  ]);
  assert.equal(hall?.groups[0]?.name.en, "Older people");
});

test("What is wrong with a hall is told with its place", () => {
  assert.deepEqual(wrong("[birth]", "[brith]"), ["10: the service `brith` is unknown"]);
  assert.deepEqual(wrong("[birth]", "[birth, origin]"), [
    "11: `origin` stands under `papers` as well",
  ]);
  assert.deepEqual(wrong("[papers, trade]", "[papers, trade, fish]"), [
    "14: the topic `fish` is unknown at counter 2",
  ]);
  assert.deepEqual(wrong("[papers, trade]", "[papers]"), ["11: no counter serves `trade`"]);
  assert.deepEqual(wrong("letter: B", "letter: A"), ["11: `papers` has the letter A as well"]);
  assert.deepEqual(wrong('opens: "13:00"', 'opens: "11:30"'), [
    "6: two spans of weekday 2 overlap at 11:30",
  ]);
  assert.deepEqual(wrong('closes: "12:00"', 'closes: "07:00"').slice(0, 1), [
    "6: on weekday 1 it closes at 07:00 before it opens at 08:00",
  ]);
  assert.deepEqual(wrong("{en: Trade}", "{fr: Commerce}"), [
    "11: `topics.trade.name` has no name in `en`",
  ]);
  assert.deepEqual(wrong(", source: https://example.org", ""), ["17: `hall.rules` has no source"]);
  const visits = (topic: string) =>
    `  callOuts: {topics: [${topic}], illustrative: true}\n  rules:`;
  assert.deepEqual(wrong("  rules:", visits("fish")), ["17: the topic `fish` is unknown"]);
  assert.deepEqual(wrong("  rules:", visits("trade")), []);
  assert.deepEqual(wrong("kind: hall", "kind: mobile"), ["1: a mobile unit has no `stops`"]);
  assert.match(wrong("minutes: 9", "minutes: many")[0] ?? "", /10: .*minutes/);
});

test("Every service of each government is served in one of its halls", () => {
  for (const code of ["rw", "az"]) {
    const folder = join(import.meta.dirname, "../../jurisdictions", code);
    const { catalogue, problems } = loadCatalogue(folder);
    assert.deepEqual(problems, []);
    const served = catalogue?.jurisdiction.centres?.flatMap(({ topics }) =>
      topics.flatMap(({ services }) => services),
    );
    assert.deepEqual(
      readdirSync(join(folder, "services")).filter((id) => !served?.includes(id)),
      [],
      code,
    );
  }
});
