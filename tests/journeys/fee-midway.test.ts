import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";
import { completed, inEnglish, says, textOf } from "./apply-given.ts";
import { opened, sent } from "./office-given.ts";

const meeting = { day: "2027-01-20", time: "09:30", place: "RIB station, Huye" };

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town.close());

test("The replacement of an ID is paid once the bureau has confirmed the loss, and only then is the card made", async () => {
  const person = await inEnglish(town, "habimana-eric");
  const about = await person.get("/services/national-id-replacement");
  says(about, "While we work on it you also get Appointment at RIB. Issued after the step");
  says(about, "It is also paused while a fee is due before a step.");
  says(about, "Paid before the step “Temporary ID, if the applicant asked for it”");
  const { caseId } = await sent(town, "national-id-replacement");
  await town.settle();
  const application = `/applications/${caseId}`;
  const first = await person.get(application);
  assert.ok(!textOf(first).includes("To pay:"), "nothing is to be paid yet");
  says(first, "due before the step “Temporary ID, if the applicant asked for it”");

  await completed(town, caseId, "appointment", "set", { findings: meeting });
  await town.settle();
  says(await person.get(application), "Appointment at RIB", "20 January 2027", "RIB station, Huye");
  assert.ok(!textOf(await person.get(application)).includes("if you miss the first"));
  says(await person.get("/applications/messages"), "A document of application");
  const { clock } = (await opened(town, caseId)).state;
  await completed(town, caseId, "loss-confirmation", "confirmed");
  await town.settle();
  const waiting = await opened(town, caseId);
  assert.equal(waiting.state.status, "awaiting-payment");
  assert.equal(waiting.state.clock.dueAt, undefined, "the promise stands still");
  const due = await person.get(application);
  says(due, "Fee to be paid", "To pay: 1,500 Frw and 500 Frw", "Now due");
  says(await person.get("/applications"), "Fee to be paid");
  const told = await town.app.sql<{ n: number }[]>`
    select count(*)::int as n from messages.outbox
    where case_id = ${caseId} and template = 'fee-due'`;
  assert.equal(told[0]?.n, 4, "two bills, by SMS and by e-mail");

  for (let bill = 0; bill < 2; bill++) {
    const sandbox = await person.post((await person.get(`${application}/pay`)).path, {
      method: "card",
    });
    await person.post(sandbox.path, { act: "pay" });
    await town.settle();
  }
  const paid = await opened(town, caseId);
  assert.equal(paid.state.status, "in-review");
  assert.equal(paid.state.stage, "temporary-id");
  assert.equal(paid.state.clock.dueAt, clock.dueAt, "no time went by in this test");
  says(await person.get(application), "The clock is running again");
  await completed(town, caseId, "temporary-id", "given");
  await town.settle();
  const meanwhile = await person.get(application);
  says(meanwhile, "Under review", "Temporary ID Valid", "Valid until 23 December 2026");
  says(meanwhile, "Document issued: Temporary ID");
  await completed(town, caseId, "production", "ready");
  await town.settle();
  const done = await person.get(application);
  says(done, "Collection slip", "Temporary ID");
  const papers = await town.app.sql<{ type: string }[]>`
    select document_type as type from credentials.credential where case_id = ${caseId} order by 1`;
  assert.deepEqual(
    papers.map(({ type }) => type),
    ["appointment-letter", "id-collection-slip", "temporary-id"],
  );
  assert.ok(!textOf(done).includes("To pay:"));
});

test("Whoever does not pay within thirty days is told that it ended, and nothing was made", async () => {
  const { caseId } = await sent(town, "national-id-replacement", { person: "ishimwe-kevin" });
  await completed(town, caseId, "appointment", "set", { findings: meeting });
  await completed(town, caseId, "loss-confirmation", "confirmed");
  await town.settle();
  town.setClock("2027-01-15T08:00:00Z");
  await town.settle();
  const { state, history } = await opened(town, caseId);
  assert.equal(state.status, "withdrawn");
  assert.ok(
    !history.some(
      ({ type, data }) => type === "StageEntered" && "stage" in data && data.stage === "production",
    ),
  );
});
