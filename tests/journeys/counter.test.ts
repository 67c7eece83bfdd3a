import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { load } from "../../src/platform/events/index.ts";
import { startTown, type Town } from "../town.ts";
import { completed, inEnglish, says } from "./apply-given.ts";
import {
  act,
  caseIn,
  codeOf,
  confirmed,
  filled,
  mother,
  opened,
  seated,
  staff,
  ticket,
} from "./counter-given.ts";
import { exampleOf, walkTo } from "./counter-walk.ts";

let town: Town;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
  await town.person("ishimwe-kevin");
});
after(() => town.close());

const actors = async (caseId: string) =>
  (await load(town.app.sql, `case-${caseId}`)).map(({ actor }) => actor);

test("A mother is called, served, confirms with a code, pays, and takes her paper home", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const { number } = await ticket(town);
  says(await operator.get("/counter"), "1 ticket waiting", "Call next");
  says(await act(operator, "next"), number, "Called");
  const visit = await opened(operator, mother.card);
  const page = await operator.get(visit);
  assert.match(page.body, new RegExp(`ct-client__name[^>]*>${mother.name}<`));
  assert.match(page.body, /http-equiv="refresh"/, "left alone, the screen goes back to the queue");
  says(page, "Birth certificate");

  const base = await filled(operator, visit);
  const check = await operator.get(`${base}/check`);
  assert.match(check.body, /<html lang="en"/, "the operator's own frame and buttons");
  assert.match(check.body, /<div lang="rw">[\s\S]*Uwase Ineza/, "read aloud in her own language");
  assert.match(check.body, /<span lang="en">Change<\/span>/, "what the operator presses is theirs");
  assert.match(check.body, new RegExp(mother.name), "whose file this is stands on every page");
  const asked = await operator.post(`${base}/ask`, { kind: "code" });
  says(asked, "Six digits, sent to … 001");
  const wrong = await operator.post(`${base}/confirm`, { code: "000000" });
  assert.equal(wrong.status, 422);
  says(wrong, "That is not the code");
  const receipt = await operator.post(`${base}/confirm`, { code: await codeOf(town, mother.id) });
  assert.match(receipt.path, /\/receipt$/);
  const caseId = caseIn(receipt);
  await town.settle();
  const printed = await operator.get(`${receipt.path}?again=1`);
  assert.match(printed.body, /Mukamana Vestine/);
  assert.match(printed.body, /<svg class="ct-qr"/);
  assert.match(printed.body, /8\d{3}\u00a0\d{4}/, "the bill's number, to pay anywhere but here");

  const person = await town.person(mother.id);
  const claudine = await officerId("Uwase Claudine");
  assert.deepEqual(await actors(caseId), [`person:${person.id} counter:${claudine}`]);

  await paidAndGranted(caseId);
  says(await operator.get(visit), "Birth certificate · Uwase Ineza");
  const file = await operator.get(`${visit}/applications/${caseId}`);
  says(file, "Approved", "Handed over");
  const paper = new RegExp(`${visit}/papers/[0-9a-f-]{36}/en`).exec(file.body)?.[0] ?? "";
  const id = paper.split("/").at(-2);
  const asks = await operator.post(`${file.path}/handover`, { paper: id });
  assert.equal(asks.status, 409);
  says(asks, "has not been printed at a counter", "Handed over without printing");
  assert.ok(asks.body.includes(paper), "one press from printing it");
  assert.equal((await operator.get(paper)).headers.get("content-type"), "application/pdf");
  await operator.get(file.path);
  const handed = await operator.post(`${file.path}/handover`, { paper: id });
  assert.match(handed.body, /Recorded: the document was handed over/);
  says(handed, "by Uwase Claudine");

  const closed = await operator.post(`${visit}/close`);
  assert.equal(closed.path, "/counter");
  says(closed, "Call next");
  assert.ok(!closed.body.includes(mother.name), "nothing of her is left on the screen");
  const her = await inEnglish(town, mother.id);
  says(await her.get(`/applications/${caseId}/seen`), "Uwase Claudine", "Service Centres Office");
});

const officerId = async (name: string) => {
  const [row] = await town.app.sql<
    { id: string }[]
  >`select id from auth.officer where name = ${name}`;
  return row?.id;
};

async function paidAndGranted(caseId: string) {
  const { cases } = town.app.parts;
  const found = await cases.open(caseId);
  for (const { id: fee } of found?.state.submitted?.fees ?? []) {
    const command = { type: "record-payment", fee, bill: fee } as const;
    await cases.give({ caseId, command, actor: { kind: "system" } });
  }
  await completed(town, caseId, "register-check", "found");
  await completed(town, caseId, "signature", "sign");
  await town.settle();
}

test("Two clients are never open at once: a second screen is refused and told whose file is open", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  await ticket(town);
  await act(operator, "next");
  const visit = await opened(operator, mother.card);
  const second = await staff(town, "mugabo-jean");
  await second.get("/counter/register");
  await second.get("/counter");
  const page = await second.get("/counter");
  says(page, mother.name, "Continue with this person");
  const token = second.hidden(`${visit}/close`);
  const body = new URLSearchParams({ ...token, nationalId: "0200480023456022" });
  const refused = await second.send("/counter/client", body);
  assert.equal(refused.status, 409);
  says(refused, "Another client’s file is still open at this counter", mother.name);
  assert.ok(!refused.body.includes("Ishimwe"), "and nothing of the other is shown");
  await operator.get(visit);
  await operator.post(`${visit}/close`);
});

test("A closed client's pages are refused, also those of his draft, and so is another operator", async () => {
  const operator = await seated(town, "mukeshimana-aline", "3");
  await ticket(town);
  await act(operator, "next");
  const visit = await opened(operator, mother.card);
  const base = await filled(operator, visit, "Keza");
  const colleague = await staff(town, "mugabo-jean");
  assert.equal((await colleague.get(visit)).status, 404);
  await operator.get(visit);
  const token = operator.hidden(`${visit}/close`);
  await operator.post(`${visit}/close`, { all: "true" });
  for (const path of [visit, `${base}/page/child`, `${base}/check`, `${visit}/applications`]) {
    const refused = await operator.get(path);
    assert.equal(refused.status, 409, path);
    says(refused, "This person’s file is closed");
  }
  const late = await operator.send(
    `${base}/page/child`,
    new URLSearchParams({ ...token, child_name: "X" }),
  );
  assert.equal(late.status, 409);
  const late2 = await operator.send(`${base}/ask`, new URLSearchParams({ ...token, kind: "code" }));
  assert.equal(late2.status, 409);
});

test("A file that nobody touches closes itself, and looking again by a script is no touch", async () => {
  const operator = await staff(town, "mukeshimana-aline");
  const start = town.now().toISOString();
  await ticket(town);
  await operator.get("/counter");
  await act(operator, "next");
  const visit = await opened(operator, mother.card);
  const base = await filled(operator, visit, "Shema");
  await operator.post(`${base}/ask`, { kind: "code" });
  const minutes = (count: number) => new Date(Date.parse(start) + count * 60_000).toISOString();
  town.setClock(minutes(8));
  assert.equal((await operator.get(`${base}/state`)).status, 200);
  town.setClock(minutes(11));
  assert.equal((await operator.get(`${base}/state`)).status, 409);
  assert.equal((await operator.get(visit)).status, 409);
  const home = await operator.get("/counter");
  assert.ok(!home.body.includes(mother.name));
  await operator.post("/counter/queue", { act: "finish", all: "true" });
});

test("What is changed after the code was sent cannot be sent with it", async () => {
  const operator = await staff(town, "mukeshimana-aline");
  await ticket(town);
  await operator.get("/counter");
  await act(operator, "next");
  const visit = await opened(operator, mother.card);
  const base = await filled(operator, visit, "Gato");
  await operator.post(`${base}/ask`, { kind: "code" });
  const form = operator.hidden(`${base}/confirm`);
  const code = await codeOf(town, mother.id);
  await operator.get(`${base}/page/child?change=1`);
  await operator.post(`${base}/page/child`, {
    child_name: "Somebody Else",
    "child_birth_date-day": "14",
    "child_birth_date-month": "3",
    "child_birth_date-year": "2026",
    child_can: "CAN-2026-000123",
  });
  const refused = await operator.send(`${base}/confirm`, new URLSearchParams({ ...form, code }));
  assert.equal(refused.status, 409);
  says(refused, "Something was changed after the code was sent");
  const receipt = await confirmed(town, operator, base, mother.id);
  assert.match(receipt.path, /\/receipt$/);
  assert.match(receipt.body, /ct-receipt/);
  const again = await operator.send(`${base}/confirm`, new URLSearchParams({ ...form, code }));
  assert.equal(again.path, receipt.path, "sent twice, it is one application");
  await operator.post(`${visit}/close`);
});

test("On the screen that faces him the person types the code himself, key by key", async () => {
  const operator = await staff(town, "mukeshimana-aline");
  await operator.get("/counter/pad");
  const made = await operator.post("/counter/pad");
  const address = /\/counter\/pad\/[\w-]{22}/.exec(made.body)?.[0] ?? "";
  const pad = town.guest();
  says(await pad.get(address), "Murakaza neza");
  await ticket(town);
  await operator.get("/counter");
  await act(operator, "next");
  const visit = await opened(operator, mother.card);
  const base = await filled(operator, visit, "Mugisha");
  await operator.post(`${base}/ask`, { kind: "code" });
  const shown = await pad.get(address);
  assert.match(shown.body, /<html lang="rw"/);
  assert.match(shown.body, /Mukamana Vestine/);
  assert.match(shown.body, /500/);
  for (const key of await codeOf(town, mother.id)) await pad.post(address, { key });
  assert.match(pad.last?.body ?? "", /Murakoze/);
  const state = await operator.get(`${base}/state`);
  const { path } = JSON.parse(state.body) as { path: string };
  assert.match(path, /\/receipt$/);
  assert.equal((await operator.get(`${base}/confirm`)).path, path, "the operator's screen goes on");
  const [consent] = await town.app.sql<{ on: string }[]>`
    select given_on as on from counter.consent where visit = ${visit.split("/").at(-1) ?? ""}
      and kind = 'draft'`;
  assert.equal(consent?.on, "pad");
  await operator.get(visit);
  await operator.post(`${visit}/close`);
  assert.match((await pad.get(address)).body, /refresh|ct-|hw-/);
  assert.ok(
    !(pad.last?.body ?? "").includes("Mukamana"),
    "closed, the screen shows nothing of her",
  );
});

test("Nobody is written down while another file is open; what was typed stays", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  await operator.get("/counter/register");
  const form = operator.hidden("/counter/register");
  const visit = await opened(operator, mother.card);
  const early = await operator.get("/counter/register");
  assert.equal(early.status, 409, "before the form is filled");
  says(early, "Another client’s file is still open at this counter", mother.name);
  const fields = {
    ...{ givenName: "Aimée", familyName: "Uwera", nationalId: "0199770088888088" },
    ...{ "birth-day": "3", "birth-month": "6", "birth-year": "1997" },
    ...{ language: "en", card: "national-id", seen: "true" },
  };
  const body = () => new URLSearchParams({ ...form, ...fields });
  const refused = await operator.send("/counter/register", body());
  assert.equal(refused.status, 422);
  says(refused, "Another client’s file is still open at this counter");
  assert.match(refused.body, /value="Aimée"/);
  const people = await town.app.sql`select 1 from auth.person where given_name = 'Aimée'`;
  assert.equal(people.length, 0, "no account was made");
  await operator.get(visit);
  await operator.post(`${visit}/close`);
  await operator.get("/counter/register");
  const { path } = await operator.post("/counter/register", fields);
  assert.match(path, /^\/counter\/visits\//, "and then it can be done");
  await operator.get(path);
  await operator.post(`${path}/close`);
});

test("Somebody without an account is written down after the card was seen, and signs where he has no telephone", async () => {
  const operator = await staff(town, "mukeshimana-aline");
  await operator.get("/counter/register");
  const empty = await operator.post("/counter/register", { givenName: "Josué" });
  assert.equal(empty.status, 422);
  says(empty, "Confirm that you have seen the card");
  const fields = {
    ...{ givenName: "Josué", familyName: "Niyonzima", nationalId: "0196670099999099" },
    ...{ "birth-day": "2", "birth-month": "5", "birth-year": "1966" },
    ...{ language: "fr", card: "national-id", seen: "true" },
  };
  await operator.post("/counter/register", fields);
  const visit = operator.last?.path ?? "";
  assert.match(visit, /^\/counter\/visits\//);
  assert.match(operator.last?.body ?? "", /Niyonzima Josué/);
  says(await operator.get(visit), "created at a counter");
  const low = await operator.post(`${visit}/start`, { service: "birth-certificate" });
  assert.equal(low.status, 403);
  says(low, "needs a confirmed identity");
  await operator.get(visit);
  const first = await operator.post(`${visit}/start`, { service: "feedback-and-complaint" });
  const base = await complaint(operator, first.path);
  const check = await operator.get(`${base}/check`);
  assert.match(check.body, /<html lang="en"[\s\S]*<div lang="fr">/);
  const sheet = await operator.post(`${base}/ask`, { kind: "signature" });
  assert.match(
    sheet.body,
    /<article[^>]*lang="fr"[\s\S]*Résumé à signer[\s\S]*<dt[\s\S]*Date et signature :/,
    "the sheet says it all, in their language",
  );
  await operator.get("/counter/pad");
  const pad = /\/counter\/pad\/[\w-]{22}/.exec((await operator.post("/counter/pad")).body)?.[0];
  const facing = town.guest();
  await facing.get(pad ?? "");
  const noted = await facing.post(pad ?? "", { key: "yes" });
  says(noted, "Merci. Votre accord est noté");
  assert.equal((await operator.get(`${base}/confirm`)).path, `${base}/confirm`, "nothing is sent");
  const receipt = await operator.post(`${base}/confirm`, { sheet: "true" });
  assert.match(receipt.path, /\/receipt$/, receipt.body.slice(-2500));
  const [actor = ""] = await actors(caseIn(receipt));
  assert.match(actor, /^person:[0-9a-f-]{36} counter:[0-9a-f-]{36} signed$/);
  await operator.post(`${visit}/close`);
});

const complaint = (operator: Awaited<ReturnType<typeof staff>>, from: string) =>
  walkTo(operator, from, exampleOf(town, "feedback-and-complaint"));

test("A number that nobody has, or that two accounts have, says the same", async () => {
  const operator = await staff(town, "mukeshimana-aline");
  for (const nationalId of ["0000000000000000", "", "<b>"]) {
    await operator.get("/counter");
    const none = await operator.post("/counter/client", { nationalId });
    assert.equal(none.status, 422);
    says(none, nationalId.length === 16 ? "No file has this number" : "such as 1 ");
  }
});

test("Whoever had a person's file open stands on that person's own page, also where nothing was done", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  await operator.post(`${await opened(operator, mother.card)}/close`);
  const her = await inEnglish(town, mother.id);
  const link = await her.get("/me");
  assert.match(link.body, /href="\/applications\/opened"/);
  says(await her.get("/applications/opened"), "Mugabo Jean", "Counter 2");
  const another = await inEnglish(town, "ishimwe-kevin");
  assert.doesNotMatch((await another.get("/applications/opened")).body, /Mugabo Jean/);
});

test("A person without the role of serving is turned away", async () => {
  const officer = await staff(town, "officer-uwera");
  assert.equal((await officer.get("/counter")).status, 403);
  const person = await inEnglish(town, "ishimwe-kevin");
  assert.equal((await person.get("/counter")).status, 403);
  assert.match((await town.guest().get("/counter")).path, /demo-issuer|sign-in/);
});
