import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { brotliDecompressSync } from "node:zlib";
import { Validator } from "@seriousme/openapi-schema-validator";
import type { Operation } from "../../src/channels/api/reference/operation.ts";
import { startTown, type Town } from "../town.ts";
import { holding, said } from "./api-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town.close());

const documentOf = async () => (await holding(town, "").get("/api/openapi.json")).body;

test("The description is OpenAPI 3.1 by an independent judge, and names every address with its right", async () => {
  const document = await documentOf();
  assert.equal(document.openapi, "3.1.0");
  const judged = await new Validator().validate(structuredClone(document));
  assert.ok(judged.valid, JSON.stringify(judged.errors));
  const ids = Object.values<Record<string, { operationId: string; summary: string }>>(
    document.paths,
  )
    .flatMap((methods) => Object.values(methods))
    .map(({ operationId, summary }) => {
      assert.ok(summary, operationId);
      return operationId;
    });
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.includes("sendApplication") && ids.includes("replaySince"));
  assert.equal(
    document.paths["/api/v1/applications"].post.security[0].oauth[0],
    "applications:write",
  );
  assert.deepEqual(document.paths["/api/v1/services"].get.security, []);
});

test("What no route can read is told to a program as a problem, with its status and code", async () => {
  const bad = ["/api/v1/services/%zz", "/govstack/services/%E0%A4%A", "/api/v1/services/%00"];
  for (const path of [...bad, `/api/v1/services/${"x".repeat(300)}`]) {
    const response = await fetch(`${town.url}${path}`);
    assert.match(response.headers.get("content-type") ?? "", /^application\/problem\+json/, path);
    const problem = (await response.json()) as Record<string, unknown>;
    assert.equal(problem.status, response.status, path);
    assert.ok(response.status === 400 || response.status === 404 || response.status === 414, path);
    assert.ok(problem.type && problem.title && problem.detail && problem.code, path);
  }
  const page = await fetch(`${town.url}/services/%zz`, { headers: { accept: "text/html" } });
  assert.match(page.headers.get("content-type") ?? "", /^text\/html/);
});

test("A refusal is the same at every address, as a page and as a problem", async () => {
  const ask = (path: string, accept: string) =>
    fetch(`${town.url}${path}`, { headers: { accept, "accept-language": "fr" } });
  const page = await ask("/services/nothing/check", "text/html");
  const data = await ask("/services/nothing/check", "application/json");
  assert.deepEqual([page.status, data.status], [404, 404]);
  const problem = (await data.json()) as Record<string, string>;
  assert.equal(data.headers.get("content-language"), "fr");
  assert.equal(problem.code, "service.not-found");
  assert.equal(problem.type, `${town.url}/api/problems/service.not-found`);
  assert.ok(problem.detail && (await page.text()).includes(problem.detail), "the same words");
  const large = await fetch(`${town.url}/oauth/token`, { method: "POST", body: "x".repeat(3e6) });
  assert.match(large.headers.get("content-type") ?? "", /^application\/problem\+json/);
});

test("A paper is described as it is sent: JSON with base64, or one part named after the document", async () => {
  const { body } = await holding(town, "").get("/api/openapi.json");
  const { content } = body.paths["/api/v1/drafts/{id}/documents"].post.requestBody;
  const json = content["application/json"].schema;
  assert.deepEqual(Object.keys(json.properties).sort(), ["content", "document", "name"]);
  const parts = content["multipart/form-data"].schema;
  assert.equal(parts.propertyNames.pattern, "^document\\.[a-z0-9-]+$");
  assert.equal(parts.properties, undefined);
  for (const [path, methods] of Object.entries<Record<string, Operation>>(body.paths))
    for (const [method, { responses }] of Object.entries(methods))
      assert.ok(responses["400"], `${method} ${path} says what it answers to what cannot be read`);
});

test("The reference page is light, needs no script, and shows every address with a line to try", async () => {
  const document = await documentOf();
  const { body, headers } = await said(
    await fetch(`${town.url}/api`, { headers: { "accept-encoding": "identity" } }),
  );
  assert.match(headers.get("content-type") ?? "", /^text\/html/);
  const body2 = await rawBytes(`${town.url}/api`);
  assert.ok(body2.compressed <= 14 * 1024, `${body2.compressed} bytes`);
  assert.equal(body2.text, body);
  for (const path of Object.keys(document.paths)) assert.ok(body.includes(path), path);
  assert.ok(body.includes("demo-bank"));
  const lines: string[] = [];
  for (const { name } of document.tags) {
    const address = `${town.url}/api/reference/${name.toLowerCase()}`;
    assert.ok(body.includes(`href="/api/reference/${name.toLowerCase()}"`), name);
    const part = await rawBytes(address);
    assert.ok(part.compressed <= 14 * 1024, `${name}: ${part.compressed} bytes`);
    lines.push(part.text);
  }
  const tried = lines.join("\n");
  for (const path of Object.keys(document.paths)) {
    const line = `${town.url}${path.replaceAll(/\{(\w+)\}/g, (_, each) => each.toUpperCase())}`;
    assert.ok(tried.includes(line), line);
  }
  assert.equal((await fetch(`${town.url}/api/reference/nothing`)).status, 404);
});

/** As it travels: fetch would unpack it unseen. */
async function rawBytes(url: string) {
  const { request } = await import("node:http");
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    request(url, { headers: { "accept-encoding": "br" } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks)));
    })
      .once("error", reject)
      .end();
  });
  return { compressed: bytes.length, text: brotliDecompressSync(bytes).toString("utf8") };
}

test("The page of a problem exists in the reader's language, and only for codes that there are", async () => {
  const page = await said(
    await fetch(`${town.url}/api/problems/api.in-flight`, { headers: { "accept-language": "fr" } }),
  );
  assert.equal(page.status, 200);
  assert.match(page.body, /La même demande est encore en route/);
  assert.equal((await fetch(`${town.url}/api/problems/api.made-up`)).status, 404);
  assert.equal((await fetch(`${town.url}/api/problems/%3Cscript%3E`)).status, 404);
});
