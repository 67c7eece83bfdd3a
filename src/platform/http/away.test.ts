import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { buildHttp } from "./index.ts";

let app: FastifyInstance;
before(async () => {
  app = await buildHttp({
    secret: "a secret for tests, long enough to be one",
    baseUrl: "http://localhost:3000",
    production: false,
    clock: () => new Date("2026-11-23T08:00:00Z"),
    languages: ["rw", "en", "fr", "az"],
    renderProblem: ({ code }) => `<p>${code}</p>`,
    logLevel: "silent",
  });
  app.get("/away", () => {
    throw Object.assign(new Error("write CONNECTION_CLOSED"), { code: "CONNECTION_CLOSED" });
  });
});
after(() => app.close());

test("While PostgreSQL is away people are asked to come back, and told of no fault", async () => {
  const answer = await app.inject("/away");
  assert.equal(answer.statusCode, 503);
  assert.equal(answer.headers["retry-after"], "30");
  assert.equal(answer.body, "<p>http.unavailable</p>");
});
