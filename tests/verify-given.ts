import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { qrText } from "../src/certificate-code/index.ts";
import { assets } from "../src/channels/components/index.ts";
import { verifyRoutes } from "../src/channels/web/verify/index.ts";
import { exampleLicence } from "../src/credentials/example-licence.ts";
import { makeCredentials, type SignedCredential } from "../src/credentials/index.ts";
import { type CaseId, must, refuse } from "../src/kernel/index.ts";
import { newId } from "../src/platform/db/index.ts";
import { buildHttp, serveAssets } from "../src/platform/http/index.ts";
import { makeI18n } from "../src/platform/i18n/index.ts";
import { keyFromPem, openKeys, signHere } from "../src/signing/index.ts";
import { launchBrowser } from "./browser.ts";
import { freshDatabase } from "./database.ts";

const i18n = makeI18n(join(import.meta.dirname, "../messages"));
const timeZone = "Africa/Kigali";

/** When each of these tests begins. */
export const opening = new Date("2026-11-23T10:00:00Z");

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

export interface Verdict {
  readonly title: string;
  readonly text: string;
}

export async function readVerdict(page: Page): Promise<Verdict> {
  const title = await page.locator("#result h2").innerText({ timeout: 15_000 });
  return { title, text: await page.locator("#result").innerText() };
}

export type VerifyDesk = Awaited<ReturnType<typeof startVerify>>;

/** A server that issues and checks certificates, its clock, and a browser before it. */
export async function startVerify() {
  const database = await freshDatabase();
  const browser = await launchBrowser();
  const folder = await mkdtemp(join(tmpdir(), "hamwe-keys-"));
  const origin = `http://localhost:${await freePort()}`;
  const clock = { now: opening, signerAway: false };
  const busy = refuse("unavailable", "credentials.signer-busy");
  const here = signHere({
    keys: openKeys(folder, { generate: true }),
    ...{ territory: "RW", lookUp: async () => undefined },
  });
  const credentials = makeCredentials({
    ...{ sql: database.appSql, origin, timeZone, i18n },
    signer: {
      publicKey: async (name) => (clock.signerAway ? busy : here.publicKey(name)),
      sign: async (claims, kid) => (clock.signerAway ? busy : here.sign(claims, kid)),
    },
    ...{ clock: () => clock.now, territory: "RW", operator: { en: "Example operator" } },
  });
  const app = await buildHttp({
    secret: "a secret of the test, long enough for it",
    ...{ baseUrl: origin, production: false, clock: () => clock.now },
    languages: ["en", "rw", "fr", "az"],
    renderProblem: ({ code }) => code,
    logLevel: "silent",
  });
  const applications = new Set<string>();
  const isApplication = async (reference: string) => applications.has(reference);
  const catalogue = { jurisdiction: { timeZone } };
  verifyRoutes(app, { credentials, i18n, origin, catalogue, isApplication });
  serveAssets(app, assets);
  await app.listen({ port: Number(new URL(origin).port), host: "127.0.0.1" });

  const issue = async (
    over: Parameters<typeof exampleLicence>[0] = {},
  ): Promise<SignedCredential> =>
    must(await credentials.issue(exampleLicence({ caseId: newId<CaseId>(), ...over })));

  async function withContext<T>(use: (context: BrowserContext) => Promise<T>): Promise<T> {
    const context = await browser.newContext({ locale: "en" });
    try {
      return await use(context);
    } finally {
      await context.close();
    }
  }

  async function newPage(context: BrowserContext, at = clock.now): Promise<Page> {
    const page = await context.newPage();
    await page.clock.setFixedTime(at);
    return page;
  }

  /** Title and text of the verdict that a fresh browser shows for this code. */
  const verdictOf = (cwt: Uint8Array, at = clock.now, lang?: string): Promise<Verdict> =>
    withContext(async (context) => {
      const page = await newPage(context, at);
      const address = qrText(origin, cwt);
      await page.goto(lang ? address.replace("/v#", `/v?lang=${lang}#`) : address);
      return readVerdict(page);
    });

  /** The signing key of an authority that has issued something. */
  const signerOf = async (authority: string) =>
    keyFromPem(await readFile(join(folder, `${authority}.pem`), "utf8"));

  async function close() {
    await browser.close();
    await app.close();
    await database.drop();
    await rm(folder, { recursive: true });
  }
  return {
    ...{ browser, origin, clock, credentials, issue, withContext, newPage, verdictOf, signerOf },
    ...{ close, applications },
  };
}
