/**
 * One journey under two governments: what one of them writes differently is theirs, not the code's.
 */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { after, before, describe, test } from "node:test";
import { settleCharge } from "../../src/demo/sandbox-pay-store.ts";
import type { CaseId } from "../../src/kernel/index.ts";
import { personByNationalId } from "../../src/platform/auth/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { idIn, inEnglish, says } from "./apply-given.ts";
import { answered, azerbaijan, fromNumbers, rwanda, texts, toContact } from "./both-given.ts";
import { byPage, caseIn, confirmed, opened, seated, staff } from "./counter-given.ts";
import { withEveryKind } from "./every-kind-given.ts";
import { decide } from "./office-given.ts";

for (const government of [rwanda, azerbaijan])
  describe(`Under the government of ${government.code}`, () => {
    let town: Town;
    let folder: string;
    before(async () => {
      folder = withEveryKind(government.code, government.offered);
      town = await startTown("2026-11-23T08:00:00Z", folder);
    });
    after(async () => {
      await town?.close();
      rmSync(dirname(folder), { recursive: true, force: true });
    });

    test("every kind of question is asked, paid, decided, given and checked", async () => {
      const person = await inEnglish(town, government.person);
      const check = await answered(person, government);
      says(check, "7", "1.5 hectares", government.shown.price, "14 March 2026", "Yes", "Red");
      says(check, "Red, Blue", "Rwanda", "Ineza", "Once upon a time", "a@example.org");
      says(check, government.telephone[1], `Fee ${government.shown.fee}`);
      const sent = await person.post(check.path, { declaration: "true" });
      says(sent, `Pay ${government.shown.fee}`);
      const application = `/applications/${idIn(sent)}`;
      await town.settle();
      await person.get(`${application}/pay`);
      const sandbox = await person.post(`${application}/pay`, { method: "card" });
      says(await person.post(sandbox.path, { act: "pay" }), "Payment received");
      await town.settle();
      await decide(await inEnglish(town, government.officer), idIn(sent), "grant");
      await town.settle();
      says(await person.get(application), "Approved", "Your document is ready");
      await checked(town, person);
    });

    test("at the counter it is applied for, paid, handed over and checked", async () => {
      const operator = await seated(town, government.operator, "1", government.hall);
      const { nationalId } = await town.person(government.person);
      const visit = await opened(operator, nationalId ?? "");
      await operator.get(visit);
      const start = await operator.post(`${visit}/start`, { service: "every-kind" });
      const numbers = await byPage(operator, start);
      const contact = await fromNumbers(operator, numbers);
      const typed = { ...texts, telephone: government.telephone[0] };
      const check = await operator.post(contact.path, typed);
      assert.match(check.path, /\/check$/, check.path);
      assert.ok(check.body.includes(government.telephone[1]), "as the country writes it");
      const draft = check.path.replace(/\/check$/, "");
      const receipt = await confirmed(town, operator, draft, government.person);
      const caseId = caseIn(receipt) as CaseId;
      await town.settle();
      const file = `${visit}/applications/${caseId}`;
      await operator.get(file);
      const asked = await operator.post(`${file}/pay`);
      assert.match(asked.body, /A payment request was sent/);
      const { payments, credentials } = town.app.parts;
      const [bill] = await payments.billsOfCase(caseId);
      const [attempt] = bill ? await payments.attemptsOf(bill.billId) : [];
      assert.ok(attempt);
      await settleCharge(town.app.sql, attempt.providerRef ?? "", "paid");
      assert.deepEqual(await payments.readStatus(attempt.id), { ok: true, value: "paid" });
      await town.settle();
      await decide(await inEnglish(town, government.officer), caseId, "grant");
      await town.settle();
      says(await operator.get(file), "Approved", "Handed over");
      const [paper] = await credentials.forCase(caseId);
      const handed = await operator.post(`${file}/handover`, {
        ...{ paper: paper?.id ?? "", unprinted: "true" },
      });
      assert.match(handed.body, /Recorded: the document was handed over/);
      const guest = town.guest();
      await guest.get("/v?lang=en");
      says(await guest.post("/v", { number: paper?.number ?? "" }), "Paper of every kind");
    });

    test("a number of another country needs its country code", async () => {
      const person = await inEnglish(town, government.person);
      const contact = await toContact(person);
      const [example] = government.telephone;
      const wrong = await person.post(contact.path, { ...texts, telephone: government.foreign });
      assert.equal(wrong.status, 422);
      const { telephone } = town.app.catalogue.jurisdiction;
      says(wrong, `Enter a phone number, such as ${telephone.example}`);
      says(await person.post(contact.path, { ...texts, telephone: example }), "Check");
    });

    test("a card is copied as the country writes numbers and names", async () => {
      const { agentSeat } = government;
      const agent = agentSeat
        ? await seated(town, government.agent, agentSeat, government.hall)
        : await staff(town, government.agent);
      const { jurisdiction } = town.app.catalogue;
      await agent.get("/counter/register");
      const form = {
        ...{ givenName: "Keza", familyName: "Uwera", nationalId: "12 34", phone: "12" },
        ...{ "birth-day": "1", "birth-month": "2", "birth-year": "1980", language: "en" },
        ...{ card: "national-id", seen: "true" },
      };
      const wrong = await agent.post("/counter/register", form);
      says(wrong, `as it is on the card, such as ${jurisdiction.identityNumber.example}`);
      says(wrong, `telephone number, such as ${jurisdiction.telephone.example}`);
      const { typed, kept, name } = government.card;
      const [phone, full] = government.telephone;
      await agent.post("/counter/register", { ...form, nationalId: typed, phone });
      const person = await personByNationalId(town.app.sql, kept);
      assert.deepEqual([person?.name, person?.phone], [name, full]);
    });

    test("a ticket of the hall is told to a number of the country", async () => {
      const [hall] = town.app.parts.centres.list();
      const topic = hall?.topics[0]?.id ?? "";
      const guest = town.guest();
      const path = `/centres/${hall?.id}/ticket`;
      await guest.get(path);
      const [phone, full] = government.telephone;
      await guest.post(path, { topic, party: "1", phone });
      const told = await town.database.ownerSql<{ phone: string }[]>`
        select phone from centres.phone`;
      assert.deepEqual(
        told.map((each) => each.phone),
        [full],
      );
    });
  });

/** Whoever holds the paper types its number: anybody, signed in or not. */
async function checked(town: Town, person: Client): Promise<void> {
  const papers = await person.get("/documents");
  says(papers, "Paper of every kind", "Valid");
  const [{ number = "" } = {}] = await town.database.ownerSql<{ number: string }[]>`
    select number from credentials.credential`;
  const guest = town.guest();
  await guest.get("/v?lang=en");
  says(await guest.post("/v", { number }), "Paper of every kind");
}
