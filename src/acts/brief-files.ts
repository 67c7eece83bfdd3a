import { newSheet, type Sheet } from "../paper/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import type { BriefSection, BriefText } from "./brief-text.ts";

/** A line never takes more than this much of a page that must stay one of two. */
export const longestLine = 170;

const shortened = (line: string): string =>
  line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line;

const moreWords = (more: number, t: Translate): string => t("partnership.brief.more", { more });

/** The brief as a Word file: two pages, and an annex that begins on a page of its own. */
export async function briefDocx(text: BriefText, t: Translate): Promise<Buffer> {
  const word = await import("docx");
  const size = 20;
  const line = (words: string, strong = false) =>
    new word.Paragraph({
      spacing: { after: 60 },
      children: [new word.TextRun({ text: words, size, bold: strong })],
    });
  const bullets = ({ title, lines, more }: BriefSection, cut: boolean) => [
    new word.Paragraph({ text: title, heading: word.HeadingLevel.HEADING_2 }),
    ...lines.map(
      (words) =>
        new word.Paragraph({
          ...{ bullet: { level: 0 }, spacing: { after: 40 } },
          children: [new word.TextRun({ text: cut ? shortened(words) : words, size })],
        }),
    ),
    ...(lines.length === 0 ? [line(t("partnership.brief.nothing"))] : []),
    ...(more > 0 ? [line(moreWords(more, t))] : []),
  ];
  const annex =
    text.annex.length === 0
      ? []
      : [
          new word.Paragraph({
            ...{ text: t("partnership.brief.annex"), pageBreakBefore: true },
            heading: word.HeadingLevel.HEADING_1,
          }),
          ...text.annex.flatMap((one) => bullets(one, false)),
        ];
  const document = new word.Document({
    ...{ title: text.title, creator: "Hamwe" },
    styles: { default: { document: { run: { font: "Calibri", size } } } },
    sections: [
      {
        children: [
          new word.Paragraph({ text: text.title, heading: word.HeadingLevel.HEADING_1 }),
          ...text.lead.map((words) => line(words)),
          ...text.sections.flatMap((one) => bullets(one, true)),
          ...annex,
        ],
      },
    ],
  });
  return word.Packer.toBuffer(document);
}

/** The same as PDF, structured for screen readers (PDF/UA). */
export async function briefPdf(
  text: BriefText,
  { author, at, t }: { readonly author: string; readonly at: Date; readonly t: Translate },
): Promise<Uint8Array> {
  const sheet = await newSheet({ title: text.title, author, lang: t.lang, at });
  heading(sheet, "H1", text.title, 18);
  for (const words of text.lead) paragraph(sheet, words);
  for (const one of text.sections) drawSection(sheet, one, t, true);
  if (text.annex.length > 0) {
    sheet.room(Number.MAX_SAFE_INTEGER);
    heading(sheet, "H1", t("partnership.brief.annex"), 16);
    for (const one of text.annex) drawSection(sheet, one, t, false);
  }
  return sheet.finish();
}

function heading(sheet: Sheet, type: "H1" | "H2", words: string, size: number): void {
  sheet.room(60);
  sheet.y += type === "H1" ? 0 : 8;
  sheet.element(type, () => sheet.text(words, { size, font: "strong" }));
  sheet.y += 3;
}

function paragraph(sheet: Sheet, words: string): void {
  const style = { size: 9.5, gap: 1 };
  sheet.room(sheet.height(words, style));
  sheet.element("P", () => sheet.text(words, style));
  sheet.y += 2;
}

function drawSection(sheet: Sheet, one: BriefSection, t: Translate, cut: boolean): void {
  heading(sheet, "H2", one.title, 12);
  for (const words of one.lines) paragraph(sheet, `•  ${cut ? shortened(words) : words}`);
  if (one.lines.length === 0) paragraph(sheet, t("partnership.brief.nothing"));
  if (one.more > 0) paragraph(sheet, moreWords(one.more, t));
}
