import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { eventually, kioskOf, manager, textOf } from "./hall-given.ts";

let town: Town;
before(async () => {
  town = await startTown("2026-11-23T08:00:00Z");
});
after(() => town?.close());

async function floorOf(): Promise<Client> {
  const floor = await town.as(manager);
  await floor.get("/hall/kigali?lang=en");
  return floor;
}

/** A screen that the floor manager has made and named. */
async function screen(kind: string, name: string): Promise<Client> {
  const client = await floorOf();
  await client.post("/hall/kigali/devices", { kind, name });
  return client;
}

const deviceOf = async (name: string) => {
  const since = new Date("2026-01-01T00:00:00Z");
  const all = await town.app.parts.centres.devices.ofCentre("kigali", since);
  return all.find((each) => each.name === name);
};
const idOf = async (name: string): Promise<string> => (await deviceOf(name))?.id ?? "";
/** Looks at the list, which is no sign of life. */
const seen = async (name: string) => (await deviceOf(name))?.seenAt.toISOString();

describe("The screens of a hall", () => {
  test("Whoever makes a browser a screen is signed out of it, also where its cookie was copied", async () => {
    const client = await floorOf();
    const copied = new Client(town.url);
    for (const [name, value] of client.cookies) copied.cookies.set(name, value);
    assert.equal((await copied.get("/hall/kigali")).status, 200);
    await client.post("/hall/kigali/devices", { kind: "kiosk", name: "Copied" });
    const { path } = await copied.get("/hall/kigali");
    assert.match(path, /^\/demo-issuer\/choose/, "the session has ended on the server");
  });

  test("One that was carried away is shut out alone, says so, and can be given anew", async () => {
    const left = await screen("kiosk", "By the door");
    const right = await screen("kiosk-with-printer", "At the stairs");
    const floor = await floorOf();
    const list = textOf((await floor.get("/hall/kigali")).body);
    assert.match(list, /At the stairs kiosk with a printer.*Ingabire Solange.*By the door kiosk/);
    const revoke = `/hall/kigali/devices/${await idOf("By the door")}/revoke`;
    const done = await floor.post(revoke);
    assert.equal(done.path, "/hall/kigali");
    assert.match(textOf(done.body), /The screen has been removed/);
    assert.doesNotMatch(textOf(done.body), /By the door/);
    const out = await left.get("/hall/kigali/kiosk");
    assert.equal(out.status, 403);
    assert.match(textOf(out.body), /This screen has been removed/);
    const ticket = await left.post("/hall/kigali/kiosk/take/civil-status-and-identity");
    assert.equal(ticket.status, 403, "it gives no ticket any more");
    assert.equal((await right.get("/hall/kigali/kiosk")).status, 200, "the other goes on");
    const twice = await floor.post(revoke);
    assert.equal(twice.status, 404);
    await left.signIn(manager);
    await left.get("/hall/kigali");
    await left.post("/hall/kigali/devices", { kind: "kiosk", name: "By the door" });
    assert.equal((await left.get("/hall/kigali/kiosk")).status, 200);
  });

  test("A board that is shut out says so, and everybody else may still look at the board", async () => {
    const board = await screen("board", "Wall");
    assert.equal((await board.get("/hall/kigali/board")).status, 200);
    const floor = await floorOf();
    await floor.post(`/hall/kigali/devices/${await idOf("Wall")}/revoke`);
    assert.match(
      textOf((await board.get("/hall/kigali/board")).body),
      /This screen has been removed/,
    );
    assert.equal((await town.guest().get("/hall/kigali/board")).status, 200);
  });

  test("A board that only watches the stream is seen to be up", async () => {
    const board = await screen("board", "Stream");
    const cookie = [...board.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    town.setClock("2026-11-23T09:00:00Z");
    const stop = new AbortController();
    const { body } = await fetch(`${town.url}/hall/kigali/board/events`, {
      ...{ headers: { cookie }, signal: stop.signal },
    });
    assert.ok(body);
    await eventually(async () => (await seen("Stream")) === "2026-11-23T09:00:00.000Z", "seen");
    stop.abort();
    town.setClock("2026-11-23T08:00:00Z");
  });

  test("Nobody but the floor manager shuts a screen out, and only one of this hall", async () => {
    await kioskOf(town);
    const id = await idOf("");
    assert.notEqual(id, "");
    const operator = await town.as("mugabo-jean");
    await operator.get("/counter");
    assert.equal((await operator.post(`/hall/kigali/devices/${id}/revoke`)).status, 403);
    const floor = await floorOf();
    const other = await floor.post(`/hall/musanze/devices/${id}/revoke`);
    assert.equal(other.status, 404);
    assert.notEqual(await idOf(""), "", "it is still there");
  });

  test("One that is off is shown with since when, and a cookie of no screen is none", async () => {
    const kiosk = await screen("kiosk", "Seen");
    town.setClock("2026-11-23T08:00:50Z");
    await kiosk.get("/hall/kigali/kiosk");
    assert.equal(await seen("Seen"), "2026-11-23T08:00:00.000Z", "at most once a minute");
    town.setClock("2026-11-23T08:20:00Z");
    const first = await kiosk.get("/hall/kigali/kiosk");
    assert.match(first.body, /data-idle="60"[^>]* data-checks/, "it looks again by itself");
    assert.equal(await seen("Seen"), "2026-11-23T08:20:00.000Z");
    town.setClock("2026-11-23T08:30:00Z");
    const floor = await floorOf();
    const row = async () => {
      const { body } = await floor.get("/hall/kigali");
      assert.match(textOf(body), /Screens of this hall: \d+ are off/);
      const rows = (body.match(/<tr[\s\S]*?<\/tr>/g) ?? []).map(textOf);
      return rows.find((each) => /^\s*Seen /.test(each)) ?? "";
    };
    assert.match(await row(), /off since 23 November 2026, 10:20/);
    await town.app.parts.centres.devices.areUp([await idOf("Seen")]);
    assert.doesNotMatch(await row(), /off since/);
    await town.database.ownerSql`delete from centres.device`;
    assert.equal((await kiosk.get("/hall/kigali/kiosk")).status, 403);
  });
});

test("A television becomes the board by six digits that the floor manager types", async () => {
  const television = town.guest();
  await television.get("/hall/kigali/screen?lang=en");
  const shown = await television.post("/hall/kigali/screen");
  const french = await television.get("/hall/kigali/screen?lang=fr");
  assert.match(french.body, /<a class="k-way" lang="rw" hreflang="rw" href="\?lang=rw"/);
  assert.match(french.body, /href="\?lang=fr"\s+aria-current="true"/);
  await television.get("/hall/kigali/screen?lang=en");
  const [, first, last] = /<strong>(\d{3}) (\d{3})<\/strong>/.exec(shown.body) ?? [];
  const floor = await town.as(manager);
  await floor.get("/hall/kigali?lang=en");
  const wrong = await floor.post("/hall/kigali/devices/code", { code: "12", kind: "board" });
  assert.equal(wrong.status, 404);
  assert.match(wrong.body, /No screen of this hall shows this code/);
  const code = `${first} ${last}`;
  const done = await floor.post("/hall/kigali/devices/code", { code, kind: "board", name: "TV" });
  assert.match(done.body, /The screen is set up/);
  const board = await television.get("/hall/kigali/screen");
  assert.equal(board.path, "/hall/kigali/board");
  assert.equal(television.cookies.has("hall-device"), true);
  assert.equal((await floor.get("/hall/kigali")).status, 200, "the manager stays signed in");
});
