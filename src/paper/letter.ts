/** A letter or a slip: head of the state, fields, sentences, signatures, a code to follow. */
import { codeMatrix, drawCode } from "./code.ts";
import { drawDraftBand, drawDraftMark } from "./draft.ts";
import type { Face } from "./face.ts";
import { drawGrid, type PaperGroup } from "./grid.ts";
import { drawSideHead } from "./head.ts";
import { ink, newSheet, page, type Sheet } from "./sheet.ts";
import { type Both, drawTwo, secondStyle, type Two } from "./two.ts";

export interface Letter {
  readonly face: Face;
  readonly both: Both;
  /** The instant that the file bears, so that the same letter is the same bytes. */
  readonly at: Date;
  readonly title: Two;
  /** What tells this letter from others of its kind: a number. */
  readonly number: string;
  readonly authority?: Two;
  /** Above everything: that it is a demonstration. */
  readonly notice?: Two | undefined;
  readonly groups: readonly PaperGroup[];
  /** Sentences below the fields. */
  readonly sentences: readonly Two[];
  readonly signed?: readonly { readonly name: string; readonly role: Two }[];
  /** Not decided yet: every page says so. */
  readonly isDraft?: boolean;
  /** Where the reader goes on: an address as a code, with its caption. */
  readonly link?: { readonly address: string; readonly caption: Two; readonly alt: string };
}

const place = { x: 62, width: page.width - 124 };
const bottom = 52;
const codeSide = 92;

/** @returns the bytes of the PDF, structured for screen readers (PDF/UA) */
export async function drawLetter(letter: Letter): Promise<Uint8Array> {
  const { face, both, title, number, authority, groups, at } = letter;
  const lang = both.second?.lang;
  const sheet = await newSheet({
    title: `${title[0]} ${number}`,
    author: authority?.[0] ?? face.name[both.first.lang] ?? "Hamwe",
    lang: both.first.lang,
    at,
    ground: {
      ...{ top: 50, bottom },
      draw: (each) => {
        if (letter.isDraft) drawDraftMark(each, both);
      },
    },
  });
  if (letter.notice) {
    const small = { ...place, size: 7.6, font: "strong" as const, gap: 0, colour: ink.quiet };
    drawTwo(sheet, "P", letter.notice, {
      style: { first: small, second: secondStyle(small, 8.6) },
      lang,
    });
    sheet.y += 10;
  }
  if (letter.isDraft) drawDraftBand(sheet, both, place);
  drawSideHead(sheet, { face, both, title, ...(authority && { authority }) }, place);
  sheet.y += 8;
  drawGrid(sheet, groups, { ...place, face, both }, page.height * 0.55 - sheet.y);
  sheet.y += 8;
  for (const words of letter.sentences) sentence(sheet, words, lang);
  drawEnd(sheet, letter);
  return sheet.finish();
}

function sentence(sheet: Sheet, words: Two, lang: string | undefined): void {
  const first = { ...place, size: 10, gap: 1 };
  const second = { ...secondStyle(first, 10.5), ...place };
  const height = sheet.height(words[0], first) + (words[1] ? sheet.height(words[1], second) : 0);
  sheet.room(height + 6);
  drawTwo(sheet, "P", words, { style: { first, second }, lang });
  sheet.y += 6;
}

/** Signatures on the left, the code on the right. */
function drawEnd(sheet: Sheet, { face, both, signed = [], link }: Letter): void {
  const lang = both.second?.lang;
  sheet.room(codeSide + 40);
  const top = sheet.y + 10;
  const width = 250;
  sheet.y = top + 26;
  for (const { name, role } of signed.slice(0, 2)) {
    const line = sheet.y;
    sheet.artifact(() => sheet.doc.rect(place.x, line, width, 0.7).fill(face.colours.strong));
    sheet.y += 3;
    const at = { x: place.x, width, gap: 0 };
    sheet.element("P", () => sheet.text(name, { ...at, size: 13.5, font: "heavy" }));
    const small = { ...at, size: 8.5 };
    const style = { first: small, second: { ...secondStyle(small, 9.2), ...at } };
    drawTwo(sheet, "P", role, { style, lang });
    sheet.y += 14;
  }
  if (!link) return;
  const x = place.x + place.width - codeSide;
  const matrix = codeMatrix(link.address);
  const options = { alt: link.alt, bbox: [x, top, x + codeSide, top + codeSide] } as const;
  sheet.element(
    "Figure",
    () => drawCode(sheet.doc, matrix, { x, y: top, side: codeSide }),
    options,
  );
  sheet.y = top + codeSide + 7;
  const caption = { x: x - 90, width: codeSide + 90, align: "right" as const, gap: 0, size: 7.6 };
  const style = { first: caption, second: { ...secondStyle(caption, 8.4), ...caption } };
  drawTwo(sheet, "P", link.caption, {
    style: { ...style, second: { ...style.second, font: "italic", size: 8.4, colour: ink.quiet } },
    lang,
  });
}
