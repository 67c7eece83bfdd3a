import assert from "node:assert/strict";
import { test } from "node:test";
import { readTopics } from "./topics.ts";

const good = `topics:
  papers:
    title: {en: Papers, rw: Impapuro}
    icon: id-card
    services: [passport, birth]
visitors: [passport]
lifeEventIcons: {birth: baby}
`;
const government = { languages: ["en", "rw"], lifeEvents: [{ id: "birth", title: {} }] };
const read = (text: string, services = ["passport", "birth"]) =>
  readTopics("topics.yaml", text, government, services);
const wrong = (from: string, to: string) =>
  read(good.replace(from, to)).findings.map(({ message, line }) => `${line}: ${message}`);

test("topics say what stands on each, and what is for visitors", () => {
  const { topics, findings } = read(good);
  assert.deepEqual(findings, []);
  assert.deepEqual(topics.topics?.[0]?.services, ["passport", "birth"]);
  assert.deepEqual(topics.visitors, ["passport"]);
});

test("what is wrong with a topic is told with its place", () => {
  assert.deepEqual(wrong(", rw: Impapuro", ""), ["3: `title` of `papers` has no words in `rw`"]);
  assert.deepEqual(wrong("[passport, birth]", "[passport, birth, visa]"), [
    "5: there is no service `visa`",
  ]);
  assert.deepEqual(wrong("[passport, birth]", "[passport]"), [
    "1: the service `birth` stands under no topic",
  ]);
  assert.deepEqual(wrong("visitors: [passport]", "visitors: [pasport]"), [
    "6: there is no service `pasport`",
  ]);
  assert.deepEqual(wrong("{birth: baby}", "{death: baby}"), ["7: there is no life event `death`"]);
});
