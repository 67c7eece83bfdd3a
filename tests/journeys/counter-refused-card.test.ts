import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eraseVisitWords } from "../../src/counter/index.ts";
import { personByNationalId } from "../../src/platform/auth/index.ts";
import { transaction } from "../../src/platform/db/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
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
  says(again, "Ask the floor manager to look into it");
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
  await manager.post(path ?? "", { act: "not-in-order" });
  assert.doesNotMatch((await manager.get("/hall/kigali")).body, /Cards refused/);
  await operator.get("/counter");
  const { path: later } = await operator.post("/counter/client", { nationalId: number });
  await operator.get(later);
  says(await operator.post(`${later}/card`), "Hand the card to one of these colleagues");
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
  says(await operator.get(`${visit}/card`), "Mugabo Jean", "The card is a copy");
  await operator.get(visit);
  says(await operator.post(`${visit}/card`), "Hand the card to one of these colleagues");
  await operator.get("/counter/cards");
  const own = await operator.post(await waiting(colleague), { do: "photo" });
  assert.match(own.body, /Somebody else must look/, "nobody refuses their own");
  await closed(operator, visit);

  const person = await personByNationalId(town.app.sql, "1199080012345032");
  assert.ok(person);
  await transaction(town.app.sql, (tx) => eraseVisitWords(tx, person.id));
  const notes = await town.database.ownerSql`
    select note from counter.card_check where person = ${person.id} and note is not null`;
  assert.deepEqual(
    [...notes],
    [{ note: "" }],
    "it goes with the account; that it was refused stays",
  );
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
