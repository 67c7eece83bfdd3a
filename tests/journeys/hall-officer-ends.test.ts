import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Client } from "../client.ts";
import { startTown } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { act, josue, registered, seated, staff } from "./counter-given.ts";
import { kioskOf, takenAt } from "./hall-given.ts";

const town = await startTown();
after(() => town.close());
const { centres } = town.app.parts;
const alarm = "A client is at a counter without an officer";

/** The client of this operator's next ticket, at their counter. */
async function servedBy(operator: Client, kiosk: Client) {
  const { number } = await takenAt(kiosk);
  const [{ id } = assert.fail(number)] = await centres.ticketsNumbered("kigali", number);
  await operator.get("/counter");
  says(await act(operator, "next"), number);
  await act(operator, "start");
  return { number, ticket: id };
}

/** An administrator says that this officer has left. */
async function ends(name: string): Promise<void> {
  const [officer] = await town.database.ownerSql<{ id: string }[]>`
    select id from auth.officer where name = ${name}`;
  const admin = await staff(town, "mugisha-beatha");
  const page = `/admin/staff/${officer?.id}/left`;
  await admin.get(page);
  await admin.post(page);
}

test("Whose officer is ended: the manager is told at once, and somebody else goes on", async () => {
  const kiosk = await kioskOf(town);
  const manager = await staff(town, "ingabire-solange");
  const first = await seated(town, "uwase-claudine", "1");
  const one = await servedBy(first, kiosk);
  await registered(first, josue);
  await ends("Uwase Claudine");
  await town.settle();
  const floor = await manager.get("/hall/kigali?lang=en");
  says(floor, alarm, `Counter 1: ${one.number} with`, "The officer works here no longer");
  assert.match(floor.body, /id="counter-1-gone" open/);
  assert.doesNotMatch(textOf(floor), /Close after this client/);
  says(await manager.get("/staff/notifications"), "whose officer has left");

  const next = await staff(town, "mugabo-jean");
  const again = await manager.get("/hall/kigali?lang=en");
  const [, officer = ""] = /<option value="([^"]+)">Mugabo Jean/.exec(again.body) ?? [];
  const at = "/hall/kigali/counters/1";
  const taken = await manager.post(at, { do: "take-over", ticket: one.ticket, officer });
  says(taken, `Counter 1 goes on with ${one.number}`);
  assert.doesNotMatch(textOf(taken), new RegExp(alarm));
  says(await next.get("/counter"), "Counter 1", one.number);
  await town.settle();
  says(await next.get("/staff/notifications?lang=en"), "A counter was opened for you");
  const open = await town.database.ownerSql`select from counter.visit where closed_at is null`;
  assert.equal(open.length, 0);
  const late = await manager.post(at, { do: "take-over", ticket: one.ticket, officer: "x" });
  assert.notEqual(late.status, 200, "nobody else is put there");
  await act(next, "finish");

  const two = await servedBy(next, kiosk);
  await ends("Mugabo Jean");
  says(await manager.get("/hall/kigali?lang=en"), `${two.number} was served: end the ticket`);
  const served = await manager.post(at, { do: "served", ticket: two.ticket });
  says(served, `${two.number} was served, and its ticket has ended. Counter 1 is closed.`);
  assert.equal((await centres.ticketIn("kigali", two.ticket))?.status, "done");
  assert.equal((await centres.seats("kigali")).has("1"), false);
});

test("An officer who is there again keeps their client and their counter", async () => {
  const kiosk = await kioskOf(town);
  const manager = await staff(town, "ingabire-solange");
  const officer = await seated(town, "mukeshimana-aline", "3");
  const { ticket } = await servedBy(officer, kiosk);
  await manager.get("/hall/kigali?lang=en");
  const late = await manager.post("/hall/kigali/counters/3", { do: "served", ticket });
  assert.equal(late.status, 409);
  assert.equal((await centres.ticketIn("kigali", ticket))?.status, "serving");
  assert.ok((await centres.seats("kigali")).has("3"));
  await act(officer, "finish");
});

test("The counter of an officer who is ended closes where nobody is there", async () => {
  await seated(town, "mukeshimana-aline", "3");
  await ends("Mukeshimana Aline");
  assert.equal((await centres.seats("kigali")).has("3"), false);
});
