import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { personByNationalId } from "../../src/platform/auth/index.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { josue, registered, seated } from "./counter-given.ts";

const number = "1196680099999099";
const phone = "+250788999111";
const read = { number, "birth-day": "2", "birth-month": "5", "birth-year": "1966" };

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const phoneOf = async () => (await personByNationalId(town.app.sql, number))?.phone ?? null;

/** What was last sent to the number. */
async function sent(template: string): Promise<string> {
  const [row] = await town.database.ownerSql<{ body: string }[]>`
    select body from messages.outbox where recipient = ${phone} and template = ${template}
    order by id desc limit 1`;
  return row?.body ?? "";
}

test("A telephone is added by its code and a second officer, and its holder is told", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const colleague = await seated(town, "mugabo-jean", "2");
  const visit = await registered(operator, josue);
  says(await operator.get(visit), "Add a telephone number");
  assert.equal((await operator.post(`${visit}/phone`, { phone: "12" })).status, 422);
  await operator.get(visit);
  const asked = await operator.post(`${visit}/phone`, { phone: "0788 999 111" });
  const id = /name="id"\s+value="([0-9a-f-]{36})"/.exec(asked.body)?.[1] ?? "";
  const code = /\b\d{6}\b/.exec(await sent("confirm-address"))?.[0] ?? "";
  const typed = { phone, id, code };
  const other = await operator.post(`${visit}/phone/code`, { ...typed, phone: "+250788999112" });
  assert.equal(other.status, 409, "the code is for this number alone");
  await operator.get(visit);
  const wrong = await operator.post(`${visit}/phone/code`, { ...typed, code: "1" });
  assert.equal(wrong.status, 422, textOf(wrong));
  const wait = await operator.post(`${visit}/phone/code`, typed);
  says(wait, "Hand the card to one of these colleagues");
  assert.equal(await phoneOf(), null, "not before a second officer has read the card");
  await operator.get(`${visit}/card`);
  await colleague.get("/counter/cards");
  const page = colleague.last?.body ?? "";
  assert.match(page, /the account gets the telephone number \+250788999111/);
  const path = /\/counter\/cards\/[0-9a-f-]{36}/.exec(page)?.[0] ?? "";
  await colleague.post(path, read);
  assert.equal(await phoneOf(), phone);
  assert.match(await sent("phone-added"), /this number was added to your account/);
  assert.doesNotMatch((await operator.get(visit)).body, /name="phone"/, "it has one");
  const again = await operator.post(`${visit}/phone`, { phone: "0788 999 113" });
  assert.equal(again.status, 403, "no other takes its place here");
});
