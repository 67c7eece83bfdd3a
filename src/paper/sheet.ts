/** The sheet of a paper: A4, a few weights of two typefaces, structure for screen readers. */
import { type FontName, type Fonts, loadFonts } from "./fonts.ts";

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
  readonly font?: FontName;
  readonly colour?: string;
  readonly x?: number;
  readonly width?: number;
  readonly gap?: number;
  readonly spacing?: number;
  readonly align?: "left" | "center" | "right";
}

export interface ElementOptions {
  readonly alt?: string;
  /** BCP 47, where it is not the language of the document. */
  readonly lang?: string;
  /** Left, top, right and bottom of a figure, which its element must say. */
  readonly bbox?: readonly [number, number, number, number];
}

export interface Sheet {
  readonly doc: PDFKit.PDFDocument;
  /** Adds an element to the structure tree and draws its content. */
  element(type: string, draw: () => void, options?: ElementOptions): void;
  /** Opens an element; what is added until `close` lies inside it. */
  open(type: string, options?: ElementOptions): void;
  close(): void;
  /** Draws what carries no meaning, such as a border: readers skip it. */
  artifact(draw: () => void): void;
  /** Draws text at the sheet's `y` and moves it down. */
  text(words: string, style: TextStyle): void;
  height(words: string, style: TextStyle): number;
  /** The width on one line. */
  width(words: string, style: TextStyle): number;
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
  /** Draws on each page what stands behind its content; where that begins and ends. */
  readonly ground?: {
    readonly top: number;
    readonly bottom: number;
    draw(sheet: Sheet): void;
  };
}

/** The style in the largest size in which the words stand on one line, or in the least. */
export function fitted(sheet: Sheet, words: string, style: TextStyle, least: number): TextStyle {
  const wide = sheet.width(words, style);
  const room = style.width ?? inner;
  return wide <= room
    ? style
    : { ...style, size: Math.max(least, (style.size * room) / wide - 0.1) };
}

async function newDocument(
  { title, author, lang, at }: SheetInfo,
  fonts: Fonts,
): Promise<PDFKit.PDFDocument> {
  const { default: PDFDocument } = await import("pdfkit");
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
  for (const [name, bytes] of Object.entries(fonts)) doc.registerFont(name, bytes);
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
  const doc = await newDocument(info, await loadFonts());
  const { top, bottom } = info.ground ?? page;
  const root = doc.struct("Document");
  doc.addStructure(root);
  const parents: PDFKit.PDFStructureElement[] = [root];
  const parent = () => parents.at(-1) ?? root;
  // Measuring writes nothing into the page.
  const measure = ({ font = "regular", size }: TextStyle) => doc.font(font).fontSize(size);
  const use = (style: TextStyle) => measure(style).fillColor(style.colour ?? ink.text);
  const layout = ({ width = inner, gap = 2, spacing = 0, align = "left" }: TextStyle) => ({
    width,
    align,
    lineGap: gap,
    characterSpacing: spacing,
  });
  // The published types lack `bbox`.
  const structure = (options: ElementOptions) => options as PDFKit.Mixins.StructureElementOptions;
  const sheet: Sheet = {
    doc,
    y: top,
    element: (type, draw, options = {}) =>
      void parent().add(doc.struct(type, structure(options), draw)),
    open(type, options = {}) {
      const element = doc.struct(type, structure(options));
      parent().add(element);
      parents.push(element);
    },
    close: () => void parents.pop()?.end(),
    artifact(draw) {
      doc.markContent("Artifact", { type: "Layout" });
      draw();
      doc.endMarkedContent();
    },
    text(words, style) {
      use(style).text(words, style.x ?? page.side, sheet.y, layout(style));
      sheet.y = doc.y;
    },
    height: (words, style) => measure(style).heightOfString(words, layout(style)),
    width: (words, style) =>
      measure(style).widthOfString(words, { characterSpacing: style.spacing ?? 0 }),
    rule(colour = ink.line, thickness = 0.6) {
      sheet.artifact(() => doc.rect(page.side, sheet.y, inner, thickness).fill(colour));
    },
    room(height) {
      if (sheet.y + height <= page.height - bottom) return;
      doc.addPage();
      info.ground?.draw(sheet);
      sheet.y = top;
    },
    finish() {
      root.end();
      return bytesOf(doc);
    },
  };
  info.ground?.draw(sheet);
  sheet.y = top;
  return sheet;
}
