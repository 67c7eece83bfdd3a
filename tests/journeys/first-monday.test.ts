import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { type ParsedMail, simpleParser } from "mailparser";
import type { Browser, Page } from "playwright-core";
import { SMTPServer } from "smtp-server";
import { type App, makeApp } from "../../src/app.ts";
import { loadCatalogue } from "../../src/catalogue/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { setUpDatabase } from "../../src/set-up.ts";
import { openKeys } from "../../src/signing/index.ts";
import { launchBrowser } from "../browser.ts";
import { type FreshDatabase, freshDatabase } from "../database.ts";
import { setRoles } from "../held-roles.ts";

const folder = mkdtempSync(join(tmpdir(), "hamwe-first-monday-"));
const jurisdictionDir = resolve(import.meta.dirname, "../../jurisdictions/rw");
const received: ParsedMail[] = [];
const mails = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData(stream, _session, done) {
    simpleParser(stream).then((mail) => {
      received.push(mail);
      done();
    }, done);
  },
});
/** Friday: the officer sits down. The mail is due on Monday. */
let now = new Date("2026-11-27T08:00:00Z");
let database: FreshDatabase;
let app: App;
let browser: Browser;
let url = "";

const portOf = (address: unknown): number =>
  typeof address === "object" && address !== null && "port" in address ? Number(address.port) : 0;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "localhost");
  await new Promise((done) => server.once("listening", done));
  const port = portOf(server.address());
  await new Promise((done) => server.close(done));
  return port;
}

/** A server in production, with its keys and its mail server, and nothing in it. */
before(async () => {
  await new Promise<void>((done) => mails.listen(0, "127.0.0.1", done));
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
      mail: {
        url: `smtp://127.0.0.1:${portOf(mails.server.address())}`,
        from: "Hamwe <no-reply@hamwe.gov.example>",
      },
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
  await new Promise<void>((done) => mails.close(() => done()));
  rmSync(folder, { recursive: true });
});

/** The cookie of an officer who has signed in: the national issuer is no part of this test. */
async function signedIn(): Promise<string> {
  const [officer, cookie] = [newId(), randomBytes(32).toString("base64url")];
  const sql = database.ownerSql;
  await sql`
    insert into auth.officer (id, iss, sub, name, authority, active, created_at, updated_at)
    values (${officer}, 'https://id.example', '7', 'Uwera Alice', 'minaffet', true, ${now},
      ${now})`;
  await setRoles(sql, "Uwera Alice", ["treaty-officer"]);
  const ends = new Date(now.getTime() + 8 * 3_600_000);
  await sql`
    insert into auth.session ${sql([
      {
        ...{ id_hash: createHash("sha256").update(cookie).digest(), person: null, officer },
        ...{ level: null, shared: false, started_at: now, touched_at: now, idle_until: ends },
        ends_at: ends,
      },
    ])}`;
  return cookie;
}

/** Counts what the officer does: pages that they see, fields that they fill in. */
function counting(page: Page) {
  const done = { pages: 0, fields: 0 };
  page.on("load", () => {
    done.pages += 1;
  });
  return {
    done,
    fill: async (name: string, text: string) => {
      done.fields += 1;
      await page.fill(`[name="${name}"]`, text);
    },
    choose: async (name: string, value: string) => {
      done.fields += 1;
      await page.check(`input[name="${name}"][value="${value}"]`);
    },
    select: async (name: string, value: string) => {
      done.fields += 1;
      await page.selectOption(`select[name="${name}"]`, value);
    },
    follow: (name: string) => page.getByRole("link", { name, exact: true }).first().click(),
    press: (name: string) => page.getByRole("button", { name, exact: true }).click(),
  };
}

const programme = [
  "No\tCommitment\tOwner Rwanda\tDeadline\tMeasure\tVerification",
  "1\tSend the list of universities\tRwanda desk\t30 October 2026\tA list\tNote verbale",
  "2\tAgree the dates of the consultations\tRwanda desk\t15 December 2026\tTwo dates\tMinutes",
  "3\tName a contact in each airport\tRwanda desk\t31 March 2027\tTwo names\tLetters",
].join("\n");

test("From nothing to the first mail of Monday it takes few fields on few pages", async (at) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  await context.addCookies([{ name: "session", value: await signedIn(), url }]);
  const page = await context.newPage();
  const { done, fill, choose, select, follow, press } = counting(page);
  await page.goto(`${url}/desk?lang=en`);

  await follow("Posts");
  await follow("Open a post");
  await choose("side", "rw");
  await choose("role", "desk");
  await fill("title-en", "Rwanda desk");
  await press("Open a post");
  await choose("held", "held");
  await fill("name", "Uwera Alice");
  await fill("email", "alice@minaffet.example");
  await press("Save");

  await follow("Commitments");
  await follow("Import a table");
  await select("instrument", "education_2025");
  await fill("pasted", programme);
  await press("Import");
  assert.match(await page.innerText("main"), /Send the list of universities/);
  await context.close();

  now = new Date("2026-11-30T05:00:00Z");
  await app.tasks["commitments.daily"]({});
  await app.parts.messages.deliverDue();
  const mail = received.find(({ text }) => text?.includes("/desk/monday?"));
  assert.ok(mail, "it arrives");
  assert.match(JSON.stringify(mail.to), /alice@minaffet\.example/);
  assert.match(mail.text ?? "", /Past the deadline: 1\n- Send the list of universities/);
  at.diagnostic(`pages: ${done.pages}, fields: ${done.fields}`);
  assert.ok(done.pages <= 8, `pages: ${done.pages}`);
  assert.ok(done.fields <= 8, `fields: ${done.fields}`);
});
