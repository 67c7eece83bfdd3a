import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { clipsFor, voicePaths } from "./voices.ts";

const all: Record<string, Record<string, readonly [number, number]>> = JSON.parse(
  readFileSync(join(import.meta.dirname, "clips.json"), "utf8"),
);
const fileOf = (lang: string) => join(import.meta.dirname, `voice-${lang}.wav`);

test("a call is the word, the letter, the number, the other word and the counter", () => {
  const named = (...names: string[]) => names.map((name) => all.en?.[name]);
  assert.deepEqual(clipsFor("en", "A007", "10"), named("ticket", "A", "7", "counter", "10"));
  assert.deepEqual(
    clipsFor("en", "AP045", "12"),
    named("ticket", "A", "P", "4", "5", "counter", "1", "2"),
  );
});

test("what was not recorded is not called in part", () => {
  assert.deepEqual(clipsFor("en", "A007", "Salle é"), []);
});

test("every language has the same clips, inside its file; all files are 600 kB at most", () => {
  assert.deepEqual(Object.keys(voicePaths).sort(), ["az", "en", "fr", "rw"]);
  let bytes = 0;
  for (const [lang, clips] of Object.entries(all)) {
    assert.deepEqual(Object.keys(clips), Object.keys(all.en ?? {}), lang);
    const { size } = statSync(fileOf(lang));
    bytes += size;
    for (const [start, seconds] of Object.values(clips)) {
      assert.ok(seconds > 0.1 && seconds < 1.5, `${lang}: ${seconds} s`);
      assert.ok(46 + (start + seconds) * 8000 <= size + 8, lang);
    }
  }
  assert.ok(bytes <= 600_000, `${bytes} bytes`);
});
