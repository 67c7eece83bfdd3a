/** A whole file as one PDF: facts, what happened, its papers as pages or attachments, a foot. */
import type { Face } from "./face.ts";
import { drawGrid, type PaperGroup } from "./grid.ts";
import { drawSideHead } from "./head.ts";
import { ink, newSheet, page, type Sheet } from "./sheet.ts";
import type { Both } from "./two.ts";

/** One entry of a list: what happened, when and by whom, and the words that belong to it. */
export interface DossierEntry {
  readonly title: string;
  readonly about: string;
  readonly texts: readonly string[];
}

export interface DossierSection {
  readonly heading: string;
  readonly entries: readonly DossierEntry[];
}

/** A file inside the PDF; a picture also has a page of its own. */
export interface DossierFile {
  readonly name: string;
  readonly mediaType: string;
  readonly description: string;
  readonly bytes: Uint8Array;
  readonly at: Date;
}

export interface Dossier {
  readonly face: Face;
  readonly both: Both;
  /** The instant that the PDF bears. */
  readonly at: Date;
  readonly title: string;
  readonly number: string;
  readonly authority: string;
  /** Above everything: that it is a demonstration. */
  readonly notice?: string | undefined;
  readonly groups: readonly PaperGroup[];
  readonly sections: readonly DossierSection[];
  readonly files: readonly DossierFile[];
  /** The foot of each page, so that a loose sheet can be put back. */
  readonly foot: (page: number, pages: number) => string;
}

const place = { x: 62, width: page.width - 124 };
const bottom = 64;
const pictures: readonly string[] = ["image/jpeg", "image/png"];

/** @returns the bytes of the PDF, structured for screen readers (PDF/UA) */
export async function drawDossier(dossier: Dossier): Promise<Uint8Array> {
  const { face, both, title, number, authority, notice, at } = dossier;
  const sheet = await newSheet({
    ...{ title: `${title} ${number}`, author: authority, lang: both.first.lang, at },
    ground: { top: 50, bottom, draw: () => undefined },
  });
  if (notice) {
    const small = { ...place, size: 7.6, font: "strong" as const, gap: 0, colour: ink.quiet };
    sheet.element("P", () => sheet.text(notice, small));
    sheet.y += 10;
  }
  drawSideHead(sheet, { face, both, title: [title], authority: [authority] }, place);
  sheet.y += 8;
  drawGrid(sheet, dossier.groups, { ...place, face, both }, page.height);
  for (const each of dossier.sections) section(sheet, each, face);
  for (const each of dossier.files) attach(sheet, each);
  for (const each of dossier.files) if (pictures.includes(each.mediaType)) picture(sheet, each);
  feet(sheet, dossier);
  return sheet.finish();
}

function section(sheet: Sheet, { heading, entries }: DossierSection, { colours }: Face): void {
  const style = { ...place, size: 13, font: "heavy" as const, colour: colours.strong, gap: 0 };
  sheet.room(56);
  sheet.y += 14;
  sheet.element("H2", () => sheet.text(heading, style));
  sheet.rule(colours.strong);
  sheet.y += 6;
  for (const each of entries) entry(sheet, each);
}

function entry(sheet: Sheet, { title, about, texts }: DossierEntry): void {
  const strong = { ...place, size: 9.6, font: "strong" as const, gap: 0.5 };
  const quiet = { ...place, size: 8.2, colour: ink.quiet, gap: 0.5 };
  const plain = { ...place, size: 9.6, gap: 1 };
  sheet.room(sheet.height(title, strong) + sheet.height(about, quiet) + 8);
  sheet.element("P", () => sheet.text(title, strong));
  if (about) sheet.element("P", () => sheet.text(about, quiet));
  // A long text is broken between its lines, so that none is cut at the end of a page.
  for (const line of texts.flatMap((text) => text.split("\n"))) {
    if (line.trim() === "") continue;
    sheet.room(sheet.height(line, plain));
    sheet.element("P", () => sheet.text(line, plain));
  }
  sheet.y += 7;
}

/** Of pdfkit, what its published types lack. */
interface Attaching {
  openImage(bytes: Buffer): unknown;
  file(
    bytes: Buffer,
    options: {
      readonly name: string;
      readonly type: string;
      readonly description: string;
      readonly creationDate: Date;
      readonly modifiedDate: Date;
    },
  ): void;
}

const attach = ({ doc }: Sheet, { bytes, name, mediaType, description, at }: DossierFile): void =>
  (doc as unknown as Attaching).file(Buffer.from(bytes), {
    ...{ name, type: mediaType, description, creationDate: at, modifiedDate: at },
  });

function isDrawable(doc: PDFKit.PDFDocument, bytes: Uint8Array): boolean {
  try {
    (doc as unknown as Attaching).openImage(Buffer.from(bytes));
    return true;
  } catch {
    return false;
  }
}

/** A picture on a page of its own; one that cannot be read is only attached. */
function picture(sheet: Sheet, { bytes, description }: DossierFile): void {
  const { doc } = sheet;
  if (!isDrawable(doc, bytes)) return;
  sheet.room(page.height);
  const caption = { ...place, size: 9.6, font: "strong" as const };
  sheet.element("P", () => sheet.text(description, caption));
  const [top, height] = [sheet.y + 8, page.height - bottom - sheet.y - 16];
  sheet.element(
    "Figure",
    () => doc.image(Buffer.from(bytes), place.x, top, { fit: [place.width, height] }),
    {
      alt: description,
      bbox: [place.x, top, place.x + place.width, top + height],
    },
  );
  sheet.y = top + height;
}

function feet(sheet: Sheet, { foot }: Dossier): void {
  const { start, count } = sheet.doc.bufferedPageRange();
  for (let index = start; index < start + count; index++) {
    sheet.doc.switchToPage(index);
    sheet.doc.markContent("Artifact", { type: "Pagination" });
    sheet.y = page.height - bottom + 22;
    const words = foot(index - start + 1, count);
    sheet.text(words, { ...place, size: 7, colour: ink.quiet, align: "center" });
    sheet.doc.endMarkedContent();
  }
}
