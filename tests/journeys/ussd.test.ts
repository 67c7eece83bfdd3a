/**
 * A mother's story on a feature phone, over the gateway's wire: she applies, pays, follows and
 * rates.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { actorText, streamOf } from "../../src/cases/index.ts";
import { demoPhone } from "../../src/channels/ussd/index.ts";
import { settleCharge } from "../../src/demo/sandbox-pay-store.ts";
import { type AuthorityId, type CaseId, must } from "../../src/kernel/index.ts";
import { smsSize } from "../../src/messages/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { Phone } from "../phone.ts";
import { registerEntry } from "../register-entry.ts";
import { startTown, type Town } from "../town.ts";
import { completed, requested } from "./apply-given.ts";
import { sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const vestine = "+250700000001";
const pin = "40718";

async function givePin(id: string): Promise<void> {
  const browser = await town.as(id);
  await browser.get("/phone");
  const page = await browser.post("/phone", { pin, again: pin });
  assert.equal(page.status, 200, page.body.slice(0, 500));
}

/** Answers the birth certificate up to the check. */
async function answerBirth(phone: Phone): Promise<void> {
  await phone.dial();
  if (/Kinyarwanda/.test(phone.last)) await phone.choose("English");
  await phone.choose("Find a service");
  await phone.choose("Those for this phone");
  await phone.choose("Birth certificate");
  await phone.choose("Apply now");
  await phone.choose("For my child");
  await phone.type("Uwase Aline", "12062026", "CAN-77812");
  await phone.choose("School or university");
  await phone.type("nyaga");
  await phone.choose("Nyagatare");
  await phone.choose("Karangazi");
  assert.match(phone.last, /500.Frw/, phone.last);
}

const eventsOf = (caseId: CaseId) =>
  town.database.ownerSql<{ type: string; actor: string }[]>`
    select type, actor from events.event where stream = ${streamOf(caseId)} order by version`;

/** Two officers find the birth and sign. */
async function decide(caseId: CaseId): Promise<void> {
  const { cases } = town.app.parts;
  const by = (id: string, role: string) =>
    ({ kind: "officer", id, authority: "minaloc" as AuthorityId, roles: [role] }) as const;
  for (const [outcome, actor] of [
    ["found", by("registrar", "civil-registrar")],
    ["sign", by("secretary", "executive-secretary")],
  ] as const) {
    const open = (await cases.open(caseId))?.state.tasks.findLast((task) => !task.done);
    const task = open?.key ?? "";
    must(await cases.give({ caseId, command: { type: "claim", task }, actor }));
    const entry = outcome === "found" && { findings: registerEntry };
    const command = { type: "complete", task, outcome, ...entry } as const;
    must(await cases.give({ caseId, command, actor }));
  }
}

test("A mother applies for her child's birth certificate on a feature phone, pays, follows it and rates it", async () => {
  await givePin("mukamana-vestine");
  const phone = new Phone(town, vestine);
  await answerBirth(phone);
  await phone.choose("Read my answers");
  assert.match(await phone.read(), /Uwase Aline/);
  while (!/Read my answers/.test(phone.last)) await phone.type("0");
  await phone.choose("Send");
  assert.match(phone.last, /PIN/);
  const sent = await phone.type(pin);
  assert.match(sent, /Sent\. Application number: /);
  const reference = /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(sent)?.[0] ?? "";
  const person = await town.person("mukamana-vestine");
  const [row, ...others] = await town.app.parts.cases.applicationsOf(person.id);
  assert.ok(row && others.length === 0);
  assert.equal(row.reference, reference);
  assert.equal(row.status, "awaiting-payment");
  const [first] = await eventsOf(row.id);
  assert.deepEqual(first, { type: "CaseSubmitted", actor: `person:${person.id} ussd` });

  await town.settle();
  await phone.choose("Pay now");
  assert.match(phone.last, /500.Frw, bill 88\d{10}/);
  assert.match(await phone.choose("Pay now"), /^END A payment request was sent/);
  const { payments } = town.app.parts;
  const [bill] = await payments.billsOfCase(row.id);
  const [attempt, second] = bill ? await payments.attemptsOf(bill.billId) : [];
  assert.ok(attempt && !second);
  await phone.repeat();
  assert.equal((await payments.attemptsOf(bill?.billId ?? ("" as never))).length, 1);
  await settleCharge(town.app.sql, attempt.providerRef ?? "", "paid");
  assert.deepEqual(await payments.readStatus(attempt.id), { ok: true, value: "paid" });
  await town.settle();

  await phone.dial();
  await phone.choose("Track an application");
  assert.match(await phone.type(reference.toLowerCase()), /Under review/);
  await decide(row.id);
  await phone.dial();
  assert.doesNotMatch(phone.last, /Go on/);
  await phone.choose("My applications");
  await phone.type(pin);
  await phone.choose(/^Birth certificate: Approved/);
  await phone.choose("Rate the service");
  await phone.choose("Good");
  assert.match(await phone.type("Quick and kind"), /^END Thank you/);
  const ratings = await town.database
    .ownerSql`select score, words from assessment.rating where case_id = ${row.id}`;
  assert.deepEqual([...ratings], [{ score: 4, words: "Quick and kind" }]);
});

const countOf = async (id: string) =>
  (await town.app.parts.cases.applicationsOf((await town.person(id)).id)).length;

test("A line that drops in the middle is gone on with by the same telephone, and by no other", async () => {
  await givePin("ishimwe-kevin");
  const phone = new Phone(town, "+250700000002");
  await answerBirth(phone);
  const stranger = new Phone(town, "+250788999888");
  assert.match(await stranger.dial(), /Kinyarwanda/);
  assert.match(await phone.dial(), /Continue where you stopped\?/);
  await phone.choose("Yes, continue");
  await phone.choose("Send");
  assert.match(await phone.type(pin), /Sent\./);
  assert.equal(await countOf("ishimwe-kevin"), 1);
  await phone.dial();
  assert.doesNotMatch(phone.last, /Go on/, "what was sent is not gone on with");
  await answerBirth(phone);
  town.setClock("2026-11-23T08:11:00Z");
  assert.match(await phone.dial(), /^CON Hamwe: public services|^CON 1\/\d Hamwe: public/);
});

test("The same request twice, once after the other or both at once, is one application", async () => {
  const phone = new Phone(town, "+250700000002");
  const before = await countOf("ishimwe-kevin");
  await answerBirth(phone);
  await phone.choose("Send");
  const [one, two, three] = await Promise.all([phone.type(pin), phone.repeat(), phone.repeat()]);
  assert.match(one, /Sent\./);
  assert.deepEqual([two, three], [one, one]);
  assert.equal(await phone.repeat(), one);
  assert.equal(await countOf("ishimwe-kevin"), before + 1);
});

test("Where the session was lost on our side, the path that the gateway sends leads to the same place and sends nothing twice", async () => {
  const phone = new Phone(town, "+250700000002");
  await answerBirth(phone);
  await phone.choose("Send");
  const sent = await phone.type(pin);
  const before = await countOf("ishimwe-kevin");
  await town.database.ownerSql`delete from phone.session`;
  assert.equal(await phone.repeat(), sent);
  assert.equal(await countOf("ishimwe-kevin"), before);
});

test("A wrong PIN opens nothing, five of them lock it for a quarter of an hour, and no PIN is written down", async () => {
  await givePin("uwimana-sandrine");
  const phone = new Phone(town, "+250700000005");
  await phone.dial();
  await phone.choose("English");
  await phone.choose("My applications");
  for (let tries = 0; tries < 5; tries++) assert.match(await phone.type("11112"), /Wrong PIN/);
  assert.match(await phone.type(pin), /15 minutes/);
  town.setClock("2026-11-23T08:30:00Z");
  assert.match(await phone.type(pin), /no applications|My applications/);
  const rows = await town.database.ownerSql`
    select encode(sealed, 'escape') || encode(path_hash, 'escape') as kept from phone.session`;
  assert.ok(rows.length > 0);
  assert.doesNotMatch(JSON.stringify(rows), /40718|11112|Uwimana|250700/);
});

test("A telephone that nobody knows reads and follows, and sends nothing", async () => {
  const phone = new Phone(town, "+250788000111");
  await phone.dial();
  await phone.choose("English");
  await phone.choose("Find a service");
  await phone.choose("Search by word");
  await phone.type("birth");
  await phone.choose("Birth certificate");
  await phone.choose("More about it");
  assert.match(await phone.read(), /500.Frw/);
  await phone.dial();
  while (!/Find a service/.test(phone.last)) await phone.type("00");
  await phone.choose("My applications");
  assert.match(phone.last, /do not have this number/);
});

test("The screen before anybody has chosen a language fits every handset", async () => {
  const phone = new Phone(town, "+250700000055");
  assert.match(await phone.dial(), /Azerbaycan/);
  assert.equal(smsSize(phone.last).encoding, "GSM-7");
});

test("In each language the way to a service is found, and the choice is remembered", async () => {
  const words = {
    Kinyarwanda: ["Shaka serivisi", "Izikorerwa kuri telefoni"],
    Francais: ["Trouver un service", "Ceux de ce téléphone"],
    Azerbaycan: ["Xidmət tap", "Telefonla olanlar"],
  };
  let last = 700000020;
  for (const [language, labels] of Object.entries(words)) {
    const phone = new Phone(town, `+250${last++}`);
    await phone.dial();
    await phone.choose(language);
    for (const label of labels) await phone.choose(label);
    await phone.type("1");
    await phone.dial();
    assert.doesNotMatch(phone.last, /Kinyarwanda/);
  }
});

test("Keys dialled at once, a # pressed to send, a request that got lost and a star in an answer lead where they should", async () => {
  const phone = new Phone(town, "+250788000222");
  const ask = async (text: string, sessionId = "at-once") =>
    (await phone.post({ sessionId, phoneNumber: phone.number, text })).body;
  assert.match(await ask("2*1"), /^CON Which services\?/, "*182*7*2*1#");
  assert.match(await ask("2*1*3#"), /^CON Enter a word/);
  assert.match(
    await ask("2*1*3#*birth*1"),
    /^CON Birth certificate/,
    "the word got lost on its way",
  );
  assert.equal(await ask("2*1*3#*birth*1"), await ask("2*1*3#*birth*1"));
  await town.database.ownerSql`delete from phone.session`;
  assert.match(await ask("1*3#*birth*1"), /^CON Birth certificate/, "walked anew it is the same");
  assert.match(await ask("2*B7*1", "over"), /^CON .*No application has this number/s);
});

test("Whoever has typed more than a session bears is told to dial again, and goes on where he was", async () => {
  const phone = new Phone(town, "+250788000333");
  await phone.dial();
  await phone.choose("English");
  await phone.choose("Find a service");
  await phone.choose("Search by word");
  assert.match(await phone.type("x".repeat(2100)), /^END This session has ended/);
  assert.match(await phone.dial(), /^CON Continue where you stopped\?/);
});

test("Two applications for the same thing are told apart in the list", async () => {
  for (const name of ["First", "Second"]) {
    const answers = { child_name: name };
    await sent(town, "birth-certificate", { person: "nyirahabimana-beatha", answers });
  }
  await givePin("nyirahabimana-beatha");
  const phone = new Phone(town, (await town.person("nyirahabimana-beatha")).phone ?? "");
  await phone.dial();
  await phone.choose("English");
  await phone.choose("My applications");
  await phone.type(pin);
  const rows = (await phone.read()).match(/Birth certificate [0-9A-Z]{5}: Under review/g);
  assert.equal(new Set(rows).size, 2, phone.last);
});

test("A gateway that sends its secret in a header has none in its address", async () => {
  const { secret } = demoPhone("a secret for tests, long enough to be one");
  const dial = (authorization?: string) =>
    fetch(`${town.url}/ussd/gateway`, {
      method: "POST",
      headers: authorization ? { authorization } : {},
      body: new URLSearchParams({ sessionId: "ATUid_h", phoneNumber: "+250788000001", text: "" }),
    });
  const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
  for (const good of [`Bearer ${secret}`, basic(`at:${secret}`)]) {
    const answer = await dial(good);
    assert.match(await answer.text(), /^CON /, good.slice(0, 7));
  }
  for (const bad of [
    undefined,
    "Bearer ",
    basic("at:"),
    basic(secret.slice(1)),
    `Digest ${secret}`,
  ])
    assert.equal((await dial(bad)).status, 404, bad);
});

test("Help is cut where a sentence ends, and a wrong key says which keys there are", async () => {
  const phone = new Phone(town, "+250700000031");
  await phone.dial();
  await phone.choose("English");
  await phone.choose("Help");
  assert.match(phone.last, /[.!?]\n9 More/, "the page ends with its sentence");
  await phone.type("7");
  assert.match(phone.last, /1\/\d Press 0 to go back or 00 for the start\.\n/);
  assert.doesNotMatch(phone.last, /Select one/, "there is nothing to select");
});

test("Only the gateway is heard: another secret is not found, and nonsense is refused", async () => {
  const phone = new Phone(town, vestine);
  const fields = { sessionId: "x", phoneNumber: vestine, text: "" };
  assert.equal((await phone.post(fields, "ussd", "0".repeat(32))).status, 404);
  assert.equal((await phone.post({ ...fields, phoneNumber: "12" })).status, 400);
  assert.match((await phone.post({ ...fields, sessionId: "y" })).body, /^CON /);
});

/** Into one's own application by its reference's first letters, past the PIN. */
async function ownCase(phone: Phone, reference: string): Promise<string> {
  await phone.dial();
  if (/Kinyarwanda/.test(phone.last)) await phone.choose("English");
  if (/Start again/.test(phone.last)) await phone.choose("Start again");
  await phone.choose("My applications");
  await phone.type(pin);
  return phone.choose(new RegExp(reference.slice(0, 5)));
}

const caseOf = async (caseId: string) => {
  const found = await town.app.parts.cases.open(caseId);
  assert.ok(found);
  return found;
};

test("An application is withdrawn and a refusal appealed on a feature phone, while each is open", async () => {
  await givePin("mukamana-vestine");
  const phone = new Phone(town, vestine);
  const brought = { person: "mukamana-vestine" };
  const one = await sent(town, "birth-certificate", brought);
  const two = await sent(town, "birth-certificate", brought);
  const statement = { id: newId(), text: "No entry was found." };
  const refusal = { code: "not-registered", statement };
  await completed(town, two.caseId, "register-check", "not-found", refusal);

  assert.doesNotMatch(await ownCase(phone, one.reference), /Appeal/);
  await phone.choose("Withdraw it");
  assert.match(phone.last, /We will not make a decision/);
  assert.equal((await caseOf(one.caseId)).state.status, "in-review", "it is asked once more");
  assert.match(await phone.choose("Withdraw it"), /^END .*withdrawn/);
  await phone.repeat();
  const withdrawn = await caseOf(one.caseId);
  assert.equal(withdrawn.state.status, "withdrawn");
  const last = withdrawn.history.at(-1);
  assert.match(last ? actorText(last.actor) : "", / ussd$/);

  await town.settle();
  const { id: person } = await town.person("mukamana-vestine");
  const written = await town.app.parts.messages.outboxOf(person);
  const refused = written.find(
    ({ template, channel }) => `${template} ${channel}` === "refused sms",
  );
  const ground =
    /is refused: There is no record of the birth in the register\. To appeal, dial \*182/;
  assert.match(refused?.body ?? "", ground);
  await ownCase(phone, two.reference);
  const why = await phone.read();
  assert.match(why, /Reason: There is no record of the birth in the register/);
  assert.match(why, /No entry was found/);
  await ownCase(phone, two.reference);
  await phone.choose("Appeal");
  assert.match(await phone.type("I have the notice of the hospital"), /hospital/);
  assert.match(await phone.choose("Send the appeal"), /^END We received your appeal/);
  const appealed = await caseOf(two.caseId);
  assert.equal(appealed.state.status, "in-appeal");
  assert.match([...appealed.statements.values()].join(), /notice of the hospital/);
  assert.doesNotMatch(await ownCase(phone, two.reference), /Appeal$/m);
  assert.match(await phone.read(), /Under appeal[\s\S]*Reason: There is no record/);
});

test("What an officer asks for is answered on a feature phone, question by question", async () => {
  const phone = new Phone(town, vestine);
  const { caseId, reference } = await sent(town, "birth-certificate", {
    person: "mukamana-vestine",
  });
  await requested(town, caseId, ["child_name"], "Is it Ineza with one n?");
  await ownCase(phone, reference);
  await phone.choose("Answer the request");
  assert.match(phone.last, /Is it Ineza with one n/);
  await phone.choose("Answer the request");
  assert.match(await phone.type("Uwase Inneza"), /Uwase Inneza/);
  assert.equal((await caseOf(caseId)).answers.child_name, "Uwase Ineza", "read once more first");
  assert.match(await phone.choose("Send"), /^END .*answer is sent/);
  const found = await caseOf(caseId);
  assert.equal(found.answers.child_name, "Uwase Inneza");
  assert.equal(found.state.status, "in-review");
});
