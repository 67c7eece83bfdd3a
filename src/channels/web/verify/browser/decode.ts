// Reads codes in pictures, films and PDF files. It is loaded with the first of them, and so is the
// decoder, which is WebAssembly. Nothing leaves this page.
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { picturesIn } from "./pdf-pictures.ts";

export { scan } from "./scan.ts";

prepareZXingModule({ overrides: { locateFile: () => "/assets/verify/zxing.wasm" } });

const options = { formats: ["QRCode" as const], tryHarder: true, maxNumberOfSymbols: 1 };

/** The text of the code in a picture; undefined where there is none. */
export async function readPicture(picture: Blob | ImageData): Promise<string | undefined> {
  const [code] = await readBarcodes(picture, options);
  return code?.text;
}

/** The same for a file that a person chose: a picture or a PDF. */
export async function readFile(file: File): Promise<string | undefined> {
  const start = new TextDecoder("latin1").decode(await file.slice(0, 5).arrayBuffer());
  if (start !== "%PDF-") return readPicture(file);
  for await (const picture of picturesIn(new Uint8Array(await file.arrayBuffer()))) {
    const text = await readPicture(picture);
    if (text) return text;
  }
  return undefined;
}
