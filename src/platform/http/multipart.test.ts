import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { buildHttp, csrfOf, multipartOf, sendHtml, textOf } from "./index.ts";

let app: FastifyInstance;

before(async () => {
  app = await buildHttp({
    secret: "a secret for tests, long enough to be one",
    baseUrl: "http://localhost:3000",
    production: false,
    clock: () => new Date("2026-11-23T08:00:00Z"),
    languages: ["rw", "en", "fr", "az"],
    renderProblem: ({ code, status }) => `<p>${status} ${code}</p>`,
    logLevel: "silent",
  });
  app.get("/form", (request, reply) => sendHtml(reply, csrfOf(request, reply)));
  app.post("/files", { config: { multipart: true } }, (request, reply) => {
    const { fields, files, problems } = multipartOf(request);
    const sent = files.map(({ name, body }) => [name, body.length]);
    return reply.send({ name: textOf(fields, "name"), sent, problems });
  });
});
after(() => app.close());

async function aForm(): Promise<{ cookie: string; token: string }> {
  const { cookies, body } = await app.inject("/form");
  return { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "), token: body };
}

describe("a form with files", () => {
  const send = async (parts: [string, string | Blob, string?][]) => {
    const { cookie, token } = await aForm();
    const form = new FormData();
    form.set("_csrf", token);
    for (const [name, value, file] of parts)
      typeof value === "string" ? form.append(name, value) : form.append(name, value, file);
    const request = new Request("http://localhost/", { method: "POST", body: form });
    const type = request.headers.get("content-type") ?? "";
    const payload = Buffer.from(await request.arrayBuffer());
    return app.inject({
      method: "POST",
      url: "/files",
      headers: { cookie, "content-type": type },
      payload,
    });
  };
  test("arrives with its fields, under the file's bare name", async () => {
    const sent = await send([
      ["name", "Uwase\r\nAline"],
      ["diploma", new Blob(["%PDF-1.7"]), "../../etc/impamyabumenyi.pdf"],
      ["photo", new Blob([]), ""],
    ]);
    assert.deepEqual(sent.json(), {
      name: "Uwase\nAline",
      sent: [["impamyabumenyi.pdf", 8]],
      problems: [],
    });
  });
  test("keeps everything else when one file is too large", async () => {
    const large = new Blob([new Uint8Array(21 * 1024 * 1024)]);
    const sent = await send([
      ["diploma", large, "a.pdf"],
      ["name", "Uwase"],
    ]);
    assert.equal(sent.json().name, "Uwase");
    assert.deepEqual(sent.json().problems, [
      { field: "diploma", code: "file-too-large", facts: { max: "20 MB" } },
    ]);
  });
  test("that breaks off in the middle is a refusal", async () => {
    const { cookie } = await aForm();
    const type = "multipart/form-data; boundary=x";
    const payload = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nhal';
    const refused = await app.inject({
      method: "POST",
      url: "/files",
      headers: { cookie, "content-type": type },
      payload,
    });
    assert.equal(refused.statusCode, 400);
  });
  test("of 70 megabytes gets a page, and the connection is not cut", async () => {
    const { cookie, token } = await aForm();
    const address = await app.listen({ port: 0, host: "localhost" });
    const form = new FormData();
    form.set("_csrf", token);
    form.set("file", new Blob([new Uint8Array(70 * 1024 * 1024)]), "a.pdf");
    const sent = await fetch(`${address}/files`, {
      method: "POST",
      body: form,
      headers: { cookie },
    });
    assert.equal(sent.status, 413);
    assert.match(await sent.text(), /http\.too-large/);
  });
});
