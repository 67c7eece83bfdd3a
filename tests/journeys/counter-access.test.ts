import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type CaseId, must, type PersonId } from "../../src/kernel/index.ts";
import type { Client } from "../client.ts";
import { setRoles } from "../held-roles.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says, textOf } from "./apply-given.ts";
import {
  act,
  caseIn,
  codeOf,
  confirmed,
  filled,
  lookedUp,
  mother,
  seated,
  staff,
  ticket,
} from "./counter-given.ts";

let town: Town;
/** Of an application that she sent at a counter on another day. */
let sent: string;
before(async () => {
  town = await startTown();
  const { id } = await town.person(mother.id);
  await setRoles(town.database.ownerSql, "Ingabire Solange", ["floor-manager"]);
  const operator = await seated(town, "uwase-claudine", "1");
  const visit = await lookedUp(operator, mother.card);
  sent = caseIn(await confirmed(town, operator, await filled(operator, visit), mother.id));
  await operator.post(`${visit}/close`);
  const { id: service, version: definition = 1 } =
    town.app.catalogue.current("birth-certificate") ?? assert.fail();
  const answers = { who: "child" };
  await town.app.parts.cases.startDraft({ person: id, service, definition, answers });
});
after(() => town?.close());

/** What a visit shows of what she did before. */
async function shows(operator: Client, visit: string) {
  const first = await operator.get(visit);
  const list = await operator.get(`${visit}/applications`);
  const one = await operator.get(`${visit}/applications/${sent}`);
  return {
    draft: /Continue: /.test(textOf(first)),
    list: list.body.includes(sent),
    one: one.status === 200,
  };
}

async function lookups(): Promise<number> {
  const [row] = await town.database.ownerSql<{ count: number }[]>`
    select count(*)::int as count from counter.lookup`;
  return row?.count ?? 0;
}

const nothing = { draft: false, list: false, one: false };
const all = { draft: true, list: true, one: true };

test("By the number alone only the visit is seen; with a code, the whole file", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  const visit = await lookedUp(operator, mother.card);
  assert.deepEqual(await shows(operator, visit), nothing);
  await operator.get(visit);
  says(await operator.post(`${visit}/open`), "Open the person’s file");
  const wrong = await operator.post(`${visit}/open/code`, { code: "000000" });
  assert.equal(wrong.status, 422);
  assert.deepEqual(await shows(operator, visit), nothing);
  await operator.get(`${visit}/open`);
  await operator.post(`${visit}/open/code`, { code: await codeOf(town, mother.id) });
  assert.deepEqual(await shows(operator, visit), all);
  await operator.post(`${visit}/close`);
});

test("The number of an application opens a visit of whose it is, and no more", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  const application = await town.app.parts.cases.open(sent as CaseId);
  const { reference = assert.fail() } = application?.state.submitted ?? {};
  const before = await lookups();
  const visit = await lookedUp(operator, reference.toLowerCase());
  assert.equal(await lookups(), before + 1, "it counts as a look-up");
  const [row] = await town.app.sql<{ name: string }[]>`
    select p.name from counter.visit v join auth.person p on p.id = v.person
    where v.id = ${visit.split("/").at(-1) ?? ""}`;
  assert.equal(row?.name, mother.name);
  assert.deepEqual(await shows(operator, visit), nothing, "the file opens as it always does");
  await operator.post(`${visit}/close`);
});

test("What was begun in the visit can be gone on with, and read once it is sent", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  const visit = await lookedUp(operator, mother.card);
  const base = await filled(operator, visit, "Uwase Keza");
  assert.equal((await operator.get(`${base}/check`)).status, 200);
  const receipt = await confirmed(town, operator, base, mother.id);
  assert.equal((await operator.get(`${visit}/applications/${caseIn(receipt)}`)).status, 200);
  await operator.get(visit);
  await operator.post(`${visit}/close`);
});

test("The ticket that the person took signed in opens the file, another's does not", async () => {
  const { id: person } = await town.person(mother.id);
  const operator = await seated(town, "mugabo-jean", "2");
  await ticket(town);
  await act(operator, "next");
  const visit = await lookedUp(operator, mother.card);
  assert.deepEqual(await shows(operator, visit), nothing);
  await operator.get(visit);
  await operator.post(`${visit}/close`);
  await ticket(town, undefined, person);
  await act(operator, "next");
  const own = await lookedUp(operator, mother.card);
  assert.deepEqual(await shows(operator, own), all);
  await operator.get(own);
  await operator.post(`${own}/close`);
});

test("The code of the person's appointment at this hall today opens the file", async () => {
  const { id: person } = await town.person(mother.id);
  const { appointments } = town.app.parts;
  const startsAt = new Date(town.now().getTime() + 3 * 24 * 3600_000);
  startsAt.setUTCHours(8, 0, 0, 0);
  const book = async (of: PersonId) => {
    const topic = "civil-status-and-identity";
    const free = await appointments.freeSlots("kigali", topic, startsAt.toISOString().slice(0, 10));
    const [slot] = free.filter(({ free }) => free > 0);
    const about = { centre: "kigali", topic, person: of, lang: "en" };
    return must(await appointments.book({ ...about, startsAt: slot?.startsAt ?? startsAt }));
  };
  const before = town.now();
  const [own, other] = [await book(person), await book(crypto.randomUUID() as PersonId)];
  const operator = await seated(town, "mugabo-jean", "2");
  const early = await lookedUp(operator, mother.card);
  const tell = (visit: string, appointment: string) =>
    operator.post(`${visit}/open/appointment`, { appointment });
  says(await tell(early, own.code), "not the code of an appointment of this person here today");
  await operator.get(early);
  await operator.post(`${early}/close`);
  town.setClock(own.startsAt.toISOString());
  const there = await seated(town, "mugabo-jean", "2");
  const visit = await lookedUp(there, mother.card);
  const at = (appointment: string) => there.post(`${visit}/open/appointment`, { appointment });
  assert.equal((await at(other.code)).status, 422, "somebody else's");
  await there.get(visit);
  assert.equal((await at(own.id)).status, 422, "the number in an address is no code");
  assert.deepEqual(await shows(there, visit), nothing);
  await there.get(visit);
  await at(` ${own.code.toLowerCase()} `);
  assert.deepEqual(await shows(there, visit), all);
  assert.equal((await appointments.find(own.id))?.status, "arrived");
  await there.get(visit);
  await there.post(`${visit}/close`);
  town.setClock(before.toISOString());
});

test("An agent never sees what was begun elsewhere, not even with a code", async () => {
  const agent = await staff(town, "ndayisaba-paul");
  const visit = await lookedUp(agent, mother.card);
  assert.deepEqual(await shows(agent, visit), nothing);
  const draft = await filled(agent, visit, "Uwase Ineza");
  await agent.get(visit);
  await agent.post(`${visit}/close`);
  const again = await lookedUp(agent, mother.card);
  const same = draft.replace(visit, again);
  assert.equal((await agent.get(`${same}/check`)).status, 404);
  await agent.get(again);
  await agent.post(`${again}/open`);
  await agent.post(`${again}/open/code`, { code: await codeOf(town, mother.id) });
  assert.equal((await agent.get(`${same}/check`)).status, 200, "what they began together");
  assert.deepEqual({ ...(await shows(agent, again)), draft: false }, nothing);
  await agent.get(again);
  await agent.post(`${again}/close`);
});

test("A person is told by SMS at once that their file was opened, and where", async () => {
  const { id } = await town.person(mother.id);
  const messages = await town.app.parts.messages.outboxOf(id);
  const told = messages.filter(
    ({ template, channel }) => template === "file-opened" && channel === "sms",
  );
  assert.ok(told.length >= 2);
  assert.ok(told.some(({ body }) => body.includes("Kigali")));
  assert.ok(told.some(({ body }) => body.includes("Ndayisaba Paul")));
});

test("Without a telephone the card in hand opens it, and a copied number does not", async () => {
  await town.database
    .ownerSql`update auth.person set phone = null where national_id = ${mother.card}`;
  const operator = await seated(town, "mugabo-jean", "2");
  const visit = await lookedUp(operator, mother.card);
  const read = {
    ...{ "number-end": mother.card.slice(-4), "birth-day": "11", "birth-month": "3", seen: "true" },
    "birth-year": "1994",
  };
  const before = await shows(operator, visit);
  for (const wrong of [{ "birth-day": "12" }, { "number-end": "0000" }, { seen: "" }]) {
    await operator.get(visit);
    const refused = await operator.post(`${visit}/open/card`, { ...read, ...wrong });
    assert.equal(refused.status, 422);
    says(refused, "Enter the last four characters");
  }
  assert.deepEqual(await shows(operator, visit), before);
  await operator.get(visit);
  assert.equal((await operator.post(`${visit}/open/card`, read)).path, visit);
  assert.deepEqual(await shows(operator, visit), all);
  const her = await inEnglish(town, mother.id);
  says(await her.get("/applications/opened"), "reason: ", "Mugabo Jean");
  await operator.get(visit);
  await operator.post(`${visit}/close`);
});

test("Without a telephone a reason opens it, read by the person and a second officer", async () => {
  await town.database
    .ownerSql`update auth.person set phone = null where national_id = ${mother.card}`;
  const operator = await seated(town, "mugabo-jean", "2");
  const visit = await lookedUp(operator, mother.card);
  const short = await operator.post(`${visit}/open/reason`, { reason: "because" });
  assert.equal(short.status, 422);
  await operator.get(visit);
  await operator.post(`${visit}/open/reason`, { reason: "She asks where her application stands" });
  assert.deepEqual(await shows(operator, visit), all);
  const her = await inEnglish(town, mother.id);
  says(await her.get("/applications/opened"), "reason: She asks where her application stands");
  const id = visit.split("/").at(-1) ?? "";
  await town.database.ownerSql`
    insert into counter.review (visit, due_at) values (${id}, now()) on conflict do nothing`;
  assert.equal((await operator.get("/counter/reviews")).status, 403);
  const manager = await staff(town, "ingabire-solange");
  says(
    await manager.get("/counter/reviews"),
    "She asks where her application stands",
    "Mugabo Jean",
  );
  await manager.post(`/counter/reviews/${id}`, { act: "not-in-order" });
  const [review] = await town.database
    .ownerSql`select finding from counter.review where visit = ${id}`;
  assert.equal(review?.finding, "not-in-order");
  says(await her.get("/applications/opened"), "Ingabire Solange");
});

test("Ten look-ups in an hour alarm the floor manager, and twenty are the end", async () => {
  town.setClock("2026-11-24T08:00:00Z");
  const operator = await seated(town, "mukeshimana-aline", "3");
  const tried = async (number: number, by = operator) => {
    await by.get("/counter");
    return by.post("/counter/client", { nationalId: `0000${number}` });
  };
  for (let number = 0; number < 9; number++) await tried(number);
  const manager = await staff(town, "ingabire-solange");
  assert.doesNotMatch((await manager.get("/counter/reviews")).body, /Mukeshimana Aline/);
  for (let number = 9; number < 20; number++) assert.equal((await tried(number)).status, 422);
  says(await manager.get("/counter/reviews"), "Mukeshimana Aline");
  says(await tried(20), "too many people in the last hour");
  town.setClock("2026-11-24T09:01:00Z");
  const later = await staff(town, "mukeshimana-aline");
  assert.equal((await tried(21, later)).status, 422);
});
