import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startTown, type Town } from "./town.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

/** A request as no library makes it, and the head of the answer as it comes over the wire. */
const asked = (method: string, path: string) =>
  new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; bytes: number }>(
    (resolve, reject) => {
      const sent = request(new URL(path, town.url), { method }, (answer) => {
        let bytes = 0;
        answer.on("data", (data: Buffer) => {
          bytes += data.length;
        });
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes }),
        );
      });
      sent.on("error", reject);
      sent.end();
    },
  );

test("Methods that a route does not have are refused, as TRACE is (4.1.4, 13.4.4)", async () => {
  for (const [method, path] of [
    ["TRACE", "/"],
    ["PUT", "/track"],
    ["DELETE", "/office/claim"],
    ["PATCH", "/services"],
  ] as const) {
    const { status } = await asked(method, path);
    assert.ok([400, 404, 405].includes(status), `${method} ${path}: ${status}`);
  }
});

test("No answer names what made it, and each has its true length (13.4.6, 4.2.2)", async () => {
  for (const path of ["/", "/nowhere", "/api/openapi.json", "/healthz"]) {
    const { headers, bytes } = await asked("GET", path);
    assert.equal(headers.server, undefined);
    assert.equal(headers["x-powered-by"], undefined);
    if (headers["content-length"]) assert.equal(Number(headers["content-length"]), bytes, path);
    else assert.equal(headers["transfer-encoding"], "chunked", path);
  }
});

test("The longest cookie is one that a browser takes (3.3.5)", async () => {
  const next = `/services?q=${"a".repeat(1980)}`;
  const { headers } = await asked("GET", `/sign-in?next=${encodeURIComponent(next)}`);
  const cookies = headers["set-cookie"] ?? [];
  assert.ok(cookies.length > 0);
  for (const cookie of cookies) assert.ok((cookie.split(";")[0]?.length ?? 0) <= 4096);
});

test("No service takes a file that a browser would run (1.3.4)", () => {
  for (const { id, documents } of town.app.catalogue.services)
    for (const { accept } of documents)
      assert.ok(!accept.some((type) => /svg|html|xml|script/.test(type)), `${id}: ${accept}`);
});

/** Made of constants, or of what a government's own data says of its numbers. */
const madeOfOurOwn = new Set([
  "src/kernel/identity-number.ts",
  "src/kernel/telephone.ts",
  "src/rules/temporal.ts",
]);

test("No regular expression is made of what people write (1.2.9)", () => {
  const root = join(import.meta.dirname, "..");
  const made = globSync("src/**/*.ts", { cwd: root })
    .filter((file) => !/\.(test|fixture)\.ts$/.test(file) && !madeOfOurOwn.has(file))
    .filter((file) => /\bRegExp\(/.test(readFileSync(join(root, file), "utf8")));
  assert.deepEqual(made, []);
});
