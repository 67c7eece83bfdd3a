/**
 * Every paper of every service as its PDF, read by another library than the one that wrote it: what
 * stands on it, in which order, and in which fonts.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { drawCertificate } from "../src/credentials/pdf.ts";
import { isLang, type Lang, languages, makeI18n } from "../src/platform/i18n/index.ts";
import { allPapers, type GivenPaper } from "./papers-given.ts";
import { type ReadPdf, readPdf } from "./pdf.ts";

const i18n = makeI18n(join(import.meta.dirname, "../messages"));

const draw = (paper: GivenPaper, lang: Lang): Promise<Uint8Array> => {
  const second = paper.languages.filter(isLang).find((each) => each !== lang);
  const both = { first: i18n.for(lang), second: second && i18n.for(second) };
  return drawCertificate(paper.certificate, paper.look, both);
};

describe("every paper of every service, in each language", () => {
  const read = new Map<string, { readonly paper: GivenPaper; readonly pdf: ReadPdf }>();

  before(async () => {
    for (const paper of await allPapers())
      for (const lang of languages) {
        const pdf = await readPdf(await draw(paper, lang), { fonts: lang === "en" });
        read.set(`${paper.government} ${paper.paper} ${lang}`, { paper, pdf });
      }
  });

  test("is there at all", () => assert.ok(read.size >= 25 * languages.length, `${read.size}`));

  test("says no date as a program has it", () => {
    for (const [name, { pdf }] of read)
      assert.doesNotMatch(pdf.text, /(?<![-\w])\d{4}-\d{2}-\d{2}(?![-\w])/, name);
  });

  test("says no label twice", () => {
    for (const [name, { pdf }] of read) {
      const labels = pdf.of("Lbl").map((label) => label.replace(/^\d+\. /, ""));
      assert.ok(labels.length >= 5, name);
      assert.deepEqual(labels.length, new Set(labels).size, `${name}: ${labels.join(" | ")}`);
    }
  });

  test("has all its fonts in it, is tagged, and names its language", () => {
    for (const [name, { pdf }] of read) {
      if (name.endsWith("en")) assert.ok(pdf.fonts.length >= 4, name);
      for (const font of pdf.fonts) assert.ok(font.isEmbedded, `${name}: ${font.name}`);
      assert.equal(pdf.isMarked, true, name);
      assert.equal(pdf.lang, name.slice(-2), name);
      assert.equal(pdf.of("H1").length, 1, name);
      assert.equal(pdf.of("Figure").length, 1, `${name}: the code is described`);
    }
  });

  test("fits on one page", () => {
    for (const [name, { pdf }] of read) assert.equal(pdf.pages, 1, name);
  });

  test("says where it is checked once in each of its languages", () => {
    for (const [name, { paper, pdf }] of read) {
      const address = `${paper.look.origin.replace(/^https?:\/\//, "")}/v`;
      const times = pdf.text.replaceAll(/\s+/g, "").split(address).length - 1;
      assert.ok(times >= 1 && times <= 2, `${name}: ${times} times`);
    }
  });

  test("says who issued it, who signed it and that it is a demonstration", () => {
    for (const [name, { paper, pdf }] of read) {
      const lang = name.slice(-2) as Lang;
      const t = i18n.for(lang);
      const { certificate, look } = paper;
      const said = pdf.text.replaceAll(/\s+/g, " ");
      for (const words of [
        t.words(look.face?.name).toLocaleUpperCase(lang),
        t.words(certificate.authority.name),
        t.words(certificate.title),
        certificate.signed?.[0]?.name ?? "",
        certificate.number,
        t("certificate.demonstration-emblem"),
      ])
        assert.ok(said.includes(words), `${name}: ${words}\n${said}`);
    }
  });
});

test("the same paper is the same bytes", async () => {
  const [paper] = await allPapers();
  assert.ok(paper);
  const hash = async () =>
    createHash("sha256")
      .update(await draw(paper, "en"))
      .digest("hex");
  assert.equal(await hash(), await hash());
});

test("a paper from before is drawn too, with what its record has", async () => {
  const [paper] = await allPapers();
  assert.ok(paper);
  const { layout: _, subject: __, signed: ___, office: ____, ...old } = paper.certificate;
  const claims = old.claims.map(({ part: _part, ...claim }) => claim);
  const pdf = await readPdf(await draw({ ...paper, certificate: { ...old, claims } }, "en"));
  assert.ok(pdf.text.includes(old.number));
  assert.ok(pdf.text.includes(i18n.for("en").words(old.authority.name)));
});
