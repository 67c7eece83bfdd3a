import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { makeI18n } from "../../platform/i18n/index.ts";
import { standing } from "./deps.ts";

const t = makeI18n(join(import.meta.dirname, "../../../messages")).for("en");

test("A system that is not set up is said to be that, and never to work", () => {
  const said = (isNone: boolean, failed = 0) => {
    const now = { link: { id: "sms", isNone }, failed, retrying: 0 };
    return String(standing({ t } as Parameters<typeof standing>[0], now as never));
  };
  assert.match(said(true), /Not set up/);
  assert.match(said(true, 3), /Not set up/);
  assert.match(said(false), /Works/);
});
