import assert from "node:assert/strict";
import { type AddressInfo, connect } from "node:net";
import { after, before, describe, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { isTooSlow, lowestPace } from "./arriving.ts";
import { buildHttp, csrfOf, type HttpOptions, multipartOf, sendHtml, textOf } from "./index.ts";

let app: FastifyInstance;

const options: HttpOptions = {
  secret: "a secret for tests, long enough to be one",
  baseUrl: "http://localhost:3000",
  production: false,
  clock: () => new Date("2026-11-23T08:00:00Z"),
  languages: ["rw", "en", "fr", "az"],
  renderProblem: ({ code, status }) => `<p>${status} ${code}</p>`,
  logLevel: "silent",
  trustProxy: "127.0.0.1",
};

function addRoutes(server: FastifyInstance): void {
  server.get("/form", (request, reply) => sendHtml(reply, csrfOf(request, reply)));
  server.post("/files", { config: { multipart: true } }, (request, reply) => {
    const { fields, files, problems } = multipartOf(request);
    const sent = files.map(({ name, body }) => [name, body.length]);
    return reply.send({ name: textOf(fields, "name"), sent, problems });
  });
}

before(async () => {
  app = await buildHttp(options);
  addRoutes(app);
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
  const firstLines = '--x\r\ncontent-disposition: form-data; name="a"; filename="a"\r\n\r\n';
  const lastLine = "\r\n--x--\r\n";
  /** A server of its own, on a port. */
  const listening = async (more: Partial<HttpOptions> = {}) => {
    const server = await buildHttp({ ...options, ...more });
    addRoutes(server);
    await server.listen({ port: 0, host: "127.0.0.1" });
    const { cookies, body: token } = await server.inject("/form");
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const { port } = server.server.address() as AddressInfo;
    let received = () => 0;
    server.server.on("connection", (socket) => {
      const before = received;
      received = () => before() + socket.bytesRead;
    });
    /** Begins a form, sends so many bytes of it, and not its last line. */
    const hanging = (bytes: number) => {
      const socket = connect(port, "127.0.0.1").on("error", () => undefined);
      socket.write(
        `POST /files HTTP/1.1\r\nhost: x\r\ncookie: ${cookie}\r\n` +
          "content-type: multipart/form-data; boundary=x\r\n" +
          `content-length: ${firstLines.length + bytes + lastLine.length}\r\n\r\n${firstLines}`,
      );
      socket.write(Buffer.alloc(bytes));
      return socket;
    };
    const url = `http://127.0.0.1:${port}`;
    return { server, cookie, token, url, hanging, received: () => received() };
  };
  test("takes no more than one caller's share of what arrives; others' go on", async (context) => {
    const { server, cookie, token, url, hanging, received } = await listening();
    const each = 18 * 1024 * 1024;
    const senders = [1, 2, 3, 4, 5].map(() => hanging(each));
    context.after(() => {
      for (const socket of senders) socket.destroy();
      return server.close();
    });
    let answered = false;
    const answers = senders.map(async (socket) => {
      const first = await new Promise((resolve) =>
        socket.once("data", resolve).once("close", () => resolve("closed")),
      );
      answered = true;
      return String(first);
    });
    // By then all of it has arrived where nothing was refused; with their ends, all are answered.
    while (!answered && received() < senders.length * each) await turn();
    for (const socket of senders) socket.write(lastLine);
    assert.match((await Promise.all(answers)).join("\n"), /^HTTP\/1\.1 429 /m);
    const other = new FormData();
    other.set("_csrf", token);
    other.set("file", new Blob(["%PDF-1.7"]), "a.pdf");
    const headers = { cookie, "x-forwarded-for": "192.0.2.8" };
    const sent = await fetch(`${url}/files`, { method: "POST", body: other, headers });
    assert.equal(sent.status, 200);
    assert.match(await sent.text(), /"sent":\[\["a\.pdf",8\]\]/);
  });
  test("that comes too slowly is not waited for", async () => {
    const uploadPace = { graceMs: 20, bytesPerSecond: 1024 * 1024, lookEveryMs: 10 };
    const { server, hanging } = await listening({ uploadPace });
    const socket = hanging(10).resume();
    await new Promise((resolve) => socket.once("close", resolve));
    await server.close();
  });
  test("may come as slowly as a 2G network carries it", () => {
    assert.equal(isTooSlow(lowestPace, 0, 60_000), false);
    assert.equal(isTooSlow(lowestPace, 5 * 1024 * 1024, 7 * 60_000), false);
    assert.equal(isTooSlow(lowestPace, 20, 90_000), true);
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
