import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { disableClient, keepClient, sha256 } from "../../src/programs/index.ts";
import { startTown, type Town } from "../town.ts";
import { applied, nationalIdOf, prepared } from "./api-apply-given.ts";
import { demoClient, holding, program, said, tokenFor } from "./api-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town.close());

const insurer = { id: "insurer", secret: "a secret of the insurer's own" };
const keepInsurer = () =>
  keepClient(
    town.app.sql,
    {
      id: insurer.id,
      name: "Insurer",
      scopes: ["applications:read", "applications:write"],
      secretHash: sha256(insurer.secret),
      jwks: null,
    },
    town.now(),
  );

test("The server says of itself how programs get a token", async () => {
  const { body } = await said(await fetch(`${town.url}/.well-known/oauth-authorization-server`));
  assert.equal(body.issuer, town.url);
  assert.equal(body.token_endpoint, `${town.url}/oauth/token`);
  assert.deepEqual(body.token_endpoint_auth_methods_supported, [
    "private_key_jwt",
    "client_secret_basic",
  ]);
});

test("A wrong secret, an unknown program and an unknown right get no token, each in the words of RFC 6749", async () => {
  const wrong = await tokenFor(town, { ...demoClient, secret: "guessed" });
  assert.deepEqual([wrong.status, wrong.body.error], [401, "invalid_client"]);
  assert.match(wrong.headers.get("www-authenticate") ?? "", /^Basic /);
  const unknown = await tokenFor(town, { id: "nobody", secret: "guessed" });
  assert.deepEqual([unknown.status, unknown.body.error], [401, "invalid_client"]);
  const scope = await tokenFor(town, demoClient, "applications:read everything");
  assert.deepEqual([scope.status, scope.body.error], [400, "invalid_scope"]);
  const grant = await said(
    await fetch(`${town.url}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "password" }),
      headers: { authorization: `Basic ${btoa(`${demoClient.id}:${demoClient.secret}`)}` },
    }),
  );
  assert.deepEqual([grant.status, grant.body.error], [400, "unsupported_grant_type"]);
});

test("A program with a key of its own proves itself with it, once for each assertion", async () => {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: "1", alg: "ES256" }] };
  await keepClient(
    town.app.sql,
    { id: "chamber", name: "Chamber", scopes: ["applications:read"], secretHash: null, jwks },
    town.now(),
  );
  const now = town.now().getTime() / 1000;
  const assertion = (audience: string, exp = now + 60) =>
    new SignJWT({})
      .setProtectedHeader({ alg: "ES256", kid: "1" })
      .setIssuer("chamber")
      .setSubject("chamber")
      .setAudience(audience)
      .setJti(randomUUID())
      .setExpirationTime(exp)
      .sign(privateKey);
  const ask = async (client_assertion: string, more: Record<string, string> = {}) =>
    said(
      await fetch(`${town.url}/oauth/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
          client_assertion,
          ...more,
        }),
      }),
    );
  const good = await assertion(town.url);
  const first = await ask(good);
  assert.equal(first.status, 200, JSON.stringify(first.body));
  assert.equal(first.body.scope, "applications:read");
  assert.equal((await ask(good)).status, 401, "the same assertion again");
  // Between its end and the 30 seconds by which clocks may differ it is still known as used.
  for (const after of [60, 75, 89, 90]) {
    town.setClock(new Date((now + after) * 1000).toISOString());
    // Asking for another token sweeps what ran out.
    assert.equal((await tokenFor(town, demoClient)).status, 200);
    assert.equal((await ask(good)).status, 401, `the same assertion ${after} seconds later`);
  }
  town.setClock(new Date(now * 1000).toISOString());
  const named = await ask(await assertion(town.url), { client_id: "chamber" });
  assert.equal(named.status, 200, "named as it is (RFC 7521, section 4.2)");
  const other = await ask(await assertion(town.url), { client_id: demoClient.id });
  assert.deepEqual([other.status, other.body.error], [401, "invalid_client"]);
  assert.equal((await ask(await assertion("https://another.example"))).status, 401);
  assert.equal((await ask(await assertion(town.url, now - 120))).status, 401, "too old");
  assert.equal((await ask(await assertion(town.url, now + 3600))).status, 401, "too long");
});

test("Without a token, with a made-up one, or with one that lacks the right, nothing is done", async () => {
  const none = await holding(town, "").get("/api/v1/applications");
  assert.deepEqual([none.status, none.body.code], [401, "api.token-missing"]);
  assert.equal(none.headers.get("www-authenticate"), 'Bearer realm="hamwe"');
  const made = await holding(town, "made-up").get("/api/v1/applications");
  assert.match(made.headers.get("www-authenticate") ?? "", /error="invalid_token"/);
  const reader = await program(town, demoClient, "applications:read");
  const wrote = await reader.post("/api/v1/drafts", { answers: {} });
  assert.deepEqual([wrote.status, wrote.body.code], [403, "api.scope-missing"]);
  const writer = await program(town, demoClient, "applications:write");
  const usage = await writer.post("/api/v1/confirmations", { usage: "0197680045678044" });
  assert.deepEqual(
    [usage.status, usage.body.code],
    [403, "api.scope-missing"],
    "a code to anybody",
  );
  assert.match(
    wrote.headers.get("www-authenticate") ?? "",
    /insufficient_scope", scope="applications:write"/,
  );
});

test("A program never sees what another one sent, and is not even told that it is there", async () => {
  await keepInsurer();
  const { body } = await applied(town, await program(town));
  const other = await program(town, insurer);
  for (const path of [`/api/v1/applications/${body.id}`, `/api/v1/applications/${body.id}/bills`]) {
    const seen = await other.get(path);
    assert.deepEqual([seen.status, seen.body.code], [404, "case.not-found"]);
  }
  const { draft, confirmation } = await prepared(town, await program(town));
  assert.equal((await other.get(`/api/v1/drafts/${draft}`)).status, 404);
  assert.equal((await other.post("/api/v1/applications", { draft, confirmation })).status, 404);
  const withdrawn = await other.post(`/api/v1/applications/${body.id}/withdrawal`, {
    confirmation,
  });
  assert.equal(withdrawn.status, 404);
  assert.deepEqual((await other.get("/api/v1/applications")).body.items, []);
});

test("A program learns of nobody: a number that nobody has is answered like one that somebody has", async () => {
  const bank = await program(town);
  const answers = {};
  const ask = async (nationalId: string) => {
    const draft = await bank.post("/api/v1/drafts", {
      service: "birth-certificate",
      person: { nationalId },
      answers,
    });
    const asked = await bank.post("/api/v1/confirmations", { draft: draft.body.id });
    const confirmation = { id: asked.body.id, code: "000000" };
    const sent = await bank.post("/api/v1/applications", { draft: draft.body.id, confirmation });
    return {
      draft: Object.keys(draft.body),
      asked: Object.keys(asked.body),
      status: sent.status,
      code: sent.body.code,
    };
  };
  const somebody = await ask(await nationalIdOf(town, "uwimana-sandrine"));
  assert.deepEqual(somebody, await ask("1000000000000000"));
  assert.equal(somebody.code, "auth.code-wrong");
});

test("A token ends after ten minutes, and at once when its program is switched off", async () => {
  const bank = await program(town);
  assert.equal((await bank.get("/api/v1/applications")).status, 200);
  town.setClock("2026-11-23T08:10:01Z");
  assert.equal((await bank.get("/api/v1/applications")).body.code, "api.token-invalid");
  await keepInsurer();
  const other = await program(town, insurer);
  await disableClient(town.app.sql, insurer.id, town.now());
  assert.equal((await other.get("/api/v1/applications")).body.code, "api.token-invalid");
  assert.equal((await tokenFor(town, insurer)).status, 401);
});
