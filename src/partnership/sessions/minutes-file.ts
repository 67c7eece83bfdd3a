import type { Table as WordTable } from "docx";
import type { Words } from "../instruments/model.ts";
import { textIn, withinLimits } from "../office-file.ts";
import { isAgreed } from "./minutes.ts";
import type { Paragraph, ParagraphKind, SessionState } from "./model.ts";

/** What the Word file says in its own words, in the language of whoever asked for it. */
export interface MinutesLabels {
  /** Lines under the title: where and when, which text prevails, how far it has come. */
  readonly lines: readonly string[];
  readonly number: string;
  readonly version: string;
  readonly kind: string;
  readonly kinds: Readonly<Record<ParagraphKind, string>>;
  readonly commitments: string;
  /** What a commitment says beside its text, line by line: deadline, proof, owners. */
  readonly promised: (paragraph: Paragraph) => readonly string[];
  readonly errata: string;
  /** Name of a language, as the head of its column says it. */
  readonly language: (lang: string) => string;
}

/**
 * The minutes as a Word file (.docx): one row for each paragraph, one column for each of these
 * languages. The version column tells on its return whether somebody wrote the paragraph meanwhile.
 *
 * @param languages one, to be read and signed, or several beside each other
 */
export async function writeMinutes(
  state: SessionState,
  title: string,
  languages: readonly string[],
  labels: MinutesLabels,
): Promise<Buffer> {
  const word = await import("docx");
  const line = (text: string) => new word.Paragraph({ text, spacing: { after: 80 } });
  const landscape = languages.length > 2;
  const document = new word.Document({
    title,
    creator: "Hamwe",
    styles: { default: { document: { run: { font: "Calibri", size: 22 } } } },
    sections: [
      {
        properties: {
          page: {
            size: {
              orientation: landscape
                ? word.PageOrientation.LANDSCAPE
                : word.PageOrientation.PORTRAIT,
            },
          },
        },
        children: [
          new word.Paragraph({ text: title, heading: word.HeadingLevel.HEADING_1 }),
          ...labels.lines.map(line),
          minutesTable(word, state, languages, labels),
          ...promisedLines(state, labels).map(line),
          ...errataLines(state, languages, labels).map(line),
        ],
      },
    ],
  });
  return word.Packer.toBuffer(document);
}

function minutesTable(
  word: typeof import("docx"),
  state: SessionState,
  languages: readonly string[],
  labels: MinutesLabels,
): WordTable {
  const share = Math.floor(75 / languages.length);
  const widths = [7, 8, 10, ...languages.map(() => share)];
  const cell = (text: string, at: number, strong = false) =>
    new word.TableCell({
      width: { size: widths[at] ?? share, type: word.WidthType.PERCENTAGE },
      margins: { top: 60, bottom: 60, left: 90, right: 90 },
      children: text
        .split("\n")
        .map(
          (part) =>
            new word.Paragraph({ children: [new word.TextRun({ text: part, bold: strong })] }),
        ),
    });
  const head = [
    ...[labels.number, labels.version, labels.kind],
    ...languages.map((lang) => `${labels.language(lang)} (${lang})`),
  ];
  const rows = state.paragraphs.map(({ id, kind, text }) => [
    ...[id, String(state.versions[id] ?? 0), labels.kinds[kind]],
    ...languages.map((lang) => text[lang] ?? ""),
  ]);
  return new word.Table({
    width: { size: 100, type: word.WidthType.PERCENTAGE },
    rows: [
      new word.TableRow({
        tableHeader: true,
        children: head.map((text, at) => cell(text, at, true)),
      }),
      ...rows.map(
        (cells) =>
          new word.TableRow({ cantSplit: true, children: cells.map((text, at) => cell(text, at)) }),
      ),
    ],
  });
}

/** Deadline, proof and owners of each commitment, below the table: its cells are text to write. */
function promisedLines(
  { paragraphs }: SessionState,
  { commitments, number, promised }: MinutesLabels,
): readonly string[] {
  const promises = paragraphs.filter((each) => each.promised);
  if (promises.length === 0) return [];
  return [
    commitments,
    ...promises.map((each) => [`${number} ${each.id}`, ...promised(each)].join(". ")),
  ];
}

/** Corrections that both sides agreed to, below the text that was signed. */
function errataLines(
  state: SessionState,
  languages: readonly string[],
  { errata }: MinutesLabels,
): readonly string[] {
  const agreed = state.errata.filter((one) => isAgreed(state, one));
  if (agreed.length === 0) return [];
  return [
    errata,
    ...agreed.flatMap(({ paragraph, text, on, reason }) =>
      languages.flatMap((lang) =>
        text[lang] ? [`${paragraph} (${lang}, ${on}): ${text[lang]} [${reason}]`] : [],
      ),
    ),
  ];
}

/** A paragraph as it came back from Word. */
export interface MinutesRow {
  /** Its number; absent where the file numbers nothing: a new paragraph. */
  readonly id?: string;
  readonly version?: number;
  readonly kind?: string;
  readonly text: Words;
}

/**
 * The paragraphs of a Word file: the rows of the table that `writeMinutes` wrote, else every
 * paragraph of the file as a new one. Tracked insertions are read, deletions are not.
 *
 * @param lang the language of a file whose table names none
 * @returns undefined where it is no Word file, is too large, or its table has merged cells
 */
export async function readMinutes(
  file: Uint8Array,
  lang: string,
): Promise<readonly MinutesRow[] | undefined> {
  const safe = withinLimits(file, "word/document.xml");
  if (!safe) return undefined;
  const { default: mammoth } = await import("mammoth");
  try {
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(safe.packed) });
    return rowsOf(value, lang);
  } catch {
    return undefined;
  }
}

function rowsOf(html: string, lang: string): readonly MinutesRow[] | undefined {
  const tables = html.match(/<table>[\s\S]*?<\/table>/g) ?? [];
  for (const table of tables) {
    const rows = (table.match(/<tr>[\s\S]*?<\/tr>/g) ?? []).map((row) =>
      (row.match(/<t[dh][^>]*>[\s\S]*?<\/t[dh]>/g) ?? []).map(textIn),
    );
    const [head = [], ...body] = rows;
    const columns = head.flatMap((cell, at) => {
      const code = /\(([a-z]{2})\)$/.exec(cell)?.[1];
      return code === undefined ? [] : [{ at, code }];
    });
    if (columns.length === 0) continue;
    if (/(col|row)span="(?!1")/.test(table)) return undefined;
    return body.map(([id = "", version = "", kind = "", ...rest]) => ({
      ...(id !== "" && { id }),
      ...(/^\d+$/.test(version) && { version: Number(version) }),
      kind,
      text: Object.fromEntries(columns.map(({ at, code }) => [code, rest[at - 3] ?? ""])),
    }));
  }
  return (html.match(/<(p|h\d|li)>[\s\S]*?<\/\1>/g) ?? [])
    .map(textIn)
    .filter((text) => text !== "")
    .map((text) => ({ text: { [lang]: text } }));
}
