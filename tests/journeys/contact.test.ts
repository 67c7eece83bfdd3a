/** Messages about one application go elsewhere: changed at every door, and told to the account. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { actorText } from "../../src/cases/index.ts";
import { keepBrought } from "../../src/programs/index.ts";
import { Phone } from "../phone.ts";
import { startTown, type Town } from "../town.ts";
import { answersOf, codeOf as codeSaid, nationalIdOf, saidYes } from "./api-apply-given.ts";
import { demoClient, program } from "./api-given.ts";
import { inEnglish, requested, says } from "./apply-given.ts";
import { codeOf, mother, opened as openedFile, seated } from "./counter-given.ts";
import { bySystem, draftOf, opened, sent } from "./office-given.ts";

const service = "birth-certificate";
let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

/** Where messages of a kind about an application went, in order. */
async function toldTo(caseId: string, template: string): Promise<string[]> {
  await town.settle();
  const rows = await town.database.ownerSql<{ recipient: string }[]>`
    select recipient from messages.outbox
    where case_id = ${caseId} and template = ${template} order by recipient`;
  return rows.map(({ recipient }) => recipient);
}

/** The newest code that was sent to an address; the account never reads it. */
async function addressCode(address: string): Promise<string> {
  await town.settle();
  const [last] = (await town.app.parts.messages.latest(50)).filter(
    ({ template, recipient }) => template === "confirm-address" && recipient === address,
  );
  assert.equal(last?.personId, undefined);
  return /\b\d{6}\b/.exec(last?.body ?? "")?.[0] ?? assert.fail(`no code to ${address}`);
}

/** The last event and who gave it; no event carries a number or an address. */
async function lastOf(caseId: string, data = {}): Promise<string> {
  const { history } = await opened(town, caseId);
  const last = history.at(-1);
  assert.ok(last);
  assert.deepEqual(last.data, data);
  return `${last.type} ${actorText(last.actor)}`;
}

const account = async (): Promise<readonly string[]> => {
  const { phone, email } = await town.person(mother.id);
  return [phone, email].flatMap((each) => each ?? []).sort();
};

test("On the web a contact that cannot be reached is refused, a good one is used", async () => {
  const { caseId } = await sent(town, service, { person: mother.id });
  const person = await inEnglish(town, mother.id);
  says(await person.get(`/applications/${caseId}`), "Change how we contact you");
  const form = await person.get(`/applications/${caseId}/contact`);
  const { phone } = await town.person(mother.id);
  assert.ok(phone && form.body.includes(`value="${phone}"`), "as it is now");
  const nowhere = await person.post(form.path, { phone: " ", email: "" });
  assert.equal(nowhere.status, 422);
  says(nowhere, "Enter a phone number or an e-mail address");
  const wrong = await person.post(form.path, { phone: "12", email: "nobody" });
  assert.equal(wrong.status, 422);
  says(wrong, "Enter a phone number, such as", "Enter an e-mail address, such as");
  const asked = await person.post(form.path, { phone: "0788 000 111", email: "" });
  says(asked, "Confirm your contact details", "Code sent to +250788000111");
  assert.equal((await opened(town, caseId)).contact, null, "nothing goes there yet");
  const guessed = await person.post(`${form.path}/code`, { "code-phone": "12" });
  assert.equal(guessed.status, 422);
  says(guessed, "That is not the code");
  const other = { phone: "+250788999999", "code-phone": await addressCode("+250788000111") };
  assert.equal((await person.post(guessed.path, other)).status, 422, "of this number");
  assert.equal((await opened(town, caseId)).contact, null);
  const right = { "code-phone": await addressCode("+250788000111") };
  const changed = await person.post(guessed.path, { ...right, phone: "0788000111" });
  assert.equal(changed.path, `/applications/${caseId}`);
  says(changed, "to your new contact details", "Contact details changed");
  assert.match(await lastOf(caseId), /^ContactChanged person:\S+$/);
  assert.deepEqual(await toldTo(caseId, "contact-changed"), await account());
  const bill = await person.get(`/applications/${caseId}/pay`);
  assert.ok(bill.body.includes(`value="${phone}"`), "who pays is asked at their own telephone");
  assert.ok(!bill.body.includes("+250788000111"), "not at the one for messages");
  await requested(town, caseId, ["child_name"], "Is it Ineza?");
  assert.deepEqual(await toldTo(caseId, "request"), ["+250788000111"]);
  const again = await person.get(form.path);
  assert.match(again.body, /value="\+250788000111"/);
  const stranger = await inEnglish(town, "ishimwe-kevin");
  assert.equal((await stranger.get(form.path)).status, 404);
});

test("A person is told in the language of their profile, whatever the form was in", async () => {
  const { caseId } = await sent(town, service, { person: mother.id });
  const person = await inEnglish(town, mother.id);
  await person.get("/me/profile");
  const saved = await person.post("/me/profile", { ways: "both", "told-in": "fr" });
  assert.match(saved.body, /value="fr"[^>]*checked/);
  await requested(town, caseId, ["child_name"], "Is it Ineza?");
  await town.settle();
  const rows = await town.database.ownerSql<{ lang: string }[]>`
    select distinct lang from messages.outbox where case_id = ${caseId} and template = 'request'`;
  assert.deepEqual(rows, [{ lang: "fr" }]);
  await person.post("/me/profile", { ways: "both", "told-in": "xx" });
  assert.equal((await town.person(mother.id)).toldIn, undefined, "no such language");
});

/** The languages in which messages of a kind about an application were written. */
async function langsOf(caseId: string, template: string): Promise<string[]> {
  await town.settle();
  const rows = await town.database.ownerSql<{ lang: string }[]>`
    select distinct lang from messages.outbox where case_id = ${caseId} and template = ${template}`;
  return rows.map(({ lang }) => lang);
}

/** Sends a draft of hers as the page of all answers has it, and says which language it offered. */
async function sendChecked(toldIn?: string): Promise<{ caseId: string; offered: string }> {
  const draft = await draftOf(town, service, mother.id);
  const person = await inEnglish(town, mother.id);
  const check = await person.get(`/drafts/${draft}/check`);
  const offered = /<option value="(\w+)"[^>]*selected/.exec(check.body)?.[1] ?? "none";
  const undeclared = await person.post(check.path, toldIn ? { "told-in": toldIn } : {});
  const typed = new RegExp(`<option value="${toldIn ?? offered}"[^>]*selected`);
  assert.match(undeclared.body, typed, "what was chosen stays");
  const done = await person.post(check.path, {
    declaration: "true",
    ...(toldIn && { "told-in": toldIn }),
  });
  const caseId = /applications\/([^/]+)/.exec(done.path)?.[1] ?? assert.fail(done.body);
  return { caseId, offered };
}

test("The language of messages is chosen with an application, and changed later", async () => {
  const { caseId, offered } = await sendChecked("fr");
  assert.equal(offered, "en", "that of the page");
  const person = await inEnglish(town, mother.id);
  await person.get("/me/profile");
  await person.post("/me/profile", { ways: "both", "told-in": "rw" });
  assert.deepEqual(await langsOf(caseId, "submitted"), ["fr"]);
  const paid = { type: "record-payment", fee: "certificate", bill: "certificate" } as const;
  await bySystem(town, caseId, paid);
  await requested(town, caseId, ["child_name"], "Is it Ineza?");
  assert.deepEqual(await langsOf(caseId, "request"), ["fr"], "not that of the profile");
  const form = await person.get(`/applications/${caseId}/contact`);
  assert.match(form.body, /<option value="fr"[^>]*selected/);
  const { phone, email } = await town.person(mother.id);
  const contact = { phone: phone ?? "", email: email ?? "" };
  await person.post(form.path, { ...contact, "told-in": "en" });
  await person.get(form.path);
  await person.post(form.path, { ...contact, "told-in": "xx" });
  assert.deepEqual((await opened(town, caseId)).state.submitted?.toldIn, "en");
  await person.get(`/applications/${caseId}/withdraw`);
  await person.post(`/applications/${caseId}/withdraw`);
  assert.deepEqual(await langsOf(caseId, "withdrawn"), ["en"]);
  const usual = await sendChecked();
  assert.equal(usual.offered, "rw", "that of the profile");
  assert.equal((await opened(town, usual.caseId)).state.submitted?.toldIn, undefined);
  await person.get("/me/profile");
  await person.post("/me/profile", { ways: "both", "told-in": "" });
});

test("An operator chooses the language of messages, as a part of the person's yes", async () => {
  const draft = await draftOf(town, service, mother.id);
  const operator = await seated(town, "uwase-claudine", "1");
  const visit = await openedFile(operator, mother.card);
  const base = `${visit}/drafts/${draft}`;
  const check = await operator.get(`${base}/check`);
  assert.match(check.body, /<option value="rw"[^>]*selected/, "as the visit is held");
  await operator.post(`${base}/ask`, { kind: "code", "told-in": "fr" });
  const code = await codeOf(town, mother.id);
  await operator.post(`${base}/ask`, { kind: "code", "told-in": "en" });
  const voided = await operator.post(`${base}/confirm`, { code });
  assert.notEqual(voided.status, 200, "it was a yes to French");
  await operator.get(`${base}/confirm`);
  await operator.post(`${base}/confirm`, { code: await codeOf(town, mother.id) });
  const [last] = await town.database.ownerSql<{ id: string }[]>`
    select case_id as id from cases.draft where id = ${draft}`;
  assert.deepEqual((await opened(town, last?.id ?? "")).state.submitted?.toldIn, "en");
  assert.deepEqual(await langsOf(last?.id ?? "", "submitted"), ["en"]);
  await operator.post(`${visit}/close`);
});

test("At the counter, with the person's yes to exactly this contact", async () => {
  const { caseId } = await sent(town, service, { person: mother.id });
  const operator = await seated(town, "uwase-claudine", "1");
  const base = `${await openedFile(operator, mother.card)}/applications/${caseId}`;
  await operator.get(base);
  const form = await operator.get(`${base}/act/contact`);
  assert.equal((await operator.post(form.path, { phone: "1", email: "" })).status, 422);
  const asked = await operator.post(form.path, { phone: "0788000222", email: "v@example.org" });
  assert.match(asked.body, /\+250788000222[\s\S]*v@example\.org/);
  const code = await codeOf(town, mother.id);
  const other = JSON.stringify({ phone: "+250788999999", email: null });
  const forged = await operator.post(`${base}/act/contact/confirm`, { code, text: other });
  assert.equal(forged.status, 409);
  await operator.get(form.path);
  await operator.post(form.path, { phone: "0788000222", email: "v@example.org" });
  const right = {
    ...{ code: await codeOf(town, mother.id), "code-phone": await addressCode("+250788000222") },
    "code-email": await addressCode("v@example.org"),
  };
  const guessed = await operator.post(`${base}/act/contact/confirm`, {
    ...right,
    "code-email": "1",
  });
  assert.equal(guessed.status, 422);
  assert.match(guessed.body, /govuk-error-message[\s\S]*name="code-email"/);
  const typed = (name: string) => new RegExp(`name="${name}"[^>]*value="${right[name as "code"]}"`);
  assert.match(guessed.body, typed("code-phone"), "the right one is not typed again");
  assert.match(guessed.body, typed("code"));
  assert.doesNotMatch(guessed.body, /name="code-email"[^>]*value="1"/);
  const empty = await operator.post(`${base}/act/contact/confirm`, { ...right, "code-email": "" });
  assert.match(empty.body, /Enter the code that we sent[\s\S]*name="code-email"/);
  assert.equal((await opened(town, caseId)).contact, null, "one of two is not enough");
  const done = await operator.post(`${base}/act/contact/confirm`, right);
  assert.match(done.body, /The contact details were changed/);
  assert.match(await lastOf(caseId), /^ContactChanged person:\S+ counter:\S+$/);
  await requested(town, caseId, ["child_name"], "Is it Ineza?");
  assert.deepEqual(await toldTo(caseId, "request"), ["+250788000222", "v@example.org"]);
});

test("On a feature phone the number alone is changed, and read once more before", async () => {
  const { caseId, reference } = await sent(town, service, { person: mother.id });
  const browser = await town.as(mother.id);
  await browser.get("/phone");
  await browser.post("/phone", { pin: "40718", again: "40718" });
  const { id: person } = await town.person(mother.id);
  const told = await town.app.parts.messages.outboxOf(person);
  assert.ok(told.some(({ template, channel }) => template === "pin-set" && channel === "sms"));
  const phone = new Phone(town, "+250700000001");
  await phone.dial();
  if (/Kinyarwanda/.test(phone.last)) await phone.choose("English");
  await phone.choose("My applications");
  await phone.type("40718");
  await phone.choose(new RegExp(reference.slice(0, 5)));
  await phone.choose("Change phone number");
  assert.match(await phone.type("123"), /Enter a phone number, such as/);
  assert.match(await phone.type("0788000333"), /\+250788000333/);
  assert.equal((await opened(town, caseId)).contact, null, "not yet");
  assert.match(await phone.choose("Save it"), /code sent to \+250788000333/);
  assert.match(await phone.type("1"), /not the code we sent/);
  assert.equal((await opened(town, caseId)).contact, null, "nor by a guess");
  assert.match(await phone.type(await addressCode("+250788000333")), /^END .*new number/);
  await phone.repeat();
  assert.match(await lastOf(caseId), /^ContactChanged person:\S+ ussd$/);
  const { email } = await town.person(mother.id);
  assert.deepEqual((await opened(town, caseId)).contact, { phone: "+250788000333", email });
  assert.deepEqual(await toldTo(caseId, "contact-changed"), await account(), "told once");
});

test("Through a program, once the person said yes; and never of what was taken back", async () => {
  const { caseId, reference } = await sent(town, service, { person: mother.id });
  const brought = { caseId, reference, client: demoClient.id };
  await keepBrought(town.app.sql, town.now(), brought);
  const bank = await program(town);
  const chosen = { nationalId: await nationalIdOf(town, mother.id) };
  const draft = { service, person: chosen, answers: answersOf(service), lang: "en", toldIn: "rw" };
  const { body: prepared } = await bank.post("/api/v1/drafts", draft);
  const confirmation = await saidYes(town, bank, mother.id, { draft: prepared.id });
  const begun = await bank.post("/api/v1/applications", { draft: prepared.id, confirmation });
  assert.deepEqual(await langsOf(begun.body.id, "submitted"), ["rw"]);
  const wrong = { application: caseId, phone: "0788", email: null };
  const refused = await bank.post("/api/v1/confirmations", { contact: wrong });
  assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, "/contact/phone"]);
  const contact = { phone: "+250788000444", email: null };
  const about = { contact: { application: caseId, ...contact, toldIn: "fr" } };
  const asked = await bank.post("/api/v1/confirmations", about);
  assert.equal(asked.status, 201, JSON.stringify(asked.body));
  const said = { id: asked.body.id, code: await codeSaid(town, mother.id, asked.body.id) };
  const path = `/api/v1/applications/${caseId}/contact`;
  const codes = {
    phone: { id: asked.body.addressCodes.phone, code: await addressCode(contact.phone) },
  };
  const elsewhere = { phone: "+250788999999", email: null, confirmation: said, codes };
  const other = await bank.post(path, elsewhere);
  assert.deepEqual([other.status, other.body.code], [409, "auth.code-expired"]);
  const unproven = await bank.post(path, {
    ...{ ...contact, toldIn: "fr", confirmation: said },
    codes: {},
  });
  assert.deepEqual([unproven.status, unproven.body.code], [422, "case.contact-unconfirmed"]);
  assert.equal((await opened(town, caseId)).contact, null);
  const inAnother = { ...contact, toldIn: "rw", confirmation: said, codes };
  assert.equal((await bank.post(path, inAnother)).status, 409, "it was a yes to French");
  const done = await bank.post(path, { ...contact, toldIn: "fr", confirmation: said, codes });
  assert.equal(done.status, 200, JSON.stringify(done.body));
  assert.doesNotMatch(JSON.stringify(done.body), /788000444/, "a program reads no contact");
  assert.match(await lastOf(caseId, { toldIn: "fr" }), /^ContactChanged person:\S+ api:\S+$/);
  assert.deepEqual((await opened(town, caseId)).contact, contact);

  const person = await inEnglish(town, mother.id);
  await person.get(`/applications/${caseId}/withdraw`);
  await person.post(`/applications/${caseId}/withdraw`);
  assert.deepEqual(await toldTo(caseId, "withdrawn"), ["+250788000444"]);
  assert.equal((await person.get(`/applications/${caseId}/contact`)).status, 409);
  const { body: now } = await bank.get(`/api/v1/applications/${caseId}`);
  const act = now.acts.find((each: { act: string }) => each.act === "contact");
  assert.deepEqual(act, { act: "contact", open: false, code: "case.closed" });
});
