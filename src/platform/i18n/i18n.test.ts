import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type Lang, languages, makeI18n, negotiate, pick } from "./index.ts";

const i18n = makeI18n(join(import.meta.dirname, "../../../messages"));

/** House style uses spaces that do not break; a reader of this file sees them as `_`. */
const shown = (text: string) => text.replace(/[\u00a0\u202f]/g, "_");
const inAll = (say: (lang: Lang) => string) => languages.map((lang) => shown(say(lang)));

test("all four languages say the same things with the same facts", () => {
  assert.deepEqual(i18n.problems(), []);
});

test("a day is written day, month, year in every language", () => {
  assert.deepEqual(
    inAll((lang) => i18n.for(lang).date("2026-11-01")),
    ["1_Ugushyingo 2026", "1_November 2026", "1er_novembre 2026", "1_noyabr 2026"],
  );
});

test("a moment is told in the time of the country that asks", () => {
  const at = "2026-11-23T22:30:00Z";
  assert.equal(shown(i18n.for("rw").dateTime(at, "Africa/Kigali")), "24_Ugushyingo 2026, 00:30");
  assert.equal(shown(i18n.for("az").dateTime(at, "Asia/Baku")), "24_noyabr 2026, 02:30");
  assert.equal(shown(i18n.for("en").day(at, "Africa/Kigali")), "24_November 2026");
});

test("A moment among the facts of a refusal is written as everywhere, however it is worded", () => {
  const refusal = { code: "centre.closed", facts: { opens: "2026-11-30 08:00" } } as const;
  const t = i18n.for("en");
  assert.match(shown(t.refusal(refusal)), /again from 30_November 2026, 08:00\./);
  const flash = t.named("refusals.centre.closed", refusal.facts);
  assert.equal(flash, t.refusal(refusal));
  assert.match(shown(i18n.for("fr").refusal(refusal)), /30_novembre 2026, 08:00/);
});

test("A term that ends at midnight is told by its last day, not by the day after it", () => {
  const { until } = i18n.for("en");
  assert.equal(shown(until("2026-12-26T22:00:00Z", "Africa/Kigali")), "26_December 2026");
  assert.equal(shown(until("2026-12-26T15:00:00Z", "Africa/Kigali")), "26_December 2026");
});

test("money has one house style: amount, then currency, decimals only where there are some", () => {
  assert.deepEqual(
    inAll((lang) => i18n.for(lang).money({ minor: 60000, currency: "RWF" })),
    ["60,000_Frw", "60,000_Frw", "60_000_Frw", "60.000_Frw"],
  );
  assert.deepEqual(
    inAll((lang) => i18n.for(lang).money({ minor: 250050, currency: "AZN" })),
    ["2,500.50_AZN", "2,500.50_AZN", "2_500,50_AZN", "2.500,50_AZN"],
  );
  assert.equal(shown(i18n.for("en").money({ minor: 10000, currency: "USD" })), "100_USD");
});

test("a promise is said in words", () => {
  const say = (text: string) => inAll((lang) => i18n.for(lang).duration(text));
  assert.deepEqual(say("30bd"), [
    "iminsi 30 y’akazi",
    "30 working days",
    "30 jours ouvrables",
    "30 iş günü",
  ]);
  assert.deepEqual(say("P4Y"), ["imyaka 4", "4 years", "4 ans", "4 il"]);
  assert.equal(i18n.for("rw").duration("1bd"), "umunsi 1 w’akazi");
  assert.equal(i18n.for("en").duration("6bh"), "6 working hours");
  assert.equal(i18n.for("en").duration("P1Y6M"), "1 year and 6 months");
  assert.equal(i18n.for("en").duration("PT30M"), "30 minutes");
  assert.equal(i18n.for("en").duration("soon"), "soon");
});

test("a list ends with the language’s own “and”, which Kinyarwanda shortens before a vowel", () => {
  assert.equal(i18n.for("rw").list(["ikawa", "icyayi"]), "ikawa n’icyayi");
  assert.equal(i18n.for("rw").list(["a", "viza", "pasiporo"]), "a, viza na pasiporo");
  assert.equal(i18n.for("az").list(["a", "b"]), "a və b");
  assert.equal(i18n.for("rw").list([]), "");
});

test("one is counted differently from several", () => {
  assert.equal(i18n.for("en")("catalogue.results", { count: 1 }), "1 service");
  assert.equal(i18n.for("fr")("office.waiting", { count: 1200 }).startsWith("1"), true);
  assert.equal(i18n.for("fr")("office.waiting", { count: 0 }), "0 demande attend");
});

test("a person’s language is what they chose, then what the browser asks, then the first", () => {
  assert.equal(negotiate("fr-RW,fr;q=0.9", "az", ["rw", "en", "fr", "az"]), "az");
  assert.equal(negotiate("de, fr;q=0.5, en;q=0.8", undefined, ["rw", "en", "fr"]), "en");
  assert.equal(negotiate("kin", undefined, ["en", "rw"]), "rw");
  assert.equal(negotiate("en;q=0, de", "xx", ["rw", "en"]), "rw");
  assert.equal(negotiate(undefined, undefined, ["rw", "en"]), "rw");
});

test("a definition without words in a language speaks English rather than nothing", () => {
  assert.equal(pick({ en: "Passport", rw: "Pasiporo" }, "rw"), "Pasiporo");
  assert.equal(pick({ en: "Passport" }, "az"), "Passport");
  assert.equal(pick({ rw: "Pasiporo" }, "az"), "Pasiporo");
  assert.equal(pick(undefined, "az"), "");
});

function inFolder(files: Record<string, string>, check: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "hamwe-words-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    check(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a missing word falls back to the source language and is reported", () => {
  inFolder({ "en.yaml": "a: { b: 'Pay {amount}' }", "rw.yaml": "a: { c: Ishyura }" }, (folder) => {
    const own = makeI18n(folder);
    assert.equal(own.for("rw").named("a.b", { amount: "5" }), "Pay 5");
    assert.equal(own.for("rw").named("a.b"), "Pay {amount}");
    assert.equal(own.for("rw").named("x.y"), "x.y");
    assert.equal(own.for("rw").has("a.b"), true);
    assert.deepEqual(own.problems().slice(0, 2), [
      { lang: "rw", key: "a.b", what: "missing" },
      { lang: "rw", key: "a.c", what: "not in the source language" },
    ]);
  });
});

test("fragments of modules join the platform’s words, but none may repeat another", () => {
  inFolder({ "en.yaml": "a: { b: B }", "part.en.yaml": "a: { c: C }" }, (folder) => {
    assert.equal(makeI18n(folder).for("en").named("a.c"), "C");
    writeFileSync(join(folder, "other.en.yaml"), "a: { c: D }");
    assert.throws(() => makeI18n(folder), /"a\.c" is said twice/);
  });
});
