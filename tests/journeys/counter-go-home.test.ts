import assert from "node:assert/strict";
import { after, test } from "node:test";
import { must } from "../../src/kernel/index.ts";
import { startTown } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import {
  act,
  filled,
  josue,
  lookedUp,
  mother,
  registered,
  seated,
  ticket,
} from "./counter-given.ts";

const town = await startTown();
after(() => town.close());
const { centres } = town.app.parts;
const civil = "civil-status-and-identity";

const statusOf = async (number: string) =>
  (await centres.statusesOf("kigali", [number]))[0]?.status;

test("Who signs out may say that the client was served: ticket and file are done", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const { number } = await ticket(town);
  await operator.get("/counter");
  await act(operator, "next");
  const called = await operator.post("/sign-out");
  assert.doesNotMatch(textOf(called), /was served/, "nobody is here yet");
  const forged = await operator.post("/sign-out", { client: "served" });
  assert.equal(forged.path, "/counter/leave");
  assert.equal(await statusOf(number), "called");
  await registered(operator, josue);
  const asked = await operator.post("/sign-out");
  says(asked, `You are serving ${number}`, "The client was served", "Stay signed in");
  says(asked, "Send the client back to their place in the queue");
  const out = await operator.post("/sign-out", { client: "served" });
  assert.equal(out.path, "/", textOf(out));
  says(out, "signed out");
  assert.equal(await statusOf(number), "done");
  assert.equal((await centres.seats("kigali")).has("1"), false);
  const [visit] = await town.database.ownerSql`select closed_why from counter.visit`;
  assert.equal(visit?.closed_why, "done");
});

test("Of a family it is said who was not served before somebody goes home", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const order = { centre: "kigali", topic: civil, lang: "en" as const };
  const { number } = must(await centres.takeTicket({ ...order, party: 3 }));
  await operator.get("/counter");
  says(await act(operator, "next"), number);
  await act(operator, "start");
  const asked = await operator.post("/sign-out");
  says(asked, "A file was opened for 0 of 3 people", "Nobody else of them needs anything: end the");
  assert.doesNotMatch(textOf(asked), /all the same/);
  assert.equal(await statusOf(number), "serving");
  await operator.post("/sign-out", { client: "served" });
  assert.equal(await statusOf(number), "done");
});

test("A family that went back to the queue finds what was begun at the next counter", async () => {
  await town.person(mother.id);
  const first = await seated(town, "uwase-claudine", "1");
  const order = { centre: "kigali", topic: civil, lang: "en" as const };
  const { number } = must(await centres.takeTicket({ ...order, party: 2 }));
  await first.get("/counter");
  says(await act(first, "next"), number);
  const visit = await lookedUp(first, mother.card);
  await filled(first, visit, "Uwera Kevin");
  await first.get(visit);
  await first.post("/sign-out", { client: "back" });
  assert.equal(await statusOf(number), "waiting");

  const next = await seated(town, "mugabo-jean", "2");
  const called = await act(next, "next");
  says(called, number, "The people of this ticket", mother.name, "not sent: Birth certificate");
  const [, member = ""] = /name="member" value="([^"]+)"/.exec(called.body) ?? [];
  const again = await next.post("/counter/client", { member });
  assert.match(again.body, /person 1 of 2/);
  says(again, "Continue: Birth certificate");
  says(again, "You can see only what was started");
  const { id } = await town.person(mother.id);
  const looks = await town.database.ownerSql`
    select from counter.look where what = 'at-ticket' and person = ${id}`;
  assert.equal(looks.length, 1, "she sees that her name was shown, once");
  await next.post(`${again.path}/close`, { all: "true" });

  const one = must(await centres.takeTicket(order));
  await next.get("/counter");
  says(await act(next, "next"), one.number);
  await lookedUp(next, mother.card);
  await next.post("/sign-out", { client: "back" });
  const third = await seated(town, "mukeshimana-aline", "3");
  says(await act(third, "next"), one.number, `Open the file of ${mother.name} again`);
});

test("From an open file a client is sent for a paper, and comes back to it", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const { number } = await ticket(town);
  await operator.get("/counter");
  says(await act(operator, "next"), number);
  const visit = await lookedUp(operator, mother.card);
  const file = await operator.get(visit);
  assert.match(file.body, /value="park">\s*Will return to me later/);
  assert.match(file.body, /Close, ticket done/);
  const goOn = "then";
  const desk = await operator.post(`${visit}/close`, { [goOn]: "park" });
  assert.equal(desk.path, "/counter");
  assert.match(desk.body, new RegExp(`${number} waits to come back to you`));
  says(desk, "Returning to you", number);
  assert.equal(await statusOf(number), "parked");
  const [, resume = ""] = /name="resume" value="([^"]+)"/.exec(desk.body) ?? [];
  says(await act(operator, "resume", { resume }), `Open the file of ${mother.name} again`);
  const [, back = ""] = /name="back" value="([^"]+)"/.exec(operator.last?.body ?? "") ?? [];
  const again = await operator.post("/counter/client", { back });
  await operator.post(`${again.path}/close`, {});
  assert.equal(await statusOf(number), "done");
});
