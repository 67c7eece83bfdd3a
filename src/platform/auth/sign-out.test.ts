import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, describe, it } from "node:test";
import { exportJWK, type JWTPayload, SignJWT } from "jose";
import { type FreshDatabase, freshDatabase } from "../../../tests/database.ts";
import { newId } from "../db/index.ts";
import { buildHttp, csrfOf, sendHtml } from "../http/index.ts";
import { actorOf, installAuth } from "./index.ts";

type Pair = webcrypto.CryptoKeyPair;
const makePair = () =>
  webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);

let database: FreshDatabase;
let app: Awaited<ReturnType<typeof buildHttp>>;
let server: Server;
let issuer: string;
let own: Pair;
let stranger: Pair;
let nonce = "";
/** How the issuer calls its own session, and where it says that one signs out there. */
const says = { sid: "session-1", endSession: "" };

const seconds = () => Math.floor(Date.now() / 1000);

async function answer(path: string): Promise<object> {
  if (path === "/jwks")
    return {
      keys: [{ ...(await exportJWK(own.publicKey)), kid: "now", alg: "ES256", use: "sig" }],
    };
  if (path !== "/token")
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      end_session_endpoint: says.endSession,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["ES256"],
    };
  const at = seconds();
  const claims = { iss: issuer, aud: "hamwe", iat: at, exp: at + 300, nonce };
  const token = new SignJWT({ ...claims, sub: "aline", acr: "substantial", sid: says.sid });
  token.setProtectedHeader({ alg: "ES256", kid: "now" });
  return { access_token: "a", token_type: "Bearer", id_token: await token.sign(own.privateKey) };
}

before(async () => {
  [database, own, stranger] = await Promise.all([freshDatabase(), makePair(), makePair()]);
  server = createServer(async (request, response) => {
    const body = await answer(new URL(request.url ?? "/", "http://localhost").pathname);
    response.setHeader("content-type", "application/json").end(JSON.stringify(body));
  }).listen(0, "localhost");
  await new Promise((resolve) => server.once("listening", resolve));
  issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
});
after(async () => {
  server.close();
  await database.drop();
});

/** A server of ours whose issuer ends sessions at this address. */
async function serve(endSession: string) {
  says.endSession = endSession;
  await app?.close();
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
  app.get("/me", (request, reply) => sendHtml(reply, actorOf(request).kind));
  app.get("/token", (request, reply) => sendHtml(reply, csrfOf(request, reply)));
}
after(() => app?.close());

type Reply = Awaited<ReturnType<typeof app.inject>>;

/** A browser that has signed in, as its cookies. */
async function signedIn() {
  const cookies = new Map<string, string>();
  const keep = (reply: Reply): Reply => {
    for (const { name, value } of reply.cookies)
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    return reply;
  };
  const headers = (): Record<string, string> => ({
    host: "localhost",
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
  });
  const get = async (url: string) => keep(await app.inject({ url, headers: headers() }));
  const signOut = async () => {
    const token = (await get("/token")).body;
    const sent = { ...headers(), "x-csrf-token": token };
    return keep(await app.inject({ method: "POST", url: "/sign-out", headers: sent }));
  };
  const asked = new URL(String((await get("/sign-in")).headers.location)).searchParams;
  nonce = asked.get("nonce") ?? "";
  await get(`/sign-in/callback?code=c&state=${asked.get("state")}`);
  assert.equal((await get("/me")).body, "person");
  return { get, signOut, kind: async () => (await get("/me")).body };
}

describe("Signing out", () => {
  it("leads to the issuer, which is shown what it once said of this session", async () => {
    await serve(`${issuer}/end`);
    const browser = await signedIn();
    const [row] = await database.ownerSql<{ id_token: Uint8Array }[]>`
      select id_token from auth.session order by started_at desc limit 1`;
    assert.ok(!Buffer.from(row?.id_token ?? []).includes("eyJ"), "no token stands in the table");
    const to = new URL(String((await browser.signOut()).headers.location));
    assert.equal(to.origin + to.pathname, `${issuer}/end`);
    assert.equal(to.searchParams.get("post_logout_redirect_uri"), "http://localhost/sign-out/done");
    assert.equal(to.searchParams.get("id_token_hint")?.split(".").length, 3);
    assert.equal(await browser.kind(), "guest");
    assert.equal((await browser.get("/sign-out/done")).headers.location, "/");
  });
  it("ends here where the issuer has no such place, or one on another host", async () => {
    for (const elsewhere of ["", "https://elsewhere.example/end"]) {
      await serve(elsewhere);
      const browser = await signedIn();
      assert.equal((await browser.signOut()).headers.location, "/");
      assert.equal(await browser.kind(), "guest");
    }
  });
});

describe("What the issuer says has ended", () => {
  before(() => serve(`${issuer}/end`));
  beforeEach(() => {
    says.sid = newId();
  });

  const event = { "http://schemas.openid.net/event/backchannel-logout": {} };
  const claimsOf = (more: JWTPayload): JWTPayload => ({
    ...{ iss: issuer, aud: "hamwe", iat: seconds(), exp: seconds() + 120, jti: newId() },
    ...{ events: event, sid: says.sid },
    ...more,
  });
  const signed = (claims: JWTPayload, by = own, typ = "logout+jwt") =>
    new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "now", typ }).sign(by.privateKey);
  const tell = (token: string) =>
    app.inject({
      method: "POST",
      url: "/sign-out/by-issuer",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams({ logout_token: token }).toString(),
    });

  it("ends here: one session by its name", async () => {
    const other = await signedIn();
    says.sid = newId();
    const browser = await signedIn();
    const told = await tell(await signed(claimsOf({})));
    assert.equal(told.statusCode, 200, told.body);
    assert.equal(told.headers["cache-control"], "no-store");
    assert.equal(await browser.kind(), "guest");
    assert.equal(await other.kind(), "person");
  });
  it("ends here: every session of an account", async () => {
    const [one, two] = [await signedIn(), await signedIn()];
    const { sid: _sid, ...claims } = claimsOf({ sub: "aline" });
    assert.equal((await tell(await signed(claims))).statusCode, 200);
    assert.deepEqual([await one.kind(), await two.kind()], ["guest", "guest"]);
  });
  it("counts once", async () => {
    const token = await signed(claimsOf({}));
    assert.equal((await tell(token)).statusCode, 200);
    assert.equal((await tell(token)).statusCode, 400);
  });
  it("is believed of the issuer alone, for us, fresh, and as what it is", async () => {
    const browser = await signedIn();
    const { sid: _sid, ...nobody } = claimsOf({});
    const { events: _events, ...noEvent } = claimsOf({});
    const refused: readonly (readonly [string, string])[] = [
      ["signed by somebody else", await signed(claimsOf({}), stranger)],
      ["for another client", await signed(claimsOf({ aud: "other" }))],
      ["of another issuer", await signed(claimsOf({ iss: "https://elsewhere.example" }))],
      ["old", await signed(claimsOf({ iat: seconds() - 400, exp: seconds() + 60 }))],
      ["expired", await signed(claimsOf({ exp: seconds() - 60 }))],
      ["an ID token", await signed(claimsOf({ nonce: "n" }))],
      ["of another kind", await signed(claimsOf({}), own, "at+jwt")],
      ["of another event", await signed(claimsOf({ events: { other: {} } }))],
      ["without an event", await signed(noEvent)],
      ["of nobody", await signed(nobody)],
      ["without a signature", `${(await signed(claimsOf({}))).split(".").slice(0, 2).join(".")}.`],
      ["no token", "x"],
      ["nothing", ""],
    ];
    for (const [what, token] of refused) assert.equal((await tell(token)).statusCode, 400, what);
    assert.equal(await browser.kind(), "person");
  });
});
