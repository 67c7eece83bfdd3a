import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { after, test } from "node:test";
import type { LightMyRequestResponse } from "fastify";
import { freshDatabase } from "../../tests/database.ts";
import type { CaseId, CommandId, PersonId } from "../kernel/index.ts";
import { must } from "../kernel/index.ts";
import { callbackRoutes, makePayments } from "../payments/index.ts";
import { providerContract } from "../payments/provider-contract.ts";
import { newId } from "../platform/db/index.ts";
import { buildHttp } from "../platform/http/index.ts";
import { makeI18n } from "../platform/i18n/index.ts";
import { enqueue, runDue } from "../platform/jobs/index.ts";
import { makeSandboxPay } from "./sandbox-pay.ts";

const database = await freshDatabase();
const { appSql: sql } = database;
const clock = () => new Date("2026-11-24T08:00:00Z");
const baseUrl = "http://localhost:3000";
const app = await buildHttp({
  secret: "a secret for the tests of the sandbox",
  baseUrl,
  production: false,
  clock,
  languages: ["en", "rw", "fr", "az"],
  logLevel: "silent",
  renderProblem: ({ code }) => code,
});
const i18n = makeI18n(join(import.meta.dirname, "../../messages"));
const sandbox = makeSandboxPay({
  sql,
  clock,
  secret: "shared with the sandbox",
  i18n,
  page: ({ content }) => content,
  callbackUrl: () => `${app.listeningOrigin}/callbacks/payments/sandbox`,
});
const callbacks: { headers: Record<string, unknown>; rawBody: string }[] = [];
const payments = makePayments({
  sql,
  clock,
  providers: [sandbox.provider],
  random: randomBytes,
  enqueue,
  react: async () => {},
});
sandbox.addPages(app);
await app.register(
  callbackRoutes({
    callback: (provider, headers, rawBody) => {
      callbacks.push({ headers, rawBody });
      return payments.callback(provider, headers, rawBody);
    },
  }),
);
await app.listen({ port: 0, host: "127.0.0.1" });
after(async () => {
  await app.close();
  await database.drop();
});

const order = () => ({
  caseId: newId<CaseId>(),
  personId: newId<PersonId>(),
  feeId: "application",
  words: { en: "Application fee <5%", fr: "Frais de dossier" },
  money: { minor: 60_000, currency: "RWF" },
  expiresAt: new Date("2026-12-01T00:00:00Z"),
  command: newId<CommandId>(),
  actor: "system",
});

const tokenIn = ({ body }: LightMyRequestResponse) =>
  /name="_csrf" value="([^"]+)"/.exec(body)?.[1];

/** What a person's browser does on the sandbox's page. */
async function press(page: string, act: string): Promise<LightMyRequestResponse> {
  const page1 = await app.inject({ url: page });
  const cookies = Object.fromEntries(page1.cookies.map(({ name, value }) => [name, value]));
  const payload = new URLSearchParams({ _csrf: tokenIn(page1) ?? "", act }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded", origin: baseUrl };
  return app.inject({ method: "POST", url: page, cookies, headers, payload });
}

providerContract(async () => ({
  provider: sandbox.provider,
  bill: must(await payments.issue(order())),
  newAttemptId: randomUUID,
  now: clock,
  async settle(redirectTo, _ref, act) {
    callbacks.length = 0;
    await press(redirectTo, act);
    const [call] = callbacks;
    if (!call) throw new Error("the sandbox did not call back");
    return { headers: call.headers as Record<string, string>, rawBody: call.rawBody };
  },
}));

async function goToPay() {
  const command = order();
  const { billId } = must(await payments.issue(command));
  const started = await payments.startAttempt({
    billId,
    personId: command.personId,
    returnUrl: "/applications/1?paid",
    command: newId<CommandId>(),
    actor: "person",
  });
  const status = async () => (await payments.billById(billId))?.status;
  const runJobs = () => runDue({ sql, tasks: payments.tasks }, clock());
  return { page: must(started).redirectTo, status, runJobs };
}

test("A person sees what is to be paid, pays, comes back, and the bill is paid", async () => {
  const { page, status, runJobs } = await goToPay();
  const shown = await app.inject({ url: page, headers: { "accept-language": "fr" } });
  assert.match(shown.body, /Frais de dossier/);
  assert.match(shown.body, /Refuser le paiement/);
  const english = await app.inject({ url: page, headers: { "accept-language": "en" } });
  assert.match(english.body, /Application fee &lt;5%/);
  const back = await press(page, "pay");
  assert.deepEqual([back.statusCode, back.headers.location], [303, "/applications/1?paid"]);
  assert.equal(await status(), "pending", "the callback alone pays nothing");
  await runJobs();
  assert.equal(await status(), "paid");
});

test("A person who leaves has paid nothing and can go on; one who refuses has failed", async () => {
  const { page, status, runJobs } = await goToPay();
  callbacks.length = 0;
  assert.equal((await press(page, "leave")).headers.location, "/applications/1?paid");
  assert.equal(callbacks.length, 0);
  await runJobs();
  assert.equal(await status(), "pending");
  await press(page, "refuse");
  await runJobs();
  assert.equal(await status(), "failed");
  const after = await app.inject({ url: page });
  assert.doesNotMatch(after.body, /value="pay"/);
});

test("A stranger's callback is turned away and a wrong address is not found", async () => {
  const post = (url: string) =>
    app.inject({
      method: "POST",
      url,
      headers: { "content-type": "application/json" },
      payload: '{"providerRef":"x"}',
    });
  assert.equal((await post("/callbacks/payments/sandbox")).statusCode, 403);
  assert.equal((await post("/callbacks/payments/nobody")).statusCode, 404);
  assert.equal((await app.inject({ url: "/sandbox-pay/guessed" })).statusCode, 404);
});
