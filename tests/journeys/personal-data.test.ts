import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { strFromU8, unzipSync } from "fflate";
import {
  confirmBreachNotice,
  recordNewBreach,
  tellBreach,
  writeBreachNotice,
} from "../../src/acts/index.ts";
import { type CaseId, must, type OfficerId } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import type { Client } from "../client.ts";
import { readPdf } from "../pdf.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says } from "./apply-given.ts";
import { draftOf, opened, sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const own = "/applications/personal-data";
const desk = "/office/privacy";

const withdraw = async (caseId: string) => {
  const { person } = (await opened(town, caseId)).state.submitted ?? {};
  assert.ok(person);
  const actor = { kind: "person", id: person } as const;
  must(await town.app.parts.cases.give({ caseId, actor, command: { type: "withdraw" } }));
};

const officer = (id = "nyirabagenzi-diane") => inEnglish(town, id);

/** The newest request that waits, answered at the desk. */
async function answered(client: Client, outcome: string, reason: string) {
  const [request] = await town.app.parts.privacy.openRequests();
  assert.ok(request);
  const path = `${desk}/requests/${request.id}`;
  const page = await client.get(path);
  return { page, after: await client.post(path, { outcome, reason }) };
}

test("A person has a copy of everything about them, papers included", async () => {
  const { caseId, reference } = await sent(town, "mineral-exploration-licence", {
    fileName: "plan.pdf",
  });
  await draftOf(town, "birth-certificate", "habimana-eric");
  await sent(town, "birth-certificate", { person: "mukamana-vestine" });
  await town.settle();
  const person = await inEnglish(town, "habimana-eric");
  says(await person.get(own), "My personal data", "Download everything");
  const { bytes } = await person.download(`${own}/everything.zip`);
  const files = unzipSync(bytes);
  const data = JSON.parse(strFromU8(files["data.json"] ?? new Uint8Array()));
  assert.equal(data.account.name, "Habimana Eric");
  assert.deepEqual(
    data.applications.map((each: { reference: string }) => each.reference),
    [reference],
  );
  const [application] = data.applications;
  assert.ok(application.questions.length > 0 && application.history.length > 0);
  assert.equal(data.drafts.length, 1);
  assert.ok(data.messages.length > 0);
  const text = JSON.stringify(data);
  assert.doesNotMatch(text, /Vestine/, "of nobody else");
  const paper = Object.entries(files).find(([name]) => name.startsWith(`${reference}/`));
  assert.ok(paper && strFromU8(paper[1]).startsWith("%PDF"));
  const page = strFromU8(files["personal-data.html"] ?? new Uint8Array());
  assert.match(page, new RegExp(`${reference}: `));
  assert.ok(page.includes(application.questions[0].rows[0].question));
  const pdf = await readPdf((await person.download(`${own}/data.pdf`)).bytes);
  assert.ok(pdf.isMarked && pdf.lang === "en");
  const said = pdf.text.replaceAll(/\s+/g, " ");
  for (const words of [reference, data.account.nationalId, data.messages[0].subject, "plan.pdf"])
    assert.ok(said.includes(words), words);
  assert.doesNotMatch(said, /Vestine/, "of nobody else");
  const json = await person.get(`${own}/data.json`);
  assert.equal(JSON.parse(json.body).account.nationalId, data.account.nationalId);
  assert.equal((await town.guest().get(`${own}/data.json`)).path.startsWith(own), false);
  assert.ok(caseId);
});

test("A correction is asked for, answered with a reason, and told", async () => {
  const person = await inEnglish(town, "habimana-eric");
  await person.get(own);
  const empty = await person.post(own, { kind: "rectification", about: "everything", words: "" });
  assert.equal(empty.status, 422);
  says(empty, "Write what is wrong and what is right");
  const aboutNone = await person.post(own, { kind: "erasure", words: "" });
  assert.equal(aboutNone.status, 422);
  says(aboutNone, "Select which application your request is about");
  const words = "My company is called Rulindo Minerals Ltd.";
  const asked = await person.post(own, { kind: "rectification", about: "everything", words });
  says(asked, "Your request is sent. You are answered by 23 December 2026", words);
  const client = await officer();
  says(await client.get(desk), "Correct something", "Everything");
  const missing = await answered(client, "granted", "");
  assert.equal(missing.after.status, 422);
  says(missing.page, "Habimana Eric", words);
  const done = await answered(client, "granted", "The register is corrected.");
  says(done.after, "The answer is sent");
  says(await person.get(own), "Granted", "The register is corrected.");
  const [message] = await town.app.sql<{ count: number }[]>`
    select count(*)::int as count from messages.outbox where template = 'data-answered'`;
  assert.ok((message?.count ?? 0) > 0);
});

test("A person objects to a use of their data, says to which, and is answered", async () => {
  const person = await inEnglish(town, "habimana-eric");
  await person.get(own);
  const silent = await person.post(own, { kind: "objection", about: "everything", words: "" });
  assert.equal(silent.status, 422);
  says(silent, "Write to which use of your data you object, and why");
  const words = "Do not use my data for statistics.";
  says(await person.post(own, { kind: "objection", about: "everything", words }), words);
  const client = await officer();
  says(await client.get(desk), "Object to how it is used");
  const { page, after } = await answered(client, "granted", "It is left out of all statistics.");
  says(page, words);
  says(after, "The answer is sent");
  says(await person.get(own), "Granted", "It is left out of all statistics.");
});

test("Nobody but the data protection officer sees their pages", async () => {
  for (const id of ["nshimiyimana-olivier", "officer-nkusi"]) {
    const client = await inEnglish(town, id);
    for (const path of ["", "/nights", "/holds", "/breaches", "/register", "/register.json"])
      assert.equal((await client.get(`${desk}${path}`)).status, 403, path);
  }
  assert.doesNotMatch(
    (await (await inEnglish(town, "officer-nkusi")).get("/office")).body,
    /privacy/,
  );
});

test("An erasure erases what is closed, leaves what is open or held, and says so", async () => {
  const who = "nyirahabimana-beatha";
  const [open, closed, held] = [
    await sent(town, "birth-certificate", { person: who }),
    await sent(town, "birth-certificate", { person: who }),
    await sent(town, "birth-certificate", { person: who }),
  ];
  await withdraw(closed.caseId);
  await withdraw(held.caseId);
  const client = await officer();
  await client.get(`${desk}/holds`);
  const wrong = await client.post(`${desk}/holds`, { reference: "XXXXX", reason: "" });
  assert.equal(wrong.status, 422);
  says(wrong, "There is no application of this number", "Enter a reason");
  const until = { "until-day": "31", "until-month": "12", "until-year": "2026" };
  const reason = "Court file RC 12/2026";
  says(
    await client.post(`${desk}/holds`, { reference: held.reference, reason, ...until }),
    "The file is held",
    reason,
  );
  const person = await inEnglish(town, who);
  await person.get(own);
  await person.post(own, { kind: "erasure", about: "everything", words: "" });
  const { page, after } = await answered(client, "granted", "What is closed is erased.");
  says(page, "Open: it stays until it is decided", "Held: it stays", "Kept until");
  says(after, "Erased: 1. Left because open: 1. Left because held: 1.");
  const { cases } = town.app.parts;
  assert.equal(await cases.open(closed.caseId), undefined);
  for (const { caseId } of [open, held]) assert.ok(await cases.open(caseId));
  says(await person.get(own), "Granted", "Erased: 1.");
});

test("A hold outlasts the night until a second officer lifts it", async () => {
  const { cases, privacy } = town.app.parts;
  const { caseId, reference } = await sent(town, "birth-certificate", {
    person: "mukamana-vestine",
  });
  await withdraw(caseId);
  const client = await officer();
  await client.get(`${desk}/holds`);
  const until = { "until-day": "1", "until-month": "6", "until-year": "2030" };
  await client.post(`${desk}/holds`, { reference, reason: "Inquiry", ...until });
  town.setClock("2028-12-01T01:00:00Z");
  const night = () => town.app.tasks["privacy.nightly"]({});
  await night();
  assert.ok(await cases.open(caseId), "held");
  const [first] = await privacy.nights();
  assert.ok((first?.counts.held ?? 0) > 0);
  const hold = (await privacy.holds()).find((each) => each.caseId === (caseId as CaseId));
  assert.ok(hold);
  const path = `${desk}/holds/${hold.id}`;
  const one = await officer();
  await one.get(`${desk}/holds`);
  says(await one.post(`${path}/lift`, { reason: "The inquiry is over" }), "It is written down");
  const same = await one.post(`${path}/confirm`);
  assert.equal(same.status, 403);
  await night();
  assert.ok(await cases.open(caseId), "one officer alone lifts nothing");
  const two = await officer("hakizimana-felix");
  says(await two.get(`${desk}/holds`), "wants it lifted: The inquiry is over");
  await two.post(`${path}/confirm`);
  await night();
  assert.equal(await cases.open(caseId), undefined);
  const [last] = await privacy.nights();
  says(await two.get(`${desk}/nights`), "1 December 2028");
  says(await two.get(`${desk}/nights/${last?.id}`), "Birth certificate", "23 November 2026");
});

test("With everything erased the account goes; its history leads to nobody", async () => {
  const who = "uwimana-sandrine";
  const { caseId } = await sent(town, "birth-certificate", { person: who });
  await withdraw(caseId);
  const { id } = await town.person(who);
  const person = await inEnglish(town, who);
  await person.get(own);
  await person.post(own, { kind: "erasure", about: "everything", words: "Please" });
  await answered(await officer(), "granted", "Nothing has to be kept.");
  const left = () => town.app.sql`
    select from messages.outbox where person_id = ${id} or (person_id is null and case_id is null)`;
  assert.ok((await left()).length > 0, "the last message is still on its way");
  // By day, when messages may ring; what is left is then old enough.
  town.setClock("2029-01-31T09:00:00Z");
  await town.settle();
  town.setClock("2029-06-01T01:00:00Z");
  await town.app.tasks["privacy.nightly"]({});
  assert.equal((await left()).length, 0);
  const [row] = await town.app.sql`select from auth.person where id = ${id}`;
  assert.equal(row, undefined);
  assert.match((await person.get("/applications")).path, /issuer|sign-in/);
  const [events] = await town.app.sql<{ count: number }[]>`
    select count(*)::int as count from events.event where stream = ${`case-${caseId}`}`;
  assert.ok((events?.count ?? 0) > 0);
});

test("An erasure that broke off is carried out at night", async () => {
  const who = "ishimwe-kevin";
  const { caseId } = await sent(town, "birth-certificate", { person: who });
  await withdraw(caseId);
  const { id: person } = await town.person(who);
  const { privacy, cases } = town.app.parts;
  const request = { person, caseId: null, reference: null, words: "", lang: "en" } as const;
  const id = must(await privacy.askRequest({ ...request, kind: "erasure" }));
  const by = newId() as OfficerId;
  must(await privacy.answerRequest({ id, outcome: "granted", reason: "Nothing is left.", by }));
  await town.app.tasks["privacy.nightly"]({});
  assert.equal(await cases.open(caseId), undefined);
  assert.deepEqual((await privacy.findRequest(id))?.done, {
    ...{ erased: 1, open: 0, held: 0, account: true },
  });
});

test("A breach has its hours, and says when they are over", async () => {
  town.setClock("2026-11-23T08:00:00Z");
  const client = await officer();
  await client.get(`${desk}/breaches`);
  const known = { "known-day": "22", "known-month": "11", "known-year": "2026", time: "10:00" };
  const texts = { what: "A laptop was stolen", data: "Names", measures: "Wiped" };
  const bad = await client.post(`${desk}/breaches`, { ...known, ...texts, people: "many" });
  assert.equal(bad.status, 422);
  says(bad, "Enter how many people, in digits");
  const blank = await client.post(`${desk}/breaches`, { ...known, time: "25:00" });
  says(blank, "Enter what happened", "Enter which data it is about", "Enter a time, such as 14:30");
  assert.match(blank.body, /href="#time"/);
  const ahead = { ...known, "known-day": "24", ...texts, people: "1" };
  says(await client.post(`${desk}/breaches`, ahead), "The day and the time must be past");
  const page = await client.post(`${desk}/breaches`, { ...known, ...texts, people: "120" });
  says(page, "A laptop was stolen", "24 November 2026", "24 hours left");
  const [breach] = await town.app.parts.privacy.breaches();
  assert.ok(breach);
  town.setClock("2026-11-24T09:00:00Z");
  const later = await officer();
  says(await later.get(`${desk}/breaches`), "late");
  const path = `${desk}/breaches/${breach.id}`;
  const early = await later.post(path, { step: "closed", note: " " });
  assert.equal(early.status, 422);
  says(early, "First write down what is not done");
  says(await later.get("/staff"), "Requests about data", "Breaches not closed", "Holds to lift");
  await later.get(`${desk}/breaches`);
  says(await later.post(path, { step: "authority", note: "Letter 7" }), "Letter 7", "late");
  assert.equal((await later.post(path, { step: "authority", note: "again" })).status, 409);
  await later.get(`${desk}/breaches`);
  says(await later.post(path, { step: "closed", note: "No report: not personal" }), "No report");
});

test("The people of a breach are told once, in their language, after two officers", async () => {
  const { privacy } = town.app.parts;
  const told = () => town.app.sql<{ id: string; lang: string; body: string }[]>`
    select id, lang, body from messages.outbox where template = 'data-breach' order by id, channel`;
  const client = await officer();
  await client.get(`${desk}/breaches`);
  const known = { "known-day": "22", "known-month": "11", "known-year": "2026", time: "10:00" };
  const texts = { what: "Wrong letters", data: "Names", measures: "Called back", people: "3" };
  await client.post(`${desk}/breaches`, { ...known, ...texts, risk: "true" });
  const breach = (await privacy.breaches()).find(({ what }) => what === texts.what);
  const path = `${desk}/breaches/${breach?.id}/notice`;
  says(await client.get(`${desk}/breaches`), "Notice to the people");
  const empty = await client.post(path, { kind: "applied", service: "birth-certificate" });
  assert.equal(empty.status, 422);
  says(empty, "Write the notice in Kinyarwanda", "Enter a day");
  const days = {
    ...{ "from-day": "1", "from-month": "11", "from-year": "2026" },
    ...{ "until-day": "30", "until-month": "11", "until-year": "2026" },
  };
  const words = {
    ...{ "words-en": "A letter went to the wrong house.", "words-rw": "Ibaruwa yayobye." },
    ...{ "words-fr": "Une lettre est allée ailleurs.", "words-az": "Məktub başqa evə getdi." },
  };
  const form = { kind: "applied", service: "any", ...days, ...words };
  says(await client.post(path, form), "The notice is saved", "Another officer has to confirm it");
  const alone = await client.post(`${path}/confirm`, { revision: "1" });
  assert.equal(alone.status, 403);
  await town.settle();
  assert.equal((await told()).length, 0, "one officer alone tells nobody");
  const second = await officer("hakizimana-felix");
  says(await second.get(path), "A letter went to the wrong house.", "Confirm and send");
  await client.get(path);
  await client.post(path, { ...form, "words-en": "A letter went to another house." });
  await second.get(path);
  const stale = await second.post(`${path}/confirm`, { revision: "1" });
  assert.equal(stale.status, 409);
  await second.get(path);
  says(await second.post(`${path}/confirm`, { revision: "2" }), "is confirmed and is sent now");
  await town.settle();
  const sent = await told();
  const [count] = await town.app.sql<{ people: number }[]>`
    select count(distinct person_id)::int as people from cases.application
    where submitted_at >= '2026-10-31T22:00:00Z' and submitted_at < '2026-11-30T22:00:00Z'`;
  const notice = await privacy.noticeOf(breach?.id ?? "");
  assert.ok(notice?.endedAt && notice.reached > 0);
  assert.equal(notice.reached + notice.unreachable, count?.people);
  assert.equal(new Set(sent.map(({ id }) => id)).size, notice.reached);
  for (const lang of new Set(sent.map((each) => each.lang)))
    assert.ok(
      sent.some((each) => each.lang === lang && each.body.includes(notice.words[lang] ?? "?")),
      lang,
    );
  await town.app.tasks["privacy.tell-breach"]({ breach: notice.breach });
  assert.equal((await told()).length, sent.length, "the job once more tells nobody again");
  says(await second.get(path), "Sent to everybody");
  await second.get(path);
  assert.equal((await second.post(path, form)).status, 409);
  says(await second.get(`${desk}/breaches`), "People told done");
  const person = await inEnglish(town, "habimana-eric");
  says(await person.get(own), "What happened to your data", "A letter went to another house.");
});

test("A notice that broke off within a lot goes on and tells nobody twice", async () => {
  const { parts } = town.app;
  const { privacy, messages } = parts;
  const at = parts.clock();
  const by = newId() as OfficerId;
  const breach = await recordNewBreach(parts, {
    ...{ knownAt: at, what: "A list was copied", data: "Names", people: 3, measures: "None" },
    ...{ highRisk: true, by },
  });
  const words = { en: "Copied.", rw: "Yakopowe.", fr: "Copiée.", az: "Köçürülüb." };
  const days = { sentFrom: "2026-11-01", sentUntil: "2026-11-30" };
  const people = { kind: "applied", service: null, ...days } as const;
  must(await writeBreachNotice(parts, { breach, people, words, by }));
  const other = newId() as OfficerId;
  must(await confirmBreachNotice(parts, { breach, revision: 1, by: other }));
  // The server ends after the messages of the second lot were written, before its commit.
  let lots = 0;
  const add: typeof messages.add = async (tx, lot) => {
    const added = await messages.add(tx, lot);
    lots += 1;
    if (lots === 2) throw new Error("killed");
    return added;
  };
  const dying = tellBreach({ ...parts, messages: { ...messages, add } }, { breach }, 1);
  await assert.rejects(dying, /killed/);
  const half = await privacy.noticeOf(breach);
  assert.equal((half?.reached ?? 0) + (half?.unreachable ?? 0), 1);
  await Promise.all([1, 2].map(() => tellBreach(parts, { breach }, 1)));
  const [rows] = await town.app.sql<{ told: number; people: number }[]>`
    select (select count(*)::int from messages.outbox where channel = 'sms'
        and id like ${`breach:${breach}:%`}) as told,
      (select count(*)::int from privacy.breach_told where breach = ${breach}) as people`;
  const whole = await privacy.noticeOf(breach);
  assert.ok(whole?.endedAt && rows && rows.people > 1);
  assert.equal(whole.reached + whole.unreachable, rows.people);
  assert.equal(rows.told, whole.reached);
});

test("The register says of each service what, by which law, who, how long", async () => {
  const client = await officer();
  says(await client.get(`${desk}/register`), "Birth certificate", "10 years if approved");
  const { body } = await client.get(`${desk}/register.json`);
  const { entries } = JSON.parse(body);
  const services = town.app.catalogue.services.filter(({ process }) => process);
  assert.equal(entries.length, services.length);
  for (const { data, recipients, retention } of entries)
    assert.ok(data.length > 0 && recipients.length > 0 && /^P/.test(retention.granted));
});
