/** The fields of a paper in two or three columns, by groups, smaller where room is short. */
import type { Face } from "./face.ts";
import { tint } from "./frame.ts";
import { ink, type Sheet } from "./sheet.ts";
import {
  type Both,
  drawTwo,
  heightOfTwo,
  marked,
  secondStyle,
  type Two,
  type TwoStyle,
} from "./two.ts";

export interface PaperField {
  readonly label: Two;
  readonly value: Two;
}

export interface PaperGroup {
  readonly title?: Two;
  readonly fields: readonly PaperField[];
}

export interface GridLook {
  readonly x: number;
  readonly width: number;
  readonly face: Face;
  readonly both: Both;
  /** Each field in a box with its number, as on papers of trade. */
  readonly boxed?: boolean;
}

interface Sizes {
  readonly label: number;
  readonly value: number;
  readonly gap: number;
  readonly columns: number;
}

/** From roomy to tight: the first that fits is taken. */
const roomy: Sizes = { label: 7.6, value: 11.5, gap: 9, columns: 2 };
const smaller: Sizes = { label: 7.2, value: 10.5, gap: 6, columns: 2 };
const framed: readonly Sizes[] = [
  roomy,
  smaller,
  { label: 6.6, value: 9.4, gap: 3.5, columns: 2 },
  { label: 6, value: 8.4, gap: 2, columns: 2 },
  { label: 6, value: 8.4, gap: 2, columns: 3 },
];
const inBoxes: readonly Sizes[] = [
  roomy,
  smaller,
  { label: 6.4, value: 9.2, gap: 4.5, columns: 3 },
  { label: 6, value: 8.4, gap: 2.5, columns: 3 },
  { label: 5.6, value: 7.8, gap: 1, columns: 3 },
];

const gutter = 18;
const padding = 5;

interface Cell {
  readonly field: PaperField;
  readonly number: number;
  readonly x: number;
  readonly width: number;
}

interface Row {
  readonly cells: readonly Cell[];
  readonly height: number;
}

type Block = { readonly title: Two; readonly height: number } | Row;

const styleOf = (size: Sizes, x: number, width: number) => {
  const at = { x, width };
  const label = { ...at, size: size.label, colour: ink.quiet, gap: 0, font: "strong" as const };
  const value = { ...at, size: size.value, gap: 0.5, font: "regular" as const };
  return {
    label: { first: label, second: secondStyle(label, size.label + 1) },
    value: { first: value, second: secondStyle(value, size.value - 0.5) },
  } satisfies Readonly<Record<string, TwoStyle>>;
};

const titleStyle = (size: Sizes, face: Face): TwoStyle => {
  const first = { size: size.value, font: "heavy" as const, colour: face.colours.strong, gap: 0 };
  return { first, second: secondStyle(first) };
};

/** Where the second language begins on the line of the first; undefined where it does not fit. */
function besides(sheet: Sheet, [first, second]: Two, style: TwoStyle): number | undefined {
  if (second === undefined) return undefined;
  const at = sheet.width(first, style.first) + style.first.size * 0.65;
  const fits = at + sheet.width(second, style.second) <= (style.first.width ?? 0);
  return fits ? at : undefined;
}

const heightBeside = (sheet: Sheet, words: Two, style: TwoStyle): number =>
  besides(sheet, words, style) === undefined
    ? heightOfTwo(sheet, words, style)
    : sheet.height(words[0], style.first);

/** Both languages side by side where they fit, else below each other. */
function drawBeside(
  sheet: Sheet,
  type: string,
  words: Two,
  { style, lang }: { readonly style: TwoStyle; readonly lang: string | undefined },
): void {
  const at = besides(sheet, words, style);
  const [first, second] = words;
  if (at === undefined || second === undefined) {
    drawTwo(sheet, type, words, { style, lang });
    return;
  }
  const top = sheet.y;
  sheet.open(type);
  sheet.element("Span", () => sheet.text(first, style.first));
  const below = sheet.y;
  // Both stand on one line of writing: their letters rise differently high.
  sheet.y = top + (style.first.size - style.second.size) * 0.9 + style.first.size * 0.06;
  const x = (style.first.x ?? 0) + at;
  const right = { ...style.second, x, width: (style.first.width ?? 0) - at + 2 };
  sheet.element("Span", () => sheet.text(second, right), lang ? { lang } : {});
  sheet.close();
  sheet.y = below;
}

function heightOfField(sheet: Sheet, field: PaperField, size: Sizes, width: number): number {
  const style = styleOf(size, 0, width);
  const label = heightBeside(sheet, field.label, style.label);
  return label + 1.5 + heightBeside(sheet, field.value, style.value);
}

function planOf(
  sheet: Sheet,
  groups: readonly PaperGroup[],
  size: Sizes,
  look: GridLook,
): readonly Block[] {
  const inset = look.boxed ? padding : 0;
  const between = look.boxed ? 0 : gutter;
  const cellWidth = (count: number) => (look.width - (count - 1) * between) / count;
  const spare = look.boxed ? 2 * padding - 2 + size.gap / 3 : size.gap;
  let number = 0;
  const rowOf = (fields: readonly PaperField[], count: number): Row => {
    const width = cellWidth(count);
    const heights = fields.map((field) => {
      const label = look.boxed ? marked(field.label, "00. ") : field.label;
      return heightOfField(sheet, { ...field, label }, size, width - 2 * inset);
    });
    const cells = fields.map((field, column) => ({
      ...{ field, width, x: look.x + column * (width + between) },
      number: ++number,
    }));
    return { cells, height: Math.max(...heights) + spare };
  };
  const narrow = cellWidth(size.columns) - 2 * inset;
  const isLong = (field: PaperField) =>
    heightOfField(sheet, field, size, narrow) > 6.3 * size.value;
  return groups.flatMap(({ title, fields }): Block[] => {
    const blocks: Block[] = [];
    if (title) blocks.push({ title, height: titleHeight(size, look) });
    let waiting: PaperField[] = [];
    const flush = () => {
      if (waiting.length > 0)
        blocks.push(rowOf(waiting, look.boxed ? waiting.length : size.columns));
      waiting = [];
    };
    for (const field of fields) {
      if (isLong(field)) {
        flush();
        blocks.push(rowOf([field], 1));
        continue;
      }
      waiting.push(field);
      if (waiting.length === size.columns) flush();
    }
    flush();
    return blocks;
  });
}

/** Boxes stand close together: a heading between them needs its own air. */
const titleAbove = (size: Sizes, { boxed }: GridLook) => size.gap * 0.5 + (boxed ? 3 : 0);
const titleHeight = (size: Sizes, look: GridLook) =>
  size.value * 1.35 + size.gap * 0.6 + titleAbove(size, look);

const heightOf = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, { height }) => sum + height, 0);

/** Draws the fields at the sheet's `y`, in the largest size that fits into `height`. */
export function drawGrid(
  sheet: Sheet,
  groups: readonly PaperGroup[],
  look: GridLook,
  height: number,
): void {
  const sizes = look.boxed ? inBoxes : framed;
  const plans = sizes.map((size) => ({ size, blocks: planOf(sheet, groups, size, look) }));
  const fitting = plans.find(({ blocks }) => heightOf(blocks) <= height);
  // What needs a second page anyway is set in a size that is pleasant to read.
  const { size, blocks } = fitting ?? plans[1] ?? { size: roomy, blocks: [] };
  let listed = false;
  const list = (open: boolean) => {
    if (open === listed) return;
    if (open) sheet.open("L");
    else sheet.close();
    listed = open;
  };
  for (const block of blocks) {
    sheet.room(block.height);
    list(!("title" in block));
    if ("title" in block) drawTitle(sheet, block, size, look);
    else drawRow(sheet, block, size, look);
  }
  list(false);
}

/** The heading of a group: both languages on one line, with a rule below. */
function drawTitle(
  sheet: Sheet,
  { title: [first, second], height }: { readonly title: Two; readonly height: number },
  size: Sizes,
  look: GridLook,
): void {
  const { x, width, face, both } = look;
  const style = titleStyle(size, face);
  const top = sheet.y + titleAbove(size, look);
  const at = sheet.width(first, style.first) + 7;
  sheet.open("H2");
  sheet.y = top;
  sheet.element("Span", () => sheet.text(first, { ...style.first, x, width }));
  if (second !== undefined) {
    sheet.y = top;
    const options = both.second ? { lang: both.second.lang } : {};
    const place = { x: x + at, width: width - at };
    sheet.element("Span", () => sheet.text(second, { ...style.second, ...place }), options);
  }
  sheet.close();
  const line = top + size.value * 1.32;
  const colour = tint(face.colours.strong, 0.45);
  sheet.artifact(() => sheet.doc.rect(x, line, width, 0.5).fill(colour));
  sheet.y = top - titleAbove(size, look) + height;
}

function drawRow(sheet: Sheet, row: Row, size: Sizes, look: GridLook): void {
  const top = sheet.y;
  if (look.boxed)
    sheet.artifact(() => {
      for (const { x, width } of row.cells) sheet.doc.rect(x, top, width, row.height);
      sheet.doc.lineWidth(0.5).stroke(tint(look.face.colours.strong, 0.75));
    });
  for (const cell of row.cells) {
    sheet.y = top + (look.boxed ? padding - 1 : 0);
    drawField(sheet, cell, size, look);
  }
  sheet.y = top + row.height;
}

function drawField(
  sheet: Sheet,
  { field, x, width, number }: Cell,
  size: Sizes,
  { boxed, both }: GridLook,
): void {
  const inset = boxed ? padding : 0;
  const style = styleOf(size, x + inset, width - 2 * inset);
  const lang = both.second?.lang;
  const label = boxed ? marked(field.label, `${number}. `) : field.label;
  sheet.open("LI");
  drawBeside(sheet, "Lbl", label, { style: style.label, lang });
  sheet.y += 1.5;
  drawBeside(sheet, "LBody", field.value, { style: style.value, lang });
  sheet.close();
}
