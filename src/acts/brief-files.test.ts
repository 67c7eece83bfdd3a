import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { makeI18n } from "../platform/i18n/index.ts";
import { briefPdf } from "./brief-files.ts";
import { linesOnFront } from "./brief-text.ts";

const t = makeI18n(join(import.meta.dirname, "../../messages")).for("az");
const section = (count: number, title: string) => ({
  ...{ title, more: 9994 },
  lines: Array.from({ length: count }, () => "Öhdəliyin çox uzun mətni, sözlə dolu. ".repeat(40)),
});
const pagesOf = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString("latin1")
    .match(/\/Type \/Page\b/g)?.length;

test("The longest front of a brief fits on two pages; the annex begins on the third", async () => {
  const text = {
    ...{ title: "Arayış", lead: ["Nə dəyişib.", "Növbəti iclas."], annex: [] },
    sections: Array.from({ length: 6 }, (_, at) => section(linesOnFront, `Bölmə ${at}`)),
  };
  const about = { author: "mfa", at: new Date("2026-11-28T08:00:00Z"), t };
  assert.equal(pagesOf(await briefPdf(text, about)), 2);
  const longer = { ...text, annex: [section(3, "Əlavə")] };
  assert.ok((pagesOf(await briefPdf(longer, about)) ?? 0) >= 3);
});
