import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eraseVisitWords } from "../../src/counter/index.ts";
import { personByNationalId } from "../../src/platform/auth/index.ts";
import { transaction } from "../../src/platform/db/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { josue, registered, seated, staff } from "./counter-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

/** Somebody who was written down, whose card a colleague is asked to read. */
async function askedAbout(operator: Client, givenName: string, nationalId: string) {
  const visit = await registered(operator, { ...josue, givenName, nationalId });
  await operator.get(visit);
  await operator.post(`${visit}/card`);
  return visit;
}

async function waiting(colleague: Client): Promise<string> {
  await colleague.get("/counter/cards");
  return /\/counter\/cards\/[0-9a-f-]{36}/.exec(colleague.last?.body ?? "")?.[0] ?? "";
}

async function closed(operator: Client, visit: string): Promise<void> {
  await operator.get(visit);
  await operator.post(`${visit}/close`);
}

test("A photo of somebody else ends the check, for whoever asks again too", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const colleague = await seated(town, "mugabo-jean", "2");
  const number = "1199080012345031";
  const visit = await askedAbout(operator, "Alphonse", number);
  const told = await colleague.post(await waiting(colleague), { do: "photo" });
  assert.match(told.body, /reads that you have not confirmed the card/);
  assert.match(told.body, /href="\/counter"[^>]*autofocus/, "no other waits: back to the counter");
  says(await operator.get(`${visit}/card`), "Mugabo Jean", "the photo is not of this person");
  await operator.get(visit);
  const again = await operator.post(`${visit}/card`);
  assert.equal(again.status, 403);
  says(again, "It is now with the floor manager, and nobody reads it until they have decided");
  says(await operator.get(`${visit}/applications`), "Visits and card checks", "Counter 1");
  says(await operator.get(`${visit}/applications`), "Uwase Claudine and Mugabo Jean");
  says(await operator.get(`${visit}/applications`), "The photo was not of this person");
  await closed(operator, visit);

  const manager = await staff(town, "ingabire-solange");
  says(await manager.get("/hall/kigali"), "Cards refused (1): look into them");
  const reviews = await manager.get("/counter/reviews");
  says(reviews, "Cards refused (1)", "Refused by Mugabo Jean", "The refusal is wrong");
  says(reviews, "Niyonzima Alphonse", "A second officer says that the photo is not of this person");
  const path = /\/counter\/reviews\/[0-9a-f-]{36}/.exec(
    reviews.body.split("Niyonzima Alphonse")[1] ?? "",
  )?.[0];
  says(await manager.get("/staff/notifications"), "A card was not confirmed: you decide");
  await manager.get("/counter/reviews");
  const silent = await manager.post(path ?? "", { note: "no" });
  assert.equal(silent.status, 422);
  says(silent, "Select what you found", "Say in a few words why you decide so");
  assert.match(silent.body, /value="no"/, "what was typed stays");
  const note = "The photo is old, and it is this person";
  const decided = await manager.post(path ?? "", { act: "not-in-order", note });
  assert.match(decided.body, /Done: this is recorded/);
  const twice = await manager.post(path ?? "", { act: "not-in-order", note });
  assert.match(twice.body, /Somebody else has judged/);
  assert.doesNotMatch((await manager.get("/hall/kigali")).body, /Cards refused/);
  await operator.get("/counter");
  const { path: later } = await operator.post("/counter/client", { nationalId: number });
  await operator.get(later);
  const called = await operator.post(`${later}/card`);
  says(called, "Hand the card to one of these colleagues", "Ingabire Solange");
  assert.doesNotMatch(called.body, /Mugabo Jean/, "another officer than those two reads it");
  assert.equal((await personByNationalId(town.app.sql, number))?.level, 1);
  await closed(operator, later);
});

test("Who does not confirm a card says why, and the first officer reads it", async () => {
  const operator = await staff(town, "uwase-claudine");
  const colleague = await staff(town, "mugabo-jean");
  const visit = await askedAbout(operator, "Aimé", "1199080012345032");
  const path = await waiting(colleague);
  const silent = await colleague.post(path, { do: "not-accepted", note: " " });
  assert.equal(silent.status, 422);
  assert.match(silent.body, /href="#note-[0-9a-f-]+"/);
  await colleague.post(path, { do: "not-accepted", note: "The card is a copy" });
  const refused = await operator.get(`${visit}/card`);
  says(refused, "Mugabo Jean", "The card is a copy", "This page shows the decision");
  says(refused, "Tell the client meanwhile", "The floor manager now decides about it");
  assert.doesNotMatch(refused.body, /ask them to come|continues automatically/);
  says(await operator.get(visit), "only after the floor manager has decided about the card");
  assert.doesNotMatch(operator.last?.body ?? "", /after a colleague has looked/);
  const manager = await staff(town, "ingabire-solange");
  const page = (await manager.get("/counter/reviews")).body.split("Niyonzima Aimé")[1] ?? "";
  const decide = /\/counter\/reviews\/[0-9a-f-]{36}/.exec(page)?.[0] ?? "";
  await manager.post(decide, { act: "in-order", note: "It is a copy indeed" });
  const decided = await operator.get(`${visit}/card`);
  says(decided, "The card is not accepted", "The floor manager’s reason: It is a copy indeed");
  says(decided, "has decided that your card is not accepted");
  await closed(operator, visit);

  const person = await personByNationalId(town.app.sql, "1199080012345032");
  assert.ok(person);
  await transaction(town.app.sql, (tx) => eraseVisitWords(tx, person.id));
  const notes = await town.database.ownerSql`
    select note, review_note from counter.card_check
    where person = ${person.id} and note is not null`;
  assert.deepEqual(
    [...notes],
    [{ note: "", review_note: "" }],
    "it goes with the account; that it was refused stays",
  );
});

const born = { "birth-day": "2", "birth-month": "5", "birth-year": "1966" };

test("After three wrong readings nobody reads the card until the manager decided", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const colleague = await seated(town, "mugabo-jean", "2");
  const manager = await staff(town, "ingabire-solange");
  const number = "1199080012345033";
  const level = async () => (await personByNationalId(town.app.sql, number))?.level;
  const visit = await askedAbout(operator, "Chantal", number);
  const path = await waiting(colleague);
  const reading = async (day: string) => {
    await colleague.get("/counter/cards");
    return colleague.post(path, { ...born, "birth-day": day, number });
  };
  says(await reading("3"), "can be read 2 more times. Then the floor manager decides.");
  // A correction, or calling again, gives no further readings.
  await operator.get(`${visit}/correct`);
  await operator.post(`${visit}/correct`, {
    ...{ ...josue, givenName: "Chantale", nationalId: number },
  });
  const anew = await waiting(colleague);
  assert.notEqual(anew, path);
  says(await colleague.get("/counter/cards"), "can be read 2 more times");
  for (const day of ["4", "5"]) {
    await colleague.get("/counter/cards");
    await colleague.post(anew, { ...born, "birth-day": day, number });
  }
  assert.match(colleague.last?.body ?? "", /The card is now with the floor manager/);
  says(await operator.get(`${visit}/card`), "The card is with the floor manager");
  assert.ok(operator.last?.headers.get("refresh"), "it goes on by itself");
  assert.doesNotMatch((await operator.get(visit)).body, /Ask a colleague to look|\/correct"/);
  assert.equal((await operator.post(`${visit}/card`)).status, 403, "nobody asks again");
  await operator.get(visit);
  assert.equal(
    (await operator.post(`${visit}/correct`, { ...josue, nationalId: number })).status,
    403,
  );
  await closed(operator, visit);

  // Another counter does not get around it either.
  await colleague.get("/counter");
  const { path: elsewhere } = await colleague.post("/counter/client", { nationalId: number });
  says(await colleague.get(elsewhere), "now with the floor manager");
  assert.equal((await colleague.post(`${elsewhere}/card`)).status, 403);
  await closed(colleague, elsewhere);

  const reviewOf = async () => {
    const page = await manager.get("/counter/reviews");
    return /\/counter\/reviews\/[0-9a-f-]{36}/.exec(page.body.split("Niyonzima Chantale")[1] ?? "");
  };
  assert.match(textOf(await manager.get("/hall/kigali")), /Cards refused \(\d\): look into them/);
  await manager.post((await reviewOf())?.[0] ?? "", { act: "in-order", note: "It is a copy" });
  await operator.get("/counter");
  const { path: later } = await operator.post("/counter/client", { nationalId: number });
  says(await operator.get(later), "this card is not accepted", "not with this card");
  assert.equal((await operator.post(`${later}/card`)).status, 403);
  says(await manager.get("/counter/reviews"), "Cards not accepted (2)", "Niyonzima Chantale");
  says(await manager.get("/counter/reviews"), "Reason of the decision It is a copy");
  await manager.post((await reviewOf())?.[0] ?? "", { act: "not-in-order", note: "It is here" });
  assert.doesNotMatch((await manager.get("/counter/reviews")).body, /Niyonzima Chantale/);

  await operator.get(later);
  says(await operator.post(`${later}/card`), "Ingabire Solange");
  assert.equal(await waiting(colleague), "", "it is not among the cards of who was one of the two");
  const their = await waiting(manager);
  await colleague.get("/counter/cards");
  const barred = await colleague.post(their, { ...born, number });
  assert.match(barred.body, /You were one of the two officers/);
  assert.equal(await level(), 1);
  await manager.get("/counter/cards");
  await manager.post(their, { ...born, number });
  assert.equal(await level(), 2, "another officer has read it");
  const [read] = await town.database.ownerSql<{ drawn: boolean }[]>`
    select drawn from counter.card_check where outcome = 'confirmed' order by id desc limit 1`;
  assert.ok(read?.drawn, "a third looks into each that whoever decided has read");
  assert.doesNotMatch((await manager.get("/counter/reviews")).body, /Niyonzima Chantale/);
  await closed(operator, later);
});

test("An unknown number leads to a new account, whichever number it is", async () => {
  const operator = await staff(town, "uwase-claudine");
  for (const [typed, prefilled] of [
    ["0788 999 111", /name="phone"[^>]*value="0788 999 111"/],
    ["PC1234567", /name="nationalId"[^>]*value="PC1234567"[\s\S]*value="passport" checked/],
  ] as const) {
    await operator.get("/counter");
    const none = await operator.post("/counter/client", { nationalId: typed });
    assert.equal(none.status, 422);
    says(none, "No file has this number", "Somebody without an account");
    assert.match(none.body, prefilled);
    assert.match(
      none.body,
      /name="familyName"[^>]*autofocus|autofocus[^>]*name="familyName"/,
      typed,
    );
    await operator.get("/counter/register");
    const form = await operator.post("/counter/register", { begin: "true", nationalId: typed });
    assert.match(form.body, prefilled);
  }
});

test("The number is never called optional; when it may be left empty stands at it", async () => {
  const operator = await staff(town, "uwase-claudine");
  await operator.get("/counter");
  const form = await operator.get("/counter/register");
  says(form, "leave it empty only if no number is on it");
  assert.doesNotMatch(textOf(form), /National ID number \(optional\)/);
});
