import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";
import { completed, inEnglish, says, textOf } from "./apply-given.ts";
import { opened, page, sent } from "./office-given.ts";

const service = "feedback-and-complaint";
let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town.close());

test("The page of the complaint says that the authority answers of which one complains", async () => {
  const about = await town.guest().get(`/services/${service}?lang=en`);
  says(about, "The authority you select in “Which authority?”, Supervisor");
});

test("A condition and the term of a step that nobody confirmed are shown as illustrative", async () => {
  const guest = town.guest();
  says(
    await guest.get(`/services/${service}?lang=en&sources=1`),
    "Within 5 working days Illustrative",
  );
  const grant = await guest.get("/services/scholarship-azerbaijan?lang=en&sources=1");
  const officer = await inEnglish(town, "officer-iradukunda");
  says(await officer.get(`/services/${service}`), "Within 5 working days Illustrative");
  const person = await inEnglish(town, "mukamana-vestine");
  assert.ok(!textOf(await person.get(`/services/${service}`)).includes("Illustrative"));
  says(grant, "residency and doctorate need the same as a master Illustrative");
});

test("A complaint comes to the authority that it names, and no other authority sees it", async () => {
  const { caseId, reference } = await sent(town, service, { answers: { about: "nla" } });
  await completed(town, caseId, "registration", "pass-on");
  const { state } = await opened(town, caseId);
  assert.equal(state.tasks.find(({ task }) => task === "answer")?.authority, "nla");
  const supervisor = (authority: string) => {
    const found = town.officers.find(
      (each) => each.authority === authority && each.roles.includes("supervisor"),
    );
    assert.ok(found, `nobody supervises ${authority}`);
    return inEnglish(town, found.id);
  };
  const [land, mines] = [await supervisor("nla"), await supervisor("rmb")];
  says(await land.get("/office"), reference, "Answer from the authority");
  assert.ok(!textOf(await mines.get("/office")).includes(reference));
  assert.equal((await mines.get(page(caseId))).status, 403);
  says(await land.get(page(caseId)), "Answer from the authority", "Claim");

  const findings = { answer: "The map was put right." };
  await completed(town, caseId, "answer", "remedied", { findings });
  await completed(town, caseId, "review", "send");
  await completed(town, caseId, "follow-up", "settled");
  await town.settle();
  const person = await inEnglish(town, "habimana-eric");
  says(await person.get(`/applications/${caseId}`), "National Land Authority");
  says(await person.get(`/applications/${caseId}/rate`), "Rate");
});

test("Each application leads to a complaint about it, partly filled in", async () => {
  const { caseId, reference } = await sent(town, "birth-certificate", {
    person: "mukamana-vestine",
  });
  const person = await inEnglish(town, "mukamana-vestine");
  says(await person.get(`/applications/${caseId}`), "complain about this application");
  const form = await person.post(`/applications/${caseId}/complaint`);
  assert.match(form.path, /\/page\/subject$/);
  assert.match(form.body, new RegExp(`value="${reference}"`));
  assert.match(form.body, /value="Birth certificate"/);
  assert.match(form.body, /value="minaloc" (?:checked|selected)/);
  await person.get(`/applications/${caseId}`);
  const again = await person.post(`/applications/${caseId}/complaint`);
  assert.equal(again.path, form.path, "one complaint about it is prepared, not two");
});
