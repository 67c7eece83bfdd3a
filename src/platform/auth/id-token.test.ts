import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, describe, it } from "node:test";
import { exportJWK, type JWTPayload, SignJWT } from "jose";
import { type FreshDatabase, freshDatabase } from "../../../tests/database.ts";
import { newId } from "../db/index.ts";
import { buildHttp } from "../http/index.ts";
import { installAuth } from "./index.ts";

type Pair = webcrypto.CryptoKeyPair;
const makePair = () =>
  webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);

let database: FreshDatabase;
let app: Awaited<ReturnType<typeof buildHttp>>;
let server: Server;
let issuer: string;
let own: Pair;
let stranger: Pair;

/** The issuer's keys as it publishes them, how often they were fetched, and what it signs next. */
const published = { keys: [] as object[], fetched: 0 };
let signed: { readonly by: Pair; readonly kid: string; readonly claims: JWTPayload };
let nonce = "";

const jwkOf = async ({ publicKey }: Pair, kid: string) => ({
  ...(await exportJWK(publicKey)),
  ...{ kid, alg: "ES256", use: "sig" },
});

/** An issuer that says whatever the test wants it to say. */
async function answer(path: string): Promise<object> {
  if (path === "/jwks") {
    published.fetched += 1;
    return { keys: published.keys };
  }
  if (path !== "/token")
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["ES256"],
    };
  const at = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: "hamwe", iat: at, exp: at + 300, nonce, ...signed.claims };
  const token = new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: signed.kid });
  return {
    access_token: "a",
    token_type: "Bearer",
    id_token: await token.sign(signed.by.privateKey),
  };
}

before(async () => {
  [database, own, stranger] = await Promise.all([freshDatabase(), makePair(), makePair()]);
  server = createServer(async (request, response) => {
    const body = await answer(new URL(request.url ?? "/", "http://localhost").pathname);
    response.setHeader("content-type", "application/json").end(JSON.stringify(body));
  }).listen(0, "localhost");
  await new Promise((resolve) => server.once("listening", resolve));
  issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await makePair();
  const secret = "a secret for tests, long enough to be one";
  app = await buildHttp({
    ...{ secret, baseUrl: "http://localhost", production: false, clock: () => new Date() },
    ...{ languages: ["en"], renderProblem: ({ code }) => code, logLevel: "silent" },
  });
  installAuth(app, {
    ...{ sql: database.appSql, clock: () => new Date(), newId, secret },
    ...{ baseUrl: "http://localhost", nameOrder: "given-first" },
    issuers: [
      {
        ...{ id: "national", url: issuer, clientId: "hamwe", levels: { substantial: 2 } },
        clientKey: { key: privateKey, kid: "ours" },
      },
    ],
  });
});
after(async () => {
  await app.close();
  server.close();
  await database.drop();
});
beforeEach(async () => {
  published.keys = [await jwkOf(own, "now")];
  signed = { by: own, kid: "now", claims: { sub: "aline", acr: "substantial" } };
});

const cookieOf = (login: Awaited<ReturnType<typeof app.inject>>) =>
  login.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");

/** Signs in as `signed` says. @returns what the browser gets, and its way to get it again. */
async function signIn() {
  const login = await app.inject({ url: "/sign-in", headers: { host: "localhost" } });
  const asked = new URL(String(login.headers.location)).searchParams;
  nonce = asked.get("nonce") ?? "";
  const url = `/sign-in/callback?code=c&state=${asked.get("state")}`;
  const again = () => app.inject({ url, headers: { cookie: cookieOf(login) } });
  return { answer: await again(), again };
}

const isSignedIn = (reply: Awaited<ReturnType<typeof app.inject>>): boolean =>
  reply.statusCode === 303 && reply.cookies.some(({ name }) => name === "session");

describe("An ID token", () => {
  it("signed by the issuer signs in, and the sign-in is finished once", async () => {
    const { answer: first, again } = await signIn();
    assert.ok(isSignedIn(first));
    const second = await again();
    assert.equal(second.statusCode, 400);
    assert.equal(second.body, "auth.sign-in-expired");
  });
  it("signed by somebody else signs nobody in, whatever key id they name", async () => {
    for (const kid of ["now", "unknown"]) {
      signed = { ...signed, by: stranger, kid };
      const { answer: refused } = await signIn();
      assert.equal(refused.statusCode, 403, kid);
      assert.equal(refused.body, "auth.failed");
    }
  });
  it("by a new key is good: the keys are fetched once more, then no key is unknown", async () => {
    await signIn();
    const next = await makePair();
    published.keys = [await jwkOf(own, "now"), await jwkOf(next, "next")];
    signed = { ...signed, by: next, kid: "next" };
    const before = published.fetched;
    assert.ok(isSignedIn((await signIn()).answer));
    assert.equal(published.fetched, before + 1);
    await signIn();
    assert.equal(published.fetched, before + 1, "known from now on");
  });
  it("with an odd subject, time or level is refused, and nothing breaks", async () => {
    const hour = Math.floor(Date.now() / 1000) + 3600;
    const odd: JWTPayload[] = [
      { sub: "x".repeat(5000) },
      { sub: "a\0b" },
      { sub: "" },
      { sub: " aline" },
      { iat: hour, exp: hour + 300 },
      { acr: "constructor" },
      { acr: "__proto__" },
      { acr: "toString" },
      { acr: "a\0" },
      { acr: 2 as unknown as string },
      { acr: undefined } as unknown as JWTPayload,
      { aud: "another" },
    ];
    for (const claims of odd) {
      signed = { ...signed, claims: { sub: "aline", acr: "substantial", ...claims } };
      const { answer: refused } = await signIn();
      const said = JSON.stringify(claims).slice(0, 80);
      assert.equal(refused.statusCode, 403, said);
      assert.match(refused.body, /^auth\.(failed|level-unknown)$/, said);
    }
  });
});

describe("A telephone number", () => {
  const person = async (sub: string, phone: string) => {
    const claims = { sub, acr: "substantial", phone_number: phone, phone_number_verified: true };
    signed = { ...signed, claims };
    assert.ok(isSignedIn((await signIn()).answer));
  };
  it("that passed on means whom the issuer vouched for last; nobody silences them", async () => {
    const { personByPhone } = await import("./index.ts");
    await person("first", "+250788000009");
    await person("second", "+250788000009");
    assert.equal((await personByPhone(database.appSql, "+250788000009"))?.sub, "second");
    await person("first", "+250788000009");
    const still = await personByPhone(database.appSql, "+250788000009");
    assert.equal(still?.sub, "second", "signing in again is no new number");
  });
});
