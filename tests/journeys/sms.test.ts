/**
 * SMS both ways: what people write is understood and answered once, and whoever wants none gets
 * none.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { must, type OfficerId, type PersonId } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { Phone } from "../phone.ts";
import { startTown, type Town } from "../town.ts";
import { sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const eric = "+250700000004";
let count = 0;

const write = (from: string, text: string, id = `sms-${++count}`) =>
  new Phone(town, from).post(
    { id, from, to: "1827", text, linkId: "L1", date: "2026-11-23" },
    "sms",
  );

const told = async (phone: string) =>
  (await town.app.parts.messages.latest(100))
    .filter(({ recipient }) => recipient === phone)
    .map(({ template, lang, body }) => ({ template, lang, body }));

test("STATUS and an application number is answered, in the language of its word to a stranger, in his own to a person we know", async () => {
  const { reference } = await sent(town, "mineral-exploration-licence");
  await town.person("habimana-eric");
  const stranger = "+250788123456";
  assert.equal((await write(stranger, `statut ${reference.toLowerCase()}`)).status, 200);
  const [answer] = await told(stranger);
  assert.equal(answer?.lang, "fr");
  assert.match(answer?.body ?? "", new RegExp(`demande ${reference} \\(`));
  await write(eric, `AHO ${reference}`);
  const own = (await told(eric)).find(({ template }) => template === "sms-status");
  assert.equal(own?.lang, "en");
  await write("+250788123457", `VƏZİYYƏT ${reference}`);
  assert.equal((await told("+250788123457"))[0]?.lang, "az");
  await write("+250788123458", "STATUS 12345");
  assert.equal((await told("+250788123458"))[0]?.template, "sms-not-found");
});

test("The same SMS delivered twice is answered once", async () => {
  const phone = "+250788200200";
  await Promise.all([write(phone, "HELP", "twice"), write(phone, "HELP", "twice")]);
  await write(phone, "HELP", "twice");
  assert.equal((await told(phone)).length, 1);
});

test("A machine that answers our answers is answered twenty times in an hour, and its STOP still counts", async () => {
  const phone = "+250788500500";
  for (let round = 0; round < 23; round++) await write(phone, "I am on leave until Monday.");
  assert.equal((await told(phone)).length, 20);
  await write(phone, "STOP");
  assert.equal((await told(phone)).length, 20);
  const [row] = await town.app.sql`select phone from messages.stopped where phone = ${phone}`;
  assert.ok(row);
  town.setClock("2026-11-23T09:00:01Z");
  await write(phone, "HELP");
  assert.equal((await told(phone)).length, 21);
});

test("After STOP no SMS comes but what the law asks for and codes, until START", async () => {
  const phone = "+250788300300";
  const send = (template: "submitted" | "refused" | "confirm-code") =>
    town.app.parts.messages.send({
      id: `${template}-${++count}`,
      personId: "0190a000-0000-7000-8000-000000000001" as PersonId,
      to: { phone, email: "a@example.org" },
      lang: "rw",
      template,
      facts: { reference: "7KQ3M-9XFRT", service: "x", code: "123456", reason: "y" },
    });
  await write(phone, "Hagarika");
  assert.equal((await told(phone))[0]?.template, "sms-stopped");
  assert.equal(await send("submitted"), 1, "only the e-mail");
  assert.equal(await send("refused"), 2);
  assert.equal(await send("confirm-code"), 2);
  await write(phone, "START");
  assert.equal(await send("submitted"), 2);
});

test("WAIT and a ticket number tells how long that ticket waits, and how it ended", async () => {
  const phone = "+250788400400";
  const { centres } = town.app.parts;
  const take = async (letter: string) => {
    const topic = centres.find("kigali")?.topics.find((each) => each.letter === letter);
    assert.ok(topic);
    return must(await centres.takeTicket({ centre: "kigali", topic: topic.id, lang: "en" }));
  };
  await take("B");
  await take("A");
  const { token } = await take("A");
  await write(phone, "wait b 1");
  const [unserved] = await told(phone);
  assert.match(unserved?.body ?? "", /ticket B001: no counter is open for this now/);
  const officer = newId<OfficerId>();
  must(await centres.openCounter({ centre: "kigali", counter: "1", officer }));
  const { wait } = (await centres.ticketOf(token)) ?? {};
  await write(phone, "wait a 2");
  const answer = (await told(phone)).find(({ template }) => template === "sms-wait");
  const { ahead, fromMinutes, toMinutes } = wait ?? assert.fail("it waits");
  const words = `A002: ${ahead} before you, about ${fromMinutes} to ${toMinutes} minutes.`;
  assert.ok(answer?.body.endsWith(words), answer?.body);
  must(await centres.leave(token));
  await write(phone, "wait a 2");
  const ended = (await told(phone)).find(({ template }) => template === "sms-ticket");
  assert.match(ended?.body ?? "", /ticket A002: You have left the queue/);
  await write(phone, "WAIT X999");
  assert.ok((await told(phone)).some(({ template }) => template === "sms-not-found"));
});

test("A stranger to the gateway's secret is not found", async () => {
  const phone = new Phone(town, eric);
  const fields = { id: "x", from: eric, text: "STOP" };
  assert.equal((await phone.post(fields, "sms", "f".repeat(32))).status, 404);
  assert.equal((await phone.post({ ...fields, from: "" }, "sms")).status, 400);
});
