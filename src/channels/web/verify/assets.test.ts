import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { verifyAssets } from "./assets.ts";

test("all that the page runs is less than eight kilobytes on the wire", () => {
  const scripts = verifyAssets().filter(({ type }) => type.startsWith("text/javascript"));
  const sizes = scripts.map(({ body }) => brotliCompressSync(body).length);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  assert.equal(scripts.length, 6);
  assert.ok(bytes < 8_000, `${bytes} bytes`);
});
