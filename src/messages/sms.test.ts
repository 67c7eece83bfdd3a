import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { languages, makeI18n } from "../platform/i18n/index.ts";
import { longestFacts as longest } from "./example-facts.ts";
import { shorten, smsSize, smsText } from "./sms.ts";
import { type Template, templates } from "./templates.ts";
import { writeEmail, writeSms } from "./write.ts";

const i18n = makeI18n(join(import.meta.dirname, "../../messages"));
const all = Object.keys(templates) as Template[];

test("Every SMS in Kinyarwanda, English and French fits in one part, in Azerbaijani in two", () => {
  for (const lang of languages)
    for (const template of all) {
      const { body, encoding, segments } = writeSms(template, longest, i18n.for(lang));
      const where = `${lang} ${template}: ${[...body].length} characters: ${body}`;
      assert.equal(encoding, lang === "az" ? "UCS-2" : "GSM-7", where);
      assert.ok(segments <= (lang === "az" ? 2 : 1), where);
    }
});

/** How each language says that one has to sign in; entering the hall is something else. */
const signIn = {
  en: /\b(?:sign|log) ?in\b/i,
  fr: /connect(?:ez|er|é|ion)/i,
  rw: /\binjira\b(?! mu nzu)/i,
  az: /daxil ol(?:un|ub|maq)/i,
} as const;

test("No SMS tells a feature phone to sign in; a refusal says why and what to dial", () => {
  for (const lang of languages) {
    for (const template of all) {
      const { body } = writeSms(template, longest, i18n.for(lang));
      assert.doesNotMatch(body, signIn[lang], `${lang} ${template}`);
    }
    const say = (template: Template) => writeSms(template, longest, i18n.for(lang)).body;
    for (const words of ["The institution is not recognised", "*182*7#"])
      assert.ok(say("refused").includes(words), say("refused"));
    for (const words of ["Certified copy", "*182*7#", "2026"])
      assert.ok(say("request").includes(words), say("request"));
  }
});

test("No message has a hole in it, and only one that is to be answered has a link", () => {
  for (const lang of languages)
    for (const template of all) {
      const t = i18n.for(lang);
      const { subject, body } = writeEmail(template, longest, t);
      const wording = `${writeSms(template, longest, t).body}\n${subject}\n${body}`;
      assert.doesNotMatch(wording, /[{}]|messages\.|www\./, `${lang} ${template}`);
      const facts: readonly string[] = templates[template];
      assert.equal(/https?:/.test(wording), facts.includes("link"), `${lang} ${template}`);
    }
});

test("An SMS in Azerbaijani keeps its letters; a French one drops marks that cost a part", () => {
  assert.equal(smsText("Müraciətiniz qəbul edildi", "az"), "Müraciətiniz qəbul edildi");
  assert.equal(smsText("Reçu le 1er août : « payé »", "fr"), 'Recu le 1er aout : " payé "');
  assert.equal(smsText("n’ibikurikira 60,000\u00a0Frw", "rw"), "n'ibikurikira 60,000 Frw");
});

test("The parts of an SMS are counted as operators charge for them", () => {
  const size = (text: string) => {
    const { encoding, units, segments } = smsSize(text);
    return `${encoding} ${units} ${segments}`;
  };
  assert.equal(size(""), "GSM-7 0 1");
  assert.equal(size("a".repeat(160)), "GSM-7 160 1");
  assert.equal(size("a".repeat(161)), "GSM-7 161 2");
  assert.equal(size("a".repeat(306)), "GSM-7 306 2");
  assert.equal(size("a".repeat(307)), "GSM-7 307 3");
  assert.equal(size("€".repeat(80)), "GSM-7 160 1");
  assert.equal(size(`a${"€".repeat(80)}`), "GSM-7 161 2");
  // 152 septets and a pair that does not fit into the last one of the part.
  assert.equal(size(`${"a".repeat(152)}€${"a".repeat(152)}`), "GSM-7 306 3");
  assert.equal(size("ə".repeat(70)), "UCS-2 70 1");
  assert.equal(size("ə".repeat(71)), "UCS-2 71 2");
  assert.equal(size("ə".repeat(135)), "UCS-2 135 3");
  assert.equal(size(`${"ə".repeat(66)}😀${"ə".repeat(66)}`), "UCS-2 134 3");
});

test("A long name is cut after a whole word", () => {
  assert.equal(shorten("Birth certificate", 40), "Birth certificate");
  const name = "Recognition and equivalence of academic qualifications";
  assert.equal(shorten(name, 40), "Recognition and equivalence of...");
  assert.equal(shorten("a".repeat(50), 40).length, 40);
});
