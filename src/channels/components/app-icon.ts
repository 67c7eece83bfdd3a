import { crc32, deflateSync } from "node:zlib";

type Colour = readonly [number, number, number];
const green = "#0f4434";
const sun: Colour = [245, 196, 81];
const hill: Colour = [79, 174, 136];
const field: Colour = [205, 234, 219];

/** The colour at a place of the mark, on a square of 32 by 32. */
function colourAt(x: number, y: number, ground: Colour): Colour {
  if (y > 24 + 1.8 * Math.sin(x / 4.2)) return field;
  if (y > 19.5 + 2.4 * Math.sin(x / 4.6 + 2.2)) return hill;
  return (x - 21) ** 2 + (y - 10.5) ** 2 < 18 ? sun : ground;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(4);
  frame.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([frame, named, sum]);
}

/**
 * The mark as a PNG (RFC 2083) of `size` by `size`, on a ground of `#rrggbb`; installed programs
 * show no SVG everywhere.
 */
export function iconPng(size: number, colour = green): Buffer {
  const ground = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const rows = Buffer.alloc(size * (1 + 3 * size));
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      rows.set(
        colourAt((x * 32) / size, (y * 32) / size, ground as [number, number, number]),
        y * (1 + 3 * size) + 1 + 3 * x,
      );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
