import assert from "node:assert/strict";
import { after, test } from "node:test";
import { must } from "../../src/kernel/index.ts";
import { startTown } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { act, josue, registered, seated, ticket } from "./counter-given.ts";

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
  says(asked, `You are serving ${number}`, "The client was served", "Go on serving");
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
  says(asked, "A file was opened for 0 of 3 people", "End the ticket all the same and sign out");
  assert.equal(await statusOf(number), "serving");
  await operator.post("/sign-out", { client: "served" });
  assert.equal(await statusOf(number), "done");
});
