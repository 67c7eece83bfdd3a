import QRCode from "qrcode";

export interface CodeMatrix {
  /** Modules on a side, without the quiet zone. */
  readonly size: number;
  readonly version: number;
  isDark(row: number, column: number): boolean;
}

/** The code of a certificate: error correction M (15 % of the code) survives a fold or a stamp. */
export function codeMatrix(text: string): CodeMatrix {
  const { modules, version } = QRCode.create(text, { errorCorrectionLevel: "M" });
  return { size: modules.size, version, isDark: (row, column) => modules.get(row, column) === 1 };
}

/**
 * Draws the code as one path of rectangles, merging dark neighbours: sharp at any size, no image.
 */
export function drawCode(
  doc: PDFKit.PDFDocument,
  matrix: CodeMatrix,
  place: { readonly x: number; readonly y: number; readonly side: number },
): void {
  const module = place.side / matrix.size;
  for (let row = 0; row < matrix.size; row++) {
    for (let column = 0; column < matrix.size; column++) {
      if (!matrix.isDark(row, column)) continue;
      const from = column;
      while (column + 1 < matrix.size && matrix.isDark(row, column + 1)) column++;
      const width = (column - from + 1) * module;
      doc.rect(place.x + from * module, place.y + row * module, width, module);
    }
  }
  doc.fill("#000000");
}
