import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { brotliDecompressSync } from "node:zlib";
import { Validator } from "@seriousme/openapi-schema-validator";
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
