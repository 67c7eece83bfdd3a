/** One journey under two governments: what one of them writes differently is theirs, not the code's. */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { after, before, describe, test } from "node:test";
import { personByNationalId } from "../../src/platform/auth/index.ts";
import type { Answer, Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { idIn, inEnglish, says } from "./apply-given.ts";
import { staff } from "./counter-given.ts";
import { withEveryKind } from "./every-kind-given.ts";
import { decide } from "./office-given.ts";

/** How the same things are said in one country. */
interface Government {
  readonly code: string;
  readonly offered: Parameters<typeof withEveryKind>[1];
  readonly person: string;
  readonly officer: string;
  /** A mobile number as it is typed, and as it is kept. */
  readonly telephone: readonly [typed: string, kept: string];
  /** A number of the other country without its country code, which is none here. */
  readonly foreign: string;
  readonly shown: { readonly price: string; readonly fee: string };
  /** Somebody without an account, as an agent writes them down from their card. */
  readonly agent: string;
  readonly card: { readonly typed: string; readonly kept: string; readonly name: string };
}

const rwanda: Government = {
  code: "rw",
  offered: { authority: "minaloc", role: "executive-secretary", currency: "RWF" },
  ...{ person: "mukamana-vestine", officer: "officer-nsengimana", agent: "mugabo-jean" },
  ...{ telephone: ["0788 123 456", "+250788123456"], foreign: "050 123 45 67" },
  shown: { price: "1,500 Frw", fee: "5 Frw" },
  card: { typed: "1 1980 7 0012345 0 12", kept: "1198070012345012", name: "Uwera Keza" },
};

const azerbaijan: Government = {
  code: "az",
  offered: { authority: "internal-affairs", role: "identity-officer", currency: "AZN" },
  ...{ person: "quliyeva-aysel", officer: "officer-bagirov", agent: "agent-asgarov" },
  ...{ telephone: ["070 123 45 67", "+994701234567"], foreign: "088 123 45" },
  shown: { price: "1,500 AZN", fee: "5 AZN" },
  card: { typed: "5ab 1c2d", kept: "5AB1C2D", name: "Keza Uwera" },
};

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
      const sandbox = await person.post(`${application}/pay`);
      says(await person.post(sandbox.path, { act: "pay" }), "Payment received");
      await town.settle();
      await decide(await inEnglish(town, government.officer), idIn(sent), "grant");
      await town.settle();
      says(await person.get(application), "Approved", "Your document is ready");
      await checked(town, person);
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
      const agent = await staff(town, government.agent);
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

const texts = { name: "Ineza", story: "Once upon a time", mail: "a@example.org" };

async function toContact(person: Client): Promise<Answer> {
  await person.get("/services/every-kind");
  const numbers = await person.post("/services/every-kind/start");
  const day = { "day-day": "14", "day-month": "3", "day-year": "2026" };
  const typed = { pieces: "7", hectares: "1.5", price: "1,500", ...day };
  const choices = await person.post(numbers.path, typed);
  const chosen = { sure: "yes", colour: "red", colours: ["red", "blue"], country: "RW" };
  return person.post(choices.path, chosen);
}

async function answered(person: Client, { telephone }: Government): Promise<Answer> {
  const contact = await toContact(person);
  return person.post(contact.path, { ...texts, telephone: telephone[0] });
}
