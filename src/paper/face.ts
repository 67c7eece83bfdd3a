import type { Sheet } from "./sheet.ts";

type Words = Readonly<Record<string, string>>;

/** A drawing of filled paths in a square, in the colours of the state or of the paper itself. */
export interface Emblem {
  /** Length of a side, in the units of the paths. */
  readonly size: number;
  readonly paths: readonly {
    /** Path data of SVG. */
    readonly d: string;
    readonly tone: "strong" | "second" | "paper";
  }[];
}

/** How a state looks on its papers. */
export interface Face {
  /** The state's full name, by language. */
  readonly name: Words;
  readonly emblem: Emblem;
  /** `#rrggbb`; both are dark enough to be printed in black and white. */
  readonly colours: { readonly strong: string; readonly second: string };
  /** The emblem is a drawing of the demonstration, which the paper says. */
  readonly illustrative?: boolean;
}

/** Where no state is named: a plain frame in the colours of the product. */
export const plainFace: Face = {
  name: {},
  emblem: { size: 100, paths: [] },
  colours: { strong: "#0f4434", second: "#6f5a1e" },
};

/** Draws the emblem into a square; inside an artifact or a figure. */
export function drawEmblem(
  { doc }: Sheet,
  { emblem, colours }: Face,
  place: { readonly x: number; readonly y: number; readonly side: number },
): void {
  const tones = { ...colours, paper: "#ffffff" };
  doc.save();
  doc.translate(place.x, place.y).scale(place.side / emblem.size);
  for (const { d, tone } of emblem.paths) doc.path(d).fill(tones[tone]);
  doc.restore();
}
