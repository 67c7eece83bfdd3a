import type { Face } from "./face.ts";
import { drawBand, drawRosette } from "./guilloche.ts";
import { page, type Sheet } from "./sheet.ts";

/** A colour mixed with white: 0 is white. */
export function tint(colour: string, share: number): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const mixed = parts.map((part) => Math.round(255 - (255 - part) * share));
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

const edge = 24;
const thickness = 20;
const corner = 34;

/** A border of waves around the page, with rosettes in its corners and behind its middle. */
export function drawFrame(sheet: Sheet, { colours }: Face): void {
  const { doc } = sheet;
  sheet.artifact(() => {
    const pale = tint(colours.strong, 0.1);
    const middle = { x: page.width / 2, y: page.height * 0.47, thickness: 0.35 };
    drawRosette(doc, { ...middle, radius: 205, petals: 40, slender: 0.42, colour: pale });
    drawRosette(doc, { ...middle, radius: 92, petals: 24, slender: 0.5, colour: pale });
    const [width, height] = [page.width - 2 * edge, page.height - 2 * edge];
    const across = { x: edge, length: width, height: thickness, colours };
    const down = { y: edge, length: height, height: thickness, colours, upright: true };
    drawBand(doc, { ...across, y: edge });
    drawBand(doc, { ...across, y: page.height - edge - thickness });
    drawBand(doc, { ...down, x: edge });
    drawBand(doc, { ...down, x: page.width - edge - thickness });
    for (const [inset, line] of [
      [edge - 3, 0.5],
      [edge - 0.4, 0.8],
      [edge + thickness + 0.4, 0.8],
      [edge + thickness + 4, 0.4],
    ] as const) {
      doc.rect(inset, inset, page.width - 2 * inset, page.height - 2 * inset);
      doc.lineWidth(line).stroke(colours.strong);
    }
    for (const x of [edge + thickness / 2, page.width - edge - thickness / 2])
      for (const y of [edge + thickness / 2, page.height - edge - thickness / 2])
        drawCorner(sheet, x, y, colours);
  });
}

function drawCorner({ doc }: Sheet, x: number, y: number, colours: Face["colours"]): void {
  doc.rect(x - corner / 2, y - corner / 2, corner, corner).fill("#ffffff");
  doc.rect(x - corner / 2, y - corner / 2, corner, corner);
  doc.lineWidth(0.8).stroke(colours.strong);
  drawRosette(doc, { x, y, radius: 15, petals: 12, slender: 0.38, colour: colours.strong });
  drawRosette(doc, { x, y, radius: 6.5, petals: 6, slender: 0.5, colour: colours.second });
}

/** A strip of waves at the head and the foot of the page, for papers made of boxes. */
export function drawStrips(sheet: Sheet, { colours }: Face): void {
  const { doc } = sheet;
  sheet.artifact(() => {
    const [x, length] = [36, page.width - 72];
    for (const y of [24, page.height - 36]) {
      drawBand(doc, { x, y, length, height: 12, colours });
      doc.rect(x, y, length, 12).lineWidth(0.7).stroke(colours.strong);
    }
  });
}

/** A round seal: rosettes around a place for the emblem. */
export function drawSeal(
  { doc }: Sheet,
  { colours }: Face,
  place: { readonly x: number; readonly y: number; readonly radius: number },
): void {
  const { x, y, radius } = place;
  const soft = tint(colours.strong, 0.7);
  doc.circle(x, y, radius).lineWidth(1).stroke(colours.strong);
  doc
    .circle(x, y, radius - 2.5)
    .lineWidth(0.4)
    .stroke(colours.strong);
  drawRosette(doc, { x, y, radius: radius - 3, petals: 30, slender: 0.72, colour: soft });
  doc.circle(x, y, radius * 0.6).fill("#ffffff");
  doc
    .circle(x, y, radius * 0.6)
    .lineWidth(0.6)
    .stroke(colours.strong);
  doc
    .circle(x, y, radius * 0.55)
    .lineWidth(0.3)
    .stroke(colours.second);
}
