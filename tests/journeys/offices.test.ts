import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says, textOf } from "./apply-given.ts";
import { decide, opened, page, sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town.close());

const elsewhere = "This application is for another office of your authority.";

test("The page of a lost ID says that the bureau receives one at the office that one chooses", async () => {
  const about = await town.guest().get("/services/national-id-replacement?lang=en");
  const question = "In which district do you want to visit the Rwanda Investigation Bureau (RIB)?";
  says(about, `Officer who confirms losses, at the office you select in “${question}”`);
});

test("A lost ID comes to the office of the bureau that the applicant chose, and to no other", async () => {
  const at = (rib_district: string) =>
    sent(town, "national-id-replacement", { answers: { rib_district } });
  const [here, there] = [await at("musanze"), await at("huye")];
  const bound = await inEnglish(town, "officer-ndagijimana");
  const list = await bound.get("/office");
  assert.match(list.body, /Rwanda Investigation Bureau · Musanze/);
  says(list, here.reference, "Office: Musanze");
  assert.ok(!textOf(list).includes(there.reference));

  const refused = await bound.get(page(there.caseId));
  assert.equal(refused.status, 403);
  says(refused, elsewhere);
  const [task] = (await opened(town, there.caseId)).state.tasks;
  await bound.get("/office");
  says(await bound.post("/office/claim", { row: `${there.caseId}~${task?.key}` }), elsewhere);
  const forged = { act: "claim", task: task?.key ?? "" };
  assert.equal((await bound.post(`${page(there.caseId)}/act`, forged)).status, 403);
  assert.equal((await opened(town, there.caseId)).state.tasks[0]?.claimedBy, undefined);

  says(await bound.get(page(here.caseId)), "Office: Musanze", "Claim");
  await decide(bound, here.caseId, "set", {
    ...{ "find.day-day": "30", "find.day-month": "11", "find.day-year": "2026" },
    ...{ "find.time": "09:30", "find.place": "Musanze station" },
  });
  await decide(bound, here.caseId, "confirmed");
  assert.equal((await opened(town, here.caseId)).state.status, "awaiting-payment");

  const supervisor = await inEnglish(town, "officer-mukamurenzi");
  says(await supervisor.get("/office"), there.reference, "Office: Huye");
  says(await supervisor.get(page(there.caseId)), "Office: Huye");
});

test("A birth certificate is checked in the district that should issue it", async () => {
  const { caseId, reference } = await sent(town, "birth-certificate", {
    answers: { district: "nyagatare", sector: "nyagatare.karama" },
  });
  const ofHuye = await inEnglish(town, "officer-niyomugabo");
  assert.ok(!textOf(await ofHuye.get("/office")).includes(reference));
  assert.equal((await ofHuye.get(page(caseId))).status, 403);
  const ofAll = await inEnglish(town, "officer-mutesi");
  says(await ofAll.get("/office"), reference, "Office: Nyagatare");
  await decide(ofAll, caseId, "found");
  assert.equal((await opened(town, caseId)).state.stage, "signature");
});
