import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { must } from "../../src/kernel/index.ts";
import { isLang, languages } from "../../src/platform/i18n/index.ts";
import type { Client } from "../client.ts";
import { readPdf } from "../pdf.ts";
import { startTown, type Town } from "../town.ts";
import { completed, inEnglish, says, textOf } from "./apply-given.ts";
import { draftOf, sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const service = "birth-certificate";
const mother = "mukamana-vestine";

/** An application whose fee is not paid yet. */
async function unpaid(id = mother): Promise<string> {
  const { name, birthDate, nationalId, nationality, phone, email, ...person } =
    await town.person(id);
  const applicant = { name, birthDate, nationalId, nationality, phone, email };
  const draftId = await draftOf(town, service, id);
  const sending = { draftId, person: person.id, applicant, lang: "en" };
  const { caseId } = must(await town.app.parts.cases.submit(sending));
  await town.settle();
  return caseId;
}

/** The slip in each language: whole, tagged, no date of a program, no label twice. */
async function inAll(client: Client, path: string): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const lang of languages.filter(isLang)) {
    const { status, bytes } = await client.download(`${path}/${lang}`);
    assert.equal(status, 200, `${path}/${lang}`);
    const pdf = await readPdf(bytes);
    assert.equal(pdf.lang, lang);
    assert.equal(pdf.isMarked, true);
    assert.equal(pdf.pages, 1);
    assert.equal(pdf.of("Figure").length, 1);
    assert.doesNotMatch(pdf.text, /(?<![-\w])\d{4}-\d{2}-\d{2}(?![-\w])/);
    const labels = pdf.of("Lbl");
    assert.equal(new Set(labels).size, labels.length, labels.join(" | "));
    const again = await client.download(`${path}/${lang}`);
    assert.ok(Buffer.from(again.bytes).equals(bytes), "the same slip is the same bytes");
    texts.push(pdf.text.replaceAll("\u00a0", " ").replaceAll(/\s+/g, " "));
  }
  return texts;
}

test("One chooses how to pay, is told what is missing, and takes a receipt home", async () => {
  const caseId = await unpaid();
  const person = await inEnglish(town, mother);
  const path = `/applications/${caseId}`;
  const page = await person.get(`${path}/pay`);
  says(page, "Payment method", "Mobile Money", "Bank card", "When you get your money back");
  const none = await person.post(page.path, {});
  assert.equal(none.status, 422);
  says(none, "There is a problem", "Select how you want to pay");
  const wrong = await person.post(page.path, { method: "mobile-money", payer: "12" });
  assert.equal(wrong.status, 422);
  says(wrong, "Enter the Mobile Money phone number, like 0788 123 456");
  const link = /href="#(payer-\d+)"/.exec(wrong.body)?.[1] ?? "none";
  assert.ok(wrong.body.includes(`id="${link}"`), "the summary leads to the field");
  const sandbox = await person.post(page.path, { method: "mobile-money", payer: "0788123456" });
  const left = await person.post(sandbox.path, { act: "leave" });
  says(left, "500 Frw", "Payment method");
  const standing = await person.get(path);
  says(standing, "500 Frw Not paid yet");
  assert.doesNotMatch(standing.body, /Payment in progress/, "the pages say the same of it");
  await person.get(`${path}/pay`);
  const again = await person.post(`${path}/pay`, { method: "card" });
  const refused = await person.post(again.path, { act: "refuse" });
  says(refused, "The payment did not go through", "Payment method", "Pay 500 Frw");
  const third = await person.post(`${path}/pay`, { method: "card" });
  const paid = await person.post(third.path, { act: "pay" });
  says(paid, "Payment received", "Paid on", "23 November 2026", "Download the receipt");

  const receipt = /href="([^"]+)\/receipt\/en"/.exec(paid.body)?.[1] ?? "";
  const [, english = ""] = await inAll(person, `${receipt}/receipt`);
  for (const words of ["Receipt number", "500 Frw", "Trial payment", "Mukamana V•••", "Birth"])
    assert.ok(english.includes(words), `${words}: ${english}`);
  assert.ok(!english.includes("Vestine"), "the name is masked");
  assert.match(english, /What was paid twice or too late is paid back/);
  const { bytes } = await person.download(`${receipt}/receipt/en`);
  assert.ok(bytes.length < 90_000, `${bytes.length} bytes`);
  const stranger = await inEnglish(town, "habimana-eric");
  assert.equal((await stranger.download(`${receipt}/receipt/en`)).status, 404);
  await town.settle();
  says(await person.get(path), "Paid", "Download the receipt");
});

test("What is withdrawn or too late says so on its own page, and has no receipt", async () => {
  const person = await inEnglish(town, mother);
  const withdrawn = await unpaid();
  await person.get(`/applications/${withdrawn}/withdraw`);
  await person.post(`/applications/${withdrawn}/withdraw`);
  await town.settle();
  const page = await person.get(`/applications/${withdrawn}/pay`);
  says(page, "Nothing to pay", "the application was withdrawn");
  assert.ok(!textOf(page).includes("Pay by"));
  const [bill] = await town.app.parts.payments.billsOfCase(withdrawn as never);
  const receipt = `/applications/${withdrawn}/bills/${bill?.billId}/receipt/en`;
  assert.equal((await person.download(receipt)).status, 404);

  const late = await unpaid();
  town.setClock("2026-12-24T08:00:00Z");
  const gone = await person.get("/sign-in?next=/");
  assert.ok(gone.status < 500);
  const back = await inEnglish(town, mother);
  says(await back.get(`/applications/${late}/pay`), "The time to pay is over", "Nothing was taken");
  town.setClock("2026-11-23T08:00:00Z");
});

test("A refusal is a letter too: the ground, the words, until when to appeal", async () => {
  const { caseId } = await sent(town, service, { person: mother });
  await completed(town, caseId, "register-check", "not-found", {
    code: "not-registered",
    statement: { id: "019ab000-0000-7000-8000-0000000000aa", text: "No entry for this day." },
  });
  await town.settle();
  const person = await inEnglish(town, mother);
  const refused = await person.get(`/applications/${caseId}`);
  says(refused, "Download the decision as a letter", "The office adds: No entry for this day.");
  const [, english = ""] = await inAll(person, `/applications/${caseId}/decision`);
  for (const words of [
    "REPUBLIC OF RWANDA",
    "Decision: refused",
    "There is no record of the birth in the register",
    "No entry for this day.",
    "You can appeal to",
    "23 December 2026",
  ])
    assert.ok(english.includes(words), `${words}: ${english}`);
  const other = await unpaid();
  assert.equal((await person.download(`/applications/${other}/decision/en`)).status, 404);

  const form = await person.get(`/applications/${caseId}/appeal`);
  await person.post(form.path, { text: "She was born in Kibagabaga hospital." });
  await town.settle();
  const [, waiting = ""] = await inAll(person, `/applications/${caseId}/decision`);
  assert.match(waiting, /You appealed on/);
  assert.doesNotMatch(waiting, /You can appeal to/, "once is all");
  const statement = {
    id: "019ab000-0000-7000-8000-0000000000ab",
    text: "The hospital has no entry either.",
  };
  await completed(town, caseId, "appeal", "upheld", { statement });
  await town.settle();
  const [, decided = ""] = await inAll(person, `/applications/${caseId}/decision`);
  for (const words of [
    "The refusal stands",
    "No entry for this day.",
    "Decision on the appeal",
    "The first decision stands: your application remains refused.",
    statement.text,
  ])
    assert.ok(decided.includes(words), `${words}: ${decided}`);
  assert.doesNotMatch(decided, /You can appeal to|You appealed on|Decision: refused/);
  const { body } = await person.get(`/applications/${caseId}`);
  const reason = body.slice(body.indexOf(">Reason</h2>"), body.indexOf("/decision/en"));
  for (const words of ["Appeal decided: The refusal stands", statement.text])
    assert.ok(reason.includes(words), `${words}: ${reason}`);
  assert.doesNotMatch(reason, /No entry for this day/);
});

test("The letter of an appeal that sends the file back says so, and refuses nothing", async () => {
  const { caseId } = await sent(town, service, { person: mother });
  await completed(town, caseId, "register-check", "not-found", {
    code: "not-registered",
    statement: { id: "019ab000-0000-7000-8000-0000000000ac", text: "No entry for this day." },
  });
  await town.settle();
  const person = await inEnglish(town, mother);
  const form = await person.get(`/applications/${caseId}/appeal`);
  await person.post(form.path, { text: "She was born in Kibagabaga hospital." });
  await town.settle();
  const statement = { id: "019ab000-0000-7000-8000-0000000000ad", text: "The book was missing." };
  await completed(town, caseId, "appeal", "remitted", { statement });
  await town.settle();
  const letters = await inAll(person, `/applications/${caseId}/decision`);
  const [, english = ""] = letters;
  for (const words of [
    "The register is checked again",
    "Your application is decided again, and we tell you the new decision.",
    "The first decision",
    "No entry for this day.",
    statement.text,
  ])
    assert.ok(english.includes(words), `${words}: ${english}`);
  const all = letters.join(" ");
  for (const words of ["bwongera gufatirwa", "nouvelle décision", "yenidən qərar verilir"])
    assert.ok(all.includes(words), `${words}: ${all}`);
  assert.doesNotMatch(all, /Decision: refused|was refused for|: byanzwe|: refus|Qərar: imtina/);
});

test("The slip of an appointment says code, day and place, until it is cancelled", async () => {
  const person = await inEnglish(town, "ishimwe-kevin");
  const book = "/centres/kigali/book";
  await person.get(`${book}?topic=civil-status-and-identity&at=2026-11-27T07:00:00.000Z`);
  const done = await person.post(book);
  says(done, "Download the slip (PDF)");
  const [, english = ""] = await inAll(person, `${done.path}/slip`);
  const code = /class="hw-reference">([A-Z0-9]{4})</.exec(done.body)?.[1] ?? "none";
  for (const words of [code, "27 November 2026", "09:00", "Kigali", "Bring an identity document"])
    assert.ok(english.includes(words), `${words}: ${english}`);
  const stranger = await inEnglish(town, mother);
  assert.equal((await stranger.download(`${done.path}/slip/en`)).status, 404);
  await person.get(`${done.path}/cancel`);
  await person.post(`${done.path}/cancel`);
  assert.equal((await person.download(`${done.path}/slip/en`)).status, 404);
});
