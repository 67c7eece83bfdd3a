import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import type { CaseId, PersonId } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { makeI18n } from "../platform/i18n/index.ts";
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
  const messages = makeMessages({
    sql,
    clock: () => now,
    words: i18n.for,
    gateways,
    dial: "*182*7#",
    help: () => "9099",
  });
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
      what: "Date de naissance",
    },
    caseId: newId<CaseId>(),
    ...more,
  });
  const deliver = async () => {
    // As if the pause after a try were over.
    await sql`update messages.outbox set next_at = now() where state = 'queued'`;
    await messages.deliverDue();
  };
  return { messages, told: notice, carried, line, deliver };
}

test("Who is told of what they may not have done reads whom to call", () => {
  const { messages, told: notice } = post();
  const reference = { reference: "7KQ3M-9XFRT", service: "Mining licence" };
  for (const lang of ["en", "rw", "fr", "az"] as const)
    for (const asked of [
      notice({ lang, template: "contact-changed", facts: reference }),
      notice({ lang, template: "file-opened", facts: { place: "Kigali", time: "10:00" } }),
    ]) {
      const [sms] = messages.compose(asked);
      assert.match(sms?.body ?? "", /\b9099\b/, `${lang} ${asked.template}`);
    }
});

test("What is asked ends its line, so that a question reads as one", () => {
  const { messages, told: notice } = post();
  const what = "When was the child born?";
  for (const lang of ["en", "rw", "fr", "az"] as const) {
    const asked = notice({ lang, facts: { ...notice().facts, what } });
    for (const { body } of messages.compose(asked)) assert.ok(body.includes(`${what}\n`), body);
  }
});

test("A person gets one message per occasion, in their language", async () => {
  const { messages, told: notice } = post();
  const request = notice();
  const counts = await Promise.all([messages.send(request), messages.send(request)]);
  assert.equal(counts[0] + counts[1], 2);
  const [email, sms, more] = await messages.outboxOf(request.personId);
  assert.equal(sms?.subject, email?.subject, "an SMS is headed by what it is about");
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
  await deliver();
  const sms = carried.find(({ id }) => id === request.id);
  assert.match(sms?.body ?? "", /143477/);
  const [stored] = await messages.outboxOf(request.personId);
  assert.deepEqual([stored?.state, stored?.body], ["sent", ""]);
});

test("After STOP an SMS is written only where the law or an act needs it", async () => {
  const { messages, told: notice } = post();
  const phone = "+250788000009";
  await messages.stop(phone);
  const [news, term] = [notice({ template: "granted", to: { phone } }), notice({ to: { phone } })];
  assert.deepEqual([await messages.send(news), await messages.send(term)], [0, 1]);
  await messages.start(phone);
  assert.equal(await messages.send(news), 1);
});

test("A message is sent once, retried when the carrier is down, finally given up", async () => {
  const { messages, told: notice, carried, line, deliver } = post();
  await deliver();
  const request = notice({ to: { phone: "+250788000002" } });
  await messages.send(request);
  const times = () => carried.filter(({ id }) => id === request.id).length;
  line.broken = true;
  await messages.deliverDue();
  line.broken = false;
  await messages.deliverDue();
  assert.equal(times(), 0, "not before its pause is over");
  await deliver();
  await deliver();
  assert.equal(times(), 1);
  const [delivered] = await messages.outboxOf(request.personId);
  assert.deepEqual([delivered?.state, delivered?.tries, delivered?.endedAt], ["sent", 2, now]);

  line.broken = true;
  const undeliverable = notice({ to: { phone: "+250788000003" } });
  await messages.send(undeliverable);
  for (let tries = 1; tries < 8; tries++) await deliver();
  assert.equal((await messages.outboxOf(undeliverable.personId))[0]?.state, "queued");
  await deliver();
  assert.equal((await messages.outboxOf(undeliverable.personId))[0]?.state, "failed");
});

test("A message that lacks a fact goes to nobody", async () => {
  const { messages, told: notice } = post();
  const request = notice({ facts: { reference: "7KQ3M-9XFRT" } });
  await assert.rejects(messages.send(request), /lacks service, date, what/);
  assert.deepEqual(await messages.outboxOf(request.personId), []);
});

test("The newest messages come first", async () => {
  const { messages } = post();
  assert.equal((await messages.latest(3)).length, 3);
});

test("Of one instant, the message written last comes first", async () => {
  const { messages, told: notice } = post();
  const personId = newId<PersonId>();
  const to = { phone: "+250788000001" };
  const ids = ["b-received", "c-pay", "a-paid"].map((id) => `${id}:${personId}`);
  for (const id of ids) await messages.send({ ...notice({ to }), id, personId });
  const listed = (await messages.outboxOf(personId)).map(({ id }) => id);
  assert.deepEqual(listed, ids.toReversed());
});

test("A person is told in the ways that they chose, and of what the law demands", async () => {
  const { messages, told: notice } = post();
  const { personId } = notice();
  const facts = {
    reference: "7KQ3M-9XFRT",
    service: { words: { en: "Mining licence" } },
    amount: { minor: 500, currency: "RWF" },
  };
  const ways = async (more: Omit<Partial<Send>, "personId"> = {}) => {
    const request = { ...notice({ template: "paid", facts, ...more }), personId };
    await messages.send(request);
    const all = await messages.outboxOf(personId);
    return all.filter(({ id }) => id === request.id).map(({ channel }) => channel);
  };
  assert.equal(await messages.waysOf(personId), "both");
  assert.deepEqual(await ways(), ["email", "sms"]);
  await messages.setWays(personId, "email");
  assert.deepEqual(await ways(), ["email"]);
  assert.deepEqual(await ways({ to: { phone: "+250788000001" } }), ["sms"], "never lost");
  await messages.setWays(personId, "law");
  assert.deepEqual(await ways(), []);
  const refused = { ...facts, reason: "No record" };
  assert.deepEqual(await ways({ template: "refused", facts: refused }), ["email", "sms"]);
  const { personId: other, ...theirs } = notice({ template: "paid", facts });
  assert.equal(await messages.send({ ...theirs, personId: other }), 2, "nobody else's wish");
});
