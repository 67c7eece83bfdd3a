/** The head of a paper: emblem, state, authority and title, in both languages. */
import { drawEmblem, type Face } from "./face.ts";
import { fitted, ink, page, type Sheet } from "./sheet.ts";
import { type Both, drawTwo, secondStyle, type Two } from "./two.ts";

export interface HeadWords {
  readonly face: Face;
  readonly both: Both;
  /** Absent in front of papers that no authority issues. */
  readonly authority?: Two;
  readonly title: Two;
}

const hasEmblem = ({ emblem }: Face): boolean => emblem.paths.length > 0;

const stateName = ({ face, both }: HeadWords): Two => {
  const capitals = (lang: string) => (face.name[lang] ?? "").toLocaleUpperCase(lang);
  const first = capitals(both.first.lang);
  return both.second ? [first, face.name[both.second.lang] ?? ""] : [first];
};

/** The emblem above all, everything in the middle: for what is framed. */
export function drawCentredHead(
  sheet: Sheet,
  words: HeadWords,
  { x, width }: { readonly x: number; readonly width: number },
): void {
  const { face, both } = words;
  const lang = both.second?.lang;
  const at = { x, width, align: "center" as const, gap: 0 };
  if (hasEmblem(face)) {
    const side = 48;
    const top = sheet.y;
    sheet.artifact(() => drawEmblem(sheet, face, { x: (page.width - side) / 2, y: top, side }));
    sheet.y += side + 3;
  }
  if (face.name[both.first.lang]) {
    const state = { ...at, size: 14, font: "heavy" as const, spacing: 1 };
    const style = { ...state, colour: face.colours.strong };
    const second = secondStyle(state, 11.5);
    drawTwo(sheet, "P", stateName(words), { style: { first: style, second }, lang });
    sheet.y += 1;
  }
  if (words.authority) {
    const authority = { ...at, size: 10, font: "strong" as const };
    const second = secondStyle(authority, 10.5);
    drawTwo(sheet, "P", words.authority, { style: { first: authority, second }, lang });
  }
  sheet.y += 4;
  drawOrnament(sheet, face);
  sheet.y += 4;
  const title = fitted(sheet, words.title[0], { ...at, size: 27, font: "serif" }, 20);
  const second = secondStyle({ ...title, size: 15 });
  drawTwo(sheet, "H1", words.title, { style: { first: title, second, gap: -2 }, lang });
}

/** A short line with a diamond in its middle. */
function drawOrnament(sheet: Sheet, { colours }: Face): void {
  const [x, y] = [page.width / 2, sheet.y + 2];
  sheet.artifact(() => {
    sheet.doc
      .rect(x - 70, y - 0.3, 62, 0.6)
      .rect(x + 8, y - 0.3, 62, 0.6)
      .fill(colours.strong);
    sheet.doc.path(`M${x} ${y - 3.4}L${x + 3.4} ${y}L${x} ${y + 3.4}L${x - 3.4} ${y}Z`);
    sheet.doc.fill(colours.second);
  });
  sheet.y += 4;
}

/** Emblem, state and authority on the left, the title on the right: for boxes and letters. */
export function drawSideHead(
  sheet: Sheet,
  words: HeadWords,
  { x, width }: { readonly x: number; readonly width: number },
): void {
  const { face, both } = words;
  const lang = both.second?.lang;
  const top = sheet.y;
  const side = 46;
  const emblem = hasEmblem(face);
  if (emblem) sheet.artifact(() => drawEmblem(sheet, face, { x, y: top, side }));
  const from = x + (emblem ? side + 10 : 0);
  const left = { x: from, width: width * 0.52 - (from - x), gap: 0 };
  if (face.name[both.first.lang]) {
    const state = { ...left, size: 10.5, font: "heavy" as const, spacing: 0.8 };
    const style = { first: { ...state, colour: face.colours.strong }, second: secondStyle(state) };
    drawTwo(sheet, "P", stateName(words), { style, lang });
    sheet.y += 2;
  }
  if (words.authority) {
    const authority = { ...left, size: 8.5, font: "strong" as const };
    const style = { first: authority, second: secondStyle(authority, 9.5) };
    drawTwo(sheet, "P", words.authority, { style, lang });
  }
  const below = sheet.y;
  sheet.y = top - 4;
  const right = { x: x + width * 0.54, width: width * 0.46, align: "right" as const, gap: 0 };
  const title = { ...right, size: 20, font: "serif" as const, colour: ink.text };
  const style = { first: title, second: secondStyle(title, 13) };
  drawTwo(sheet, "H1", words.title, { style, lang });
  sheet.y = Math.max(sheet.y, below, top + (emblem ? side : 0)) + 8;
  const line = sheet.y;
  sheet.artifact(() => sheet.doc.rect(x, line, width, 1.2).fill(face.colours.strong));
  sheet.y += 10;
}
