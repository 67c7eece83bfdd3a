import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { type App, makeApp } from "../../src/app.ts";
import { loadCatalogue } from "../../src/catalogue/index.ts";
import { rememberPerson } from "../../src/platform/auth/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { setUpDatabase } from "../../src/set-up.ts";
import { openKeys } from "../../src/signing/index.ts";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import { type FreshDatabase, freshDatabase } from "../database.ts";
import { entryFor } from "../register-entry.ts";
import type { Town } from "../town.ts";
import { opened, sent } from "./office-given.ts";

const folder = mkdtempSync(join(tmpdir(), "hamwe-passkeys-"));
const jurisdictionDir = resolve(import.meta.dirname, "../../jurisdictions/rw");
let now = new Date();
let database: FreshDatabase;
let app: App;
let browser: Browser;
let url = "";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "localhost");
  await new Promise((done) => server.once("listening", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === "object" && address ? address.port : 0;
}

/** A server in production whose identity provider cannot be reached, and nobody in it. */
before(async () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const clientKeyFile = join(folder, "client.jwk");
  writeFileSync(clientKeyFile, JSON.stringify(privateKey.export({ format: "jwk" })));
  const signingKeysDir = join(folder, "keys");
  const keys = openKeys(signingKeysDir, { generate: true });
  for (const { authority } of loadCatalogue(jurisdictionDir).catalogue?.services ?? [])
    await keys.key(authority);
  await keys.key("scheme-operator");
  database = await freshDatabase();
  await setUpDatabase(database.ownerUrl, "production");
  const port = await freePort();
  url = `http://localhost:${port}`;
  app = await makeApp({
    config: {
      ...{ mode: "production", host: "localhost", port, baseUrl: url, dataDir: folder },
      ...{ jurisdictionDir, databaseUrl: undefined, appDatabaseUrl: undefined, signingKeysDir },
      secret: randomBytes(32).toString("base64"),
      identity: { issuerUrl: "https://id.example", clientId: "hamwe", clientKeyFile },
    },
    access: { appUrl: database.appUrl },
    clock: () => now,
    logLevel: "silent",
  });
  await app.http.listen({ host: "localhost", port });
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await app?.close();
  await database?.drop();
  rmSync(folder, { recursive: true });
});

/** `npm run admin -- invite`, as the owner. @returns the link */
async function invitedByCommand(email: string): Promise<string> {
  const script = join(import.meta.dirname, "../../scripts/admin.ts");
  const DATABASE_URL = database.ownerUrl.replace("hamwe_owner@", "postgres@");
  const env = { PATH: process.env.PATH, HAMWE_MODE: "production", DATABASE_URL };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, "invite", email, "--url", url, "--name", email.split("@")[0] ?? email],
    { env },
  );
  return /http\S+/.exec(stdout)?.[0] ?? assert.fail(stdout);
}

/** A browser of somebody's own, with a device that makes and shows passkeys. */
async function deviceOf(options: { readonly verifies?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: options.verifies ?? true },
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${url}/?lang=en`);
  return page;
}

const press = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: true }).click();
const at = (page: Page): string => new URL(page.url()).pathname;

async function joined(link: string): Promise<Page> {
  const page = await deviceOf();
  await page.goto(link);
  assert.deepEqual(await barriersOn(page), []);
  await press(page, "Create a passkey");
  await page.waitForURL((address) => !address.pathname.startsWith("/invitation"));
  return page;
}

/** The link of somebody whom an administrator invites. */
async function invited(admin: Page, name: string, authority: string): Promise<string> {
  await admin.goto(`${url}/admin/staff/invite`);
  await admin.getByLabel("Name").fill(name);
  await admin.getByLabel("Authority").selectOption(authority);
  await press(admin, "Invite");
  const link = await admin.getByLabel("Invitation link").inputValue();
  await admin
    .getByRole("button", { name: "Give them their roles" })
    .or(admin.getByRole("link", { name: "Give them their roles" }))
    .click();
  return link;
}

async function given(admin: Page, role: string): Promise<void> {
  await admin.getByText("Give a role").first().click();
  await admin.getByLabel("Role").selectOption(role);
  await press(admin, "Give a role");
}

let first: Page;
let second: Page;

test("The first administrators come from the command and sign in with their passkey", async () => {
  first = await joined(await invitedByCommand("beatha@ministry.example"));
  second = await joined(await invitedByCommand("jean@ministry.example"));
  await first.goto(`${url}/admin/staff`);
  assert.equal(at(first), "/admin/staff");
  await press(first, "Sign out");
  await first.goto(`${url}/admin/staff`);
  assert.equal(at(first), "/staff/sign-in", "a choice, since this provider may know no officers");
  assert.deepEqual(await barriersOn(first), []);
  await press(first, "Sign in with a passkey");
  await first.waitForURL(`${url}/admin/staff`);
  const [signedIn] = await app.sql<{ facts: object }[]>`
    select facts from security.event where kind = 'signed-in' order by id desc limit 1`;
  assert.deepEqual(signedIn?.facts, { issuer: "passkey" });
});

test("An answer counts once, for its own question, and only from an unlocked device", async () => {
  const page = await first.context().newPage();
  const posts: string[] = [];
  first.on("request", (request) => {
    if (request.method() === "POST") posts.push(request.postData() ?? "");
  });
  await press(first, "Sign out");
  await first.goto(`${url}/staff/sign-in`);
  await press(first, "Sign in with a passkey");
  await first.waitForURL((address) => address.pathname !== "/staff/sign-in");
  const sent = new URLSearchParams(posts.at(-1));
  assert.ok(sent.get("answer"), "what was sent");
  await page.goto(`${url}/staff/sign-in?lang=en`);
  const refused = async (fields: Record<string, string>) => {
    const token = await page.locator("input[name=_csrf]").first().inputValue();
    const answer = await page.request.post(`${url}/staff/sign-in`, {
      form: { _csrf: token, ...fields },
      headers: { origin: url },
      maxRedirects: 0,
    });
    return answer.status();
  };
  const old = { state: sent.get("state") ?? "", answer: sent.get("answer") ?? "" };
  assert.equal(await refused(old), 403, "sent again");
  const state = await page.locator("input[name=state]").inputValue();
  assert.equal(await refused({ ...old, state }), 403, "for another question");
  assert.equal(await refused({ state: "x", answer: "{}" }), 403);
  await page.close();
  const locked = await deviceOf({ verifies: false });
  await locked.goto(await invited(first, "Locked Out", "minaloc"));
  await press(locked, "Create a passkey");
  await locked.getByText("The device gave no passkey").waitFor();
  await locked.context().close();
});

/** Somebody applies, and the officer signs what the registrar has checked: the first decision. */
async function decides(page: Page): Promise<void> {
  const accounts = { iss: "https://id.example", sub: "1", name: "Mukamana Vestine" };
  const none = { givenName: null, familyName: null, birthDate: "1990-05-01" };
  const more = { nationalId: "0199070012345612", nationality: "RW", phone: null };
  const other = { email: null, language: null, level: 2 as const };
  const claimed = { ...accounts, ...none, ...more, ...other };
  const person = () => rememberPerson(app.sql, claimed, { id: newId(), now });
  const town = { app, person } as unknown as Town;
  const { caseId } = await sent(town, "birth-certificate");
  const { cases } = app.parts;
  const application = await opened(town, caseId);
  const [check] = application.state.tasks;
  const registrar = { kind: "officer", id: "registrar", authority: "minaloc" } as const;
  const actor = { ...registrar, roles: ["civil-registrar"] } as never;
  const found = { type: "complete", task: check?.key ?? "", outcome: "found" } as const;
  const findings = entryFor(application) as never;
  const checked = await cases.give({ caseId, command: { ...found, findings }, actor });
  assert.ok(checked.ok, JSON.stringify(checked));
  await page.goto(`${url}/office/cases/${caseId}`);
  await press(page, "Claim");
  await page.getByRole("radio", { name: "Sign and issue" }).check();
  await press(page, "Decide");
  await page.waitForURL((address) => address.pathname === "/office");
  assert.equal((await opened(town, caseId)).state.status, "granted");
  const [event] = (await opened(town, caseId)).history.filter(({ type }) => type === "CaseDecided");
  const [row] = await app.sql<{ id: string }[]>`
    select id from auth.officer where name = 'Uwera Alice'`;
  assert.deepEqual(event?.actor, { kind: "officer", id: row?.id });
}

test("An officer is invited, given what decides by two, and signs with a fresh proof", async () => {
  const link = await invited(first, "Uwera Alice", "minaloc");
  await given(first, "executive-secretary");
  await first.getByText("Waits for a second administrator", { exact: true }).waitFor();
  const officer = await joined(link);
  await officer.goto(`${url}/office`);
  assert.match((await officer.textContent("main")) ?? "", /Worklist|No file/);
  await second.goto(`${url}/admin/waiting`);
  await press(second, /^Confirm/);
  await second.getByText("confirmed by jean").waitFor();
  await decides(officer);
  await officer.goto(`${url}/staff/passkeys`);
  await officer
    .getByRole("button", { name: "Add a passkey" })
    .or(officer.getByRole("link", { name: "Add a passkey" }))
    .click();
  assert.equal(at(officer), "/staff/passkeys/new", "they joined a moment ago");
  now = new Date(now.getTime() + 6 * 60_000);
  await officer.goto(`${url}/staff/passkeys/new`);
  assert.equal(at(officer), "/staff/proof", "that was too long ago");
  assert.deepEqual(await barriersOn(officer), []);
  await press(officer, "Use a passkey");
  await officer.waitForURL(`${url}/staff/passkeys/new`);
  await officer.goto(`${url}/staff/passkeys`);
  await press(officer, /^Remove/);
  await officer.getByText("the last passkey that signs you in stays").waitFor();
});

test("Whoever lost their device gets a link by two administrators, the old is dead", async () => {
  const link = await invited(first, "Manzi Luc", "minaloc");
  const page = first.url();
  const lost = await joined(link);
  await first.goto(page);
  await first.getByRole("link", { name: /^They lost what they sign in with/ }).click();
  await press(first, "Yes, ask for a new link");
  await first.getByText("Another administrator confirms this").waitFor();
  await second.goto(page);
  await press(second, /^Confirm/);
  const again = await second.getByLabel("Invitation link").inputValue();
  const found = await joined(again);
  await found.goto(`${url}/staff/passkeys`);
  assert.equal(await found.getByRole("button", { name: /^Remove/ }).count(), 1);
  await lost.goto(`${url}/staff/passkeys`);
  assert.equal(at(lost), "/staff/sign-in", "signed out");
  await press(lost, "Sign in with a passkey");
  await lost.getByText("This passkey was not accepted").first().waitFor();
  const [member] = await app.sql<{ id: string }[]>`
    select id from auth.officer where name = 'Manzi Luc'`;
  const [admin] = await app.sql<{ id: string }[]>`
    select id from auth.officer where name = 'beatha'`;
  database.expectInLog("42501");
  await assert.rejects(
    app.sql`select auth.invite_staff(${`officer:${admin?.id}`}, now(), ${member?.id ?? ""},
      ${randomBytes(32)}, now() + interval '1 day')`,
    { code: "42501" },
    "the database gives no such link by one administrator alone",
  );
});
