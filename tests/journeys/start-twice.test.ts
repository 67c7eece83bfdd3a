import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says } from "./apply-given.ts";
import { opened, sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const notice = "is still open. Go on only if you need another one.";

test("Whoever has an open application is told so before they answer anything", async () => {
  const { reference } = await sent(town, "birth-certificate");
  const person = await inEnglish(town, "habimana-eric");
  const first = await person.get("/services/birth-certificate/start");
  assert.match(first.path, /^\/drafts\/[^/]+\/page\//);
  says(first, `Your application ${reference} for this service`, notice);
  const again = await person.get(first.path);
  assert.ok(!again.body.includes(notice), "it is said once");
});

test("Nobody is told of an application for another service", async () => {
  await sent(town, "recognition-of-foreign-degree", { person: "uwimana-sandrine" });
  const person = await inEnglish(town, "uwimana-sandrine");
  const other = await person.get("/services/birth-certificate/start");
  assert.match(other.path, /^\/drafts\//);
  assert.ok(!other.body.includes(notice));
});

test("What the supervisor leaves lying as well comes to the director", async () => {
  const { caseId } = await sent(town, "phytosanitary-certificate");
  const escalated = async (day: string) => {
    town.setClock(`${day}T16:00:00Z`);
    await town.settle();
    const [task] = (await opened(town, caseId)).state.tasks;
    return [task?.escalated ?? false, task?.escalatedTo];
  };
  assert.deepEqual(await escalated("2026-11-23"), [false, undefined]);
  assert.deepEqual(await escalated("2026-11-25"), [true, undefined]);
  assert.deepEqual(await escalated("2026-11-30"), [true, "director"]);
});
