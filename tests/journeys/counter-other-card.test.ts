import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { josue, lookedUp, mother, registered, seated, staff } from "./counter-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
});
after(() => town?.close());

const title = "The card is in another name than the account";
/** What becomes of a file: the name of the field. */
const goOn = "then";

/** What a colleague reads on her card. */
const read = {
  ...{ number: mother.card, name: "mukamana rose" },
  ...{ "birth-day": "11", "birth-month": "3", "birth-year": "1994" },
};

/** Her number, with a card in another name. */
async function inAnotherName(operator: Client, givenName = "Rose"): Promise<string> {
  await operator.get("/counter/register");
  const card = { ...josue, givenName, familyName: "Mukamana", nationalId: mother.card };
  await operator.post("/counter/register", card);
  const { path } = await operator.post("/counter/client", {
    ...card,
    registering: card.nationalId,
  });
  assert.match(path, /^\/counter\/visits\/[0-9a-f-]{36}$/);
  return path;
}

async function closed(operator: Client, visit: string, how = "done"): Promise<void> {
  await operator.get(visit);
  await operator.post(`${visit}/close`, { [goOn]: how });
}

const started = async (operator: Client, visit: string) => {
  await operator.get(visit);
  return operator.post(`${visit}/start`, { service: "birth-certificate" });
};

async function waiting(colleague: Client): Promise<string> {
  await colleague.get("/counter/cards");
  return /\/counter\/cards\/[0-9a-f-]{36}/.exec(colleague.last?.body ?? "")?.[0] ?? "";
}

test("A card in another name holds up the file until a colleague has read it", async () => {
  const { level } = await town.person(mother.id);
  const operator = await seated(town, "uwase-claudine", "1");
  const colleague = await seated(town, "mugabo-jean", "2");
  const visit = await inAnotherName(operator);
  for (const shown of [operator.last, await operator.get(visit)]) {
    assert.ok(shown);
    says(shown, title, "A colleague at a counter of this hall or the floor manager can settle it");
    says(shown, "as you typed it Mukamana Rose", `On the account ${mother.name}`);
    assert.match(shown.body, /<h1[^>]*tabindex="-1" autofocus>/, "the warning has the focus");
    assert.doesNotMatch(shown.body, /name="service"|\/open"|accesskey="s"/);
  }
  const refused = await started(operator, visit);
  assert.equal(refused.status, 409);
  says(refused, "has to read it first");
  for (const path of ["applications", "open"])
    assert.equal((await operator.get(`${visit}/${path}`)).status, 409, path);

  await closed(operator, visit);
  const again = await lookedUp(operator, mother.card);
  says(await operator.get(again), title);
  await operator.post(`${again}/card`);
  const path = await waiting(colleague);
  says(colleague.last ?? refused, "confirm only if this is the same person");
  assert.doesNotMatch(colleague.last?.body ?? "", /Mukamana|Vestine/, "no name is given away");
  const nameless = await colleague.post(path, { ...read, name: " " });
  assert.equal(nameless.status, 422);
  says(nameless, "Type the name as you read it on the card");
  await colleague.get("/counter/cards");
  const other = await colleague.post(path, { ...read, name: "Mukamana Rosine" });
  says(other, "your colleague entered are not the same", "2 more times");
  const wrong = await colleague.post(path, { ...read, "birth-day": "12" });
  assert.equal(wrong.status, 422);
  await colleague.get("/counter/cards");
  assert.match((await colleague.post(path, read)).body, /is confirmed/);
  const noted = "The card of this person is in another name than the account";
  says(await operator.get(again), noted, "mukamana rose", "comes from the person’s national");
  says(operator.last ?? refused, "Mugabo Jean");
  const reviewer = await staff(town, "ingabire-solange");
  says(await reviewer.get("/counter/reviews"), "On the card mukamana rose");
  const { path: form } = await started(operator, again);
  assert.match(form, /\/drafts\//, "it goes on");
  assert.equal((await town.person(mother.id)).level, level, "no check changes her own account");
  await closed(operator, again);
  const later = await lookedUp(operator, mother.card);
  assert.doesNotMatch((await operator.get(later)).body, new RegExp(title));
  says(await operator.get(later), noted);
  await closed(operator, later);
});

test("Closed as not this person's file, it is not held up for whose it is", async () => {
  const operator = await staff(town, "uwase-claudine");
  const served = async () => (await operator.get("/counter/served")).body.split("•••").length;
  const before = await served();
  const visit = await inAnotherName(operator, "Rosine");
  assert.equal(await served(), before + 1);
  await closed(operator, visit, "wrong-file");
  assert.equal(operator.last?.path, "/counter");
  assert.equal(await served(), before, "nobody was served with the wrong file");
  const names = await town.database.ownerSql`
    select from counter.visit where other_card_name = 'Mukamana Rosine'`;
  assert.equal(names.length, 0, "nothing of another person stays on her file");
  const own = await lookedUp(operator, mother.card);
  assert.doesNotMatch((await operator.get(own)).body, new RegExp(title));
  await closed(operator, own);
});

test("What was typed for one file says nothing of another that is looked up instead", async () => {
  const operator = await staff(town, "uwase-claudine");
  const visit = await inAnotherName(operator, "Rosette");
  await closed(operator, visit, "wrong-file");
  await operator.get("/counter/register");
  const card = { ...josue, givenName: "Rosette", familyName: "Mukamana", nationalId: mother.card };
  const page = await operator.post("/counter/register", card);
  const offered = /name="registering"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="registering"/;
  const [, one, other] = offered.exec(page.body) ?? [];
  const { phone } = await town.person(mother.id);
  assert.ok(phone);
  const typed = { ...card, nationalId: phone, registering: one ?? other ?? "" };
  const { path } = await operator.post("/counter/client", typed);
  assert.match(path, /^\/counter\/visits\/[0-9a-f-]{36}$/);
  assert.doesNotMatch((await operator.get(path)).body, new RegExp(title));
  await closed(operator, path);
});

test("A card of which nobody said what it is, is not called a national one", async () => {
  const operator = await staff(town, "uwase-claudine");
  const colleague = await staff(town, "mugabo-jean");
  await operator.get("/counter/register");
  const card = { ...josue, givenName: "Rosalie", nationalId: mother.card, card: "" };
  await operator.post("/counter/register", card);
  const { path: visit } = await operator.post("/counter/client", {
    ...{ ...card, registering: mother.card },
  });
  await operator.post(`${visit}/card`);
  const page = await colleague.get("/counter/cards");
  says(page, "Identity document");
  assert.doesNotMatch(page.body, /National ID card/);
  await closed(operator, visit, "wrong-file");
});

test("Alone in a hall the operator reads the card too, and it is reviewed", async () => {
  const alone = await seated(town, "mukeshimana-aline", "1", "musanze");
  const visit = await inAnotherName(alone);
  await alone.get(visit);
  const page = await alone.post(`${visit}/card`);
  assert.match(page.body, /name="number"/);
  const wrong = await alone.post(`${visit}/card/alone`, { ...read, "birth-year": "1995" });
  assert.equal(wrong.status, 422, textOf(wrong));
  says(await alone.get(visit), title);
  await alone.get(`${visit}/card`);
  await alone.post(`${visit}/card/alone`, read);
  assert.match((await started(alone, visit)).path, /\/drafts\//);
  await closed(alone, visit);
  const third = await inAnotherName(alone, "Rosa");
  await alone.get(third);
  await alone.post(`${third}/card`);
  for (let tries = 0; tries < 3; tries++) {
    await alone.get(`${third}/card`);
    await alone.post(`${third}/card/alone`, { ...read, "birth-year": "1995" });
  }
  assert.equal(alone.last?.status, 422);
  assert.doesNotMatch(alone.last?.body ?? "", /#reading-own/, "the field is no longer there");
  says(await alone.get(third), "now with the floor manager");
  await closed(alone, third, "wrong-file");
  const manager = await staff(town, "ingabire-solange");
  const refused = (await manager.get("/counter/reviews")).body.split('id="refused"')[1] ?? "";
  const decide = /\/counter\/reviews\/[0-9a-f-]{36}/.exec(refused)?.[0] ?? "";
  await manager.post(decide, { act: "not-in-order", note: "I have read it" });
  const [{ drawn } = { drawn: false }] = await town.database.ownerSql<{ drawn: boolean }[]>`
    select drawn from counter.card_check where outcome = 'alone'`;
  assert.equal(drawn, true);
});

test("A file that is not open says so, and how it is opened", async () => {
  const operator = await staff(town, "uwase-claudine");
  const visit = await lookedUp(operator, mother.card);
  const page = await operator.get(`${visit}/applications`);
  says(page, "This file has not been opened", "a code from their phone");
  assert.match(page.body, new RegExp(`action="${visit}/open"`));
  assert.doesNotMatch(page.body, /no applications yet/);
  await closed(operator, visit);
});

test("An account made in this visit asks for no card again; in the next one it does", async () => {
  const operator = await staff(town, "uwase-claudine");
  const card = { ...josue, givenName: "Aimable", nationalId: "1197480012345018" };
  const visit = await registered(operator, card);
  const page = await operator.get(visit);
  assert.doesNotMatch(page.body, /name="number-end"|\/open\/reason/);
  says(await operator.get(`${visit}/applications`), "no applications yet");
  await closed(operator, visit);
  const next = await lookedUp(operator, card.nationalId);
  assert.match((await operator.get(next)).body, /name="number-end"/);
  await closed(operator, next);
});

test("A name that both read in the account's own way is no other name", async () => {
  // Look-ups are counted by the hour.
  town.setClock("2026-11-23T09:30:00Z");
  const operator = await staff(town, "uwase-claudine");
  const colleague = await staff(town, "mugabo-jean");
  const visit = await inAnotherName(operator, "Vestina");
  await operator.get(visit);
  await operator.post(`${visit}/card`);
  const path = await waiting(colleague);
  await colleague.post(path, { ...read, name: mother.name });
  says(await operator.get(visit), "What does this person need?");
  assert.doesNotMatch(operator.last?.body ?? "", /in another name/, "nothing is noted any longer");
  await closed(operator, visit);
});

test("An account that a counter made gets the name that two officers read", async () => {
  const operator = await staff(town, "uwase-claudine");
  const colleague = await staff(town, "mugabo-jean");
  const own = { ...josue, nationalId: "1196680012345019" };
  const birth = { "birth-day": "2", "birth-month": "5", "birth-year": "1966" };
  const onCard = { ...birth, number: own.nationalId, name: "" };
  const first = await registered(operator, own);
  await operator.get(first);
  await operator.post(`${first}/card`);
  await colleague.post(await waiting(colleague), onCard);
  await closed(operator, first);

  await operator.get("/counter/register");
  const renamed = { ...own, familyName: "Habimana" };
  await operator.post("/counter/register", renamed);
  const { path: visit } = await operator.post("/counter/client", {
    ...{ ...renamed, registering: own.nationalId },
  });
  await operator.get(visit);
  await operator.post(`${visit}/card`);
  await colleague.post(await waiting(colleague), { ...onCard, name: "Habimana Josue" });
  says(await operator.get(visit), "Open the file, and the name on the account can be corrected");
  await operator.post(`${visit}/open/card`, {
    ...{ ...birth, "number-end": "5019", seen: "true" },
  });
  says(await operator.get(visit), "Correct what was entered");
  const page = await operator.get(`${visit}/correct`);
  assert.doesNotMatch(page.body, /name="nationalId"|name="birth-day"/);
  const wrong = await operator.post(`${visit}/correct`, {
    ...{ givenName: "Josué", familyName: "Mugisha" },
  });
  assert.equal(wrong.status, 422);
  says(wrong, "This is not the name that two officers read");
  await operator.get(`${visit}/correct`);
  await operator.post(`${visit}/correct`, { givenName: "Josué", familyName: "Habimana" });
  const after = await operator.get(visit);
  assert.match(after.body, /Habimana Josué/);
  assert.doesNotMatch(after.body, /in another name/);
  await closed(operator, visit);
});

test("What was typed of a card to make an account is not typed again to open it", async () => {
  const operator = await staff(town, "uwase-claudine");
  const card = { ...josue, givenName: "Aimable", nationalId: "1197480012345018" };
  const lookedUpBy = async (typed: Record<string, string>) => {
    await operator.get("/counter/register");
    says(await operator.post("/counter/register", typed), "An account with this number exists");
    return operator.post("/counter/client", { ...typed, registering: card.nationalId });
  };
  const other = await lookedUpBy({ ...card, "birth-day": "3" });
  assert.match(other.body, /name="number-end"/, "another date of birth opens nothing");
  await closed(operator, other.path);
  const file = await lookedUpBy(card);
  assert.doesNotMatch(file.body, /name="number-end"/);
  says(await operator.get(`${file.path}/applications`), "no applications yet");
  await closed(operator, file.path);
});
