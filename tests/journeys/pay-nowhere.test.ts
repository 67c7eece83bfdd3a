import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { must } from "../../src/kernel/index.ts";
import { startTown, type Town } from "../town.ts";
import { idIn, inEnglish, says, textOf } from "./apply-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
  // As in production without an account at any provider.
  Object.assign(town.app.parts.payments, { methods: new Set() });
});
after(() => town.close());

const waits = "your application waits until the fee can be paid";

/** The birth certificate as far as its check page. */
async function checked(id: string) {
  const person = await inEnglish(town, id);
  const first = await person.post("/services/birth-certificate/start");
  await person.post(first.path, { who: "child" });
  const child = await person.post(`/drafts/${idIn(first)}/page/child`, {
    ...{ child_name: "Uwase Ineza", child_can: "CAN-2026-000123" },
    ...{ "child_birth_date-day": "14", "child_birth_date-month": "3" },
    "child_birth_date-year": "2026",
  });
  const added = { reason: "other", other_reason: "A gift", district: "gasabo" };
  const asked = await person.post(child.path, added);
  const contact = await person.post(asked.path, { ...added, sector: "gasabo.remera" });
  const check = await person.post(contact.path, { phone: "0788 123 456" });
  return { person, check };
}

test("Where a fee can be paid nowhere, that is said before anything is typed", async () => {
  const person = await inEnglish(town, "mukamana-vestine");
  says(await person.get("/services/birth-certificate"), waits);
  for (const [lang, words] of [
    ["rw", "ubusabe bwawe buzategereza"],
    ["fr", "elle attend que les frais puissent être payés"],
    ["az", "müraciətiniz rüsumu ödəmək mümkün olana qədər gözləyəcək"],
  ] as const)
    says(await person.get(`/services/birth-certificate?lang=${lang}`), words);
  await person.get("/services?lang=en");
  const free = town.app.parts.catalogue.services.find(({ fees }) => fees.length === 0);
  assert.ok(free);
  assert.ok(!textOf(await person.get(`/services/${free.id}`)).includes(waits));
});

test("Where halls take cash, each page says which", async () => {
  const [kigali] = town.app.parts.catalogue.jurisdiction.centres ?? [];
  assert.ok(kigali);
  const money = { minor: 0, currency: "RWF" };
  const till = { cashier: "cashier", centre: kigali.id, float: money };
  must(await town.app.parts.payments.openTill(till));
  const desk = `at the cash desk of: ${kigali.name.en}.`;
  const { person, check } = await checked("mukamana-vestine");
  says(check, "500 Frw", desk);
  says(await person.get("/services/birth-certificate"), desk);
  const done = await person.post(check.path, { declaration: "true" });
  says(done, "Application submitted", desk);
  says(await person.get(`/applications/${idIn(done)}/pay`), "Billing number", desk);
  must(await town.app.parts.payments.closeTill({ cashier: "cashier", countedMinor: 0, note: "" }));
  town.setClock("2026-12-22T08:00:00Z");
  const later = await inEnglish(town, "mukamana-vestine");
  says(await later.get("/services/birth-certificate"), desk);
  town.setClock("2026-12-30T08:00:00Z");
  const gone = await inEnglish(town, "mukamana-vestine");
  says(await gone.get("/services/birth-certificate"), waits);
});
