import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { act, josue, registered, seated, staff } from "./counter-given.ts";
import { kioskOf, takenAt } from "./hall-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const statusOf = async (number: string) =>
  (await town.app.parts.centres.statusesOf("kigali", [number]))[0]?.status;

const isSeated = async (counter: string) =>
  (await town.app.parts.centres.seats("kigali")).has(counter);

test("Who signs out with a client is asked first, and the client goes back", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const { number } = await takenAt(await kioskOf(town));
  await operator.get("/counter");
  await act(operator, "next");
  const asked = await operator.post("/sign-out");
  assert.equal(asked.path, "/counter/leave", textOf(asked));
  says(asked, "Before you sign out", `${number} has been called to your counter`, "Stay signed in");
  says(await operator.get("/counter"), number);
  await act(operator, "start");
  await registered(operator, josue);
  await operator.post("/sign-out");
  says(operator.last ?? asked, `You are serving ${number}`);
  const out = await operator.post("/sign-out", { client: "back" });
  assert.equal(out.path, "/", textOf(out));
  says(out, "signed out");
  assert.equal(await statusOf(number), "waiting");
  assert.equal(await isSeated("1"), false);
  const open = await town.database.ownerSql`select from counter.visit where closed_at is null`;
  assert.equal(open.length, 0);
  const again = await seated(town, "uwase-claudine", "1");
  says(await act(again, "next"), number);
  await act(again, "start");
  await act(again, "finish");
  await again.get("/counter");
  assert.equal((await again.post("/sign-out")).path, "/", "nobody is there: nothing is asked");
});

test("Whose session ends with a client: the manager is told, and no client is blamed", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  const manager = await staff(town, "ingabire-solange");
  const { number } = await takenAt(await kioskOf(town));
  await operator.get("/counter");
  says(await act(operator, "next"), number);
  const began = town.now();
  await town.database.ownerSql`
    update auth.session set idle_until = ${began} from auth.officer as o
    where officer = o.id and o.name = 'Mugabo Jean'`;
  const alarm = "A client is at a counter without an officer";
  const unread = async () =>
    textOf(await manager.get("/staff/notifications?lang=en")).includes("whose officer has left");
  const minutes = town.app.parts.centres.find("kigali")?.rules.callMinutes ?? 0;
  const soon = await manager.get("/hall/kigali?lang=en");
  assert.doesNotMatch(textOf(soon), new RegExp(alarm));
  await town.settle();
  assert.equal(await unread(), false);
  town.setClock(new Date(began.getTime() + minutes * 60_000).toISOString());
  await town.settle();
  const page = await manager.get("/hall/kigali?lang=en");
  says(page, alarm, `Counter 2: ${number} with Mugabo Jean`);
  assert.doesNotMatch(textOf(page), /has not come/);
  assert.equal(await unread(), true);
  const [press = ""] = /role="alert">[\s\S]*?<\/form>/.exec(page.body) ?? [];
  assert.match(press, new RegExp(`value="free">\\s*Send ${number} back and close the counter`));
  const [, action = ""] = /action="([^"]+)"/.exec(press) ?? [];
  const [, ticket = ""] = /name="ticket" value="([^"]+)"/.exec(press) ?? [];
  const freed = await manager.post(action, { do: "free", ticket });
  says(freed, `${number} is back in its place in the queue. Counter 2 is closed.`);
  assert.doesNotMatch(textOf(freed), new RegExp(alarm));
  assert.equal(await isSeated("2"), false);
  assert.equal(await statusOf(number), "waiting");
  await town.settle();
  const back = await staff(town, "mugabo-jean");
  says(await back.get("/staff/notifications?lang=en"), "Your counter was closed");
});

test("Somebody else signs in in an officer's browser: the client is left too", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const manager = await staff(town, "ingabire-solange");
  await operator.get("/counter");
  const [number = assert.fail("nobody is called")] =
    /A\d{3}(?= Called)/.exec(textOf(await act(operator, "next"))) ?? [];
  await town.database.ownerSql`
    delete from auth.session using auth.officer as o where officer = o.id
    and o.name = 'Uwase Claudine'
    and started_at < (select max(started_at) from auth.session where officer = o.id)`;
  await operator.signIn("mugabo-jean");
  const minutes = town.app.parts.centres.find("kigali")?.rules.callMinutes ?? 0;
  town.setClock(new Date(town.now().getTime() + minutes * 60_000).toISOString());
  const page = await manager.get("/hall/kigali?lang=en");
  says(page, "A client is at a counter without an officer");
  const [, ticket = ""] = /name="ticket" value="([^"]+)"/.exec(page.body) ?? [];
  const freed = await manager.post("/hall/kigali/counters/1", { do: "free", ticket });
  says(freed, `${number} is back in its place in the queue. Counter 1 is closed.`);
});

test("A call while the officer was signed out does not count, and an order stays", async () => {
  const { centres } = town.app.parts;
  const operator = await seated(town, "mugabo-jean", "2");
  const { number } = await takenAt(await kioskOf(town));
  const manager = await staff(town, "ingabire-solange");
  const [{ id } = assert.fail(number)] = await centres.ticketsNumbered("kigali", number);
  await manager.get(`/hall/kigali/queue/${id}?lang=en`);
  const sent = { do: "call-next", counter: "2", reason: "health" };
  await manager.post(`/hall/kigali/queue/${id}`, sent);
  await operator.get("/counter");
  says(await act(operator, "next"), number);
  const later = (minutes: number) =>
    town.setClock(new Date(town.now().getTime() + minutes * 60_000).toISOString());
  await town.database.ownerSql`
    update auth.session set idle_until = ${town.now()} from auth.officer as o
    where officer = o.id and o.name = 'Mugabo Jean'`;
  later(28);
  const back = await staff(town, "mugabo-jean");
  const floor = await staff(town, "ingabire-solange");
  const hall = async () => textOf(await floor.get("/hall/kigali?lang=en"));
  assert.doesNotMatch(await hall(), /has not come/, "the officer has just come back");
  later(4);
  assert.match(await hall(), /The officer is back for 4 minutes, the client has not come/);
  await back.get("/counter");
  await act(back, "skip");
  const queued = (await centres.callOrder("kigali")).find((one) => one.id === id);
  assert.equal(queued?.reserved, "2");
  assert.equal((await centres.ticketIn("kigali", id))?.calls, 0);
  later(4);
  await back.get("/counter");
  says(await act(back, "next"), number);
  await act(back, "skip");
  assert.equal((await centres.ticketIn("kigali", id))?.calls, 1, "now they could have come");
  const left = { do: "cancel", reason: "gone" };
  await floor.get(`/hall/kigali/queue/${id}`);
  await floor.post(`/hall/kigali/queue/${id}`, left);
});

test("With nobody free, one press has an open counter take on and call a letter", async () => {
  const manager = await staff(town, "ingabire-solange");
  await seated(town, "uwase-claudine", "1");
  await town.database.ownerSql`
    insert into auth.signed_out (officer, at)
    select id, ${town.now()} from auth.officer where name <> 'Uwase Claudine'
    on conflict (officer) do update set at = excluded.at`;
  await takenAt(await kioskOf(town), "education");
  const page = await manager.get("/hall/kigali?lang=en");
  const line = /<li>D · Education[\s\S]*?<\/form>/.exec(page.body)?.[0] ?? "";
  assert.match(line, /value="take-on">Let counter 1 take D on, and call it first/, textOf(page));
  const sent = { do: "take-on", for: /name="for" value="([^"]+)"/.exec(line)?.[1] ?? "" };
  const done = await manager.post("/hall/kigali/counters/1", sent);
  says(done, "Counter 1 serves D as well from now on, and calls it first");
  says(done, "Calls D first, until others wait longer");
  assert.doesNotMatch(textOf(done), /no counter is open for: D/);
});
