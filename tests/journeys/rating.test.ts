import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isShown, leastShown, ratingOf, ratingsByService } from "../../src/assessment/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { startTown, type Town } from "../town.ts";
import { applied, saidYes } from "./api-apply-given.ts";
import { program } from "./api-given.ts";
import { completed, inEnglish, says, textOf } from "./apply-given.ts";
import { mother, opened, seated } from "./counter-given.ts";
import { sent } from "./office-given.ts";

const service = "birth-certificate";
let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

/** An application of the mother's, granted. */
async function decided(): Promise<string> {
  const { caseId } = await sent(town, service, { person: mother.id });
  await grant(caseId);
  return caseId;
}

/** The registrar finds the entry, the secretary signs. */
async function grant(caseId: string): Promise<void> {
  for (const outcome of ["found", "sign"]) {
    const found = await town.app.parts.cases.open(caseId);
    const task = found?.state.tasks.findLast(({ done }) => !done);
    assert.ok(task);
    await completed(town, caseId, task.task, outcome);
  }
}

const kept = async (caseId: string) => {
  const rating = await ratingOf(town.app.sql, caseId);
  return rating && [rating.score, rating.comment, rating.door];
};

test("One tap rates how it was to apply, and one tap the service when it is decided", async () => {
  const person = await inEnglish(town, mother.id);
  const { caseId } = await sent(town, service, { person: mother.id });
  says(await person.get(`/applications/${caseId}/sent`), "How was it?", "Very well");
  const tap = { score: "5", part: "sending" };
  says(await person.post(`/applications/${caseId}/rate`, tap), "Your rating has been saved");
  assert.deepEqual(await kept(caseId), [5, "", "web"]);
  assert.ok(!textOf(await person.get(`/applications/${caseId}/sent`)).includes("How was it?"));

  const decidedCase = await decided();
  await person.get(`/applications/${decidedCase}`);
  const done = await person.post(`/applications/${decidedCase}/rate`, { score: "2" });
  says(done, "Your rating has been saved", "You rated this service: Badly");
  assert.deepEqual(await kept(decidedCase), [2, "", "web"]);
  const { caseId: early } = await sent(town, service, { person: mother.id });
  await person.get(`/applications/${early}`);
  const path = `/applications/${early}/rate`;
  assert.equal((await person.post(path, { score: "3" })).status, 409, "not the service yet");
});

test("On the web one rates a decided application, without JavaScript, and changes it in time", async () => {
  const person = await inEnglish(town, mother.id);
  const { caseId: open } = await sent(town, service, { person: mother.id });
  assert.ok(!textOf(await person.get(`/applications/${open}`)).includes("How was it?"));
  assert.equal((await person.get(`/applications/${open}/rate`)).status, 409);

  const caseId = await decided();
  const path = `/applications/${caseId}/rate`;
  says(await person.get(`/applications/${caseId}`), "How was it?", "Rate with a comment");
  says(await person.get(path), "How were you served?", "Very well", "Very badly");
  const none = await person.post(path, { comment: "Quick" });
  assert.equal(none.status, 422);
  says(none, "Select how you were served", "Quick");
  says(await person.post(path, { score: "4", comment: "Quick" }), "Your rating has been saved");
  assert.deepEqual(await kept(caseId), [4, "Quick", "web"]);
  says(await person.get(`/applications/${caseId}`), "You rated this service: Well");
  await person.get(path);
  await person.post(path, { score: "2", comment: "" });
  assert.deepEqual(await kept(caseId), [2, "", "web"], "the later one counts");

  const stranger = await inEnglish(town, "habimana-eric");
  assert.equal((await stranger.get(path)).status, 404);
  town.setClock(new Date(town.now().getTime() + 61 * 24 * 3_600_000).toISOString());
  const late = await inEnglish(town, mother.id);
  assert.equal((await late.get(path)).status, 409);
});

test("At a counter the operator reads the question aloud and keeps what the person says", async () => {
  await town.as(mother.id);
  const caseId = await decided();
  const operator = await seated(town, "uwase-claudine", "1");
  const visit = await opened(operator, mother.card);
  const page = `${visit}/applications/${caseId}`;
  says(await operator.get(page), "Ask how they were served");
  says(await operator.get(`${page}/rate`), "Read the question and the five answers aloud");
  const rated = await operator.post(`${page}/rate`, { score: "5" });
  assert.match(rated.body, /The rating has been saved/);
  assert.deepEqual(await kept(caseId), [5, "", "counter"]);
});

test("A program gives the rating to which the person said yes, and no other", async () => {
  const bank = await program(town);
  const application = (await applied(town, bank)).body.id;
  const path = `/api/v1/applications/${application}/rating`;
  const about = { rate: { application, score: 3, comment: "Slow" } };
  const early = await saidYes(town, bank, mother.id, about);
  const notYet = await bank.post(path, { score: 3, comment: "Slow", confirmation: early });
  assert.deepEqual([notYet.status, notYet.body.code], [409, "case.not-decided"]);

  for (const { id } of (await town.app.parts.cases.open(application))?.state.submitted?.fees ?? [])
    await town.app.parts.cases.give({
      ...{ caseId: application, actor: { kind: "system" } },
      command: { type: "record-payment", fee: id, bill: "b" },
    });
  await grant(application);
  const confirmation = await saidYes(town, bank, mother.id, about);
  const better = await bank.post(path, { score: 5, comment: "Slow", confirmation });
  assert.deepEqual([better.status, better.body.code], [409, "auth.code-expired"]);
  const rated = await bank.post(path, { score: 3, comment: "Slow", confirmation });
  assert.equal(rated.status, 200, JSON.stringify(rated.body));
  assert.deepEqual(await kept(application), [3, "Slow", "api"]);
});

test("Ratings of a service are counted, and shown only where nobody can be told from them", async () => {
  const { sql } = town.app;
  const person = await town.person(mother.id);
  for (let n = 0; n < leastShown; n++)
    await sql`
      insert into assessment.rating (case_id, person_id, service, score, words, lang, door,
        rated_at)
      values (${newId()}, ${person.id}, 'counted', ${n % 2 === 0 ? 5 : 2}, '', 'en', 'web',
        ${town.now()})`;
  const [figure] = await ratingsByService(sql, new Date(0), "counted");
  assert.deepEqual(figure, { service: "counted", count: 10, mean: 3.5, byScore: [0, 5, 0, 0, 5] });
  assert.equal(figure && isShown(figure), true);
  assert.equal(isShown({ count: leastShown - 1 }), false);
});
