import { Buffer } from "node:buffer";

const pngEnd = Buffer.from([0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);
const kibibyte = 1024;

/**
 * Did the file arrive to its end? A line that breaks in the middle of an upload leaves the first
 * part, which still looks like a picture. PDF: `%%EOF` in its last kilobyte (ISO 32000-1, H.3, note
 * 18); PNG: the chunk IEND; JPEG: the end-of-image marker behind the picture's data.
 */
export function isWhole(type: string, bytes: Uint8Array): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === "application/pdf") return content.subarray(-kibibyte).includes("%%EOF");
  if (type === "image/png") return content.includes(pngEnd);
  if (type !== "image/jpeg") return true;
  const { dataAt } = jpegHead(content);
  return dataAt > 0 && content.indexOf(Buffer.from([0xff, 0xd9]), dataAt) >= 0;
}

/** Width times height as the picture itself says; 0 for what is no picture that we know. */
export function pixelsOf(type: string, bytes: Uint8Array): number {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === "image/png" && content.length >= 24)
    return content.readUInt32BE(16) * content.readUInt32BE(20);
  if (type === "image/jpeg") return jpegHead(content).pixels;
  return 0;
}

/** Start-of-frame markers: baseline, progressive and the like, without DHT, JPG and DAC. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/**
 * Walks the segments of a JPEG (ITU T.81, B.1.1) up to its data; a thumbnail inside one is skipped.
 */
function jpegHead(content: Buffer): { readonly pixels: number; readonly dataAt: number } {
  let pixels = 0;
  let at = 2;
  while (at + 4 <= content.length && content[at] === 0xff) {
    const marker = content[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = content.readUInt16BE(at + 2);
    if (isFrame(marker) && at + 9 <= content.length)
      pixels = content.readUInt16BE(at + 5) * content.readUInt16BE(at + 7);
    if (marker === 0xda) return { pixels, dataAt: at + 2 + length };
    at += 2 + length;
  }
  return { pixels, dataAt: 0 };
}
