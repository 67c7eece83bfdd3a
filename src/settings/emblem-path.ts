/** Path data of SVG (SVG 2, section 9.3), made larger and moved: never turned or skewed. */

export interface Affine {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** What is moved by `inner`, within what is moved by `outer`. */
export const within = (outer: Affine, inner: Affine): Affine => ({
  scale: outer.scale * inner.scale,
  x: outer.scale * inner.x + outer.x,
  y: outer.scale * inner.y + outer.y,
});

/** A `transform` that only enlarges and moves; undefined for every other. */
export function readTransform(text: string): Affine | undefined {
  let moved: Affine = { scale: 1, x: 0, y: 0 };
  for (const part of text.split(")").map((each) => each.replace(/^[\s,]+/, ""))) {
    if (part === "") continue;
    const [name = "", list = ""] = part.split("(").map((each) => each.trim());
    const numbers = list.split(/[\s,]+/).map(Number);
    if (!numbers.every(Number.isFinite)) return undefined;
    const [a = 0, b, c = 0, d, e = 0, f = 0] = numbers;
    const step =
      name === "translate"
        ? { scale: 1, x: a, y: b ?? 0 }
        : name === "scale" && (b === undefined || b === a)
          ? { scale: a, x: 0, y: 0 }
          : name === "matrix" && b === 0 && c === 0 && d === a
            ? { scale: a, x: e, y: f }
            : undefined;
    if (!step || step.scale <= 0) return undefined;
    moved = within(moved, step);
  }
  return moved;
}

/** What each command takes: a place across or down, a length, or a value that stays as it is. */
const takes: Readonly<Record<string, string>> = {
  ...{ M: "xy", L: "xy", H: "x", V: "y", T: "xy", Q: "xyxy", S: "xyxy", C: "xyxyxy" },
  ...{ A: "rraffxy", Z: "" },
};

const number = /[\s,]*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/y;
const flag = /[\s,]*([01])/y;
const command = /[\s,]*([MmLlHhVvCcSsQqTtAaZz])/y;

const rounded = (value: number): string => String(Number(value.toFixed(1)));

/** The same path where it is moved; undefined where it is no path data. */
export function movedPath(data: string, { scale, x, y }: Affine): string | undefined {
  let place = 0;
  const next = (form: RegExp): string | undefined => {
    form.lastIndex = place;
    const match = form.exec(data);
    if (match) place = form.lastIndex;
    return match?.[1];
  };
  const moved = (kind: string, value: number, absolute: boolean): string => {
    if (kind === "f" || kind === "a") return rounded(value);
    const shift = !absolute || kind === "r" ? 0 : kind === "x" ? x : y;
    return rounded(value * scale + shift);
  };
  const out: string[] = [];
  while (place < data.trimEnd().length) {
    const letter = next(command);
    if (letter === undefined || (out.length === 0 && letter.toUpperCase() !== "M"))
      return undefined;
    const kinds = takes[letter.toUpperCase()] ?? "";
    // A path begins at a place, however it is written; further places of a move are lines.
    let written = out.length === 0 ? "M" : letter;
    const isRelative = letter !== letter.toUpperCase();
    do {
      const values: string[] = [];
      for (const kind of kinds) {
        const value = next(kind === "f" ? flag : number);
        if (value === undefined) return undefined;
        values.push(moved(kind, Number(value), written === written.toUpperCase()));
      }
      out.push(written + values.join(" "));
      if (letter.toUpperCase() === "M") written = isRelative ? "l" : "L";
    } while (kinds !== "" && startsNumber(data, place));
  }
  return out.length === 0 ? undefined : out.join("");
}

function startsNumber(data: string, place: number): boolean {
  number.lastIndex = place;
  return number.test(data);
}
