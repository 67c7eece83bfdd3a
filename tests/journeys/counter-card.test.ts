import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { counterAccount, personByNationalId } from "../../src/platform/auth/index.ts";
import { load } from "../../src/platform/events/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { completed, says, textOf } from "./apply-given.ts";
import { act, caseIn, filled, josue, mother, registered, seated, staff } from "./counter-given.ts";
import { civil, kioskOf, takenAt } from "./hall-given.ts";

const number = "1196680099999099";
const read = {
  ...{ number: "1 1966 8 0099999 0 99" },
  ...{ "birth-day": "2", "birth-month": "5", "birth-year": "1966" },
};

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

async function closed(operator: Client, visit: string): Promise<void> {
  await operator.get(visit);
  await operator.post(`${visit}/close`);
}

/** The address under which the one waiting card is confirmed. */
async function waiting(colleague: Client): Promise<string> {
  const page = await colleague.get("/counter/cards");
  const path = /\/counter\/cards\/[0-9a-f-]{36}/.exec(page.body)?.[0];
  assert.ok(path, "a card waits");
  return path;
}

/** How many calls to a card are unread on the list of an officer. */
const unread = async (client: Client): Promise<number> =>
  textOf(await client.get("/staff/notifications?lang=en")).match(
    /A colleague asks you to read a card\W*Unread/g,
  )?.length ?? 0;

const actors = async (caseId: string) =>
  (await load(town.app.sql, `case-${caseId}`)).map(({ actor }) => actor);

const levelOf = async (nationalId: string) =>
  (await personByNationalId(town.app.sql, nationalId))?.level;

test("Who has never signed in goes from the kiosk to a printed certificate", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const standing = await (await staff(town, "mugabo-jean")).get("/counter/cards");
  says(standing, "Choose your counter first");
  assert.match(standing.body, /href="\/counter">\s*Choose your counter/);
  assert.doesNotMatch(standing.body, /No card is waiting/, "nobody looked for one");
  const colleague = await seated(town, "mugabo-jean", "2");
  says(await colleague.get("/counter/cards"), "No card is waiting");
  const kiosk = await kioskOf(town);
  // Whoever made the kiosk was signed out of it.
  const manager = await staff(town, "ingabire-solange");
  await kiosk.get("/hall/kigali/kiosk/topics?lang=en");
  const { number: drawn } = await takenAt(kiosk, civil);
  await operator.get("/counter");
  says(await act(operator, "next"), drawn, "Called", `If ${drawn} is not here within`);
  const visit = await registered(operator, josue);
  says(await operator.get(visit), "created at a counter", "Ask a colleague to look at the card");
  const first = await operator.get(visit);
  says(first, "Birth certificate after a colleague has looked at the card");
  assert.doesNotMatch(first.body, /name="service"/, "nothing else than they need");
  const wait = await operator.post(`${visit}/card`);
  says(wait, "Hand the card to one of these colleagues", "Mugabo Jean");
  assert.ok(wait.headers.get("refresh"), "it goes on by itself");

  assert.deepEqual([await unread(colleague), await unread(manager)], [1, 1]);
  says(await colleague.get("/counter"), "A colleague asks you to look at a card");
  const path = await waiting(colleague);
  const page = colleague.last?.body ?? "";
  assert.match(page, /Niyonzima Josué/);
  assert.doesNotMatch(page, /1966|0099999/, "who agrees has read the card, and not the screen");
  const wrong = await colleague.post(path, { ...read, "birth-day": "3" });
  assert.equal(wrong.status, 422);
  says(
    wrong,
    "your colleague entered are not the same. Compare the card together",
    "can be read 2 more times",
  );
  says(await colleague.post(path, { ...read, "birth-day": "4" }), "can be read 1 more time.");
  assert.equal(await unread(colleague), 1, "it still waits");
  assert.equal(await levelOf(number), 1);
  await waiting(colleague);
  assert.match((await colleague.post(path, read)).body, /The card of Niyonzima Josué is confirmed/);
  assert.equal(await levelOf(number), 2);
  assert.deepEqual([await unread(colleague), await unread(manager)], [0, 0], "nobody is called");

  assert.equal((await operator.get(`${visit}/card?again=1`)).path, visit);
  says(await operator.get(visit), "Card checked by Uwase Claudine and Mugabo Jean");
  const base = await filled(operator, visit, "Umwali Keza");
  const check = await operator.get(`${base}/check`);
  assert.match(check.body, /class="govuk-back-link"[^>]*\/all"|\/all"[^>]*class="govuk-back-link"/);
  const asked = await operator.post(`${base}/ask`, { kind: "signature" });
  says(asked, "Change something first (you then ask the person again)");
  says(asked, "Print the summary to sign", "Number of this summary", "Umwali Keza", "Date and sig");
  const sheet = /The signed summary ([0-9A-F]{4}-[0-9A-F]{4}) is here/.exec(textOf(asked))?.[1];
  assert.ok(sheet);
  const unsigned = await operator.post(`${base}/confirm`);
  assert.equal(unsigned.status, 422);
  says(unsigned, "Have the summary signed");
  assert.match(unsigned.body, /href="#sheet"/);
  const receipt = await operator.post(`${base}/confirm`, { sheet: "true" });
  assert.match(receipt.path, /\/receipt$/, textOf(receipt));
  says(receipt, "Card checked by Uwase Claudine and Mugabo Jean");
  says(receipt, `Signed summary ${sheet}, with Uwase Claudine`);
  assert.doesNotMatch(textOf(receipt), /Signature:/, "nothing is signed twice");
  says(receipt, "We have no telephone number", "within 1 working day after payment");
  says(receipt, "Come to: Kigali service hall, Nyarugenge, City of Kigali. Open Monday to Friday");
  says(receipt, "Or ring 9099 (Irembo)");
  const caseId = caseIn(receipt);
  const [actor = ""] = await actors(caseId);
  assert.match(actor, /^person:[0-9a-f-]{36} counter:[0-9a-f-]{36} card signed$/);

  const { cases } = town.app.parts;
  await town.settle();
  const applied = await cases.open(caseId);
  for (const { id: fee } of applied?.state.submitted?.fees ?? [])
    await cases.give({
      ...{ caseId, command: { type: "record-payment", fee, bill: fee } },
      actor: { kind: "system" },
    });
  await completed(town, caseId, "register-check", "found");
  await completed(town, caseId, "signature", "sign");
  await town.settle();
  const ready = await operator.get(visit);
  const paper = new RegExp(`${visit}/papers/[0-9a-f-]{36}/en`).exec(ready.body)?.[0] ?? "";
  const handing = /<button[^>]*name="paper"[^>]*>/;
  assert.doesNotMatch(handing.exec(ready.body)?.[0] ?? "", /secondary/);
  const printed = await operator.get(paper);
  assert.equal(printed.headers.get("content-type"), "application/pdf");
  const file = `${visit}/applications/${caseId}`;
  const handedOver = /\/papers\/([0-9a-f-]{36})/.exec(paper)?.[1] ?? "";
  await operator.get(visit);
  await operator.post(`${file}/handover`, { paper: handedOver });
  const after = await operator.get(file);
  assert.match(handing.exec(after.body)?.[0] ?? "", /secondary/, "it is done");
  await closed(operator, visit);
});

test("Nobody confirms their own check, nor a card of a hall where they are not", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const card = { ...josue, givenName: "Ange", nationalId: "1199080012345012" };
  const visit = await registered(operator, card);
  await operator.get(visit);
  await operator.post(`${visit}/card`);
  const colleague = await staff(town, "mugabo-jean");
  const path = await waiting(colleague);
  await operator.get("/counter/cards");
  assert.doesNotMatch(operator.last?.body ?? "", new RegExp(path), "it is not in their own list");
  const own = await operator.post(path, { ...read, number: card.nationalId });
  assert.match(own.body, /Somebody else must look/);
  const elsewhere = await seated(town, "mukeshimana-aline", "1", "musanze");
  await elsewhere.get("/counter/cards");
  assert.doesNotMatch(elsewhere.last?.body ?? "", new RegExp(path));
  await elsewhere.post(path, { ...read, number: card.nationalId });
  assert.equal(await levelOf(card.nationalId), 1);
  await operator.get(`${visit}/card`);
  await operator.post(`${visit}/card/alone`);
  assert.equal(await levelOf(card.nationalId), 1, "a colleague is here: nobody answers alone");
  for (let tries = 0; tries < 3; tries++) {
    await colleague.get("/counter/cards");
    await colleague.post(path, read);
  }
  assert.doesNotMatch(colleague.last?.body ?? "", /#reading-/, "its field is no longer there");
  await colleague.get("/counter/cards");
  await colleague.post(path, { ...read, number: card.nationalId });
  assert.equal(await levelOf(card.nationalId), 1, "after three differences it is over");
  assert.equal(await unread(colleague), 0);
  says(await operator.get(`${visit}/card`), "three times");
  await closed(operator, visit);
});

test("Of two colleagues at the same moment one confirms, and the other is told", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const card = { ...josue, givenName: "Eric", nationalId: "1198580012345013" };
  const visit = await registered(operator, card);
  await operator.get(visit);
  await operator.post(`${visit}/card`);
  const colleagues = [await staff(town, "mugabo-jean"), await staff(town, "ingabire-solange")];
  const path = await waiting(colleagues[0] as Client);
  await colleagues[1]?.get("/counter/cards?lang=en");
  const form = { ...read, number: card.nationalId };
  const answers = await Promise.all(colleagues.map((each) => each.post(path, form)));
  const told = answers.map(({ body }) => /The card of .* is confirmed/.test(body));
  assert.deepEqual(told.sort(), [false, true]);
  assert.equal(await levelOf(card.nationalId), 2);
  await closed(operator, visit);
});

test("Alone in a hall an operator answers for the card, and each one is reviewed", async () => {
  const alone = await seated(town, "mukeshimana-aline", "1", "musanze");
  const card = { ...josue, givenName: "Alice", nationalId: "1197580012345014" };
  const visit = await registered(alone, card);
  await alone.get(visit);
  says(await alone.post(`${visit}/card`), "Nobody else is at a counter of this hall");
  await alone.post(`${visit}/card/alone`);
  assert.equal(await levelOf(card.nationalId), 2);
  says(await alone.get(visit), "Card checked by Mukeshimana Aline alone");
  await closed(alone, visit);
  const reviewer = await staff(town, "ingabire-solange");
  const page = await reviewer.get("/counter/reviews");
  says(page, "Card checked", "Niyonzima Alice", "Nobody else was at a counter");
  const [section = ""] = page.body.split("Niyonzima Alice").slice(1);
  const path = /\/counter\/reviews\/[0-9a-f-]{36}/.exec(section)?.[0] ?? "";
  await reviewer.post(path, { act: "not-in-order" });
  assert.equal(await levelOf(card.nationalId), 1, "what is not in order counts no more");
});

test("Where nobody can be called nobody is promised, nor an eleventh card alone", async () => {
  const { ownerSql } = town.database;
  const [leave] = await ownerSql<{ id: string }[]>`
    insert into auth.absence (id, officer, from_at, until_at, status, asked_by, asked_at)
    select gen_random_uuid(), id, ${town.now()}::timestamptz - interval '1 day',
      ${town.now()}::timestamptz + interval '1 day', 'held', 'command', ${town.now()}
    from auth.officer where name = 'Ingabire Solange' returning id`;
  const alone = await seated(town, "mukeshimana-aline", "1", "musanze");
  await alone.get("/counter/pad");
  const pad = /\/counter\/pad\/[\w-]+/.exec((await alone.post("/counter/pad")).body)?.[0] ?? "";
  const card = { ...josue, givenName: "Diane", nationalId: "1197580012345017", language: "fr" };
  const visit = await registered(alone, card);
  await alone.get(visit);
  const wait = await alone.post(`${visit}/card`);
  says(wait, "Nobody can be called to the card", "Services that need no confirmed identity");
  says(wait, "Aucun autre agent ne peut regarder votre carte", "confirm alone");
  const id = visit.replace("/counter/visits/", "");
  assert.doesNotMatch(wait.body, /Un collègue vient|Hand the card to one of these/);
  const screen = await town.guest().get(pad);
  says(screen, "Aucun autre agent ne peut regarder votre carte");
  assert.doesNotMatch(screen.body, /Un collègue vient/);

  await ownerSql`
    insert into counter.card_check (id, person, visit, operator, centre, counter, card, asked_at,
      settled_at, settled_by, outcome, drawn)
    select gen_random_uuid(), person, visit, operator, centre, counter, card, ${town.now()},
      ${town.now()}, operator, 'alone', true
    from counter.card_check, generate_series(1, 10) where visit = ${id}
      and settled_at is null`;
  await ownerSql`update counter.card_check set asked_at = asked_at + interval '1 second'
    where visit = ${id} and settled_at is null`;
  const page = await alone.get(`${visit}/card`);
  says(page, "You have confirmed ten cards alone in 24 hours");
  assert.doesNotMatch(page.body, /confirm alone|card\/alone/);
  await ownerSql`delete from counter.card_check
    where visit = ${id} and outcome = 'alone'`;
  await ownerSql`delete from auth.absence where id = ${leave?.id ?? ""}`;
  await closed(alone, visit);
});

test("Who signs out comes no more, and is not called", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  // Of the tests before; here they sign out of their only session.
  await town.database.ownerSql`
    delete from auth.session using auth.officer as o
    where officer = o.id and o.name = 'Mugabo Jean'`;
  const colleague = await seated(town, "mugabo-jean", "2");
  const card = { ...josue, givenName: "Solina", nationalId: "1198070012345024", language: "fr" };
  const visit = await registered(operator, card);
  await operator.get(visit);
  await operator.post(`${visit}/card`);
  const path = await waiting(colleague);
  await colleague.post(path, { do: "come" });
  says(await operator.get(`${visit}/card`), "Mugabo Jean is coming");
  await colleague.get("/counter");
  await colleague.post("/sign-out");
  const page = await operator.get(`${visit}/card`);
  assert.doesNotMatch(textOf(page), /Mugabo Jean/);
  says(page, "Ingabire Solange");
  await closed(operator, visit);
});

test("Who is called says that they come; a call without an answer is made again", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const colleague = await seated(town, "mugabo-jean", "2");
  const manager = await staff(town, "ingabire-solange");
  const bell = async (client: Client) =>
    (await client.get("/staff/notifications?lang=en")).body.split("asks you to read a card").length;
  const before = await bell(manager);
  await colleague.get("/counter");
  await act(colleague, "break", { minutes: "15" });
  const card = { ...josue, givenName: "Odile", nationalId: "1198070012345016", language: "fr" };
  const visit = await registered(operator, card);
  await operator.get("/counter/pad");
  const pad = /\/counter\/pad\/[\w-]+/.exec((await operator.post("/counter/pad")).body)?.[0] ?? "";
  await operator.get(visit);
  const wait = await operator.post(`${visit}/card`);
  says(wait, "Mugabo Jean", "counter 2, on a break", "Ingabire Solange", "at no counter now");
  says(wait, "Tell the client meanwhile", "Un collègue vient regarder votre carte");
  says(wait, "Nobody else is at a counter of this hall");
  says(await town.guest().get(pad), "Un collègue vient regarder votre carte");

  assert.equal(await bell(manager), before + 1);
  const link = /\/staff\/notifications\/card-check[^"]+/.exec(manager.last?.body ?? "")?.[0] ?? "";
  assert.equal((await manager.get(link)).path, "/counter/cards");
  const path = await waiting(manager);
  const come = await manager.post(path, { do: "come" });
  assert.match(come.body, /Your colleague has been told/);
  says(await operator.get(`${visit}/card`), "Ingabire Solange is coming");
  await waiting(colleague);
  says(await colleague.post(path, { do: "come" }), "Ingabire Solange is coming");
  await operator.get("/counter/cards");
  const own = await operator.post(path, { do: "come" });
  assert.match(own.body, /Somebody else must look/);

  const asked = town.now();
  town.setClock(new Date(asked.getTime() + 5 * 60_000).toISOString());
  const [first, second] = [await staff(town, "uwase-claudine"), await staff(town, "mugabo-jean")];
  says(await first.get(`${visit}/card`), "Nobody has read the card within 5 minutes");
  await town.settle();
  assert.equal(await unread(second), 0, "nobody is called any longer");
  const late = await second.get("/counter/cards");
  assert.doesNotMatch(late.body, new RegExp(path));
  const tooLate = await second.post(path, { ...read, number: card.nationalId });
  assert.match(tooLate.body, /This card check is finished, or another one has replaced it/);
  assert.equal(await levelOf(card.nationalId), 1);
  await first.get(`${visit}/card`);
  const again = await first.post(`${visit}/card`);
  says(again, "Hand the card to one of these colleagues");
  assert.equal(await unread(second), 1, "the second call is in place of the first");
  const anew = await waiting(second);
  assert.notEqual(anew, path);
  const confirmed = await second.post(anew, { ...read, number: card.nationalId });
  assert.match(confirmed.body, /The card of .* is confirmed/);
  assert.equal(await levelOf(card.nationalId), 2);
  await closed(first, visit);
  town.setClock(asked.toISOString());
});

test("One's own account comes before one that a counter made; no check changes it", async () => {
  const own = await town.person(mother.id);
  await town.database.ownerSql`
    insert into auth.person (id, iss, sub, name, national_id, level, created_at, updated_at)
    values (gen_random_uuid(), ${counterAccount}, 'card:copy', 'Somebody Else', ${mother.card},
      ${own.level}, now(), now())`;
  assert.equal((await personByNationalId(town.app.sql, mother.card))?.id, own.id);
  const operator = await seated(town, "uwase-claudine", "1");
  await operator.get("/counter");
  const { path: visit } = await operator.post("/counter/client", { nationalId: mother.card });
  assert.match(visit, /^\/counter\/visits\//);
  await operator.get(visit);
  const refused = await operator.post(`${visit}/card`);
  assert.equal(refused.status, 403);
  await closed(operator, visit);
});

test("A number that has an account is looked up; a card in another name is said", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const looks = () => town.database.ownerSql`
    select what from counter.look join auth.person on person.id = look.person
    where national_id = ${mother.card} and what = 'registering'`;
  const counted = async () => (await town.database.ownerSql`select from counter.lookup`).length;
  const once = async (givenName: string) => {
    await operator.get("/counter/register");
    const card = { ...josue, givenName, familyName: "Mukamana", nationalId: mother.card };
    const page = await operator.post("/counter/register", card);
    assert.equal(page.status, 422);
    says(page, "An account with this number exists already");
    assert.doesNotMatch(page.body, /value="1994"|value="3"/, "nothing of it is told");
    const before = await counted();
    const file = await operator.post("/counter/client", { ...card, registering: card.nationalId });
    assert.match(file.path, /^\/counter\/visits\/[0-9a-f-]{36}$/, textOf(file));
    await closed(operator, file.path);
    return { file, counted: (await counted()) - before };
  };
  await town.person(mother.id);
  const other = await once("Rose");
  assert.match(other.file.body, /<h1[^>]*autofocus>\s*The card is in another name/);
  assert.match(other.file.body, new RegExp(`ct-client__name[^>]*>${mother.name}`));
  const same = await once("Vestine");
  assert.match(same.file.body, /banner__heading">This account existed already/);
  assert.equal(other.counted - same.counted, 1, "a card in another name counts");
  assert.equal((await looks()).length, 2);
});

test("A telephone that is known opens a visit too, counted as any look-up", async () => {
  const own = await town.person(mother.id);
  const operator = await seated(town, "uwase-claudine", "1");
  await operator.get("/counter");
  const { path: visit } = await operator.post("/counter/client", { nationalId: own.phone ?? "" });
  assert.match(visit, /^\/counter\/visits\//);
  assert.match((await operator.get(visit)).body, new RegExp(own.name));
  const [row] = await town.app.sql<{ count: number }[]>`
    select count(*)::int as count from counter.lookup`;
  assert.ok((row?.count ?? 0) > 0);
  await closed(operator, visit);
});

test("Who only takes cash is led from the counter to the till", async () => {
  const cashier = await staff(town, "uwamahoro-denise");
  assert.equal((await cashier.get("/counter")).path, "/treasury/till");
});
