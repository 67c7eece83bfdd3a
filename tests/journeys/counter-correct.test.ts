import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { personByNationalId } from "../../src/platform/auth/index.ts";
import { latestEvents } from "../../src/platform/security/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { josue, mother, registered, seated } from "./counter-given.ts";

/** As on the card, and as the first officer mistyped it. */
const right = "1196680099999099";
const slip = "1196680099999098";

const read = {
  number: right,
  ...{ "birth-day": "2", "birth-month": "5", "birth-year": "1966" },
};

/** What is typed in a correction. */
const card = {
  ...{ givenName: "Josué", familyName: "Niyonzima", nationalId: right },
  ...{ "birth-day": " 2", "birth-month": "5", "birth-year": "1966", otherYear: "true" },
};

let town: Town;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
});
after(() => town?.close());

async function waiting(colleague: Client): Promise<string> {
  const page = await colleague.get("/counter/cards");
  const path = /\/counter\/cards\/[0-9a-f-]{36}/.exec(page.body)?.[0];
  assert.ok(path, "a card waits");
  return path;
}

const account = (nationalId: string) => personByNationalId(town.app.sql, nationalId);

const corrections = () => latestEvents(town.app.sql, { kind: "account-corrected" });

test("A slip of the first officer is corrected, and a colleague reads the card again", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const colleague = await seated(town, "mugabo-jean", "2");
  const visit = await registered(operator, { ...josue, nationalId: slip });
  says(await operator.get(visit), "Correct what was entered");
  await operator.post(`${visit}/card`);
  const path = await waiting(colleague);
  await colleague.get("/counter/cards");
  says(await colleague.post(path, read), "your colleague entered are not the same");
  const over = await operator.get(`${visit}/card`);
  says(over, "Correct what was entered", "are not the same: number.");
  assert.ok(over.body.includes(`href="${visit}/correct"`));

  const page = await operator.get(`${visit}/correct`);
  for (const typed of ["Niyonzima", "Josué", slip, "1966"])
    assert.ok(page.body.includes(`value="${typed}"`), typed);
  const none = await operator.post(`${visit}/correct`, { ...card, nationalId: "12" });
  assert.equal(none.status, 422, "by the rules of making an account");
  const taken = await operator.post(`${visit}/correct`, { ...card, nationalId: mother.card });
  assert.equal(taken.status, 422);
  says(taken, "An account with this number exists already");
  assert.deepEqual(await corrections(), [], "nothing was corrected yet");

  const asked = await operator.post(`${visit}/correct`, card);
  assert.equal(asked.path, `${visit}/card`, textOf(asked));
  says(asked, "Hand the card to one of these colleagues");
  assert.equal(await account(slip), undefined);
  assert.equal((await account(right))?.level, 1, "correcting confirms nothing");
  const [recorded] = await corrections();
  assert.deepEqual(recorded?.facts, { fields: ["nationalId"], visit: visit.split("/").at(-1) });
  assert.match(recorded?.actor ?? "", /^officer:/);

  const again = await waiting(colleague);
  assert.notEqual(again, path);
  says(await colleague.post(again, { ...read, "birth-day": "3" }), "not the same");
  const told = await operator.get(`${visit}/card`);
  says(told, "What your colleague read and what you entered are not the same: date of birth.");
  assert.doesNotMatch(textOf(told), /1966|3 May/, "never what was read");
  assert.ok(told.body.includes(`href="${visit}/correct"`));
  await colleague.get("/counter/cards");
  assert.match((await colleague.post(again, read)).body, /is confirmed/);
  assert.equal((await account(right))?.level, 2);

  await operator.get(visit);
  assert.doesNotMatch(operator.last?.body ?? "", /\/correct"/);
  assert.equal((await operator.get(`${visit}/correct`)).status, 403);
  await operator.get(visit);
  const late = await operator.post(`${visit}/correct`, { ...card, nationalId: slip });
  assert.equal(late.status, 403, "a card that was confirmed is not changed");
  assert.equal((await account(right))?.level, 2);
  await operator.get(visit);
  await operator.post(`${visit}/close`);
});

test("A check that waits while something is corrected is replaced", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const colleague = await seated(town, "mugabo-jean", "2");
  const own = "1198580012345013";
  const visit = await registered(operator, { ...josue, givenName: "Erik", nationalId: own });
  await operator.get(visit);
  await operator.post(`${visit}/card`);
  const path = await waiting(colleague);
  await colleague.post(path, { do: "come" });
  const correct = await operator.get(`${visit}/correct`);
  assert.doesNotMatch(textOf(correct), /National ID number \(optional\)/);
  const saved = await operator.post(`${visit}/correct`, {
    ...{ ...card, givenName: "Eric", nationalId: own },
  });
  assert.match(saved.body, /The correction is saved/);
  says(saved, "Mugabo Jean is coming");
  await colleague.get("/counter/cards");
  const stale = await colleague.post(path, { ...read, number: own });
  assert.equal(stale.status, 409);
  says(stale, "Your colleague has corrected something or called again", "Niyonzima Eric");
  assert.ok(stale.body.includes(`value="${own}"`), "what they typed is still there");
  assert.doesNotMatch(stale.body, /is confirmed/, "it was of what was there before");
  assert.equal((await account(own))?.name, "Niyonzima Eric");
  assert.equal((await account(own))?.level, 1, "it was of what was there before");
  const anew = /\/counter\/cards\/[0-9a-f-]{36}/.exec(stale.body)?.[0] ?? "";
  assert.equal(await waiting(colleague), anew);
  assert.notEqual(anew, path);
  assert.match((await colleague.post(anew, { ...read, number: own })).body, /is confirmed/);
  await operator.get(visit);
  await operator.post(`${visit}/close`);
});

test("An account of an earlier visit is corrected once its file is open", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const own = "1199080012345012";
  const visit = await registered(operator, { ...josue, givenName: "Ange", nationalId: own });
  await operator.get(visit);
  await operator.post(`${visit}/close`);
  await operator.get("/counter");
  const { path: later } = await operator.post("/counter/client", { nationalId: own });
  assert.doesNotMatch((await operator.get(later)).body, /\/correct"/);
  const refused = await operator.post(`${later}/correct`, { ...card, nationalId: slip });
  assert.equal(refused.status, 403);
  assert.ok(await account(own));
  await operator.get(later);
  await operator.post(`${later}/open/card`, {
    ...{ "number-end": own.slice(-4), seen: "true" },
    ...{ "birth-day": "2", "birth-month": "5", "birth-year": "1966" },
  });
  says(await operator.get(later), "Correct what was entered");
  await operator.get(`${later}/correct`);
  await operator.post(`${later}/correct`, { ...card, givenName: "Angèle", nationalId: own });
  assert.equal((await account(own))?.name, "Niyonzima Angèle");
  await operator.get(later);
  await operator.post(`${later}/close`);
});

test("A year of birth that is not the number’s is asked about at once", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const own = "1199280012345015";
  const typed = { ...josue, givenName: "Alphonse", nationalId: own, otherYear: "" };
  const blank = await operator.get("/counter/register");
  assert.match(
    blank.body,
    /name="language"[^>]*value="rw"\s*checked/,
    "not the operator’s language",
  );
  const asked = await operator.post("/counter/register", { ...typed, "birth-year": "1993" });
  assert.equal(asked.status, 422);
  says(asked, "somebody born in 1992", "The card says so");
  assert.match(asked.body, /href="#otherYear"/);
  for (const kept of ["Alphonse", own, "1993"])
    assert.ok(asked.body.includes(`value="${kept}"`), kept);
  assert.equal(await account(own), undefined);
  const { path: visit } = await operator.post("/counter/register", {
    ...{ ...typed, "birth-year": "1992" },
  });
  assert.match(visit, /^\/counter\/visits\//, "corrected, nothing is asked");
  await operator.get(`${visit}/correct`);
  const wrong = { ...card, givenName: "Alphonse", nationalId: own, otherYear: "" };
  const again = await operator.post(`${visit}/correct`, wrong);
  assert.equal(again.status, 422);
  says(again, "somebody born in 1992");
  await operator.post(`${visit}/correct`, { ...wrong, otherYear: "true" });
  assert.equal((await account(own))?.birthDate, "1966-05-02", "confirmed, it stands");
  await operator.get(visit);
  await operator.post(`${visit}/close`);
});
