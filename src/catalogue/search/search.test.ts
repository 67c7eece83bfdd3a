import assert from "node:assert/strict";
import { test } from "node:test";
import { readGovernmentFiles } from "../government-files.ts";
import { loadCatalogue } from "../load.ts";
import { alike, slipsBetween } from "./alike.ts";
import { readDirectory } from "./directory.ts";

test("A slip is a letter too many, too few, another, or two that changed places", () => {
  assert.equal(slipsBetween("birth", "brith", 2), 1);
  assert.equal(slipsBetween("pasport", "passport", 2), 1);
  assert.equal(slipsBetween("kofee", "coffee", 2), 2);
  assert.ok(slipsBetween("land", "exploration", 2) > 2);
});

test("Endings and slips are forgiven, other words are not", () => {
  for (const [typed, word] of [
    ["companies", "company"],
    ["schol", "scholarship"],
    ["ndangamuntu", "indangamuntu"],
    ["schollarship", "scholarship"],
    ["vesiqemi", "vesiqesi"],
  ] as const)
    assert.ok(alike(typed, word) >= 0.6, `${typed} is ${word}`);
  for (const [typed, word] of [
    ["land", "sand"],
    ["tax", "tag"],
    ["clearance", "learning"],
    ["electricity", "electronic"],
    ["police", "polymer"],
  ] as const)
    assert.equal(alike(typed, word), 0, `${typed} is not ${word}`);
});

test("A search is in any language, by the words of the government's own file too", () => {
  const { catalogue } = loadCatalogue("jurisdictions/rw");
  const first = (text: string) => catalogue?.search(text, "en")[0]?.id;
  assert.equal(first("ruswa"), "feedback-and-complaint");
  assert.equal(first("J'ai perdu ma carte d'identité"), "national-id-replacement");
  assert.equal(first("driving licence"), undefined);
  const [found] = catalogue?.searchAll("driving licence", "en") ?? [];
  assert.equal(found?.elsewhere?.at.en, "Irembo");
  assert.equal(catalogue?.search("", "en").length, catalogue?.services.length);
});

test("Every problem of search.yaml is told", () => {
  const text = `words:
  no-such-service: [word]
elsewhere:
  passport:
    title: {en: Passport}
    words: [passport]
    at: {en: Irembo, rw: Irembo}
    url: https://irembo.gov.rw/
`;
  const { findings } = readDirectory("search.yaml", text, ["en", "rw"], ["birth-certificate"]);
  assert.deepEqual(
    findings.map(({ line, message }) => [line, message]),
    [
      [2, "there is no service `no-such-service`"],
      [5, "`title` of `passport` has no words in `rw`"],
      [4, "`passport` has no source"],
    ],
  );
  const http = readDirectory("search.yaml", text.replace("https:", "http:"), ["en"], []);
  assert.equal(http.findings.length, 1);
  assert.equal(Object.hasOwn(readGovernmentFiles("jurisdictions/rw"), "search.yaml"), true);
});
