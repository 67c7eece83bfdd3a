import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Answers } from "../../src/form/index.ts";
import type { NewPerson } from "../../src/platform/auth/index.ts";
import {
  personByNationalId,
  personByPhone,
  rememberPerson,
} from "../../src/platform/auth/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { startTown, type Town } from "../town.ts";
import { answersOf } from "./api-apply-given.ts";
import { says } from "./apply-given.ts";
import {
  caseIn,
  codeOf,
  confirmed,
  filled,
  mother,
  opened,
  seated,
  staff,
} from "./counter-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
});
after(() => town.close());

test("No way of asking for a page spares an operator the record of his look", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  const visit = await opened(operator, mother.card);
  const base = await filled(operator, visit);
  const id = caseIn(await confirmed(town, operator, base, mother.id));
  await operator.post(`${visit}/close`);
  const looks = async () => (await town.app.parts.cases.accessesOf(id)).length;
  const before = await looks();
  town.setClock("2026-11-23T09:00:00Z");
  const later = await staff(town, "mugabo-jean");
  const again = await opened(later, mother.card);
  await later.get(`${again}/applications/${id}?again=1`);
  assert.equal(await looks(), before + 1, "the first look of a visit");
  await later.get(`${again}/applications/${id}/receipt?again=1`);
  assert.equal(await looks(), before + 1, "a page that looks again by itself");
  await later.post(`${again}/close`);
});

test("The screen that faces the clients of an agent is dark from the moment the badge is suspended", async () => {
  const agent = await staff(town, "ndayisaba-paul");
  const badge = /\/agents\/[A-Z0-9]{5}-[A-Z0-9]{5}/.exec((await agent.get("/counter")).body)?.[0];
  const visit = await opened(agent, mother.card);
  const base = await filled(agent, visit);
  await agent.get("/counter/pad");
  const pad = /\/counter\/pad\/[\w-]{22}/.exec((await agent.post("/counter/pad")).body)?.[0] ?? "";
  await agent.get(`${base}/check`);
  await agent.post(`${base}/ask`, { kind: "code" });
  const screen = town.guest();
  says(await screen.get(pad), mother.name);
  const inspector = await staff(town, "rwema-patrick");
  await inspector.get(`/counter${badge}`);
  await inspector.post(`/counter${badge}`, {
    finding: "no-consent",
    suspend: "true",
    note: "Seen",
  });
  assert.equal((await screen.get(pad)).status, 404);
  assert.ok(await codeOf(town, mother.id));
});

const card = (more: Partial<NewPerson>): NewPerson => ({
  ...{ iss: "urn:hamwe:counter", sub: newId(), name: "Somebody Else", givenName: "Else" },
  ...{ familyName: "Somebody", birthDate: "1990-01-01", nationalId: null, nationality: null },
  ...{ phone: null, email: null, language: "en", level: 1, ...more },
});

test("What a counter writes down from a card takes nobody's own account out of reach", async () => {
  const { sql } = town.app;
  const own = await town.person(mother.id);
  const { nationalId, phone } = own;
  assert.ok(nationalId && phone);
  await rememberPerson(sql, card({ nationalId, phone }), { id: newId(), now: town.now() });
  assert.equal((await personByNationalId(sql, nationalId))?.id, own.id);
  assert.equal((await personByPhone(sql, phone))?.id, own.id);
  const twin = card({ nationalId, level: own.level, iss: "https://elsewhere.example" });
  await rememberPerson(sql, twin, { id: newId(), now: town.now() });
  assert.equal(
    await personByNationalId(sql, nationalId),
    undefined,
    "two as sure: nobody is meant",
  );
});

test("Pressed twice at the same moment, somebody is written down once", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  await operator.get("/counter/register");
  const form = {
    ...{ givenName: "Keza", familyName: "Ineza", nationalId: "1 2001 7 0000007 0 07", phone: "" },
    ...{ "birth-day": "1", "birth-month": "2", "birth-year": "2001", language: "rw" },
    ...{ card: "national-id", seen: "true" },
  };
  await Promise.all([1, 2, 3, 4].map(() => operator.post("/counter/register", form)));
  assert.ok(await personByNationalId(town.app.sql, "1200170000007007"));
});

test("However many codes are asked for at once, five are open, and thirty are sent in a day", async () => {
  const { sql, parts } = town.app;
  const person = (await town.person("habimana-eric")).id;
  const ask = async (minutes: number) => {
    const now = new Date(town.now().getTime() + minutes * 60_000);
    const made = await Promise.all(
      Array.from({ length: 12 }, () =>
        parts.codes.ask(sql, now, { person, purpose: "test", door: "program" }),
      ),
    );
    return made.filter(({ ok }) => ok).length;
  };
  const sent: number[] = [];
  for (let turn = 0; turn < 7; turn++) sent.push(await ask(turn * 11));
  assert.deepEqual(sent, [5, 5, 5, 5, 5, 5, 0]);
  assert.equal(await ask(25 * 60), 5, "the next day");
  const now = new Date(town.now().getTime() + 25 * 3_600_000);
  const other = await parts.codes.ask(sql, now, { person, purpose: "test", door: "counter" });
  assert.ok(other.ok, "another door has its own");
});

test("Numbers of cards cannot be tried one after the other", async () => {
  const agent = await staff(town, "mugabo-jean");
  await agent.get("/counter");
  const statuses = new Set<number>();
  for (let number = 0; number < 70; number++) {
    const form = { nationalId: `1199${number}`, _csrf: agent.hidden("/counter/client")._csrf };
    const { status } = await agent.post("/counter/client", form);
    statuses.add(status);
    if (status === 429) break;
  }
  assert.ok(statuses.has(429));
});

test("A paper put in or taken out while somebody says yes is not what he said yes to", async () => {
  const { cases } = town.app.parts;
  const person = await town.person("habimana-eric");
  const service = "birth-certificate";
  const definition = town.app.catalogue.current(service)?.version ?? 0;
  const answers = answersOf(service) as Answers;
  const id = await cases.startDraft({ person: person.id, service, definition, answers });
  let second = 0;
  const later = () => town.setClock(`2026-11-23T10:00:0${++second}Z`);
  const send = async (draft: Awaited<ReturnType<typeof cases.findDraft>>) => {
    assert.ok(draft);
    const about = { draftId: id, draft, exact: true, person: person.id, lang: "en" } as const;
    return cases.submit({ ...about, applicant: person });
  };
  later();
  const seen = await cases.findDraft(id, person.id);
  later();
  const content = Buffer.from("%PDF-1.7");
  const paper = { document: "letter", name: "a.pdf", mediaType: "application/pdf", content };
  const file = await cases.attachFile(person.id, { draftId: id }, { ...paper, sha256: "00" });
  const first = await send(seen);
  assert.ok(!first.ok && first.refusal.code === "case.conflict", JSON.stringify(first));
  const withPaper = await cases.findDraft(id, person.id);
  later();
  assert.ok(await cases.detachFile(file, { draftId: id }, person.id));
  const without = await send(withPaper);
  assert.ok(!without.ok && without.refusal.code === "case.conflict", JSON.stringify(without));
  assert.ok((await send(await cases.findDraft(id, person.id))).ok);
});
