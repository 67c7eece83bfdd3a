import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startTown } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { act, seated, staff, ticket } from "./counter-given.ts";
import { civil } from "./hall-given.ts";

const town = await startTown();
after(() => town.close());

/** A security officer signs somebody out everywhere. */
async function endSessionsOf(name: string): Promise<void> {
  const [officer] = await town.database.ownerSql`select id from auth.officer where name = ${name}`;
  const security = await staff(town, "nshimiyimana-olivier");
  await security.get("/office/security");
  says(
    await security.post("/office/security/sessions", { about: `officer:${officer?.id}` }),
    "ended",
  );
}

const { centres } = town.app.parts;
const isOpen = async (counter: string) => (await centres.seats("kigali")).has(counter);

/** Time goes on, and what is due is done. */
async function later(minutes: number): Promise<void> {
  town.setClock(new Date(town.now().getTime() + minutes * 60_000).toISOString());
  await town.settle();
}

test("Whose sessions a security officer ends with a client: the manager is told", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  const manager = await staff(town, "ingabire-solange");
  const { number } = await ticket(town);
  await operator.get("/counter");
  says(await act(operator, "next"), number);
  await act(operator, "start");
  await endSessionsOf("Mugabo Jean");
  const minutes = centres.find("kigali")?.rules.callMinutes ?? 0;
  for (const _ of [1, 2]) await later(minutes);
  assert.ok(await isOpen("2"), "the client is still there");
  says(await manager.get("/hall/kigali?lang=en"), "A client is at a counter without an officer");
  assert.match(textOf(await manager.get("/staff/notifications?lang=en")), /whose officer has left/);
});

test("Whose sessions end without a client: their counter closes, the floor hears", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const manager = await staff(town, "ingabire-solange");
  await ticket(town);
  await later(1);
  assert.ok(await isOpen("1"), "they are signed in");
  const version = async () => (await centres.board("kigali"))?.version ?? 0;
  const before = await version();
  await endSessionsOf("Uwase Claudine");
  await later(1);
  assert.equal(await isOpen("1"), false);
  assert.ok((await version()) > before, "whoever watches the hall reads it anew");
  assert.equal((await centres.waits("kigali")).get(civil), null);
  const floor = textOf(await manager.get("/hall/kigali?lang=en"));
  assert.doesNotMatch(floor, /Uwase Claudine Signed out/);
  await operator.signIn("uwase-claudine");
  says(await operator.get("/counter"), "Which counter are you at today");
});

test("A session that runs out closes the counter, but not during a break", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  await act(operator, "break", { minutes: "30" });
  await later(16);
  assert.ok(await isOpen("1"), "the officer has a break");
  await later(15);
  assert.equal(await isOpen("1"), false);

  await seated(town, "uwase-claudine", "1");
  await later(14);
  assert.ok(await isOpen("1"));
  await later(2);
  assert.equal(await isOpen("1"), false);
});

test("Another sign-in in an officer's browser closes an idle counter", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  await town.database.ownerSql`
    delete from auth.session using auth.officer as o where officer = o.id
    and o.name = 'Uwase Claudine'
    and started_at < (select max(started_at) from auth.session where officer = o.id)`;
  await operator.signIn("uwera-josiane");
  await later(1);
  assert.equal(await isOpen("1"), false);
});
