import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eraseVisitWords } from "../../src/counter/index.ts";
import { transaction } from "../../src/platform/db/index.ts";
import { load } from "../../src/platform/events/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { caseIn, filled, lookedUp, mother, opened, seated, staff } from "./counter-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
});
after(() => town?.close());

const reason = "The telephone was left at home, two hours from here";
const read = {
  number: mother.card,
  ...{ "birth-day": "11", "birth-month": "3", "birth-year": "1994" },
};

const told = async () =>
  (
    await town.database.ownerSql`
    select from messages.outbox where template = 'file-opened' and channel = 'sms'`
  ).length;

const cardIn = (officer: Client): string =>
  /\/counter\/cards\/[0-9a-f-]{36}/.exec(officer.last?.body ?? "")?.[0] ?? "";

/** Closes the file that this operator has open. */
async function closed(operator: Client): Promise<void> {
  const page = await operator.get("/counter");
  const visit = /\/counter\/visits\/[0-9a-f-]{36}/.exec(page.path + page.body)?.[0] ?? "";
  await operator.get(visit);
  await operator.post(`${visit}/close`);
}

test("With the telephone away a second officer opens the file, and nobody alone", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const visit = await lookedUp(operator, mother.card);
  says(await operator.get(visit), "Their telephone is not with them");
  const short = await operator.post(`${visit}/open/reason`, { reason: "gone" });
  assert.equal(short.status, 422, textOf(short));
  const wait = await operator.post(`${visit}/open/reason`, { reason });
  assert.equal(wait.path, `${visit}/card`, textOf(wait));
  assert.doesNotMatch(wait.body, /card\/alone/, "nobody else is at a counter, and yet not alone");
  const alone = await operator.post(`${visit}/card/alone`, read);
  assert.equal(alone.status, 403);
  says(await operator.get(`${visit}/applications`), "This file has not been opened");
  const base = await filled(operator, visit, "Uwera Aline");
  const weak = await operator.post(`${base}/ask`, { kind: "signature" });
  assert.equal(weak.status, 403, "a code could be sent");

  const colleague = await seated(town, "mugabo-jean", "2");
  const page = await colleague.get("/counter/cards");
  says(page, "opened without a code to the person’s telephone, because", reason);
  const path = cardIn(colleague);
  const before = await told();
  assert.equal((await colleague.post(path, { ...read, "birth-day": "12" })).status, 422);
  await colleague.get("/counter/cards");
  assert.match((await colleague.post(path, read)).body, /is confirmed/);
  assert.equal(await told(), before + 1, "she is told at her telephone");
  const file = await operator.get(`${visit}/applications`);
  assert.doesNotMatch(textOf(file), /This file has not been opened/);
  await operator.get(`${base}/check`);
  await operator.post(`${base}/ask`, { kind: "signature" });
  const receipt = await operator.post(`${base}/confirm`, { sheet: "true" });
  assert.match(receipt.path, /\/receipt$/, textOf(receipt));
  const [sent] = await load(town.app.sql, `case-${caseIn(receipt)}`);
  assert.match(sent?.actor ?? "", / signed$/);

  const own = await town.as(mother.id);
  says(await own.get("/applications/opened?lang=en"), reason);
  assert.match(textOf(await own.get("/me/consents")), /Signed summary [0-9A-F]{4}-[0-9A-F]{4}/);
  const manager = await staff(town, "ingabire-solange");
  says(await manager.get("/counter/reviews"), reason);
});

test("A call is made again for its reason, opens no closed file; no reader reviews", async () => {
  const operator = await staff(town, "uwase-claudine");
  const manager = await staff(town, "ingabire-solange");
  await closed(operator);
  const visit = await lookedUp(operator, mother.card);
  await operator.post(`${visit}/open/reason`, { reason: `${reason} again` });
  const asked = town.now();
  town.setClock(new Date(asked.getTime() + 5 * 60_000).toISOString());
  says(await operator.get(`${visit}/card`), "Nobody has read the card within 5 minutes");
  const wait = await operator.post(`${visit}/card`);
  says(wait, "Hand the card to one of these colleagues");
  says(await manager.get("/counter/cards"), `${reason} again`);
  const first = cardIn(manager);
  const lookups = await town.database.ownerSql`select from counter.lookup`;
  assert.equal((await manager.post(first, { ...read, "birth-day": "12" })).status, 422);
  const counted = await town.database.ownerSql`select from counter.lookup`;
  assert.equal(counted.length, lookups.length + 1, "what is read wrong is a look-up");
  await manager.get("/counter/cards");
  assert.match((await manager.post(first, read)).body, /is confirmed/);
  const reviews = await manager.get("/counter/reviews");
  says(reviews, reason);
  assert.doesNotMatch(textOf(reviews), /two hours from here again/, "she read that card herself");

  await closed(operator);
  const next = await lookedUp(operator, mother.card);
  await operator.post(`${next}/open/reason`, { reason });
  await manager.get("/counter/cards");
  const second = cardIn(manager);
  await closed(operator);
  const before = await told();
  await manager.get("/counter/cards");
  assert.match((await manager.post(second, read)).body, /is confirmed/);
  assert.equal(await told(), before, "nothing was opened, and nobody is told so");
  town.setClock(asked.toISOString());

  const { id } = await town.person(mother.id);
  await transaction(town.app.sql, (tx) => eraseVisitWords(tx, id));
  const kept = await town.database.ownerSql`
    select from counter.card_check where person = ${id} and opens <> ''`;
  assert.equal(kept.length, 0, "the reason goes with the account");
});

test("In a file that is open already a person signs once a second officer has read", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const colleague = await seated(town, "mugabo-jean", "2");
  const visit = await opened(operator, mother.card);
  const base = await filled(operator, visit, "Uwera Olga");
  says(await operator.get(`${base}/check`), "Their telephone is not with them");
  says(await operator.post(`${base}/ask`, { kind: "code" }), "Their telephone is not with them");
  const before = await told();
  const wait = await operator.post(`${visit}/open/reason`, { reason });
  assert.equal(wait.path, `${visit}/card`, textOf(wait));
  await colleague.get("/counter/cards");
  assert.match((await colleague.post(cardIn(colleague), read)).body, /is confirmed/);
  assert.equal(await told(), before + 1, "she is told at her telephone");
  await operator.get(`${base}/check`);
  await operator.post(`${base}/ask`, { kind: "signature" });
  const receipt = await operator.post(`${base}/confirm`, { sheet: "true" });
  assert.match(receipt.path, /\/receipt$/, textOf(receipt));
  const id = visit.split("/").at(-1) ?? "";
  const reviews = await town.database.ownerSql`select from counter.review where visit = ${id}`;
  assert.equal(reviews.length, 1, "every one is reviewed");
  await closed(operator);
});

test("A card that was let through is asked for anew, with a reason, by whoever can", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const colleague = await seated(town, "mugabo-jean", "2");
  const visit = await lookedUp(operator, mother.card);
  await operator.post(`${visit}/open/reason`, { reason });
  await colleague.get("/counter/cards");
  await colleague.post(cardIn(colleague), { do: "photo" });
  says(await operator.get(`${visit}/card`), "The card is with the floor manager");
  const manager = await staff(town, "ingabire-solange");
  const review = (await manager.get("/counter/reviews")).body.split("Cards refused (1)")[1] ?? "";
  const path = /\/counter\/reviews\/[0-9a-f-]{36}/.exec(review)?.[0] ?? "";
  await manager.post(path, { act: "not-in-order", note: "The photo is old, and it is she" });
  const decided = await operator.get(`${visit}/card`);
  says(decided, "lets this card be read again", "give the reason for opening the file");
  assert.doesNotMatch(decided.body, /Ask another colleague|action="[^"]*\/card"/);
  assert.match(decided.body, new RegExp(`href="${visit}"[^>]*>\\s*Continue with this person`));
  says(await operator.get(visit), "Their telephone is not with them");
  const wait = await operator.post(`${visit}/open/reason`, { reason });
  assert.equal(wait.path, `${visit}/card`, textOf(wait));
  says(wait, "Ingabire Solange");
  await closed(operator);
});
