import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { manager, textOf } from "./hall-given.ts";

const address = "KN 5 Rd 12, by the water tank";
const day = "2026-12-10";
let town: Town;
let floor: Client;
before(async () => {
  town = await startTown("2026-12-07T08:00:00Z");
  floor = await english(manager, "/hall/kigali");
});
after(() => town?.close());

async function english(id: string, path: string): Promise<Client> {
  const client = await town.as(id);
  await client.get(`${path}?lang=en`);
  return client;
}

/** A person orders a visit; the address of its page on the floor. */
async function ordered(id: string): Promise<{ readonly person: Client; readonly page: string }> {
  const person = await town.as(id);
  const form = await person.get("/centres/kigali/call-out?lang=en");
  const wish = { service: "birth-certificate", address, day };
  const done = await person.post(form.path, wish);
  assert.match(textOf(done.body), /We have received your request/);
  const mine = await town.person(id);
  const found = (await town.app.parts.callOuts.ofPerson(mine.id))[0];
  return { person, page: `/hall/kigali/call-outs/${found?.id}` };
}

async function officer(name: string): Promise<string> {
  const [row] = await town.app.sql<
    { id: string }[]
  >`select id from auth.officer where name = ${name}`;
  return row?.id ?? "";
}

async function textsTo(id: string): Promise<string> {
  await town.settle();
  const person = await town.person(id);
  const sent = await town.app.parts.messages.outboxOf(person.id);
  return sent.flatMap(({ channel, body }) => (channel === "sms" ? body : [])).join("\n");
}

describe("Home visits", () => {
  test("The floor manager plans a visit, the person is told, and the team has the address", async () => {
    const { person, page } = await ordered("mukamana-vestine");
    const hall = await floor.get("/hall/kigali");
    assert.ok(hall.body.includes(page) && !hall.body.includes("KN 5"), "no address at a glance");
    const shown = await floor.get(page);
    assert.match(textOf(shown.body), /KN 5 Rd 12, by the water tank.*10 December 2026/);
    const team = [await officer("Mugabo Jean")];
    const wrong = await floor.post(page, { do: "plan", day, from: "half past", to: "11:00", team });
    assert.equal(wrong.status, 422);
    assert.match(textOf(wrong.body), /at least one officer and a time in the future/);
    assert.match(wrong.body, /value="half past"/);
    const nobody = await floor.post(page, { do: "plan", day, from: "10", to: "11:00" });
    assert.equal(nobody.status, 422);
    const stranger = [await officer("Ndayisaba Paul")];
    const agent = await floor.post(page, { do: "plan", day, from: "10", to: "11", team: stranger });
    assert.equal(agent.status, 422, "only an operator of the centres is sent");
    const planned = await floor.post(page, { do: "plan", day, from: "10", to: "11h30", team });
    assert.equal(planned.path, "/hall/kigali");
    assert.match(textOf(planned.body), /The visit is planned, and the person is told/);
    assert.match(await textsTo("mukamana-vestine"), /10.December 2026, 10:00-11:30/);
    assert.match(textOf((await person.get("/appointments")).body), /10:00–11:30.*Planned/);

    const sheet = await floor.get(`/hall/kigali/day-sheet/${day}`);
    assert.match(textOf(sheet.body), /10:00–11:30.*Mukamana.*KN 5 Rd 12.*Mugabo Jean/);
    assert.match(sheet.headers.get("cache-control") ?? "", /no-store/);
    const empty = await floor.get("/hall/kigali/day-sheet/2026-12-11");
    assert.match(textOf(empty.body), /No visit is planned/);
  });

  test("Nobody but the floor manager and the team sees where people live, and the team only when it goes", async () => {
    let goes = await english("mugabo-jean", "/my-visits");
    assert.match(textOf((await goes.get("/my-visits")).body), /No visit is planned/);
    town.setClock("2026-12-09T08:00:00Z");
    goes = await english("mugabo-jean", "/my-visits");
    assert.match(textOf((await goes.get("/my-visits")).body), /10:00–11:30.*KN 5 Rd 12/);
    assert.equal((await goes.get(`/hall/kigali/day-sheet/${day}`)).status, 403);
    const stays = await english("uwase-claudine", "/my-visits");
    assert.match(textOf((await stays.get("/my-visits")).body), /No visit is planned/);
    assert.ok(!(await stays.get("/my-visits")).body.includes("KN 5"));
    const registrar = await town.as("officer-mutesi");
    assert.equal((await registrar.get("/my-visits")).status, 403);
    const person = await town.as("mukamana-vestine");
    assert.equal((await person.get(`/hall/kigali/day-sheet/${day}`)).status, 403);
  });

  test("Whoever was shown where she lives, on whichever page, stands where she sees it", async () => {
    const person = await english("mukamana-vestine", "/applications/opened");
    const { body } = await person.get("/applications/opened");
    for (const name of ["Ingabire Solange", "Mugabo Jean"])
      assert.match(textOf(body), new RegExp(`${name} [^·]* · Address for a home visit`), name);
    const looks = (text: string) => text.split("Ingabire Solange").length - 1;
    floor = await english(manager, "/hall/kigali");
    await floor.get(`/hall/kigali/day-sheet/${day}`);
    await floor.get("/hall/kigali");
    const after = (await person.get("/applications/opened")).body;
    assert.equal(
      looks(after),
      looks(body) + 1,
      "each look once, and the floor at a glance is none",
    );
    const another = await english("habimana-eric", "/applications/opened");
    assert.doesNotMatch((await another.get("/applications/opened")).body, /Address for a visit/);
  });

  test("A visit that was made is over, and its address is gone", async () => {
    floor = await english(manager, "/hall/kigali");
    const mine = await town.person("mukamana-vestine");
    const found = (await town.app.parts.callOuts.ofPerson(mine.id))[0];
    const page = `/hall/kigali/call-outs/${found?.id}`;
    await floor.get(page);
    const done = await floor.post(page, { do: "done" });
    assert.match(textOf(done.body), /The visit is over, and the address is erased/);
    const after = await floor.get(page);
    assert.ok(!after.body.includes("KN 5"));
    assert.match(textOf(after.body), /Done/);
    const again = await floor.post(page, { do: "done" });
    assert.equal(again.status, 409);
  });

  test("Where the centre cannot come, it says why, and the person is told", async () => {
    const { person, page } = await ordered("habimana-eric");
    await floor.get(page);
    const without = await floor.post(page, { do: "decline" });
    assert.equal(without.status, 422);
    assert.match(textOf(without.body), /Select why we cannot come/);
    const declined = await floor.post(page, { do: "decline", why: "too-far" });
    assert.match(textOf(declined.body), /The visit is declined/);
    assert.match(await textsTo("habimana-eric"), /cannot visit you on|ntidushobora/i);
    assert.match(textOf((await person.get("/appointments")).body), /too far for our teams/);
    assert.equal((await floor.get(page.replace("kigali", "musanze"))).status, 404);
    assert.equal((await floor.get("/hall/kigali/call-outs/nothing")).status, 404);
  });
});
