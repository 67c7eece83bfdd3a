import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { seedTown } from "../src/demo/index.ts";
import type { PersonId } from "../src/kernel/index.ts";
import type { ObservedEvents } from "../src/platform/events/index.ts";
import { startTown } from "./town.ts";

const seen: ObservedEvents[] = [];
const observe = async (_tx: unknown, each: ObservedEvents) => {
  seen.push(each);
};
const town = await startTown("2026-11-23T08:00:00Z", undefined, undefined, [observe]);
after(() => town.close());

test("Every event of every part passes through the one log", async () => {
  const { demo, ...parts } = town.app.parts;
  assert.ok(demo);
  // The invented past of the demonstration: applications that are paid, decided, certified.
  await seedTown({
    ...parts,
    town: demo.town,
    folder: join(import.meta.dirname, "../jurisdictions/rw"),
    settle: town.settle,
    clock: {
      now: town.now,
      set: (at) => town.setClock(at.toISOString()),
      release: () => town.setClock("2026-11-23T08:00:00Z"),
    },
  });
  const { appointments, centres } = town.app.parts;
  const centre = centres.list().find(({ topics }) => topics.some(({ slots }) => slots));
  const topic = centre?.topics.find(({ slots }) => slots);
  assert.ok(centre && topic);
  const [day = ""] = await appointments.freeDays(centre.id, topic.id);
  const [slot] = await appointments.freeSlots(centre.id, topic.id, day);
  const { id: person } = await town.person(town.people[0]?.id ?? "");
  const wish = { centre: centre.id, topic: topic.id, person: person as PersonId, lang: "rw" };
  assert.ok(slot);
  assert.ok((await appointments.book({ ...wish, startsAt: slot.startsAt })).ok);

  const stored = await town.app.sql<{ event: string }[]>`
    select stream || ' ' || version || ' ' || type as event from events.event order by 1`;
  const shown = seen.flatMap(({ about, events, kept }) =>
    kept ? events.map(({ type }, index) => `${about} ${kept.after + index + 1} ${type}`) : [],
  );
  assert.deepEqual(shown.sort(), stored.map(({ event }) => event).sort());
  const subjects = new Set(seen.map(({ about }) => about.replace(/-.*/, "")));
  assert.deepEqual([...subjects].sort(), [
    "appointment",
    "bill",
    "case",
    "commitment",
    "credential",
    "group",
    "indicator",
    "instrument",
    "pilot",
    "post",
    "risk",
    "session",
  ]);
});
