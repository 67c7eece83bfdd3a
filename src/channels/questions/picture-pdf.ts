/** The kinds of picture that a sheet can show. */
export const pictureTypes: readonly string[] = ["image/jpeg", "image/png"];

const a4 = { width: 595.28, height: 841.89 };
const margin = 18;

/**
 * Photographs of a paper as one PDF, a picture on each A4 page, turned as it was held. The same
 * pictures give the same bytes, so that one sent twice is known. Rejects where a picture cannot be
 * read.
 */
export async function pdfOfPictures(pictures: readonly Uint8Array[]): Promise<Buffer> {
  const { default: PDFDocument } = await import("pdfkit");
  return new Promise((resolve, reject) => {
    const pdf = new PDFDocument({ autoFirstPage: false, info: { CreationDate: new Date(0) } });
    const chunks: Buffer[] = [];
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(Buffer.concat(chunks)));
    pdf.on("error", reject);
    try {
      for (const picture of pictures) drawPage(pdf, Buffer.from(picture));
      pdf.end();
    } catch (fault) {
      reject(fault);
    }
  });
}

type Pdf = PDFKit.PDFDocument;

/** pdfkit reads a picture's size and how it was held; its published types do not say so. */
interface Opening {
  openImage(picture: Buffer): {
    readonly width: number;
    readonly height: number;
    /** As EXIF has it. */
    readonly orientation?: number;
  };
}

function drawPage(pdf: Pdf, picture: Buffer): void {
  const image = (pdf as unknown as Opening).openImage(picture);
  // From 5 on a camera says that the picture lies on its side.
  const onItsSide = (image.orientation ?? 1) > 4;
  const landscape = onItsSide ? image.height > image.width : image.width > image.height;
  const [width, height] = landscape ? [a4.height, a4.width] : [a4.width, a4.height];
  pdf.addPage({ size: [width, height], margin: 0 });
  const fit: [number, number] = [width - 2 * margin, height - 2 * margin];
  pdf.image(picture, margin, margin, { fit, align: "center", valign: "center" });
}
