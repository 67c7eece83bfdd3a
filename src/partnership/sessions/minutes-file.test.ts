import assert from "node:assert/strict";
import { test } from "node:test";
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from "docx";
import mammoth from "mammoth";
import { fold } from "../../kernel/index.ts";
import { officeFileLimits } from "../office-file.ts";
import { sessionDecider } from "./decide.ts";
import { type MinutesLabels, readMinutes, writeMinutes } from "./minutes-file.ts";
import { mergeMinutes } from "./minutes-merge.ts";
import {
  type ParagraphKind,
  paragraphKinds,
  type SessionEvent,
  type SessionState,
} from "./model.ts";

const labels: MinutesLabels = {
  lines: ["1 December 2026, Kigali", "The text in English prevails."],
  ...{ number: "Paragraph", version: "Version", kind: "Kind", errata: "Errata" },
  kinds: { text: "Text", decision: "Decision", commitment: "Commitment", information: "Note" },
  commitments: "Commitments",
  promised: ({ promised }) => [
    `Deadline: ${promised?.deadline}`,
    `Proof: ${promised?.verification}`,
  ],
  language: (lang) => ({ en: "English", rw: "Ikinyarwanda", az: "Azərbaycanca" })[lang] ?? lang,
};
const kindOf = (word: string): ParagraphKind | undefined =>
  paragraphKinds.find((kind) => labels.kinds[kind] === word);

const events: readonly SessionEvent[] = [
  {
    type: "SessionPlanned",
    data: {
      ...{ id: "s-1", kind: "commission", series: "joint-commission", plannedOn: "2026-12-01" },
      ...{ title: { en: "First session" }, parties: ["rw", "az"], prevailing: "en" },
      languages: ["en", "rw", "az"],
    },
  },
  { type: "SessionOpened", data: { on: "2026-12-01", openDecisions: [] } },
  {
    type: "MinutesWritten",
    data: {
      by: "rw",
      paragraphs: [
        {
          ...{ id: "1", kind: "text" },
          text: {
            en: "The heads met.\nThey spoke of tea & coffee <40 t>.",
            rw: "Bahuye.",
            az: "Əlaqə",
          },
        },
        {
          id: "2",
          kind: "decision",
          text: { en: "A group is set up.", rw: "", az: "Qrup qurulur." },
        },
      ],
    },
  },
];
const state: SessionState = fold(sessionDecider, events);

const fileOf = (languages: readonly string[]) =>
  writeMinutes(state, "First session", languages, labels);
const merge = async (file: Uint8Array, from: SessionState = state) => {
  const rows = await readMinutes(file, "en");
  assert.ok(rows);
  return mergeMinutes(from, rows, kindOf);
};
const outcomes = ({ results }: Awaited<ReturnType<typeof merge>>) =>
  results.map(({ id, outcome }) => `${id} ${outcome}`);

test("Another library reads the Word file: title, what prevails, text and accents", async () => {
  const { value, messages } = await mammoth.extractRawText({ buffer: await fileOf(["en", "az"]) });
  assert.deepEqual(messages, []);
  for (const text of [
    "First session",
    "The text in English prevails.",
    "tea & coffee <40 t>",
    "Əlaqə",
  ])
    assert.ok(value.includes(text), text);
  assert.ok(!value.includes("Bahuye."), "a language that was not asked for");
});

test("The file that comes back unchanged changes nothing, in one language or in all", async () => {
  for (const languages of [["en"], ["en", "rw", "az"]])
    assert.deepEqual(outcomes(await merge(await fileOf(languages))), ["1 same", "2 same"]);
});

test("What was translated in Word stands in the minutes; other languages stay", async () => {
  const translated = {
    ...state,
    paragraphs: state.paragraphs.map((each) =>
      each.id === "2" ? { ...each, text: { ...each.text, rw: "Itsinda rirashyirwaho." } } : each,
    ),
  };
  const file = await writeMinutes(translated, "First session", ["rw"], labels);
  const merged = await merge(file);
  assert.deepEqual(outcomes(merged), ["1 same", "2 changed"]);
  assert.deepEqual(merged.paragraphs[1]?.text, {
    ...{ en: "A group is set up.", rw: "Itsinda rirashyirwaho.", az: "Qrup qurulur." },
  });
});

test("A paragraph that somebody wrote since the file was made keeps its newer text", async () => {
  const file = await fileOf(["en"]);
  const newer = sessionDecider.evolve(state, {
    type: "ParagraphWritten",
    data: { by: "az", paragraph: { id: "2", kind: "decision", text: { en: "Two groups." } } },
  });
  const merged = await merge(file, newer);
  assert.deepEqual(outcomes(merged), ["1 same", "2 stale"]);
  assert.equal(merged.paragraphs[1]?.text.en, "Two groups.");
});

test("Any other Word text becomes new paragraphs; a commitment waits for its term", async () => {
  const plain = await Packer.toBuffer(
    new Document({
      sections: [
        {
          children: ["The heads opened it.", "", "They agreed."].map((text) => new Paragraph(text)),
        },
      ],
    }),
  );
  const merged = await merge(plain);
  assert.deepEqual(outcomes(merged), ["3 new", "4 new"]);
  assert.deepEqual(merged.paragraphs.at(-1)?.text, { en: "They agreed." });
  const cells = (...texts: readonly string[]) =>
    new TableRow({
      children: texts.map((text) => new TableCell({ children: [new Paragraph(text)] })),
    });
  const table = new Table({
    rows: [
      cells("Paragraph", "Version", "Kind", "English (en)"),
      cells("5", "", "Commitment", "To send the list."),
      cells("5", "", "Text", "The number again."),
      cells("A", "", "Text", "No number."),
    ],
  });
  const tabled = await Packer.toBuffer(new Document({ sections: [{ children: [table] }] }));
  assert.deepEqual(outcomes(await merge(tabled)), ["5 needs-form", "5 unreadable", "A unreadable"]);
});

test("What is no Word file, too large or swells, or has merged cells, is refused", async () => {
  assert.equal(await readMinutes(Buffer.from("%PDF-1.7"), "en"), undefined);
  assert.equal(await readMinutes(Buffer.alloc(officeFileLimits.bytes + 1), "en"), undefined);
  const { unzipSync, zipSync } = await import("fflate");
  const nothing = new Uint8Array();
  const swollen = zipSync({ "word/document.xml": new Uint8Array(officeFileLimits.inside + 1) });
  assert.ok(swollen.byteLength < officeFileLimits.bytes);
  assert.equal(await readMinutes(swollen, "en"), undefined);
  const whole = await Packer.toBuffer(new Document({ sections: [{ children: [] }] }));
  assert.notEqual(await readMinutes(whole, "en"), undefined);
  const more = Array.from({ length: officeFileLimits.parts }, (_, n) => [`more/${n}`, nothing]);
  const scattered = zipSync({ ...unzipSync(whole), ...Object.fromEntries(more) });
  assert.equal(await readMinutes(scattered, "en"), undefined, "of too many parts");
  const merged = new Table({
    rows: [
      new TableRow({
        children: ["Paragraph", "Version", "Kind", "English (en)"].map(
          (text) => new TableCell({ children: [new Paragraph(text)] }),
        ),
      }),
      new TableRow({
        children: [new TableCell({ columnSpan: 4, children: [new Paragraph("All of it")] })],
      }),
    ],
  });
  const file = await Packer.toBuffer(new Document({ sections: [{ children: [merged] }] }));
  assert.equal(await readMinutes(file, "en"), undefined);
});

test("What a commitment is measured by stands in the file, and comes back as it was", async () => {
  const promised = {
    ...{ deadline: "2027-03-01", measure: "Lists", verification: "Two letters", owners: {} },
  };
  const withPromise: SessionState = {
    ...state,
    paragraphs: [
      { id: "1", kind: "commitment", text: { en: "Both exchange lists." }, promised },
      ...state.paragraphs.filter(({ id }) => id !== "1"),
    ],
  };
  const file = await writeMinutes(withPromise, "First session", ["en"], labels);
  const { value } = await mammoth.extractRawText({ buffer: file });
  assert.ok(value.includes("Paragraph 1. Deadline: 2027-03-01. Proof: Two letters"));
  const merged = await merge(file, withPromise);
  assert.deepEqual(outcomes(merged), ["1 same", "2 same"]);
  assert.deepEqual(merged.paragraphs[0]?.promised, promised);
});
