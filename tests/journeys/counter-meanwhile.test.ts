/** While a second officer is on the way to a newcomer's card, their application is filled in. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { personByNationalId } from "../../src/platform/auth/index.ts";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { filled, josue, registered, seated } from "./counter-given.ts";

let town: Town;
let operator: Client;
let colleague: Client;
before(async () => {
  town = await startTown();
  operator = await seated(town, "uwase-claudine", "1");
  colleague = await seated(town, "mugabo-jean", "2");
});
after(() => town?.close());

const card = (givenName: string, nationalId: string) => ({ ...josue, givenName, nationalId });

const read = (number: string) => ({
  ...{ number, "birth-day": "2", "birth-month": "5", "birth-year": "1966" },
});

const draftsOf = async (number: string) => {
  const person = await personByNationalId(town.app.sql, number);
  assert.ok(person);
  return town.app.parts.cases.draftsOf(person.id);
};

/** The newcomer's visit with a colleague called; and the address of the check. */
async function called(givenName: string, number: string) {
  const visit = await registered(operator, card(givenName, number));
  await operator.get(visit);
  assert.doesNotMatch(operator.last?.body ?? "", /value="birth-certificate"/, "not before");
  const wait = await operator.post(`${visit}/card`);
  says(wait, "Fill in the application meanwhile");
  const list = await colleague.get("/counter/cards");
  const check = /action="(\/counter\/cards\/[0-9a-f-]{36})"/.exec(list.body)?.[1] ?? "";
  assert.ok(check);
  return { visit, check };
}

test("It is filled in up to the check, sent by nobody before, and goes on by itself", async () => {
  const number = "1196680012345011";
  const { visit, check } = await called("Aimé", number);
  says(await operator.get(visit), "it can be sent once the card is confirmed");
  await fitsScreens(town.url, operator, visit, "meanwhile-visit");
  const base = await filled(operator, visit, "Umwali Keza");
  const waits = await operator.get(`${base}/check`);
  says(waits, "This can be sent once a colleague has confirmed the card");
  assert.doesNotMatch(waits.body, /value="signature"/);
  assert.ok(waits.headers.get("refresh"), "it goes on by itself");
  await fitsScreens(town.url, operator, `${base}/check`, "meanwhile-check");
  for (const step of ["ask", "confirm"]) {
    await operator.get(`${base}/check`);
    const early = await operator.post(`${base}/${step}`, { kind: "signature", sheet: "true" });
    assert.equal(early.path, `${base}/check`, textOf(early));
  }
  const { sql } = town.app;
  assert.equal((await sql`select from counter.consent`).length, 0, "nobody was asked");

  await colleague.get("/counter/cards");
  assert.match((await colleague.post(check, read(number))).body, /is confirmed/);
  const ready = await operator.get(`${base}/check?again=1`);
  assert.equal(ready.headers.get("refresh"), null);
  await operator.post(`${base}/ask`, { kind: "signature" });
  const receipt = await operator.post(`${base}/confirm`, { sheet: "true" });
  assert.match(receipt.path, /\/receipt$/, textOf(receipt));
  await operator.get(visit);
  await operator.post(`${visit}/close`);
});

test("Where the card is not confirmed, what was filled in goes", async () => {
  const number = "1196680012345022";
  const { visit, check } = await called("Béatrice", number);
  const base = await filled(operator, visit, "Umwali Keza");
  assert.equal((await draftsOf(number)).length, 1);
  await colleague.get("/counter/cards");
  await colleague.post(check, { do: "photo" });
  assert.equal((await draftsOf(number)).length, 0);
  const gone = await operator.get(`${base}/check?again=1`);
  assert.equal(gone.path, `${visit}/card`);
  says(gone, "Mugabo Jean");
  const again = await operator.post(`${visit}/start`, { service: "birth-certificate" });
  assert.equal(again.status, 403, "nothing is begun for this card");
  await operator.get(visit);
  await operator.post(`${visit}/close`);
});

test("Whoever leaves before anybody came leaves nothing begun", async () => {
  const number = "1196680012345033";
  const { visit } = await called("Chantal", number);
  await filled(operator, visit, "Umwali Keza");
  await operator.get(visit);
  await operator.post(`${visit}/close`);
  assert.equal((await draftsOf(number)).length, 0);
});
