import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openObstacles } from "../../src/acts/index.ts";
import { startTown, type Town } from "../town.ts";
import { completed, inEnglish, says, textOf } from "./apply-given.ts";
import { opened, sent } from "./office-given.ts";

const service = "obstacle-report";
let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town.close());

/** The row of a group in the public table, as text. */
async function row(group: string): Promise<string> {
  const page = textOf(await town.guest().get("/partnership?lang=en"));
  const at = page.indexOf(group, page.indexOf("Obstacles"));
  return at < 0 ? "" : page.slice(at, at + 80);
}

test("Both governments offer it, and everybody is told who answers and when", async () => {
  const about = await town.guest().get(`/services/${service}?lang=en`);
  says(about, "Report an obstacle", "Secretary of a working group", "Within 3 working days");
  says(await town.guest().get("/partnership?lang=en"), "Nobody has reported an obstacle yet.");
});

test("A report goes to the secretary of the group that it names, and is counted in public", async () => {
  const { caseId, reference } = await sent(town, service);
  const { state } = await opened(town, caseId);
  assert.equal(state.tasks.at(-1)?.office, "trade");
  const secretary = await inEnglish(town, "officer-munezero");
  says(await secretary.get("/office"), reference);
  assert.match(await row("Trade, customs and investment"), /1 0 1 0/);
  const [open, ...more] = await openObstacles(town.app.parts, "trade");
  assert.equal(open?.reference, reference);
  assert.deepEqual([more, await openObstacles(town.app.parts, "education")], [[], []]);
  const keeper = await inEnglish(town, "officer-gahigi");
  says(await keeper.get("/desk/obstacles"), "Open with Trade, customs and investment", reference);
  assert.ok(!textOf(await town.guest().get("/partnership?lang=en")).includes(reference));

  const taken = { findings: { first_answer: "It is on the agenda." } };
  await completed(town, caseId, "reading", "take-up", taken);
  assert.equal((await openObstacles(town.app.parts, "trade")).length, 1, "open until answered");
  const findings = { result: "step", answer: "Electronic certificates count from March." };
  await completed(town, caseId, "group", "answered", { findings });
  await town.settle();
  assert.deepEqual(await openObstacles(town.app.parts, "trade"), []);
  const person = await inEnglish(town, "habimana-eric");
  says(await person.get(`/applications/${caseId}`), "Answer to a reported obstacle");
});

test("What nobody answers in time is late in public", async () => {
  await sent(town, service, { answers: { group: "transport" } });
  town.setClock("2027-01-15T08:00:00Z");
  assert.match(await row("Flights, roads and corridors"), /1 0 1 1/);
});

test("The agenda of a group leads to what was reported to it", async () => {
  const keeper = await inEnglish(town, "officer-gahigi");
  const sessions = await town.app.parts.partnership.sessions.all();
  const ofGroup = sessions.find(({ series }) => series === "group-trade");
  assert.ok(ofGroup?.id);
  const room = await keeper.get(`/desk/sessions/${ofGroup.id}`);
  says(room, "Obstacles that people reported");
  const listed = await keeper.get("/desk/obstacles?group=transport");
  says(listed, "Open with Flights, roads");
  assert.doesNotMatch(textOf(listed), /Open with Trade/);
});
