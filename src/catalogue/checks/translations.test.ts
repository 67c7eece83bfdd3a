import assert from "node:assert/strict";
import { test } from "node:test";
import { goodRulings, readText } from "../good-service.fixture.ts";

const french = `title: Vérification
description: Vous faut-il un permis ?
whoMayApply: Tout le monde.
keywords: [carrière]
form:
  site: {title: Le site, fields: {stone: {label: Pierre ?, options: {granite: Granit, \
sand: Sable}}}}
rulings:
  needed: {title: Requis, text: Il vous faut un permis.}
  free: {title: Libre, text: Il ne vous faut rien.}
`;
const read = (translation: string) =>
  readText(goodRulings, ["en", "fr"], { "fr.yaml": translation });

test("A complete translation gives every text in both languages, and its own search words", () => {
  const { definition, findings } = read(french);
  assert.deepEqual(findings, []);
  assert.deepEqual(definition?.rulings[1]?.title, { en: "Free", fr: "Libre" });
  assert.deepEqual(definition?.form[0]?.fields[0]?.options[1]?.label, { en: "Sand", fr: "Sable" });
  assert.deepEqual(definition?.keywords, ["carrière"]);
});

test("A missing translation is told with the words to translate, where it belongs", () => {
  const { findings } = read(french.replace(", sand: Sable", ""));
  assert.equal(findings.length, 1);
  assert.match(findings[0]?.message ?? "", /form.site.fields.stone.options.sand` is missing/);
  assert.match(findings[0]?.mend ?? "", /"Sand"/);
  assert.deepEqual([findings[0]?.file, findings[0]?.line], ["services/quarry/fr.yaml", 6]);
});

test("An empty translation counts as missing", () => {
  assert.match(
    read(french.replace("Tout le monde.", '""')).findings[0]?.message ?? "",
    /`whoMayApply` is missing/,
  );
});

test("Words for something that is not in the source are told", () => {
  const { findings } = read(french.replace("  free:", "  gratis: {title: Gratuit}\n  free:"));
  assert.match(findings[0]?.message ?? "", /`rulings.gratis` is not among the words/);
  assert.equal(findings[0]?.line, 9);
});

test("A rule does not belong in a translation", () => {
  const { findings } = read(french.replace("{title: Requis,", "{when: 'true', title: Requis,"));
  assert.match(findings[0]?.message ?? "", /`rulings.needed.when` is not among the words/);
});

test("A language without a file is told, and a file without a language", () => {
  assert.match(
    readText(goodRulings, ["en", "fr"]).findings[0]?.message ?? "",
    /translation fr.yaml is missing/,
  );
  const { findings } = readText(goodRulings, ["en"], { "de.yaml": "title: Prüfung" });
  assert.match(findings[0]?.message ?? "", /belongs to no language/);
});
