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
  const notice = (
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
  return { messages, told: notice, carried, line, deliver };
}

test("A person gets one message per occasion, in their language", async () => {
  const { messages, told: notice } = post();
  const request = notice();
  const counts = await Promise.all([messages.send(request), messages.send(request)]);
  assert.equal(counts[0] + counts[1], 2);
  const [email, sms, more] = await messages.outboxOf(request.personId);
  assert.equal(more, undefined);
  assert.equal(email?.subject, "Complément demandé pour la demande 7KQ3M-9XFRT");
  assert.match(sms?.body ?? "", /7KQ3M-9XFRT \(Permis minier\).*1er décembre 2026/);
  assert.deepEqual([sms?.encoding, sms?.segments, sms?.state], ["GSM-7", 1, "queued"]);
  const nobody = notice({ to: { phone: null } });
  assert.equal(await messages.send(nobody), 0);
});

test("A code that has been carried away does not stay here", async () => {
  const { messages, told: notice, carried, deliver } = post();
  const facts = { code: "143477", service: { words: { fr: "Permis minier" } } };
  const request = notice({ template: "confirm-code", facts, to: { phone: "+250788000001" } });
  await messages.send(request);
  await deliver({ id: request.id, channel: "sms" });
  assert.match(carried[0]?.body ?? "", /143477/);
  const [stored] = await messages.outboxOf(request.personId);
  assert.deepEqual([stored?.state, stored?.body], ["sent", ""]);
});

test("A job names the message that it delivers, but neither recipient nor content", async () => {
  const { messages, told: notice } = post();
  const request = notice();
  await messages.send(request);
  const jobs = await sql<{ payload: object }[]>`
    select payload from jobs.job where key like ${`%${request.id}`} order by key`;
  assert.deepEqual(
    jobs.map(({ payload }) => payload),
    [
      { id: request.id, channel: "email" },
      { id: request.id, channel: "sms" },
    ],
  );
});

test("A message is sent once, retried when the carrier is down, finally given up", async () => {
  const { messages, told: notice, carried, line, deliver } = post();
  const request = notice({ to: { phone: "+250788000002" } });
  await messages.send(request);
  const job = { id: request.id, channel: "sms" } as const;
  line.broken = true;
  await assert.rejects(deliver(job), /no line/);
  line.broken = false;
  await deliver(job);
  await deliver(job);
  assert.equal(carried.length, 1);
  const [delivered] = await messages.outboxOf(request.personId);
  assert.deepEqual([delivered?.state, delivered?.tries, delivered?.endedAt], ["sent", 2, now]);

  line.broken = true;
  const undeliverable = notice({ to: { phone: "+250788000003" } });
  await messages.send(undeliverable);
  for (let tries = 1; tries < 8; tries++)
    await assert.rejects(deliver({ id: undeliverable.id, channel: "sms" }));
  await deliver({ id: undeliverable.id, channel: "sms" });
  assert.equal((await messages.outboxOf(undeliverable.personId))[0]?.state, "failed");
});

test("A message that lacks a fact goes to nobody", async () => {
  const { messages, told: notice } = post();
  const request = notice({ facts: { reference: "7KQ3M-9XFRT" } });
  await assert.rejects(messages.send(request), /lacks service, date/);
  assert.deepEqual(await messages.outboxOf(request.personId), []);
});

test("The newest messages come first", async () => {
  const { messages } = post();
  assert.equal((await messages.latest(3)).length, 3);
});
