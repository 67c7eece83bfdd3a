/**
 * Interlaced fine lines as on banknotes, drawn by vectors: they stay sharp at any size, and a copy
 * of a copy loses them. Every tile is the same text in the file, so that it packs to almost
 * nothing.
 */
import type { Sheet } from "./sheet.ts";

type Doc = Sheet["doc"];

const round = (value: number): number => Math.round(value * 100) / 100;

/** Control points that fit a quarter of a sine best, in radians and in parts of its height. */
const quarters = [
  [0.5122866, 0.5122866, 1.0023137, 1, Math.PI / 2, 1],
  [Math.PI / 2 + 0.5684826, 1, Math.PI / 2 + 1.0585097, 0.5122866, Math.PI, 0],
] as const;

/** One period of a sine around `y`, as instructions of PDF: there are too many for calls. */
function wave(at: { x: number; y: number; period: number; amplitude: number }): string {
  const { x, y, period, amplitude } = at;
  const unit = period / (2 * Math.PI);
  const half = (from: number, sign: number) =>
    quarters.map((points) => {
      const pairs = points.map((value, index) =>
        round(index % 2 === 0 ? x + (from + value) * unit : y - sign * value * amplitude),
      );
      return `${pairs.join(" ")} c`;
    });
  return [`${round(x)} ${round(y)} m`, ...half(0, 1), ...half(Math.PI, -1)].join("\n");
}

/** Several waves, each a part of the period later. */
const waves = (count: number, at: { y: number; period: number; amplitude: number }): string =>
  Array.from({ length: count }, (_, line) => wave({ ...at, x: (line * at.period) / count })).join(
    "\n",
  );

export interface Band {
  readonly x: number;
  readonly y: number;
  readonly length: number;
  readonly height: number;
  readonly colours: { readonly strong: string; readonly second: string };
  /** Downwards instead of to the right. */
  readonly upright?: boolean;
}

/** A band of interlaced waves. */
export function drawBand(doc: Doc, { x, y, length, height, colours, upright }: Band): void {
  const count = Math.max(1, Math.round(length / (height * 1.3)));
  const period = length / count;
  const middle = height / 2;
  doc.save();
  doc.translate(x, y);
  if (upright) doc.rotate(90).translate(0, -height);
  doc.rect(0, 0, length, height).clip();
  const strong = waves(8, { y: middle, period, amplitude: middle - 0.6 });
  const second = waves(4, { y: middle, period, amplitude: middle / 2.4 });
  doc.lineWidth(0.3);
  for (let tile = -1; tile < count; tile++) {
    doc.save();
    doc.translate(round(tile * period), 0);
    doc.addContent(strong).stroke(colours.strong);
    doc.addContent(second).stroke(colours.second);
    doc.restore();
  }
  doc.restore();
}

export interface Rosette {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** How many ellipses, and how slender they are. */
  readonly petals: number;
  readonly slender: number;
  readonly colour: string;
  readonly thickness?: number;
}

/** Ellipses around a centre. */
export function drawRosette(
  doc: Doc,
  { x, y, radius, petals, slender, colour, thickness = 0.3 }: Rosette,
): void {
  doc.save();
  doc.translate(x, y);
  for (let petal = 0; petal < petals; petal++) {
    doc.save();
    doc.rotate(round((180 / petals) * petal));
    doc
      .ellipse(0, 0, radius, round(radius * slender))
      .lineWidth(thickness)
      .stroke(colour);
    doc.restore();
  }
  doc.restore();
}
