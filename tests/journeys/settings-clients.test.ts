import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { listClients } from "../../src/programs/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";

let town: Town;
let admin: Client;
let second: Client;
before(async () => {
  town = await startTown("2026-11-23T07:00:00Z");
  admin = await town.as("mugisha-beatha");
  await admin.get("/admin?lang=en");
  second = await town.as("habarurema-jean");
  await second.get("/admin?lang=en");
});
after(() => town?.close());

const publicKeys = JSON.stringify({
  keys: [{ kty: "EC", crv: "P-256", kid: "one", x: "x", y: "y" }],
});
const add = "/admin/clients/add";
const registered = async (id: string) =>
  (await listClients(town.app.sql)).find((client) => client.id === id);

describe("An administrator registers an organisation's program", () => {
  const bank = { id: "bank", name: "The Bank", scopes: ["applications:read"] };

  it("gets its secret once; says all that is wrong at its field", async () => {
    await admin.get(add);
    const wrong = await admin.post(add, {
      id: "The Bank",
      keys: '{"keys":[{"kty":"EC","d":"1"}]}',
    });
    assert.equal(wrong.status, 422);
    says(
      wrong,
      "Enter an identifier",
      "Enter the name of the program",
      "Select at least one right",
    );
    says(wrong, "This holds a private key");
    const done = await admin.post(add, bank);
    says(done, "The secret of “The Bank”");
    const [, secret = ""] = /<code class="ad-lines">([^<]+)<\/code>/.exec(done.body) ?? [];
    assert.ok(secret.length > 20);
    const { body } = await admin.get("/admin/clients");
    assert.ok(!body.includes(secret), "nowhere else");
    says(await admin.get("/admin/changes"), "Mugisha Beatha Programs Program registered The Bank");
    assert.ok(!(await admin.get("/admin/changes")).body.includes(secret));
    says(await admin.post(add, bank), "A program with this identifier is registered already");
  });

  it("changes its rights and leaves its secret; suspends it and lets it in again", async () => {
    const before = await registered("bank");
    const path = "/admin/clients/bank";
    const more = { name: "The Bank", scopes: ["applications:read", "papers:read"] };
    says(await admin.post(path, more), "The programs are changed");
    const changed = await registered("bank");
    assert.deepEqual(changed?.scopes, more.scopes);
    assert.deepEqual(changed?.secretHash, before?.secretHash);
    says(await admin.get(`${path}/suspend`), "It is refused from its next request on");
    says(await admin.post(`${path}/suspend`), "Suspended");
    assert.ok((await registered("bank"))?.disabledAt);
    says(await admin.post(path, more), "Active");
    assert.equal((await registered("bank"))?.disabledAt, null);
    says(await admin.post(path, { ...more, options: "fresh" }), "The secret of “The Bank”");
    assert.notDeepEqual((await registered("bank"))?.secretHash, before?.secretHash);
  });
});

describe("A program that decides about people", () => {
  const agency = {
    ...{ id: "register", name: "The Register", scopes: ["tasks:read", "tasks:decide"] },
    ...{ keys: publicKeys, authority: "nida", stages: "birth-certificate/search" },
  };

  it("waits for a second administrator, who is not the one who asked", async () => {
    says(await admin.post(add, { ...agency, keys: "" }), "proves itself with a key");
    says(await admin.post(add, agency), "The program waits for a second administrator");
    assert.equal(await registered("register"), undefined);
    says(await admin.post("/admin/clients/register/confirm"), "Somebody else confirms");
    assert.equal(await registered("register"), undefined);
    says(await second.get("/admin/clients"), "The Register register", "Mugisha Beatha");
    says(await second.post("/admin/clients/register/confirm"), "The programs are changed");
    const { authority, stages, jwks } = (await registered("register")) ?? assert.fail();
    assert.deepEqual([authority, stages], ["nida", ["birth-certificate/search"]]);
    assert.equal(jwks?.keys[0]?.kid, "one");
    says(await second.post("/admin/clients/register/confirm"), "There is no such program");
    says(await admin.get("/admin/changes"), "Program asked for The Register");
  });

  it("is declined by anybody, and then stays as it was", async () => {
    const more = { ...agency, scopes: [...agency.scopes, "tasks:write"] };
    says(await admin.post("/admin/clients/register", more), "waits for a second");
    says(await second.post("/admin/clients/register/decline"), "The programs are changed");
    assert.deepEqual((await registered("register"))?.scopes, agency.scopes);
  });
});
