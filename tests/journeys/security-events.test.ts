import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { latestEvents, type SecurityKind } from "../../src/platform/security/index.ts";
import { startTown, type Town } from "../town.ts";

let town: Town;
const folder = mkdtempSync(join(tmpdir(), "hamwe-officers-"));
before(async () => {
  town = await startTown();
});
after(async () => {
  await town?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function eventsOf(kind: SecurityKind) {
  await town.app.parts.security.flush();
  return latestEvents(town.app.sql, { kind });
}

describe("Security events", () => {
  it("say who signed in and out, and who was refused what", async () => {
    const officer = await town.as("ingabire-solange");
    await officer.get("/office");
    await officer.post("/sign-out");
    const [signedIn] = await eventsOf("signed-in");
    const [signedOut] = await eventsOf("signed-out");
    assert.match(signedIn?.actor ?? "", /^officer:[0-9a-f-]{36}$/);
    assert.equal(signedOut?.actor, signedIn?.actor);
    const mother = await town.as("mukamana-vestine");
    assert.equal((await mother.get("/office")).status, 403);
    const refused = (await eventsOf("refused")).find(({ facts }) => facts?.route === "/office");
    const { id } = await town.person("mukamana-vestine");
    assert.deepEqual(
      [refused?.actor, refused?.facts?.code, refused?.facts?.status],
      [`person:${id}`, "auth.officers-only", 403],
    );
    const program = await fetch(`${town.url}/api/v1/applications`);
    assert.equal(program.status, 401);
    const codes = (await eventsOf("refused")).map(({ facts }) => facts?.code);
    assert.ok(codes.includes("api.token-missing"), codes.join());
    assert.doesNotMatch(JSON.stringify(await latestEvents(town.app.sql, {})), /Vestine|Solange/);
  });

  it("let the security officer sign somebody out everywhere, and nobody else", async () => {
    const mother = await town.as("mukamana-vestine");
    const { id } = await town.person("mukamana-vestine");
    const about = `person:${id}`;
    const path = "/office/security/sessions";
    const other = await town.as("ingabire-solange");
    await other.get("/office");
    assert.equal((await other.post(path, { about })).status, 403);
    const officer = await town.as("nshimiyimana-olivier");
    await officer.get("/office/security?lang=en");
    assert.match((await officer.post(path, { about: "person:nobody" })).body, /Nobody of that id/);
    assert.equal((await mother.get("/applications")).path, "/applications");
    const ended = await officer.post(path, { about });
    assert.match(ended.body, /All their sessions are ended/);
    assert.match((await mother.get("/applications")).path, /choose/);
    const [event] = await eventsOf("session-ended");
    assert.equal(event?.about, about);
    assert.match(event?.actor ?? "", /^officer:/);
  });

  it("are shown to the security officer and to nobody else", async () => {
    const other = await town.as("ingabire-solange");
    assert.equal((await other.get("/office/security")).status, 403);
    const officer = await town.as("nshimiyimana-olivier");
    await officer.get("/office?lang=en");
    const page = await officer.get("/office/security?kind=signed-in");
    assert.equal(page.status, 200);
    assert.match(page.body, /Nshimiyimana Olivier/);
    assert.match(page.body, /person:[0-9a-f-]{36}/);
    assert.match((await officer.get("/office")).body, /href="\/office\/security"/);
  });
});

it("An officer works from the networks of their office alone, where it has any", async () => {
  const name = "Ingabire Solange";
  const from = (networks: readonly string[]) => town.database.ownerSql`
    update auth.officer set networks = ${[...networks]} where name = ${name}`;
  const officer = await town.as("ingabire-solange");
  assert.equal((await officer.get("/office?lang=en")).status, 200, "no network: from anywhere");
  await from(["10.20.0.0/16"]);
  const elsewhere = await officer.get("/office");
  assert.equal(elsewhere.status, 403);
  assert.match(elsewhere.body, /only from the networks of your office/);
  await from(["10.20.0.0/16", "127.0.0.0/8", "::1"]);
  assert.equal((await officer.get("/office")).status, 200);
  await from([]);
});

describe("npm run officers", () => {
  const script = join(import.meta.dirname, "../../scripts/officers.ts");
  const sync = async (officers: unknown, ...more: string[]) => {
    const file = join(folder, "officers.json");
    writeFileSync(file, JSON.stringify(officers));
    const DATABASE_URL = town.database.ownerUrl.replace("hamwe_owner@", "postgres@");
    const env = { PATH: process.env.PATH, HAMWE_MODE: "demo", DATABASE_URL };
    return promisify(execFile)(process.execPath, [script, "sync", file, ...more], { env }).then(
      ({ stdout }) => stdout.trim(),
      ({ stderr }) => String(stderr).trim(),
    );
  };
  const all = () =>
    town.officers.map(({ id, name, authority, roles, offices = [] }) => ({
      ...{ iss: "urn:hamwe:demo-issuer", sub: id, name, authority, roles, offices },
    }));

  it("adds, changes and ends officers, whose sessions end at once", async () => {
    const leaver = await town.as("ingabire-solange");
    const mover = await town.as("uwase-claudine");
    assert.equal((await leaver.get("/office")).status, 200);
    const changed = all()
      .filter(({ sub }) => sub !== "ingabire-solange")
      .map((each) => (each.sub === "uwase-claudine" ? { ...each, offices: ["kigali"] } : each));
    const fresh = { ...changed[0], sub: "new-officer", name: "New Officer" };
    assert.equal(await sync([...changed, fresh]), "1 added, 1 changed, 1 left");
    for (const client of [leaver, mover])
      assert.match((await client.get("/office")).path, /^\/demo-issuer\/choose/);
    assert.equal((await eventsOf("officer-left")).length, 1);
    assert.equal((await eventsOf("officer-changed")).length, 1);
    assert.equal(await sync([...changed, fresh]), "0 added, 0 changed, 0 left");
  });

  it("lets an operator of one hall sit down in no other, and its manager run no other", async () => {
    const halls = all().map((each) =>
      each.authority === "service-centres" ? { ...each, offices: ["kigali"] } : each,
    );
    await sync(halls);
    const manager = await town.as("ingabire-solange");
    assert.equal((await manager.get("/hall/kigali")).status, 200);
    const elsewhere = await manager.get("/hall/musanze");
    assert.equal(elsewhere.status, 403);
    const operator = await town.as("uwase-claudine");
    const seats = await operator.get("/counter");
    assert.match(seats.body, /value="kigali~1"/);
    assert.doesNotMatch(seats.body, /value="musanze~/);
    await operator.post("/counter/seat", { seat: "musanze~1" });
    const hall = await town.app.parts.centres.hall("musanze");
    assert.ok(
      hall?.counters.every(({ officer }) => !officer),
      "nobody sits there",
    );
    await sync(all());
  });

  it("never ends the last administrators", async () => {
    const isLast = ({ roles }: { readonly roles: readonly string[] }) =>
      roles.includes("administrator");
    const administrators = all().filter(isLast);
    const others = all().filter((each) => !isLast(each));
    const told = await sync(others, "--leave-many");
    assert.match(told, /, 0 left\n/);
    for (const { name: each } of administrators) assert.ok(told.includes(`${each}: not in `), told);
    const otherwise = administrators.map((each) => ({ ...each, roles: ["security-officer"] }));
    assert.match(await sync([...others, ...otherwise]), /takes the role administrator from every/);
    const client = await town.as(administrators[0]?.sub ?? "");
    assert.equal((await client.get("/admin")).status, 200);
    assert.match(await sync([...others, ...administrators.slice(1)]), /, 1 left$/);
    await sync(all());
  });

  it("takes no file that is wrong, cut off, or empty", async () => {
    assert.match(await sync([]), /no list of officers/);
    assert.match(await sync(all().slice(0, 3)), /would leave; if that is meant: --leave-many/);
    const [first] = all();
    const wrong = await sync([...all(), { ...first, sub: "x", roles: ["queen"] }, first]);
    assert.match(wrong, /has no role queen/);
    assert.match(wrong, /the account is there twice/);
  });
});
