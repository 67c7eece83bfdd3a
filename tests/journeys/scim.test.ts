import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { keepClient, type Scope, sha256 } from "../../src/programs/index.ts";
import { startTown, type Town } from "../town.ts";
import { said, tokenFor } from "./api-given.ts";

const user = "urn:ietf:params:scim:schemas:core:2.0:User";
const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const patchOp = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
let town: Town;
let token = "";

async function clientWith(id: string, scopes: readonly Scope[]): Promise<string> {
  const secret = `a secret of ${id}`;
  const client = { id, name: id, scopes, secretHash: sha256(secret), jwks: null };
  await keepClient(town.app.sql, client, town.now());
  return (await tokenFor(town, { id, secret })).body.access_token;
}

before(async () => {
  town = await startTown();
  token = await clientWith("personnel", ["staff:manage"]);
});
after(() => town?.close());

async function scim(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  return said(
    await fetch(`${town.url}/scim/v2${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { "content-type": "application/scim+json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
}

const newUser = (userName: string, formatted: string, organization = "minaloc") => ({
  ...{ schemas: [user, enterprise], userName, name: { formatted }, active: true },
  [enterprise]: { organization },
});

const byName = (name: string) =>
  scim("GET", `/Users?filter=${encodeURIComponent(`userName eq "${name}"`)}`);

const patch = (...operations: readonly object[]) => ({
  schemas: [patchOp],
  Operations: operations,
});

describe("SCIM 2.0", () => {
  it("is for a program with its scope, and for nobody else", async () => {
    const errors = "urn:ietf:params:scim:api:messages:2.0:Error";
    const without = await scim("GET", "/Users", undefined, { authorization: "" });
    assert.deepEqual([without.status, without.body.schemas], [401, [errors]]);
    const other = await clientWith("other", ["applications:read"]);
    const lacks = await scim("GET", "/Users", undefined, { authorization: `Bearer ${other}` });
    assert.deepEqual([lacks.status, lacks.body.status], [403, "403"]);
    const bound = await clientWith("bound", ["staff:manage"]);
    await town.database.ownerSql`
      update programs.token set key_thumbprint = 'of a key' where client = 'bound'`;
    const stolen = await scim("GET", "/Users", undefined, { authorization: `Bearer ${bound}` });
    assert.equal(stolen.status, 401, "bound to a key, and shown without its proof");
    const admin = await town.as("mugisha-beatha");
    assert.equal((await admin.get("/scim/v2/Users")).status, 401, "a session is no token");
  });

  it("says what it can do", async () => {
    const { status, body, headers } = await scim("GET", "/ServiceProviderConfig");
    assert.equal(status, 200);
    assert.match(headers.get("content-type") ?? "", /^application\/scim\+json/);
    assert.deepEqual(
      [body.patch.supported, body.etag.supported, body.bulk.supported],
      [true, true, false],
    );
    const schemas = await scim("GET", "/Schemas");
    assert.equal(schemas.body.totalResults, 3);
    assert.equal((await scim("GET", `/Schemas/${user}`)).body.name, "User");
    assert.equal((await scim("GET", "/ResourceTypes/User")).body.endpoint, "/Users");
    assert.equal((await scim("GET", "/Schemas/nothing")).status, 404);
  });

  it("creates, finds, changes and ends a user, with versions", async () => {
    const created = await scim("POST", "/Users", newUser("Keza@Ministry.example", "Keza Ange"));
    assert.equal(created.status, 201, JSON.stringify(created.body));
    const { id, meta } = created.body;
    assert.equal(created.headers.get("location"), meta.location);
    assert.equal(created.headers.get("etag"), meta.version);
    assert.equal(created.body.userName, "keza@ministry.example");
    assert.deepEqual(created.body[enterprise], { organization: "minaloc" });
    const [mail] = await town.app.parts.messages.latest(1);
    assert.equal(mail?.recipient, "keza@ministry.example");
    assert.match(mail?.body ?? "", /\/invitation\//);
    const twice = await scim("POST", "/Users", newUser("keza@ministry.example", "Another"));
    assert.deepEqual([twice.status, twice.body.scimType], [409, "uniqueness"]);

    const listed = await byName("KEZA@ministry.example");
    assert.deepEqual([listed.body.totalResults, listed.body.Resources[0].id], [1, id]);
    assert.equal((await byName("nobody@ministry.example")).body.totalResults, 0);
    const wrong = await scim("GET", "/Users?filter=userName%20co%20%22a%22");
    assert.deepEqual([wrong.status, wrong.body.scimType], [400, "invalidFilter"]);
    const page = await scim("GET", "/Users?startIndex=2&count=3");
    assert.deepEqual(
      [page.body.startIndex, page.body.itemsPerPage, page.body.Resources.length],
      [2, 3, 3],
    );
    assert.ok(page.body.totalResults > 50);

    const same = await scim("GET", `/Users/${id}`, undefined, { "if-none-match": meta.version });
    assert.equal(same.status, 304);
    const put = await scim("PUT", `/Users/${id}`, newUser("keza@ministry.example", "Keza A."), {
      "if-match": meta.version,
    });
    assert.equal(put.body.displayName, "Keza A.");
    const stale = await scim("PUT", `/Users/${id}`, newUser("keza@ministry.example", "Keza"), {
      "if-match": meta.version,
    });
    assert.equal(stale.status, 412);
    const renamed = patch({ op: "Replace", path: "displayName", value: "Keza Ange" });
    assert.equal((await scim("PATCH", `/Users/${id}`, renamed)).body.displayName, "Keza Ange");

    const off = patch({ op: "replace", path: "active", value: "False" });
    assert.equal((await scim("PATCH", `/Users/${id}`, off)).body.active, false);
    assert.equal((await scim("GET", `/Users/${id}`)).body.active, false, "still there");
    const on = await scim(
      "PATCH",
      `/Users/${id}`,
      patch({ op: "replace", value: { active: true } }),
    );
    assert.equal(on.body.active, true, "invited anew");
    assert.equal((await scim("DELETE", `/Users/${id}`)).status, 204);
    assert.equal((await scim("GET", `/Users/${id}`)).status, 404);
    assert.equal((await byName("keza@ministry.example")).body.totalResults, 0);
    const again = await scim("POST", "/Users", newUser("keza@ministry.example", "Keza Ange"));
    assert.equal(again.status, 201, "the name is free again");
  });

  it("signs whoever is switched off out at once", async () => {
    const officer = await town.as("officer-mutesi");
    assert.equal((await officer.get("/office")).status, 200);
    const [row] = await town.app.sql<{ id: string }[]>`
      select id from auth.officer where sub = 'officer-mutesi'`;
    const off = patch({ op: "replace", value: { active: false } });
    assert.equal((await scim("PATCH", `/Users/${row?.id}`, off)).body.active, false);
    assert.match((await officer.get("/office")).path, /choose/);
  });

  it("asks for a role that decides, and an administrator gives it", async () => {
    const { body } = await scim("POST", "/Users", newUser("luc@ministry.example", "Manzi Luc"));
    const group = "/Groups/minaloc:executive-secretary";
    const add = patch({ op: "add", path: "members", value: [{ value: body.id }] });
    assert.equal((await scim("PATCH", group, add)).status, 200);
    assert.deepEqual((await scim("GET", `/Users/${body.id}`)).body.roles, [], "only asked for");
    const admin = await town.as("mugisha-beatha");
    const waiting = await admin.get("/admin/waiting?lang=en");
    assert.match(waiting.body, /Program personnel/);
    const [confirm = ""] = /\/admin\/staff\/[0-9a-f-]{36}\/roles\/[0-9a-f-]{36}\/confirm/.exec(
      waiting.body,
    ) ?? [""];
    await admin.post(confirm);
    const held = await scim("GET", `/Users/${body.id}`);
    assert.equal(held.body.roles[0]?.value, "executive-secretary");
    const listed = await scim("GET", group);
    assert.ok(listed.body.members.some(({ value }: { value: string }) => value === body.id));
    const remove = patch({ op: "remove", path: `members[value eq "${body.id}"]` });
    assert.equal((await scim("PATCH", group, remove)).status, 200);
    assert.deepEqual((await scim("GET", `/Users/${body.id}`)).body.roles, []);
  });

  it("changes no administrator, and refuses what cannot be read", async () => {
    const [row] = await town.app.sql<{ id: string }[]>`
      select id from auth.officer where name = 'Mugisha Beatha'`;
    const off = patch({ op: "replace", value: { active: false } });
    const refused = await scim("PATCH", `/Users/${row?.id}`, off);
    assert.equal(refused.status, 403, JSON.stringify(refused.body));
    assert.equal((await scim("DELETE", `/Users/${row?.id}`)).status, 403);
    const bad: readonly (readonly [string, string, unknown, number])[] = [
      ["POST", "/Users", { userName: "no address" }, 400],
      ["POST", "/Users", newUser("a@b.example", "A", "nowhere"), 400],
      ["PATCH", `/Users/${row?.id}`, { Operations: [] }, 400],
      ["PATCH", `/Users/${row?.id}`, patch({ op: "remove", path: "userName" }), 400],
      ["PATCH", "/Groups/minaloc:astronaut", patch({ op: "add" }), 404],
      ["GET", "/Users/not-an-id", undefined, 404],
    ];
    for (const [method, path, body, status] of bad)
      assert.equal((await scim(method, path, body)).status, status, `${method} ${path}`);
    const text = await fetch(`${town.url}/scim/v2/Users`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/scim+json" },
      body: "{",
    });
    assert.equal(text.status, 400);
  });
});
