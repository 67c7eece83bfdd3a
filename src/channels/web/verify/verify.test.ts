import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../../../../tests/browser.ts";
import { type FreshDatabase, freshDatabase } from "../../../../tests/database.ts";
import { qrText, signCwt, verifyCwt } from "../../../certificate-code/index.ts";
import { exampleLicence } from "../../../credentials/example-licence.ts";
import {
  type Credential,
  type Credentials,
  makeCredentials,
  openKeys,
  signerFromPem,
} from "../../../credentials/index.ts";
import { type CaseId, must } from "../../../kernel/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { buildHttp, serveAssets } from "../../../platform/http/index.ts";
import { makeI18n } from "../../../platform/i18n/index.ts";
import { assets } from "../../components/index.ts";
import { verifyRoutes } from "./index.ts";

let database: FreshDatabase;
let browser: Browser;
let app: FastifyInstance;
let credentials: Credentials;
let folder: string;
let origin: string;
let now = new Date("2026-11-23T10:00:00Z");
const i18n = makeI18n(join(import.meta.dirname, "../../../../messages"));
const timeZone = "Africa/Kigali";

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

before(async () => {
  database = await freshDatabase();
  browser = await launchBrowser();
  folder = await mkdtemp(join(tmpdir(), "hamwe-keys-"));
  const port = await freePort();
  origin = `http://localhost:${port}`;
  credentials = makeCredentials({
    sql: database.appSql,
    keys: openKeys(folder, { generate: true }),
    origin,
    clock: () => now,
    territory: "RW",
    operator: { en: "Example operator" },
    timeZone,
    i18n,
  });
  app = await buildHttp({
    secret: "a secret of the test, long enough for it",
    baseUrl: origin,
    production: false,
    clock: () => now,
    languages: ["en", "rw", "fr", "az"],
    renderProblem: ({ code }) => code,
    logLevel: "silent",
  });
  verifyRoutes(app, { credentials, i18n, origin, timeZone });
  serveAssets(app, assets);
  await app.listen({ port, host: "127.0.0.1" });
});

after(async () => {
  await browser?.close();
  await app?.close();
  await database?.drop();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  now = new Date("2026-11-23T10:00:00Z");
});

const issue = async (over: Parameters<typeof exampleLicence>[0] = {}): Promise<Credential> =>
  must(await credentials.issue(exampleLicence({ caseId: newId<CaseId>(), ...over })));

async function withContext<T>(use: (context: BrowserContext) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ locale: "en" });
  try {
    return await use(context);
  } finally {
    await context.close();
  }
}

async function newPage(context: BrowserContext, at = now): Promise<Page> {
  const page = await context.newPage();
  await page.clock.setFixedTime(at);
  return page;
}

/** Title and text of the verdict that a fresh browser shows for this code. */
const verdictOf = (cwt: Uint8Array, at = now): Promise<{ title: string; text: string }> =>
  withContext(async (context) => {
    const page = await newPage(context, at);
    await page.goto(qrText(origin, cwt));
    return readVerdict(page);
  });

/** The verdict in another language. */
const textIn = (lang: string, cwt: Uint8Array): Promise<string> =>
  withContext(async (context) => {
    const page = await newPage(context);
    await page.goto(qrText(origin, cwt).replace("/v#", `/v?lang=${lang}#`));
    return (await readVerdict(page)).text;
  });

async function readVerdict(page: Page): Promise<{ title: string; text: string }> {
  const title = await page.locator("#result h2").innerText({ timeout: 15_000 });
  return { title, text: await page.locator("#result").innerText() };
}

test("a genuine paper is called valid, with what was checked and what the paper must say", async () => {
  const paper = await issue();
  const { title, text } = await verdictOf(paper.cwt);
  assert.equal(title, "This paper is valid");
  for (const words of [
    "Signature valid",
    "Issuer on the list of 23 November 2026",
    "Not revoked as of 23 November 2026",
    "Valid until 22 November 2030",
    "Mineral exploration licence",
    "Example Mines Office",
    "Kivu Example Ltd",
    "Wolframite",
    paper.number,
  ])
    assert.ok(text.includes(words), words);
  assert.match(text, /Renewable\s+Yes/);
});

test("a genuine paper says the same in every language, in the words of that language", async () => {
  const { cwt } = await issue({ lang: "rw" });
  const words = { en: "Exploration", rw: "Ubushakashatsi", fr: "Recherche", az: "Kəşfiyyat" };
  for (const [lang, word] of Object.entries(words)) {
    const text = await textIn(lang, cwt);
    assert.ok(text.includes(word), `${lang}: ${text}`);
    for (const other of Object.values(words).filter((each) => each !== word))
      assert.ok(!new RegExp(`\\s${other}\\s`).test(text), `${lang} says ${other}`);
  }
});

test("a paper that was signed with the words of one language is shown in the reader's too", async () => {
  const { cwt } = await issue();
  const signer = signerFromPem(await readFile(join(folder, "example-mines.pem"), "utf8"));
  const claims = must(await verifyCwt(cwt, () => signer.publicKey));
  const old = [...claims.fields].map(
    ([field, value]) => [field, Array.isArray(value) ? value.join(", ") : value] as const,
  );
  const before = await signCwt({ ...claims, fields: new Map(old) }, signer);
  assert.ok((await verdictOf(before)).text.includes("Exploration"));
  assert.ok((await textIn("rw", before)).includes("Ubushakashatsi"));
});

test("a paper with one changed letter is called altered, and its content is not shown", async () => {
  const { cwt } = await issue();
  const forged = Buffer.from(cwt);
  forged.write("Kigu", forged.indexOf("Kivu"));
  const { title, text } = await verdictOf(forged);
  assert.equal(title, "This paper has been altered");
  assert.ok(!text.includes("Kigu"));
});

test("a code that holds something else is called no paper of ours", async () => {
  const { title } = await verdictOf(Buffer.from("An invoice from somewhere, not one of ours"));
  assert.equal(title, "This is not a paper of ours");
});

test("a paper that somebody signed with a key of their own is of an unknown issuer", async () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const own = signerFromPem(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  const { cwt } = await issue();
  const genuine = signerFromPem(await readFile(join(folder, "example-mines.pem"), "utf8"));
  const claims = must(await verifyCwt(cwt, () => genuine.publicKey));
  assert.equal((await verdictOf(await signCwt(claims, own))).title, "The issuer is unknown");
  const otherKind = await signCwt({ ...claims, documentType: "passport" }, genuine);
  assert.equal((await verdictOf(otherKind)).title, "The issuer is unknown");
});

test("a paper signed after its issuer lost the right is refused; one signed before stays valid", async () => {
  const authority = { id: "example-closed", name: { en: "Closed Office" } };
  const { cwt } = await issue({ authority });
  now = new Date("2026-11-25T10:00:00Z");
  await credentials.withdrawIssuer(authority.id);
  const key = signerFromPem(await readFile(join(folder, "example-closed.pem"), "utf8"));
  const claims = must(await verifyCwt(cwt, () => key.publicKey));
  const later = await signCwt({ ...claims, issuedAt: claims.issuedAt + 3 * 86_400 }, key);
  const { title, text } = await verdictOf(later);
  assert.equal(title, "The issuer had lost the right to issue this paper");
  assert.match(text, /Closed Office could not issue .* on 26 November 2026/);
  assert.equal((await verdictOf(cwt)).title, "This paper is valid");
});

test("a paper whose time is over is called expired", async () => {
  const { cwt } = await issue({ validUntil: "2026-11-24" });
  const { title, text } = await verdictOf(cwt, new Date("2026-11-25T00:00:00Z"));
  assert.equal(title, "This paper has expired");
  assert.match(text, /valid until 24 November 2026/);
});

test("a paper that the office has ended is called revoked", async () => {
  const { cwt, id } = await issue();
  must(await credentials.revoke({ id, by: "officer:1", reason: "Mistake", command: "revoke-1" }));
  assert.equal((await verdictOf(cwt)).title, "This paper has been revoked");
});

test("with a list of last week nobody is told that a paper is valid", async () => {
  const { cwt } = await issue();
  const { title, text } = await verdictOf(cwt, new Date(now.getTime() + 8 * 86_400_000));
  assert.equal(title, "We could not check whether this paper has been revoked");
  assert.match(text, /newest list on this device is of 23 November 2026/);
});

test("a list that somebody else signed is not believed", async () => {
  const { cwt } = await issue();
  const [header, payload] = (await credentials.trustList()).split(".");
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const own = signerFromPem(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  const signature = Buffer.from(await own.sign(Buffer.from(`${header}.${payload}`)));
  await withContext(async (context) => {
    const body = `${header}.${payload}.${signature.toString("base64url")}`;
    await context.route("**/trust-list", (route) => route.fulfill({ body }));
    const page = await newPage(context);
    await page.goto(qrText(origin, cwt));
    assert.equal((await readVerdict(page)).title, "The paper could not be checked");
  });
});

test("what found no room in the code is counted, so that nobody believes it checked", async () => {
  const { claims } = exampleLicence();
  const long = {
    name: "conditions",
    label: { en: "Conditions" },
    value: "No blasting. ".repeat(40),
  };
  const { cwt } = await issue({ claims: [...claims, long] });
  assert.match((await verdictOf(cwt)).text, /Lines of the paper that are not in the code: 1/);
});

test("once loaded, the page checks papers without any network", async () => {
  const [first, second] = [await issue(), await issue({ lang: "rw" })];
  must(
    await credentials.revoke({
      id: second.id,
      by: "system",
      reason: "Mistake",
      command: "revoke-1",
    }),
  );
  await withContext(async (context) => {
    const page = await newPage(context);
    await page.goto(`${origin}/v`);
    await page.locator("#verify[data-offline=ready]").waitFor();
    await page.close();
    await context.setOffline(true);
    await assert.rejects((await context.newPage()).goto(`${origin}/trust-list`));
    const offline = await newPage(context);
    await offline.goto(qrText(origin, first.cwt));
    assert.equal((await readVerdict(offline)).title, "This paper is valid");
    await offline.goto(`${origin}/v`);
    await offline.getByLabel("Text of the code").fill(qrText(origin, second.cwt));
    await offline.getByRole("button", { name: "Check the code" }).click();
    assert.equal((await readVerdict(offline)).title, "This paper has been revoked");
  });
});

test("no request carries anything of the paper, and the address bar forgets it", async () => {
  const { cwt } = await issue();
  const content = qrText(origin, cwt).split("#")[1] ?? "";
  await withContext(async (context) => {
    const sent: string[] = [];
    context.on("request", (request) => {
      const headers = JSON.stringify(request.headers());
      sent.push(`${request.url().split("#")[0]} ${request.postData() ?? ""} ${headers}`);
    });
    const page = await newPage(context);
    await page.goto(qrText(origin, cwt));
    await readVerdict(page);
    assert.equal(page.url(), `${origin}/v`);
    await page.locator("#verify[data-offline=ready]").waitFor();
    assert.ok(sent.length > 5);
    for (const request of sent) {
      assert.ok(!request.includes(content.slice(0, 24)), request);
      assert.ok(!request.includes("Kivu"), request);
    }
  });
});

test("another language shows the same paper again without sending it", async () => {
  const { cwt } = await issue();
  await withContext(async (context) => {
    const page = await newPage(context);
    await page.goto(qrText(origin, cwt));
    await readVerdict(page);
    await page.locator('a[hreflang="rw"]').first().click();
    const verdict = page.getByRole("heading", { name: "Iki cyangombwa gifite agaciro" });
    await verdict.waitFor();
    assert.match(await page.locator("#result").innerText(), /23 Ugushyingo 2026/);
  });
});

test("without JavaScript the number tells kind, day and standing, and no name", async () => {
  const paper = await issue();
  await withContext(async () => {
    const context = await browser.newContext({ locale: "en", javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${origin}/v`);
    await page.getByLabel("Document number").fill(paper.number.toLowerCase());
    await page.getByRole("button", { name: "Check the number" }).click();
    const text = await page.locator("#number-result").innerText();
    assert.match(text, /was issued and is valid/);
    assert.match(text, /Mineral exploration licence/);
    assert.ok(!text.includes("Kivu"));
    await context.close();
  });
});
