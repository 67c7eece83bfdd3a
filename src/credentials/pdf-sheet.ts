/** The sheet of a certificate: A4, two weights of one typeface, structure for screen readers. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";
import subsetFont from "subset-font";

/** Latin with all its accents, Greek, Cyrillic and punctuation. */
const alphabet = [
  [0x20, 0x52f],
  [0x1e00, 0x1fff],
  [0x2000, 0x206f],
  [0x20a0, 0x20bf],
  [0x2100, 0x215f],
].flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, n) => from + n));

/**
 * The typeface without the tables of rare layout features: pdfkit's font reader decodes them for
 * every document, which took 200 of 220 ms.
 */
async function font(name: string): Promise<Buffer> {
  const url = import.meta.resolve(`@expo-google-fonts/noto-sans/${name}/NotoSans_${name}.ttf`);
  const whole = await readFile(fileURLToPath(url));
  return subsetFont(whole, String.fromCodePoint(...alphabet), {
    targetFormat: "sfnt",
    keepFeatures: [],
    noHinting: true,
  });
}

type Fonts = { readonly regular: Buffer; readonly strong: Buffer };
let loaded: Promise<Fonts> | undefined;

/** Loaded once, when the first certificate is drawn. */
function loadFonts(): Promise<Fonts> {
  loaded ??= Promise.all([font("400Regular"), font("600SemiBold")]).then(([regular, strong]) => ({
    regular,
    strong,
  }));
  return loaded;
}

export const ink = {
  text: "#14202b",
  quiet: "#51606d",
  line: "#c3ccd3",
  accent: "#0f4434",
  stop: "#a4161a",
};
export const page = { width: 595.28, height: 841.89, side: 62, top: 58, bottom: 58 };
export const inner = page.width - 2 * page.side;

export interface TextStyle {
  readonly size: number;
  readonly font?: keyof Fonts;
  readonly colour?: string;
  readonly x?: number;
  readonly width?: number;
  readonly gap?: number;
  readonly spacing?: number;
}

export interface Sheet {
  readonly doc: PDFKit.PDFDocument;
  /** Adds an element to the structure tree and draws its content. */
  element(type: string, draw: () => void, options?: { alt?: string }): void;
  /** Opens an element; what is added until `close` lies inside it. */
  open(type: string): void;
  close(): void;
  /** Draws text at the sheet's `y` and moves it down. */
  text(words: string, style: TextStyle): void;
  height(words: string, style: TextStyle): number;
  rule(colour?: string, thickness?: number): void;
  /** Begins a new page when `height` does not fit. */
  room(height: number): void;
  y: number;
  finish(): Promise<Uint8Array>;
}

export interface SheetInfo {
  readonly title: string;
  readonly author: string;
  readonly lang: string;
  readonly at: Date;
}

function newDocument({ title, author, lang, at }: SheetInfo, fonts: Fonts): PDFKit.PDFDocument {
  const doc = new PDFDocument({
    size: "A4",
    margin: 0,
    pdfVersion: "1.7",
    tagged: true,
    // pdfkit supports PDF/UA (ISO 14289-1), its published types do not yet.
    subset: "PDF/UA" as PDFKit.Mixins.PDFSubsets & "PDF/UA",
    lang,
    displayTitle: true,
    bufferPages: true,
    font: "",
    info: {
      Title: title,
      Author: author,
      CreationDate: at,
      ModDate: at,
      Producer: "Hamwe",
      Creator: "Hamwe",
    },
  });
  doc.registerFont("regular", fonts.regular);
  doc.registerFont("strong", fonts.strong);
  return doc;
}

function bytesOf(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on("error", reject);
    doc.end();
  });
}

export async function newSheet(info: SheetInfo): Promise<Sheet> {
  const doc = newDocument(info, await loadFonts());
  const root = doc.struct("Document");
  doc.addStructure(root);
  const parents: PDFKit.PDFStructureElement[] = [root];
  const parent = () => parents.at(-1) ?? root;
  const use = ({ font = "regular", size, colour = ink.text }: TextStyle) =>
    doc.font(font).fontSize(size).fillColor(colour);
  const layout = ({ width = inner, gap = 2, spacing = 0 }: TextStyle) => ({
    width,
    lineGap: gap,
    characterSpacing: spacing,
  });
  const sheet: Sheet = {
    doc,
    y: page.top,
    element: (type, draw, options = {}) => void parent().add(doc.struct(type, options, draw)),
    open(type) {
      const element = doc.struct(type);
      parent().add(element);
      parents.push(element);
    },
    close: () => void parents.pop()?.end(),
    text(words, style) {
      use(style).text(words, style.x ?? page.side, sheet.y, layout(style));
      sheet.y = doc.y;
    },
    height: (words, style) => use(style).heightOfString(words, layout(style)),
    rule(colour = ink.line, thickness = 0.6) {
      doc.markContent("Artifact", { type: "Layout" });
      doc.rect(page.side, sheet.y, inner, thickness).fill(colour);
      doc.endMarkedContent();
    },
    room(height) {
      if (sheet.y + height <= page.height - page.bottom) return;
      doc.addPage();
      sheet.y = page.top;
    },
    finish() {
      root.end();
      return bytesOf(doc);
    },
  };
  return sheet;
}
