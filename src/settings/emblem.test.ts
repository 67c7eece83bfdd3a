import assert from "node:assert/strict";
import { test } from "node:test";
import { readEmblem } from "./emblem.ts";

const tones = { strong: "#0f4434", second: "#8a6414" };
const svg = (content: string, root = 'viewBox="0 0 100 100"') =>
  readEmblem(`<svg xmlns="http://www.w3.org/2000/svg" ${root}>${content}</svg>`, tones);
const pathsOf = (...all: Parameters<typeof svg>) => {
  const read = svg(...all);
  return "emblem" in read ? read.emblem.paths : read.problem;
};
const onlyPath = (...all: Parameters<typeof svg>) => {
  const read = svg(...all);
  return "emblem" in read ? read.emblem.paths.map(({ d }) => d).join(" ") : read.problem.what;
};

test("Shapes become paths in a square, each in the nearest tone of the state", () => {
  const shapes = `<!-- made by hand --><title>Arms</title><circle cx="50" cy="50" r="40"/>
    <g fill="#fefefe"><rect x="10" y="20" width="30" height="40"/></g>
    <polygon style="fill:#906010;stroke:none" points="0,0 10,0 10,10"/>
    <path fill="none" d="M0 0L5 5Z"/>`;
  assert.deepEqual(pathsOf(shapes), [
    { d: "M100 500A400 400 0 1 1 900 500A400 400 0 1 1 100 500Z", tone: "strong" },
    { d: "M100 200h300v400h-300Z", tone: "paper" },
    { d: "M0 0L100 0L100 100Z", tone: "second" },
  ]);
});

test("A drawing that is no square stands in the middle of one", () => {
  const box = 'viewBox="10 10 100 50"';
  assert.equal(onlyPath('<path d="m10 10 10 0 0 10z"/>', box), "M0 250l100 0l0 100z");
});

test("Groups enlarge and move what is in them, also the arcs of a path", () => {
  const moved = '<g transform="translate(10 20) scale(2)"><path d="M1,1a2 3 30 01.5-1e0"/></g>';
  assert.equal(onlyPath(moved), "M120 220a40 60 30 0 1 10 -20");
});

for (const [content, code, what] of [
  ["<script>alert(1)</script>", "element", "script"],
  ['<image href="data:,"/>', "element", "image"],
  ['<use href="#a"/>', "element", "use"],
  ["<defs><path/></defs>", "element", "defs"],
  ['<path onclick="x()" d="M0 0L1 1Z"/>', "attribute", "path onclick"],
  ['<path xlink:href="https://x.example" d="M0 0"/>', "attribute", "path xlink:href"],
  ['<path stroke="#000" d="M0 0L1 1Z"/>', "attribute", "path stroke"],
  ['<path style="filter:url(#a)" d="M0 0L1 1Z"/>', "attribute", "path filter"],
  ['<g transform="rotate(3)"/>', "attribute", 'transform="rotate(3)"'],
  ['<path fill="url(#a)" d="M0 0L1 1Z"/>', "colour", "url(#a)"],
  ['<path d="M0 0L1"/>', "path", "M0 0L1"],
  ["<g/>", "empty", ""],
  ["<g>", "not-svg", "</svg>"],
  ["&amp;", "not-svg", "&amp;"],
] as const)
  test(`It refuses ${content}`, () => assert.deepEqual(pathsOf(content), { code, what }));

test("It refuses what is no drawing, has entities or no size, or is too fine for print", () => {
  const codeOf = (text: string) => {
    const read = readEmblem(text, tones);
    return "problem" in read ? read.problem.code : "none";
  };
  assert.equal(codeOf("%PDF-1.7"), "not-svg");
  assert.equal(codeOf(`\uFFFDPNG\r\n${"\0".repeat(300_000)}`), "not-svg");
  assert.equal(codeOf('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'), "not-svg");
  assert.equal(codeOf("<svg></svg>"), "no-box");
  assert.equal(
    codeOf(`<svg viewBox="0 0 1 1"><path d="M0 0${"l1 1".repeat(2000)}"/></svg>`),
    "too-fine",
  );
});
