import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closedAt } from "../../src/cases/index.ts";
import type { Definition } from "../../src/catalogue/index.ts";
import {
  addDays,
  addMonths,
  type CaseId,
  dateIn,
  instantOf,
  must,
} from "../../src/kernel/index.ts";
import { json, newId } from "../../src/platform/db/index.ts";
import { startTown, type Town } from "../town.ts";
import { completed, inEnglish, says } from "./apply-given.ts";
import { opened, sent } from "./office-given.ts";

interface Closed {
  readonly service: string;
  readonly caseId: CaseId;
  /** The first moment after what the service's page promises. */
  readonly due: Date;
}

const night = (town: Town) => town.app.tasks["privacy.nightly"]({});

const isThere = async (town: Town, caseId: CaseId) =>
  (await town.app.parts.cases.open(caseId)) !== undefined;

/** An application as the first example sends it; undefined where that is out of season. */
async function application(town: Town, government: string, { id }: Definition) {
  const person = town.people[0]?.id ?? "";
  try {
    return (await sent(town, id, { government, person })).caseId as CaseId;
  } catch (error) {
    assert.match(String(error), /call-closed|not-eligible/, id);
    return undefined;
  }
}

const withdraw = async (town: Town, caseId: CaseId) => {
  const { person } = (await opened(town, caseId)).state.submitted ?? {};
  assert.ok(person);
  const actor = { kind: "person", id: person } as const;
  const { cases } = town.app.parts;
  must(await cases.give({ caseId, actor, command: { type: "withdraw" } }));
};

/** Granted in one stroke: how an office comes to that is another test's matter. */
async function grant(town: Town, caseId: CaseId): Promise<void> {
  const { sql } = town.app;
  const { state } = await opened(town, caseId);
  const paid = (state.submitted?.fees ?? [])
    .filter(({ due }) => due === "grant")
    .map(({ id }) => ({ type: "FeePaid", data: { fee: id, bill: newId() } }));
  const decided = { type: "CaseDecided", data: { outcome: "granted", by: [] } };
  const events = [decided, ...paid, { type: "OutputReleased", data: {} }];
  for (const [n, { type, data }] of events.entries())
    await sql`
      insert into events.event (stream, version, type, data, at, actor, command)
      values (${`case-${caseId}`}, ${state.version + n + 1}, ${type}, ${json(sql, data)},
        ${town.now()}, 'system', ${newId()})`;
  await sql`
    update cases.application set status = 'granted', decided_at = ${town.now()}
    where id = ${caseId}`;
}

/** Counted by the calendar alone: so many years later, and the whole of that day. */
function promised(town: Town, definition: Definition, how: "granted" | "otherwise"): Date {
  const term = definition.retention[how];
  assert.ok(term.unit === "calendar" && term.minutes === 0);
  const { timeZone } = town.app.catalogue.jurisdiction;
  const day = addDays(addMonths(dateIn(town.now(), timeZone), term.months), term.days + 1);
  return instantOf(day, 0, timeZone);
}

for (const code of ["rw", "az"] as const) {
  test(`${code}: a file goes in the night after its promised day, not before`, async () => {
    const town = await startTown(undefined, `jurisdictions/${code}`);
    try {
      const closed: Closed[] = [];
      for (const definition of town.app.catalogue.services.filter(({ process }) => process))
        for (const how of ["otherwise", "granted"] as const) {
          const caseId = await application(town, code, definition);
          if (!caseId) continue;
          await (how === "granted" ? grant(town, caseId) : withdraw(town, caseId));
          assert.deepEqual(closedAt(await opened(town, caseId)), town.now(), definition.id);
          const due = promised(town, definition, how);
          closed.push({ service: `${definition.id}, ${how}`, caseId, due });
        }
      const services = new Set(closed.map(({ service }) => service.replace(/,.*/, "")));
      assert.ok(services.size >= 5, [...services].join());
      const terms = [...new Set(closed.map(({ due }) => due.getTime()))].sort((a, b) => a - b);
      assert.ok(terms.length >= 3);
      for (const term of terms) {
        const theirs = closed.filter(({ due }) => due.getTime() === term);
        town.setClock(new Date(term - 1000).toISOString());
        await night(town);
        for (const { service, caseId } of theirs)
          assert.ok(await isThere(town, caseId), `${service} went too early`);
        town.setClock(new Date(term).toISOString());
        await night(town);
        for (const { service, caseId } of theirs)
          assert.ok(!(await isThere(town, caseId)), `${service} is kept too long`);
      }
      const counts = (await town.app.parts.privacy.nights()).map((each) => each.counts);
      const sum = (of: "files" | "failed") =>
        counts.reduce((all, each) => all + (each[of] ?? 0), 0);
      assert.deepEqual([sum("files"), sum("failed")], [closed.length, 0]);
    } finally {
      await town.close();
    }
  });
}

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

/** What is personal of a case, in every table that names it. */
async function traces(caseId: string): Promise<Record<string, number>> {
  const tables = [
    ...["cases.answers", "cases.file", "cases.statement", "cases.finding", "cases.contact"],
    ...["cases.access", "cases.draft", "messages.outbox"],
  ];
  const counts = tables.map(async (table) => {
    const [row] = await town.app.sql<{ count: number }[]>`
      select count(*)::int as count from ${town.app.sql(table)} where case_id = ${caseId}`;
    return [table, row?.count ?? 0] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

test("A file goes whole; history and a certificate without an end stay", async () => {
  const { cases, credentials } = town.app.parts;
  const { caseId, reference } = await sent(town, "birth-certificate");
  await town.settle();
  await completed(town, caseId, "register-check", "found");
  await completed(town, caseId, "signature", "sign");
  await town.settle();
  await cases.recordAccess(caseId, { id: newId(), authority: "nida" }, "file");
  const [paper] = await credentials.forCase(caseId as CaseId);
  assert.ok(paper);
  const person = await inEnglish(town, "habimana-eric");
  says(await person.get("/applications"), reference);
  const events = () => town.app.sql`
    select * from events.event where stream = ${`case-${caseId}`} order by version`;
  const history = [...(await events())];
  const before = await traces(caseId);
  for (const table of ["cases.answers", "cases.finding", "cases.access", "messages.outbox"])
    assert.ok((before[table] ?? 0) > 0, table);
  town.setClock("2036-12-01T01:00:00Z");
  await night(town);
  assert.deepEqual(new Set(Object.values(await traces(caseId))), new Set([0]));
  assert.deepEqual([...(await events())], history);
  const later = await inEnglish(town, "habimana-eric");
  assert.equal((await later.get(`/applications/${caseId}`)).status, 404);
  assert.doesNotMatch((await later.get("/applications")).body, new RegExp(reference));
  assert.equal((await credentials.standing(paper.number))?.number, paper.number);
  const [erasure] = await town.app.parts.privacy.erasuresOf(
    (await town.app.parts.privacy.nights())[0]?.id ?? "",
  );
  assert.deepEqual([erasure?.caseId, erasure?.cause], [caseId, "retention"]);
  // A server that knew no notes left one behind: the next night takes it.
  await town.app.sql`
    insert into cases.note (id, case_id, author, text, at)
    values (${newId()}, ${caseId}, 'officer:x', 'Call them', ${town.now()})`;
  await night(town);
  const left = await town.app.sql`select from cases.note where case_id = ${caseId}`;
  assert.equal(left.length, 0);
});

test("What was never sent goes with its papers, 90 days after its last change", async () => {
  const { cases, catalogue } = town.app.parts;
  town.setClock("2027-01-10T08:00:00Z");
  const { id: person } = await town.person("ishimwe-kevin");
  const { version } = catalogue.current("birth-certificate") ?? {};
  const begin = () =>
    cases.startDraft({ person, service: "birth-certificate", definition: version ?? 1 });
  const [stale, fresh] = [await begin(), await begin()];
  const content = Buffer.from("%PDF-1.4 paper");
  const paper = { document: "id-card", name: "a.pdf", mediaType: "application/pdf", content };
  await cases.attachFile(person, { draftId: stale }, { ...paper, sha256: "0".repeat(64) });
  town.setClock("2027-04-10T21:59:00Z");
  await cases.saveDraft({ id: fresh, person, answers: {}, visited: ["a"] });
  await night(town);
  assert.ok(await cases.findDraft(stale, person), "the ninetieth day is not over");
  town.setClock("2027-04-10T22:00:00Z");
  await night(town);
  assert.equal(await cases.findDraft(stale, person), undefined);
  assert.ok(await cases.findDraft(fresh, person));
  const [left] = await town.app.sql<{ count: number }[]>`
    select count(*)::int as count from cases.file where draft_id = ${stale}`;
  assert.equal(left?.count, 0);
});

test("A certificate that is over goes after its file; one that was revoked at once", async () => {
  const { credentials } = town.app.parts;
  town.setClock("2027-05-03T08:00:00Z");
  const { caseId } = await sent(town, "birth-certificate", { person: "mukamana-vestine" });
  await town.settle();
  await completed(town, caseId, "register-check", "found");
  await completed(town, caseId, "signature", "sign");
  await town.settle();
  const [paper] = await credentials.forCase(caseId as CaseId);
  assert.ok(paper);
  town.setClock("2037-05-10T01:00:00Z");
  await night(town);
  assert.ok(await credentials.find(paper.id));
  await town.app.sql`
    update credentials.credential set revoked_at = ${town.now()}, revoked_reason = 'error'
    where id = ${paper.id}`;
  await night(town);
  assert.equal(await credentials.find(paper.id), undefined);
  const [row] = await town.app.sql<{ claims: unknown; cwt: unknown; statement: unknown }[]>`
    select claims, cwt, statement from credentials.credential where id = ${paper.id}`;
  assert.deepEqual(row && { ...row }, { claims: [], cwt: null, statement: null });
});
