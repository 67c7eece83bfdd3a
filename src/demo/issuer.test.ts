import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { type FreshDatabase, freshDatabase } from "../../tests/database.ts";
import {
  actorOf,
  installAuth,
  requireOfficer,
  requirePerson,
  syncOfficers,
} from "../platform/auth/index.ts";
import { loginStateBox } from "../platform/auth/login-state.ts";
import { newId } from "../platform/db/index.ts";
import { buildHttp, csrfOf, sendHtml } from "../platform/http/index.ts";
import { makeI18n } from "../platform/i18n/index.ts";
import { makeDemoIssuer } from "./issuer.ts";
import { asNewOfficer, readDemoTown } from "./people.ts";
import { type Browser, openBrowser } from "./plain-browser.ts";

const root = join(import.meta.dirname, "../..");
const town = readDemoTown(join(root, "jurisdictions/rw"));
const secret = "a secret for tests, long enough to be one";
const levels = { "http://eidas.europa.eu/LoA/substantial": 2, phr: "staff" } as const;

let app: FastifyInstance;
let database: FreshDatabase;
let baseUrl: string;
let now = new Date("2026-11-23T08:00:00Z");
const minutesPass = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

before(async () => {
  database = await freshDatabase();
  baseUrl = `http://localhost:${await freePort()}`;
  const i18n = makeI18n(join(root, "messages"));
  const demo = await makeDemoIssuer(baseUrl, town, levels);
  app = await buildHttp({
    secret,
    baseUrl,
    production: false,
    clock: () => now,
    languages: ["rw", "en", "fr", "az"],
    logLevel: process.env.LOG ?? "silent",
    renderProblem: ({ status, code }) => `${status} ${code}`,
  });
  const { appSql } = database;
  installAuth(app, {
    sql: appSql,
    clock: () => now,
    newId,
    secret,
    baseUrl,
    nameOrder: "family-first",
    issuers: [demo.issuer],
  });
  demo.mount(app, { i18n, page: ({ content }) => content });
  app.get("/me", (request, reply) => sendHtml(reply, JSON.stringify(actorOf(request))));
  app.get("/mine", (request, reply) => sendHtml(reply, requirePerson(request).name));
  app.get("/high", (request, reply) => sendHtml(reply, requirePerson(request, 3).name));
  app.get("/desk", (request, reply) => sendHtml(reply, requireOfficer(request).authority));
  app.get("/geology", (request, reply) =>
    sendHtml(reply, requireOfficer(request, "geologist").authority),
  );
  app.post("/unguarded", { config: { csrf: false } }, (request, reply) =>
    sendHtml(reply, actorOf(request).kind),
  );
  app.get("/token", (request, reply) => sendHtml(reply, csrfOf(request, reply)));
  await syncOfficers(database.ownerSql, town.officers.map(asNewOfficer), { newId, now });
  await app.listen({ port: Number(new URL(baseUrl).port), host: "localhost" });
});
after(async () => {
  await app.close();
  await database.drop();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "localhost");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

const aBrowser = () => openBrowser(baseUrl);

describe("signing in", () => {
  test("a mother in Nyagatare is led to her issuer and back to where she was", async () => {
    const browser = aBrowser();
    const choice = await browser.go("/mine");
    assert.match(choice.url, /^\/demo-issuer\/choose\//);
    assert.match(choice.body, /Mukamana Vestine/);
    const back = await browser.signIn("mukamana-vestine", "/mine");
    assert.equal(back.url, "/mine");
    assert.equal(back.body, "Mukamana Vestine");
    const { person } = JSON.parse((await browser.go("/me")).body);
    assert.equal(person.birthDate, "1994-03-11");
    assert.equal(person.level, 2);
    assert.equal(person.iss, "urn:hamwe:demo-issuer");
  });
  test("she is the same person when she comes again, with a new session id", async () => {
    const browser = aBrowser();
    const first = JSON.parse((await browser.signIn("habimana-eric")).body).person;
    const session = browser.session();
    const second = JSON.parse((await browser.signIn("habimana-eric")).body).person;
    assert.equal(second.id, first.id);
    assert.notEqual(browser.session(), session);
    const rows = await database.ownerSql`
      select 1 from auth.session where person = ${first.id}`;
    assert.equal(rows.length, 1);
  });
  test("somebody else comes in after them in the same browser, as often as they like", async () => {
    const browser = aBrowser();
    for (const id of ["mukamana-vestine", "officer-mutesi", "habimana-eric", "officer-uwera"]) {
      await browser.signIn(id);
      const { kind } = JSON.parse((await browser.go("/me")).body);
      assert.equal(kind, id.startsWith("officer") ? "officer" : "person", id);
    }
  });
  test("an officer comes in with authority and roles, and only as an officer", async () => {
    const browser = aBrowser();
    assert.equal((await browser.signIn("officer-uwera", "/desk")).body, "rmb");
    assert.equal((await browser.go("/geology")).body, "rmb");
    assert.equal((await browser.go("/mine")).status, 403);
    const registrar = aBrowser();
    await registrar.signIn("officer-mutesi");
    assert.equal((await registrar.go("/geology")).body, "403 auth.role-missing");
  });
  test("a person does not reach an officer's desk", async () => {
    const browser = aBrowser();
    await browser.signIn("ishimwe-kevin");
    assert.equal((await browser.go("/desk")).body, "403 auth.officers-only");
  });
  test("somebody who is on no list cannot be chosen", async () => {
    assert.equal((await aBrowser().signIn("nobody")).body, "400 auth.sign-in-expired");
  });
  test("a sign-in weaker than what was asked for does not count", async () => {
    const refused = await aBrowser().signIn("habimana-eric", "/high");
    assert.equal(refused.body, "403 auth.level-too-low");
  });
  test("a person who came with a crooked address lands on our own first page", async () => {
    const browser = aBrowser();
    const back = await browser.signIn("ishimwe-kevin", "/sign-in?next=//evil.example/");
    assert.equal(back.url, "/");
  });
  test("works for who opened the demonstration under the machine's other name", async () => {
    const other = new URL("/sign-in?next=/me", baseUrl);
    other.host = `127.0.0.1:${other.port}`;
    const moved = await app.inject({
      url: other.pathname + other.search,
      headers: { host: other.host },
    });
    assert.equal(moved.headers.location, `${baseUrl}/sign-in?next=/me`);
  });
  test("the database holds no session id", async () => {
    const browser = aBrowser();
    await browser.signIn("ishimwe-kevin");
    const cookie = browser.session() ?? "";
    const sessions = await database.ownerSql<{ id_hash: Uint8Array }[]>`
      select id_hash from auth.session`;
    const hashes = sessions.map(({ id_hash }) => Buffer.from(id_hash).toString("base64url"));
    assert.ok(hashes.includes(createHash("sha256").update(cookie).digest("base64url")));
    assert.ok(!hashes.includes(cookie));
  });
  test("a route that does not look for forged posts does not know the person either", async () => {
    const browser = aBrowser();
    await browser.signIn("ishimwe-kevin");
    assert.equal((await browser.go("/unguarded", {})).body, "guest");
  });
});

describe("an answer that the issuer did not give to this browser", () => {
  /** Goes through the sign-in up to the issuer's answer, which is not yet followed. */
  async function answerFor(browser: Browser): Promise<string> {
    const choice = await browser.go("/sign-in?next=/me");
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(choice.body)?.[1] ?? "";
    const chosen = await browser.go(choice.url, { who: "habimana-eric", _csrf }, false);
    const resumed = await browser.go(chosen.headers.get("location") ?? "", undefined, false);
    return resumed.headers.get("location") ?? "";
  }
  test("is refused in a browser that began no sign-in", async () => {
    const answer = await answerFor(aBrowser());
    const other = aBrowser();
    assert.equal((await other.go(answer)).body, "400 auth.sign-in-expired");
    assert.equal(other.session(), undefined);
  });
  test("is refused in a browser that began another sign-in (state)", async () => {
    const answer = await answerFor(aBrowser());
    const other = aBrowser();
    await other.go("/sign-in");
    assert.equal((await other.go(answer)).body, "403 auth.failed");
  });
  test("is refused when its code belongs to another sign-in (PKCE, nonce)", async () => {
    const theirs = new URL(await answerFor(aBrowser()));
    const browser = aBrowser();
    const mine = new URL(await answerFor(browser));
    mine.searchParams.set("code", theirs.searchParams.get("code") ?? "");
    assert.equal((await browser.go(mine.href)).body, "403 auth.failed");
    assert.equal(browser.session(), undefined);
  });
  test("is refused when the issuer vouched for another sign-in (nonce)", async () => {
    const browser = aBrowser();
    const answer = await answerFor(browser);
    const box = loginStateBox(secret);
    const login = box.open(browser.cookies.get("login /")?.value, now);
    assert.ok(login);
    const value = box.lock({ ...login, nonce: "another" });
    browser.cookies.set("login /", { value, path: "/" });
    assert.equal((await browser.go(answer)).body, "403 auth.failed");
  });
  test("is refused when it names another issuer (mix-up)", async () => {
    const browser = aBrowser();
    const answer = new URL(await answerFor(browser));
    answer.searchParams.set("iss", "https://evil.example");
    assert.equal((await browser.go(answer.href)).body, "403 auth.failed");
  });
  test("is refused after ten minutes", async () => {
    const browser = aBrowser();
    const answer = await answerFor(browser);
    minutesPass(11);
    assert.equal((await browser.go(answer)).body, "400 auth.sign-in-expired");
  });
  test("counts once", async () => {
    const browser = aBrowser();
    const answer = await answerFor(browser);
    const login = new Map(browser.cookies);
    assert.equal((await browser.go(answer)).url, "/me");
    browser.cookies.clear();
    for (const [key, cookie] of login) browser.cookies.set(key, cookie);
    assert.equal((await browser.go(answer)).body, "400 auth.sign-in-expired");
  });
});

describe("a session ends", () => {
  const kindOf = async (browser: Browser) => JSON.parse((await browser.go("/me")).body).kind;

  test("for a person after 20 minutes without a sign of life, not before", async () => {
    const browser = aBrowser();
    await browser.signIn("uwimana-sandrine");
    for (let i = 0; i < 3; i++) {
      minutesPass(19);
      assert.equal(await kindOf(browser), "person");
    }
    minutesPass(20);
    assert.equal(await kindOf(browser), "guest");
  });
  test("for an officer after 15 minutes", async () => {
    const browser = aBrowser();
    await browser.signIn("officer-gasana");
    minutesPass(14);
    assert.equal(await kindOf(browser), "officer");
    minutesPass(15);
    assert.equal(await kindOf(browser), "guest");
  });
  test("for a person after 12 hours whatever they do", async () => {
    const browser = aBrowser();
    await browser.signIn("uwimana-sandrine");
    for (let minutes = 15; minutes < 12 * 60; minutes += 15) {
      minutesPass(15);
      assert.equal(await kindOf(browser), "person");
    }
    minutesPass(15);
    assert.equal(await kindOf(browser), "guest");
  });
  test("on a shared computer after 5 minutes, and sign-out clears the browser", async () => {
    const browser = aBrowser();
    await browser.signIn("mukamana-vestine", "/sign-in?next=/me&shared=1");
    minutesPass(5);
    assert.equal(await kindOf(browser), "guest");
    await browser.signIn("mukamana-vestine", "/sign-in?next=/me&shared=1");
    const out = await browser.signOut();
    assert.match(out.headers.get("clear-site-data") ?? "", /"cookies"/);
  });
  test("at sign-out, and the old cookie opens nothing", async () => {
    const browser = aBrowser();
    await browser.signIn("ntakirutimana-faustin");
    const stolen = new Map(browser.cookies);
    assert.equal((await browser.signOut()).status, 303);
    for (const [key, cookie] of stolen) browser.cookies.set(key, cookie);
    assert.equal(await kindOf(browser), "guest");
  });
  test("not by a link or a form on another site", async () => {
    const browser = aBrowser();
    await browser.signIn("ntakirutimana-faustin");
    assert.equal((await browser.go("/sign-out")).status, 404);
    assert.equal((await browser.go("/sign-out", {})).body, "403 http.form-expired");
    assert.equal(await kindOf(browser), "person");
  });
  test("at once for an officer who leaves, who then cannot come back", async () => {
    const browser = aBrowser();
    await browser.signIn("officer-kayitesi");
    const remaining = town.officers.filter(({ id }) => id !== "officer-kayitesi");
    await syncOfficers(database.ownerSql, remaining.map(asNewOfficer), { newId, now });
    assert.equal(await kindOf(browser), "guest");
    assert.equal((await browser.signIn("officer-kayitesi")).body, "403 auth.not-an-officer");
  });
});
