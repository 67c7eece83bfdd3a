/** How many statements it costs to tell of a ticket, and to end one: a measure without noise. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { must } from "../../src/kernel/index.ts";
import type { Client } from "../client.ts";
import { Phone } from "../phone.ts";
import { countedTown } from "./cost-given.ts";
import { act, seated } from "./counter-given.ts";

const counted = await countedTown();
const { town } = counted;
after(counted.close);
const { centres } = town.app.parts;

const take = async (centre: string, party = 1) => {
  const topic = centres.find(centre)?.topics.find(({ letter }) => letter === "A");
  assert.ok(topic, centre);
  const order = { centre, topic: topic.id, lang: "en" as const, party };
  return must(await centres.takeTicket(order));
};

let messages = 0;

/** An SMS, and its answer. */
async function wait(number: string) {
  const id = `sms-${++messages}`;
  const phone = new Phone(town, `+2507884005${String(messages).padStart(2, "0")}`);
  const sms = { id, from: phone.number, to: "1827", text: `wait ${number}`, linkId: "L1" };
  return counted.counted(() => phone.post({ ...sms, date: "2026-11-23" }, "sms"));
}

test("WAIT computes the queue of one hall, however many halls have the number", async () => {
  const { number } = await take("kigali");
  await wait(number);
  const alone = await wait(number);
  assert.equal((await take("musanze")).number, number);
  assert.deepEqual(await wait(number), alone);
});

/** What it costs to end the ticket in hand, or to be asked first. */
async function finish(operator: Client, path: string, fields: Record<string, string>) {
  await operator.get("/counter");
  const form = { ...operator.hidden("/counter/queue"), ...fields };
  const { cost } = await counted.costOf(operator, path, new URLSearchParams(form));
  return cost.statements;
}

test("Ending a ticket reads its people once, and the seat of its officer once", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  await centres.waits("kigali");
  await act(operator, "next");
  await act(operator, "start");
  await act(operator, "finish");
  await take("kigali", 2);
  await operator.get("/counter");
  await act(operator, "next");
  await act(operator, "start");
  await finish(operator, "/counter/queue", { act: "finish" });
  // Session, seat, tickets at the counter, and the people who were served.
  assert.equal(await finish(operator, "/counter/queue", { act: "finish" }), 4);
  // Who is in front of them, the ticket with the counter, and the session.
  assert.equal(await finish(operator, "/sign-out", { client: "served" }), 20);
  assert.equal((await centres.hall("kigali"))?.today.done, 2);
});
