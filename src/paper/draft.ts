/** What tells a draft from the paper itself: a word across every page, and a line above all. */
import { ink, page, type Sheet } from "./sheet.ts";
import { type Both, drawTwo, secondStyle, type Two, two } from "./two.ts";

/** The word "draft" across the page, pale, behind everything. */
export function drawDraftMark({ doc, artifact }: Sheet, { first }: Both): void {
  const middle = { x: page.width / 2, y: page.height / 2 };
  artifact(() => {
    doc.save().rotate(-52, { origin: [middle.x, middle.y] });
    doc.font("heavy").fontSize(96).fillColor(ink.stop).fillOpacity(0.1);
    const word = { width: page.height, align: "center" as const, lineBreak: false };
    doc.text(first("certificate.draft-mark"), middle.x - page.height / 2, middle.y - 60, word);
    doc.fillOpacity(1).restore();
  });
}

interface Place {
  readonly x: number;
  readonly width: number;
}

interface BandLook extends Place {
  readonly colour: string;
  /** The second language. */
  readonly lang?: string | undefined;
}

/** The line that a draft is not signed and not valid. */
export const drawDraftBand = (sheet: Sheet, both: Both, place: Place): void =>
  drawBand(
    sheet,
    two(both, (t) => t("certificate.draft")),
    { ...place, colour: ink.stop, lang: both.second?.lang },
  );

/** A line in a box, in both languages. */
export function drawBand(sheet: Sheet, words: Two, { colour, lang, ...place }: BandLook): void {
  const first = { size: 9.5, font: "strong" as const, colour, gap: 0, align: "center" as const };
  const at = { x: place.x + 10, width: place.width - 20 };
  const style = {
    first: { ...first, ...at },
    second: { ...secondStyle(first, 10.5), ...at, colour },
  };
  const top = sheet.y;
  sheet.y += 5;
  drawTwo(sheet, "P", words, { style, lang });
  const height = sheet.y + 5 - top;
  sheet.artifact(() =>
    sheet.doc.rect(place.x, top, place.width, height).lineWidth(1).stroke(colour),
  );
  sheet.y = top + height + 8;
}
