import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { brotliDecompressSync, zstdDecompressSync } from "node:zlib";
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import {
  buildHttp,
  csrfOf,
  formOf,
  type HttpOptions,
  langOf,
  limited,
  redirectTo,
  sendHtml,
  serveAssets,
  takeFlash,
  textOf,
} from "./index.ts";

const options: HttpOptions = {
  secret: "a secret for tests, long enough to be one",
  baseUrl: "http://localhost:3000",
  production: false,
  clock: () => new Date("2026-11-23T08:00:00Z"),
  languages: ["rw", "en", "fr", "az"],
  renderProblem: ({ code, status, lang, reference }) =>
    `<p>${status} ${code} ${lang} ${reference ?? ""}</p>`,
  logLevel: "silent",
  rateLimits: { track: 3 },
};

let app: FastifyInstance;

before(async () => {
  app = await buildHttp(options);
  app.get("/form", (request, reply) => sendHtml(reply, csrfOf(request, reply)));
  app.post("/form", (request, reply) => redirectTo(reply, textOf(formOf(request), "to")));
  app.post("/kept", (_request, reply) =>
    redirectTo(reply, "/flash", { kind: "success", code: "form.saved" }),
  );
  app.get("/flash", (request, reply) =>
    sendHtml(reply, takeFlash(request, reply)?.code ?? "nothing"),
  );
  app.get("/lang", (request, reply) => sendHtml(reply, langOf(request)));
  app.get("/long", (_request, reply) => sendHtml(reply, "<p>Murakaza neza</p>".repeat(500)));
  app.get("/mixed/:length", (request, reply) => {
    const { length } = request.params as { length: string };
    return sendHtml(reply, mixed(Number(length)), { ofStaff: true });
  });
  app.get("/two-forms", (request, reply) =>
    sendHtml(reply, `${csrfOf(request, reply)} ${csrfOf(request, reply)}`),
  );
  app.get("/broken", () => {
    throw new Error("Mukamana Vestine, 0199470012345011");
  });
  app.get("/track", { config: limited("track") }, (_request, reply) => sendHtml(reply, "ok"));
  serveAssets(app, [
    { path: "/assets/a.1f.css", body: "a{color:red}".repeat(200), type: "text/css" },
  ]);
  await app.ready();
});
after(() => app.close());

/** Characters of one, two and three bytes. */
const mixed = (length: number) => "aé–".repeat(length);

const cookieFrom = (response: LightMyRequestResponse): string =>
  response.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");

async function aForm(): Promise<{ cookie: string; token: string }> {
  const response = await app.inject("/form");
  return { cookie: cookieFrom(response), token: response.body };
}

const post = (url: string, cookie: string, fields: Record<string, string>, headers = {}) =>
  app.inject({
    method: "POST",
    url,
    headers: { cookie, "content-type": "application/x-www-form-urlencoded", ...headers },
    payload: new URLSearchParams(fields).toString(),
  });

describe("a form that somebody else posts in a person's name", () => {
  test("is refused without the token of the page", async () => {
    const { cookie } = await aForm();
    const refused = await post("/form", cookie, { to: "/x" });
    assert.equal(refused.statusCode, 403);
    assert.match(refused.body, /http\.form-expired/);
  });
  test("is refused with the token of another person", async () => {
    const [mine, theirs] = [await aForm(), await aForm()];
    const refused = await post("/form", theirs.cookie, { _csrf: mine.token, to: "/x" });
    assert.equal(refused.statusCode, 403);
  });
  test("is refused when the browser says that it began on another site", async () => {
    const { cookie, token } = await aForm();
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { origin: "https://evil.example" }])
      assert.equal((await post("/form", cookie, { _csrf: token }, headers)).statusCode, 403);
  });
  test("goes through when it is the person's own; the token differs on every page", async () => {
    const { cookie, token } = await aForm();
    const again = await app.inject({ url: "/form", headers: { cookie } });
    assert.notEqual(again.body, token);
    for (const _csrf of [token, again.body]) {
      const done = await post("/form", cookie, { _csrf, to: "/done" });
      assert.equal(done.statusCode, 303);
      assert.equal(done.headers.location, "/done");
    }
  });
  test("all forms of one page have the same token", async () => {
    const page = await app.inject("/two-forms");
    const [first, second] = page.body.split(" ");
    assert.equal(first, second);
    const done = await post("/form", cookieFrom(page), { _csrf: second ?? "", to: "/done" });
    assert.equal(done.statusCode, 303);
  });
});

describe("where a redirect may lead", () => {
  const elsewhere = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "\t//evil.example",
    "javascript:alert(1)",
    "",
  ];
  for (const to of elsewhere)
    test(`never to ${JSON.stringify(to)}`, async () => {
      const { cookie, token } = await aForm();
      assert.equal((await post("/form", cookie, { _csrf: token, to })).headers.location, "/");
    });
  test("a line break in an address starts no new header", async () => {
    const { cookie, token } = await aForm();
    const to = "/a\r\nSet-Cookie: session=stolen";
    const done = await post("/form", cookie, { _csrf: token, to });
    assert.equal(done.headers["set-cookie"], undefined);
    assert.equal(done.headers.location, "/aSet-Cookie:%20session=stolen");
  });
  test("the language switch on a crooked address stays here", async () => {
    const switched = await app.inject({ url: "//evil.example/?lang=fr" });
    assert.doesNotMatch(String(switched.headers.location ?? "/"), /^\/\/|evil\.example\/\//);
    assert.notEqual(switched.headers.location, "//evil.example/");
  });
});

describe("what is not there, too large or crooked gets a page, never a fault", () => {
  test("an unknown address", async () => {
    const missing = await app.inject({ url: "/nowhere", headers: { "accept-language": "fr" } });
    assert.equal(missing.statusCode, 404);
    assert.match(missing.body, /404 http\.not-found fr/);
  });
  test("addresses that no browser makes", async () => {
    for (const url of ["/%E0%A4%A", "/form/%00", `/${"a".repeat(5000)}`])
      assert.match(String((await app.inject({ url })).statusCode), /^4/);
  });
  test("a form of two megabytes, or of a thousand fields", async () => {
    const { cookie, token } = await aForm();
    const big = await post("/form", cookie, { _csrf: token, to: "x".repeat(2_000_000) });
    assert.equal(big.statusCode, 413);
    assert.match(big.body, /http\.too-large/);
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`f${i}`, "1"]));
    assert.equal((await post("/form", cookie, { _csrf: token, ...many })).statusCode, 413);
  });
  test("a kind of content that nobody asked for", async () => {
    const { cookie } = await aForm();
    for (const type of ["application/xml", "multipart/form-data; boundary=x", "nonsense"]) {
      const refused = await post("/form", cookie, {}, { "content-type": type });
      assert.equal(refused.statusCode, 415);
    }
  });
  test("a fault says a reference to quote and nothing about anybody", async () => {
    const fault = await app.inject("/broken");
    assert.equal(fault.statusCode, 500);
    assert.match(fault.body, /http\.fault rw [0-9A-Z]{5}-[0-9A-Z]{5}/);
    assert.doesNotMatch(fault.body, /Mukamana/);
  });
  test("nothing of what a person wrote or asked for reaches the log", async () => {
    const lines: string[] = [];
    const logTo = { write: (line: string) => lines.push(line) };
    const logged = await buildHttp({ ...options, logLevel: "trace", logTo });
    logged.get("/people/:id", () => JSON.parse("Mukamana Vestine"));
    const headers = {
      cookie: "session=0199470012345011",
      authorization: "Bearer 0199470012345011",
    };
    await logged.inject({ url: "/people/0199470012345011?name=Mukamana", headers });
    await logged.inject({ url: "/nowhere/0199470012345011?name=Mukamana", headers });
    await logged.close();
    assert.match(lines.join(""), /"reference":"[0-9A-Z-]{11}".*SyntaxError/);
    assert.match(lines.join(""), /\/people\/:id/);
    assert.doesNotMatch(lines.join(""), /Mukamana|0199470012345011/);
  });
  test("a program gets problem+json", async () => {
    const missing = await app.inject({ url: "/nowhere", headers: { accept: "application/json" } });
    assert.match(String(missing.headers["content-type"]), /^application\/problem\+json/);
    assert.equal(missing.json().code, "http.not-found");
  });
  test("trying references is stopped after the limit", async () => {
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await app.inject("/track")).statusCode);
    assert.deepEqual(statuses, [200, 200, 200, 429]);
  });
});

describe("every answer", () => {
  test("forbids scripts from elsewhere, frames and guessing of types", async () => {
    const { headers } = await app.inject("/lang");
    assert.match(String(headers["content-security-policy"]), /default-src 'none'/);
    assert.doesNotMatch(String(headers["content-security-policy"]), /unsafe/);
    assert.equal(headers["x-content-type-options"], "nosniff");
  });
  test("has cookies bound to this host when reached over https", async () => {
    const secure = await buildHttp({
      ...options,
      baseUrl: "https://hamwe.example",
      production: true,
    });
    secure.get("/form", (request, reply) => sendHtml(reply, csrfOf(request, reply)));
    const { headers } = await secure.inject("/form");
    assert.match(String(headers["set-cookie"]), /^__Host-visit=.*HttpOnly; Secure; SameSite=Lax/);
    assert.match(String(headers["strict-transport-security"]), /max-age=/);
    await secure.close();
  });
  test("comes in the language asked for, and remembers it", async () => {
    const chosen = await app.inject("/lang?lang=az&q=1");
    assert.equal(chosen.headers.location, "/lang?q=1");
    const next = await app.inject({ url: "/lang", headers: { cookie: cookieFrom(chosen) } });
    assert.equal(next.body, "az");
    assert.equal((await app.inject("/lang")).body, "rw");
  });
  test("is packed when that helps", async () => {
    const packed = await app.inject({ url: "/long", headers: { "accept-encoding": "gzip, br" } });
    assert.equal(packed.headers["content-encoding"], "br");
    assert.match(brotliDecompressSync(packed.rawPayload).toString(), /Murakaza neza/);
    const lengths = [400, 20_000, 300_000];
    const pages = await Promise.all(
      lengths.map((length) =>
        app.inject({ url: `/mixed/${length}`, headers: { "accept-encoding": "br" } }),
      ),
    );
    for (const [index, length] of lengths.entries()) {
      const bytes = brotliDecompressSync(pages[index]?.rawPayload ?? "");
      assert.ok(bytes.toString() === mixed(length), `a page of ${length} comes whole`);
    }
    assert.equal((await app.inject("/long")).headers["content-encoding"], undefined);
    const css = await app.inject({
      url: "/assets/a.1f.css",
      headers: { "accept-encoding": "gzip" },
    });
    assert.equal(css.headers["content-encoding"], "gzip");
    assert.match(String(css.headers["cache-control"]), /immutable/);
  });
  test("is packed for staff in the way that takes the least time", async () => {
    const get = (url: string, accepted: string) =>
      app.inject({ url, headers: { "accept-encoding": accepted } });
    for (const length of [20_000, 300_000]) {
      const { headers, rawPayload } = await get(`/mixed/${length}`, "gzip, deflate, br, zstd");
      assert.equal(headers["content-encoding"], "zstd");
      const text = zstdDecompressSync(rawPayload).toString();
      assert.ok(text === mixed(length), `a page of ${length} comes whole`);
    }
    // One engine packs them all: none gets a part of another.
    const many = Array.from({ length: 40 }, (_, n) => 2_000 + n * 3_001);
    const pages = await Promise.all(many.map((length) => get(`/mixed/${length}`, "zstd")));
    for (const [n, length] of many.entries()) {
      const text = zstdDecompressSync(pages[n]?.rawPayload ?? "").toString();
      assert.ok(text === mixed(length), `a page of ${length} among others comes whole`);
    }
    const ways = [
      ["/mixed/20000", "br, zstd;q=0"],
      ["/long", "gzip, deflate, br, zstd"],
    ] as const;
    for (const [url, accepted] of ways)
      assert.equal((await get(url, accepted)).headers["content-encoding"], "br", url);
  });
  test("shows a message of the page before once, and none that somebody made up", async () => {
    const { cookie, token } = await aForm();
    const kept = await post("/kept", cookie, { _csrf: token });
    const flash = cookieFrom(kept);
    assert.equal(
      (await app.inject({ url: "/flash", headers: { cookie: flash } })).body,
      "form.saved",
    );
    const forged = `flash=${Buffer.from('{"code":"win"}').toString("base64url")}.AAAA`;
    assert.equal(
      (await app.inject({ url: "/flash", headers: { cookie: forged } })).body,
      "nothing",
    );
  });
  test("of the metrics is for this machine or the holder of the token", async () => {
    assert.match((await app.inject("/metrics")).body, /http_request_duration_seconds/);
    const away = await app.inject({ url: "/metrics", remoteAddress: "203.0.113.7" });
    assert.equal(away.statusCode, 404);
  });
  test("of the metrics is for nobody who came through a proxy, whatever it says", async () => {
    for (const name of ["x-forwarded-for", "x-real-ip", "forwarded", "via"]) {
      const through = await app.inject({ url: "/metrics", headers: { [name]: "203.0.113.7" } });
      assert.equal(through.statusCode, 404, name);
    }
  });
  test("of the metrics is in production for the holder of the token alone", async () => {
    const inProduction = async (more: Partial<HttpOptions>, headers = {}) => {
      const server = await buildHttp({ ...options, ...more, production: true });
      const { statusCode } = await server.inject({ url: "/metrics", headers });
      await server.close();
      return statusCode;
    };
    const metricsToken = "a token for tests, long enough to be one";
    assert.equal(await inProduction({}), 404);
    assert.equal(await inProduction({ metricsToken }), 404);
    const authorization = `Bearer ${metricsToken}`;
    assert.equal(await inProduction({ metricsToken }, { authorization }), 200);
  });
});
