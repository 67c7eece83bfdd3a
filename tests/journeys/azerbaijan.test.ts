/** The same program with another government's folder: nothing in the code knows which one it is. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { must } from "../../src/kernel/index.ts";
import { officersWith } from "../../src/platform/auth/index.ts";
import { begin, formTo, goThrough } from "../apply.ts";
import { filled } from "../page-forms.ts";
import { startTown, type Town } from "../town.ts";
import { completed, idIn, inEnglish, pdf, says, textOf } from "./apply-given.ts";
import { type Asked, answerAll, beginJourney } from "./life-event-given.ts";

let town: Town;
before(async () => {
  town = await startTown("2026-11-23T06:00:00Z", "jurisdictions/az");
});
after(() => town?.close());

const aysel = "quliyeva-aysel";

test("In Azerbaijan a card in one working day is asked for, paid in manats, decided by two officers and given", async () => {
  const person = await inEnglish(town, aysel);
  const def = town.app.catalogue.current("identity-card");
  assert.ok(def);
  const answers = { who: "self", reason: "lost", speed: "one-day", collection_region: "AZ-BA" };
  const sent = await goThrough(person, await begin(person, "identity-card"), {
    ...{ def, answers: { ...answers, phone: "+994000000001" }, files: new Map() },
  });
  says(sent, "Pay 35 AZN", "a decision within 1 working day.");
  const application = `/applications/${idIn(sent)}`;
  await town.settle();
  await person.get(`${application}/pay`);
  const sandbox = await person.post(`${application}/pay`, { method: "card" });
  says(await person.post(sandbox.path, { act: "pay" }), "Payment received", "35 AZN");
  await town.settle();
  says(await person.get(application), "Promised by", "24 November 2026");
  await completed(town, idIn(sent), "identity-check", "confirmed");
  await completed(town, idIn(sent), "production", "ready");
  await town.settle();
  const granted = await person.get(application);
  says(granted, "Approved", "Your document is ready");
  const paper = /\/documents\/[0-9a-f-]{36}\/az/.exec(granted.body)?.[0];
  assert.equal((await person.get(paper ?? "")).headers.get("content-type"), "application/pdf");
});

test("A visa has a state duty and a fee of the portal: each is paid by itself once the country stands on the list", async () => {
  const person = await inEnglish(town, "uwase-diane");
  const def = town.app.catalogue.current("visa-for-rwandans");
  assert.ok(def);
  const journey = { purpose: "tourism", arrival: "2026-12-20", stay_days: 10, address: "Bakı" };
  const passport = { passport_name: "Uwase Diane", passport_number: "PC0000001" };
  const answers = {
    ...{ nationality: "RW", path: "asan-visa", ...journey, ...passport, speed: "standard" },
    ...{ passport_expires: "2030-01-01", email: "diane.uwase@example.org" },
  };
  const files = new Map([["passport-page", pdf()]]);
  const sent = await goThrough(person, await begin(person, "visa-for-rwandans"), {
    ...{ def, answers, files },
  });
  says(sent, "a decision by 26 November 2026");
  const application = `/applications/${idIn(sent)}`;
  await completed(town, idIn(sent), "country-list", "listed");
  await town.settle();
  const pay = async () => {
    await person.get(`${application}/pay`);
    const sandbox = await person.post(`${application}/pay`, { method: "card" });
    return person.post(sandbox.path, { act: "pay" });
  };
  says(await pay(), "Payment received", "20 USD", "To pay: 1 USD");
  says(await pay(), "Payment received", "1 USD", "Your application is moving forward");
  await town.settle();
  await completed(town, idIn(sent), "examination", "grant");
  await town.settle();
  says(await person.get(application), "Approved", "Electronic visa to Azerbaijan");
});

test("Coming to work is one conversation: degree and visa are sent together, and what both ask is asked once", async () => {
  const person = await inEnglish(town, "mugisha-patrick");
  says(
    await person.get("/life-events/coming-to-work"),
    "100 working days after “Answer from Rwanda”",
    "3 hours / 3 working days",
    "At least 5 months",
  );
  const degree = { degree_title: "Bachelor of Science", degree_level: "bachelor" };
  const university = { university: "University of Rwanda", university_email: "r@example.org" };
  const journey = { purpose: "business", arrival: "2026-12-20", stay_days: 30, address: "Bakı" };
  const knows = {
    ...{ name_on_degree: "Mugisha Patrick", ...degree, awarded_on: "2019-11-08", country: "RW" },
    ...{ ...university, has_apostille: true, in_azerbaijani: false, nationality: "RW" },
    ...{ path: "asan-visa", ...journey, passport_name: "Mugisha Patrick", speed: "standard" },
    ...{ passport_number: "PC0000003", passport_expires: "2030-01-01" },
    ...{ phone: "+250700000010", email: "patrick.mugisha@example.org" },
  };
  const asked: Asked = new Map();
  const first = await beginJourney(person, "coming-to-work");
  const check = await answerAll(town, person, first, knows, asked);
  says(check, "250 AZN", "20 USD");
  assert.equal(asked.get("phone")?.size, 1);
  const form = formTo(check, check.path);
  assert.ok(form);
  const sent = await person.send(form.action, filled(form, { declaration: "true" }));
  assert.equal(sent.status, 200);
  await town.settle();
  const mine = await person.get("/applications");
  says(mine, "Recognition of a Rwandan degree", "Visa to Azerbaijan for Rwandans");
});

test("Whoever asks for no language is answered in Azerbaijani, and it stands first in the switch", async () => {
  const page = await town.guest().get("/services/identity-card");
  assert.match(page.body, /<html lang="az"/);
  const order = [
    ...page.body.matchAll(/<li><(?:a|span) class="hw-languages__\w+"[^>]* ?lang="(\w\w)"/g),
  ];
  assert.deepEqual(order.map(([, lang]) => lang).slice(0, 4), ["az", "en", "fr", "rw"]);
});

test("All that the choice of speed changes stands on the page: six prices and three times", async () => {
  const guest = town.guest();
  await guest.get("/?lang=en");
  const page = await guest.get("/services/identity-card");
  says(page, "4 AZN to 35 AZN", "1 working day / 3 working days / 10 days");
});

test("A hall of Azerbaijan calls a ticket to a counter", async () => {
  const { centres } = town.app.parts;
  const [operator] = await officersWith(town.app.sql, "service-centres", "operator", town.now());
  assert.ok(operator);
  const seat = { centre: "baku", counter: "1", officer: operator.id };
  must(await centres.openCounter(seat));
  const taken = must(
    await centres.takeTicket({ centre: "baku", topic: "identity", lang: "az", party: 1 }),
  );
  assert.ok(taken);
  const called = must(await centres.callNext(seat));
  const board = await town.guest().get("/hall/baku/board?lang=en");
  assert.ok(called && textOf(board).includes(called.number), textOf(board));
  const manager = await town.as("floor-manager-huseynli");
  says(await manager.get("/hall/baku?lang=en"), "Baku service hall", "Open counters");
});
