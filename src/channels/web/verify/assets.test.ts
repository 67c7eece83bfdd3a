import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { verifyAssets } from "./assets.ts";

test("all that the first visit runs is less than eight kilobytes on the wire", async () => {
  const scripts = verifyAssets().filter(
    ({ type, path }) => type.startsWith("text/javascript") && !path.endsWith("/decode.js"),
  );
  const texts = await Promise.all(
    scripts.map(({ body }) => (typeof body === "function" ? body() : body)),
  );
  const bytes = texts.reduce((sum, text) => sum + brotliCompressSync(text).length, 0);
  assert.equal(scripts.length, 2);
  assert.ok(bytes < 8_000, `${bytes} bytes`);
});
