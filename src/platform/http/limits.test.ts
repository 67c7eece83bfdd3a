import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { type FreshDatabase, freshDatabase } from "../../../tests/database.ts";
import { buildHttp, limited, sendHtml, sweepAttempts } from "./index.ts";

let database: FreshDatabase;
let processes: FastifyInstance[];
let now = new Date("2026-11-23T08:00:10Z");

/**
 * A server as each further process would be: it shares nothing with the others but the database.
 */
async function aProcess(): Promise<FastifyInstance> {
  const app = await buildHttp({
    secret: "a secret for tests, long enough to be one",
    baseUrl: "http://localhost:3000",
    production: false,
    clock: () => now,
    languages: ["rw", "en", "fr", "az"],
    renderProblem: ({ code }) => code,
    logLevel: "silent",
    trustProxy: "127.0.0.1",
    rateLimits: { track: 4, get: 6 },
    sql: database.appSql,
  });
  app.get("/track", { config: limited("track") }, (_request, reply) => sendHtml(reply, "ok"));
  app.get("/page", (_request, reply) => sendHtml(reply, "ok"));
  return app;
}

before(async () => {
  database = await freshDatabase();
  processes = await Promise.all([aProcess(), aProcess(), aProcess()]);
});
after(async () => {
  await Promise.all(processes.map((app) => app.close()));
  await database.drop();
});

const ask = async (app: FastifyInstance | undefined, ip: string, url = "/track") =>
  (await app?.inject({ url, headers: { "x-forwarded-for": ip } }))?.statusCode;

test("Guesses are counted for all processes together, until the minute ends", async () => {
  const [one, two, three] = processes;
  const answers = [];
  for (const app of [one, two, three, one, two, three]) answers.push(await ask(app, "192.0.2.1"));
  assert.deepEqual(answers, [200, 200, 200, 200, 429, 429]);
  assert.equal(await ask(two, "192.0.2.2"), 200, "somebody else is not stopped");
  now = new Date("2026-11-23T08:01:10Z");
  assert.equal(await ask(three, "192.0.2.1"), 200);
});

test("Whoever has a whole /64 of IPv6 addresses is one caller", async () => {
  const answers = [];
  for (let host = 1; host <= 6; host++)
    answers.push(await ask(processes[host % 3], `2001:db8:7:7::${host}`));
  assert.deepEqual(answers, [200, 200, 200, 200, 429, 429]);
  assert.equal(await ask(processes[0], "2001:db8:7:8::1"), 200);
});

test("Pages that are only read have a limit as well", async () => {
  const answers = [];
  for (let each = 0; each < 8; each++) answers.push(await ask(processes[0], "192.0.2.9", "/page"));
  assert.deepEqual(answers, [200, 200, 200, 200, 200, 200, 429, 429]);
});

test("Who tried is not readable, and is forgotten by the night", async () => {
  const rows = await database.ownerSql<{ caller: Uint8Array }[]>`select caller from http.attempt`;
  assert.ok(rows.length > 0 && rows.every(({ caller }) => caller.length === 32));
  await sweepAttempts(database.appSql, new Date("2026-11-24T01:00:00Z"));
  assert.equal((await database.ownerSql`select from http.attempt`).length, 0);
});
