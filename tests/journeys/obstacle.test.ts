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
  const at = page.indexOf(group, page.indexOf("Median days"));
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
  assert.match(await row("Trade and investment"), /1 0 1 0/);
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
  assert.match(await row("Transport"), /1 0 1 1/);
});

test("It stands on the agenda of the next session by itself, and stays once it opens", async () => {
  const keeper = await inEnglish(town, "officer-gahigi");
  says(await keeper.get("/desk/obstacles"), "No session of this group is planned");
  await keeper.get("/desk/sessions/new");
  const planned = await keeper.post("/desk/sessions/new", {
    ...{ title: "Working group on transport", kind: "working-group", series: "x" },
    group: "transport",
    ...{ "plannedOn-day": "20", "plannedOn-month": "1", "plannedOn-year": "2027" },
    ...{ prevailing: "en", embargo: "none" },
  });
  assert.match(planned.path, /^\/desk\/sessions\/group-transport-2027-01-20/);
  const [reported] = await openObstacles(town.app.parts, "transport");
  const number = reported?.reference ?? "";
  says(planned, "Obstacles that people reported", `${number}, received on`, "Late");
  says(await keeper.get("/desk/obstacles"), "On the agenda of: Working group on transport");
  await keeper.get(planned.path);
  says(await keeper.post(`${planned.path}/open`), "In session", number);
  const [{ obstacles } = {}] = (await town.app.parts.partnership.sessions.all()).filter(({ id }) =>
    planned.path.endsWith(id ?? "none"),
  );
  assert.deepEqual(
    obstacles?.map((one) => one.number),
    [number],
  );

  const caseId = reported?.caseId ?? "";
  await completed(town, caseId, "reading", "take-up", { findings: { first_answer: "Taken up." } });
  const findings = { result: "step", answer: "The scales at the border are open at night." };
  await completed(town, caseId, "group", "answered", { findings });
  await town.settle();
  says(await keeper.get(planned.path), `${number}, received on`, "Answered");
  const listed = await keeper.get("/desk/obstacles?group=transport");
  assert.doesNotMatch(textOf(listed), /Open with Trade/);
});
