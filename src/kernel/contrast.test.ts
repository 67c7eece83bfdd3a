import assert from "node:assert/strict";
import { test } from "node:test";
import { contrastOf } from "./contrast.ts";

test("Contrast is that of WCAG, whichever colour comes first", () => {
  assert.equal(contrastOf("#000000", "#ffffff"), 21);
  assert.equal(contrastOf("#767676", "#ffffff").toFixed(2), "4.54");
  assert.equal(contrastOf("#ffffff", "#777777").toFixed(2), "4.48");
});
