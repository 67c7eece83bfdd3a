import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import type { CaseId, PersonId } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { makeI18n } from "../platform/i18n/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import { demoGateway, type Message, makeMessages, type Send } from "./index.ts";

const database = await freshDatabase();
const { appSql: sql } = database;
after(() => database.drop());
const i18n = makeI18n(join(import.meta.dirname, "../../messages"));
const now = new Date("2026-11-24T08:00:00Z");

function post() {
  const carried: Message[] = [];
  const line = { broken: false };
  const gateway = {
    send: async (message: Message) => {
      if (line.broken) throw new Error("no line to the operator");
      carried.push(message);
    },
  };
  const gateways = { sms: gateway, email: demoGateway };
  const messages = makeMessages({ sql, clock: () => now, words: i18n.for, enqueue, gateways });
  const told = (
    more: Omit<Partial<Send>, "personId"> = {},
  ): Send & { readonly personId: PersonId } => ({
    id: newId(),
    personId: newId<PersonId>(),
    to: { phone: "+250788000001", email: "keza@example.rw" },
    lang: "fr",
    template: "request",
    facts: {
      reference: "7KQ3M-9XFRT",
      service: { words: { en: "Mining licence", fr: "Permis minier" } },
      date: { until: "2026-12-01T22:00:00Z", timeZone: "Africa/Kigali" },
    },
    caseId: newId<CaseId>(),
    ...more,
  });
  const deliver = messages.tasks["messages.deliver"];
  return { messages, told, carried, line, deliver };
}

test("A person is told once for one occasion, in their language, on the ways that they gave", async () => {
  const { messages, told } = post();
  const asked = told();
  const sent = await Promise.all([messages.send(asked), messages.send(asked)]);
  assert.equal(sent[0] + sent[1], 2);
  const [email, sms, more] = await messages.outboxOf(asked.personId);
  assert.equal(more, undefined);
  assert.equal(email?.subject, "Complément demandé pour la demande 7KQ3M-9XFRT");
  assert.match(sms?.body ?? "", /7KQ3M-9XFRT \(Permis minier\).*1er décembre 2026/);
  assert.deepEqual([sms?.encoding, sms?.segments, sms?.state], ["GSM-7", 1, "queued"]);
  const nobody = told({ to: { phone: null } });
  assert.equal(await messages.send(nobody), 0);
});

test("A code that has been carried away does not stay here", async () => {
  const { messages, told, carried, deliver } = post();
  const facts = { code: "143477", service: { words: { fr: "Permis minier" } } };
  const asked = told({ template: "confirm-code", facts, to: { phone: "+250788000001" } });
  await messages.send(asked);
  await deliver({ id: asked.id, channel: "sms" });
  assert.match(carried[0]?.body ?? "", /143477/);
  const [kept] = await messages.outboxOf(asked.personId);
  assert.deepEqual([kept?.state, kept?.body], ["sent", ""]);
});

test("A job says which message it carries, and neither whom it goes to nor what it says", async () => {
  const { messages, told } = post();
  const asked = told();
  await messages.send(asked);
  const jobs = await sql<{ payload: object }[]>`
    select payload from jobs.job where key like ${`%${asked.id}`} order by key`;
  assert.deepEqual(
    jobs.map(({ payload }) => payload),
    [
      { id: asked.id, channel: "email" },
      { id: asked.id, channel: "sms" },
    ],
  );
});

test("A message is carried once, is tried again when the line is down, and is given up in the end", async () => {
  const { messages, told, carried, line, deliver } = post();
  const asked = told({ to: { phone: "+250788000002" } });
  await messages.send(asked);
  const job = { id: asked.id, channel: "sms" } as const;
  line.broken = true;
  await assert.rejects(deliver(job), /no line/);
  line.broken = false;
  await deliver(job);
  await deliver(job);
  assert.equal(carried.length, 1);
  const [sent] = await messages.outboxOf(asked.personId);
  assert.deepEqual([sent?.state, sent?.tries, sent?.endedAt], ["sent", 2, now]);

  line.broken = true;
  const lost = told({ to: { phone: "+250788000003" } });
  await messages.send(lost);
  for (let tries = 1; tries < 8; tries++)
    await assert.rejects(deliver({ id: lost.id, channel: "sms" }));
  await deliver({ id: lost.id, channel: "sms" });
  assert.equal((await messages.outboxOf(lost.personId))[0]?.state, "failed");
});

test("A message that lacks a fact goes to nobody", async () => {
  const { messages, told } = post();
  const asked = told({ facts: { reference: "7KQ3M-9XFRT" } });
  await assert.rejects(messages.send(asked), /lacks service, date/);
  assert.deepEqual(await messages.outboxOf(asked.personId), []);
});

test("The newest messages come first", async () => {
  const { messages } = post();
  assert.equal((await messages.latest(3)).length, 3);
});
