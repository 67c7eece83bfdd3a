import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { must } from "../../src/kernel/index.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import {
  act,
  confirmed,
  filled,
  josue,
  lookedUp,
  mother,
  registered,
  seated,
} from "./counter-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

/** The buttons of the form that closes the file. */
const button = "then";

test("A ticket for two is not over with the first; each has their own file", async () => {
  const { centres } = town.app.parts;
  const operator = await seated(town, "uwase-claudine", "1");
  const topic = "civil-status-and-identity";
  const { number } = must(
    await centres.takeTicket({ centre: "kigali", topic, lang: "en", party: 2 }),
  );
  const status = async () => (await centres.statusesOf("kigali", [number]))[0]?.status;
  await operator.get("/counter");
  says(await act(operator, "next"), number, "2 people together");
  const first = await registered(operator, { ...josue, nationalId: "1199080012345041" });
  const page = (await operator.get(first)).body;
  for (const words of ["person 1 of 2", "Next person of this ticket"])
    assert.ok(page.includes(words), words);
  const asked = await operator.post(`${first}/close`, { [button]: "next" });
  says(asked, `Were the others of ${number} served?`, "This was person 1 of 2");
  assert.equal(await status(), "serving", "nothing is closed yet");
  await operator.get(first);
  const next = await operator.post(`${first}/close`, { [button]: "next-person" });
  assert.equal(next.path, "/counter", textOf(next));
  assert.ok(next.body.includes(`Look up the next person of ${number}`));
  says(next, number, "At the counter");
  const second = await registered(operator, {
    ...{ ...josue, givenName: "Chantal", nationalId: "1199080012345042" },
  });
  assert.match((await operator.get(second)).body, /person 2 of 2/);
  assert.doesNotMatch(operator.last?.body ?? "", /Next person of this ticket|without a ticket/);
  const done = await operator.post(`${second}/close`, {});
  assert.equal(done.path, "/counter");
  assert.equal(await status(), "done");

  const other = must(await centres.takeTicket({ centre: "kigali", topic, lang: "en", party: 3 }));
  await operator.get("/counter");
  says(await act(operator, "next"), other.number);
  const alone = await registered(operator, {
    ...{ ...josue, givenName: "Denise", nationalId: "1199080012345043" },
  });
  await operator.get(alone);
  await operator.post(`${alone}/close`, { all: "true" });
  const [last] = await centres.statusesOf("kigali", [other.number]);
  assert.equal(last?.status, "done", "the operator said that nobody else needs anything");
});

test("A ticket for two does not end while something of one of them is left open", async () => {
  const { centres } = town.app.parts;
  const operator = await seated(town, "uwase-claudine", "1");
  await town.person(mother.id);
  const colleague = await seated(town, "mugabo-jean", "2");
  const topic = "civil-status-and-identity";
  const { number } = must(
    await centres.takeTicket({ centre: "kigali", topic, lang: "en", party: 2 }),
  );
  const status = async () => (await centres.statusesOf("kigali", [number]))[0]?.status;
  await operator.get("/counter");
  says(await act(operator, "next"), number, "2 people together");
  const first = await registered(operator, {
    ...{ ...josue, givenName: "Eric", nationalId: "1199080012345044" },
  });
  await operator.get(first);
  await operator.post(`${first}/card`);
  await colleague.get("/counter/cards");
  const card = /\/counter\/cards\/[0-9a-f-]{36}/.exec(colleague.last?.body ?? "")?.[0] ?? "";
  await colleague.post(card, { do: "not-accepted", note: "The card is a copy" });
  await operator.get(first);
  await operator.post(`${first}/close`, { [button]: "next-person" });
  says(await operator.get("/counter"), "Niyonzima Eric card with the floor manager");

  const second = await lookedUp(operator, mother.card);
  const base = await filled(operator, second, "Umwali Ineza");
  await operator.get(second);
  const asked = await operator.post(`${second}/close`, {});
  says(asked, `${number} is not finished`, "Niyonzima Eric: card with the floor manager");
  says(asked, "Mukamana Vestine: not sent: Birth certificate");
  assert.equal(await status(), "serving", "nothing is closed yet");

  await operator.post(`${second}/close`, { [button]: "next-person" });
  says(await operator.get("/counter"), "The people of this ticket", "Mukamana Vestine not sent");
  const member = new RegExp(`value="([0-9a-f-]{36})">[^<]*<span[^>]*> ${mother.name}`);
  const id = member.exec(operator.last?.body ?? "")?.[1] ?? "";
  const again = await operator.post("/counter/client", { member: id });
  assert.match(again.path, /^\/counter\/visits\//);
  assert.match(again.body, /person 2 of 2/);
  says(again, "Continue: Birth certificate");
  const here = base.replace(second, again.path);
  await confirmed(town, operator, here, mother.id);
  await operator.get(again.path);
  await operator.post(`${again.path}/close`, { [button]: "next-person" });
  says(await operator.get("/counter"), "Mukamana Vestine application sent");
  // What is not paid is shown first.
  const { path: unpaid } = await operator.post("/counter/client", { member: id });
  const back = /^\/counter\/visits\/[0-9a-f-]{36}/.exec(unpaid)?.[0] ?? "";
  await operator.get(back);
  const left = await operator.post(`${back}/close`, {});
  says(left, "Niyonzima Eric: card with the floor manager");
  assert.doesNotMatch(textOf(left), /not sent/);
  await operator.get(back);
  await operator.post(`${back}/close`, { all: "true" });
  assert.equal(await status(), "done");
});

test("Without an open file a ticket for two is not ended unasked either", async () => {
  const { centres } = town.app.parts;
  const operator = await seated(town, "uwase-claudine", "1");
  const topic = "civil-status-and-identity";
  const order = { centre: "kigali", topic, lang: "en" as const };
  const taken = async (party: number) => must(await centres.takeTicket({ ...order, party }));
  const { number } = await taken(2);
  const status = async (of = number) => (await centres.statusesOf("kigali", [of]))[0]?.status;
  await operator.get("/counter");
  says(await act(operator, "next"), number);
  await act(operator, "start");
  const nobody = await act(operator, "finish");
  says(nobody, `Were all people of ${number} served?`, "A file was opened for 0 of 2 people");
  await operator.get("/counter");
  const first = await registered(operator, {
    ...{ ...josue, givenName: "Fabrice", nationalId: "1199080012345045" },
  });
  await operator.get(first);
  await operator.post(`${first}/close`, { [button]: "next-person" });
  const one = await act(operator, "finish");
  says(one, "A file was opened for 1 of 2 people", "Next person of this ticket");
  assert.equal(await status(), "serving", "nothing is ended yet");
  const ended = await act(operator, "finish", { all: "true" });
  assert.equal(ended.path, "/counter", textOf(ended));
  assert.equal(await status(), "done", "the operator said that nobody else needs anything");

  const other = await taken(2);
  says(await act(operator, "next"), other.number);
  for (const [givenName, nationalId] of [
    ["Gilbert", "1199080012345046"],
    ["Honorine", "1199080012345047"],
  ] as const) {
    const file = await registered(operator, { ...josue, givenName, nationalId });
    await operator.get(file);
    await operator.post(`${file}/close`, { [button]: "next-person" });
  }
  await operator.get("/counter");
  await act(operator, "finish");
  assert.equal(await status(other.number), "done", "both were served: nothing is asked");
});

test("A ticket for one does not end unasked while what was begun with it is not sent", async () => {
  const { centres, counter } = town.app.parts;
  const operator = await seated(town, "uwase-claudine", "1");
  await town.person(mother.id);
  const topic = "civil-status-and-identity";
  const { number } = must(await centres.takeTicket({ centre: "kigali", topic, lang: "en" }));
  const status = async () => (await centres.statusesOf("kigali", [number]))[0]?.status;
  await operator.get("/counter");
  says(await act(operator, "next"), number);
  const visit = await lookedUp(operator, mother.card);
  await filled(operator, visit, "Umwali Keza");
  for (const then of ["", "next"]) {
    await operator.get(visit);
    const asked = await operator.post(`${visit}/close`, { [button]: then });
    says(asked, `${number} is not finished`, "Closing ends the ticket. Still open:");
    says(asked, "Mukamana Vestine: not sent: Birth certificate", "Continue with this person");
    assert.doesNotMatch(asked.body, /next-person/);
    assert.equal(await status(), "serving", "nothing is closed yet");
  }

  const idle = counter.rules.idleMinutes + 1;
  town.setClock(new Date(town.now().getTime() + idle * 60_000).toISOString());
  await operator.get("/counter");
  const late = await act(operator, "finish");
  says(late, `${number} is not finished`, "Client: not sent: Birth certificate");
  assert.doesNotMatch(late.body, /Mukamana/, "a file that closed by itself shows no name again");
  assert.equal(await status(), "serving", "the file has closed by itself");

  const again = await lookedUp(operator, mother.card);
  await operator.get(again);
  const ended = await operator.post(`${again}/close`, { all: "true" });
  assert.equal(ended.path, "/counter", textOf(ended));
  assert.equal(await status(), "done");
});
