import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import type { DocumentWanted } from "../../catalogue/index.ts";
import { pdfOfPictures } from "./picture-pdf.ts";
import { asWanted, judged } from "./upload.ts";

/** A grey PNG of this size. */
function picture(width: number, height: number, shade = 128): Buffer {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width, shade)]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const data = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const parts: [string, Buffer][] = [
    ["IHDR", head],
    ["IDAT", data],
    ["IEND", Buffer.alloc(0)],
  ];
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    ...parts.map(([type, content]) => chunk(type, content)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  let crc = 0xffffffff;
  for (const byte of body) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  const [length, end] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  end.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, body, end]);
}

const contract = {
  ...{ id: "contract", title: { en: "Contract" }, required: true, maxFiles: 1 },
  ...{ maxBytes: 1_000_000, accept: ["application/pdf"] },
} as DocumentWanted;

const upload = (name: string, body: Buffer) => ({ field: "document.contract", name, body });

test("Photographs of a paper are the pages of one PDF, upright or across as they are", async () => {
  const pdf = await pdfOfPictures([picture(30, 40), picture(40, 30)]);
  const text = pdf.toString("latin1");
  const boxes = [...text.matchAll(/\/MediaBox \[([^\]]+)\]/g)].map(([, box]) => box);
  assert.deepEqual(boxes, ["0 0 595.28 841.89", "0 0 841.89 595.28"]);
  assert.deepEqual(await pdfOfPictures([picture(30, 40), picture(40, 30)]), pdf, "same bytes");
});

test("Where a PDF is asked, pictures are turned into it, and a PDF stays as it is", async () => {
  const files = [upload("one.png", picture(30, 40)), upload("two.png", picture(40, 30))] as never;
  const [whole, ...more] = await asWanted(files, contract);
  assert.equal(more.length, 0);
  assert.ok(whole);
  const kept = await judged(whole, contract);
  assert.ok(kept.ok);
  assert.deepEqual([kept.value.name, kept.value.mediaType], ["one.pdf", "application/pdf"]);
  const pdf = [upload("signed.pdf", Buffer.from("%PDF-1.4\n%%EOF"))] as never;
  assert.deepEqual(await asWanted(pdf, contract), pdf);
});

test("Where a picture will do, it stays one; a broken one is refused as before", async () => {
  const either = { ...contract, accept: ["application/pdf", "image/png"] };
  const files = [upload("one.png", picture(30, 40))] as never;
  assert.deepEqual(await asWanted(files, either), files);
  const cut = picture(30, 40).subarray(0, 60);
  const [broken] = await asWanted([upload("cut.png", cut)] as never, contract);
  assert.ok(broken);
  const refused = await judged(broken, contract);
  assert.ok(!refused.ok && refused.refusal.problems?.[0]?.code === "file-wrong-type");
});
