/** Reads the emblem of a state from a drawing: filled shapes only, each in one of three tones. */
import { type Affine, movedPath, readTransform, within } from "./emblem-path.ts";

export interface EmblemDrawing {
  readonly size: number;
  readonly paths: readonly { readonly d: string; readonly tone: "strong" | "second" | "paper" }[];
}

/** Why a drawing cannot be the emblem; `what` names the part of the file. */
export interface EmblemProblem {
  readonly code:
    | "not-svg"
    | "no-box"
    | "element"
    | "attribute"
    | "colour"
    | "path"
    | "empty"
    | "too-fine";
  readonly what: string;
}

class Refused extends Error {
  readonly problem: EmblemProblem;
  constructor(code: EmblemProblem["code"], what = "") {
    super(code);
    this.problem = { code, what };
  }
}

const size = 1000;
const mostCharacters = 200_000;
const mostPaths = 100;
/** Of all paths: it goes along with a form until it is saved. */
const mostData = 40_000;
/** As the schema of the file has it. */
const longestPath = 4_000;

type Attributes = ReadonlyMap<string, string>;

/** Where a shape stands: how it is moved and filled. */
interface Frame {
  readonly name: string;
  readonly moved: Affine;
  readonly fill: string;
}

const token =
  /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** What is not drawn, with all that it holds. */
const silent = new Set(["title", "desc", "metadata", "sodipodi:namedview"]);
const noted = /^(id|class|version|width|height|viewBox|preserveAspectRatio|role|fill|transform)$/;
const editors = /^(xmlns|xml|inkscape|sodipodi|data|aria)([:-]|$)/;
/** What may only be said where it changes nothing. */
const harmless: Readonly<Record<string, string>> = {
  ...{ stroke: "none", opacity: "1", "fill-opacity": "1", "fill-rule": "nonzero" },
};
const geometry: Readonly<Record<string, readonly string[]>> = {
  ...{ svg: ["x", "y"], g: [], path: ["d"], circle: ["cx", "cy", "r"] },
  ...{ ellipse: ["cx", "cy", "rx", "ry"], rect: ["x", "y", "width", "height"] },
  polygon: ["points"],
};

/** The attributes of an element, those of its `style` among them; refuses what cannot be mapped. */
function attributesOf(name: string, text: string): Attributes {
  const all = new Map<string, string>();
  for (const [, key = "", double, single] of text.matchAll(attribute))
    all.set(key, (double ?? single ?? "").trim());
  for (const part of (all.get("style") ?? "").split(";").filter((each) => each.trim() !== "")) {
    const [key = "", value = ""] = part.split(":").map((each) => each.trim());
    all.set(key, value);
  }
  all.delete("style");
  for (const [key, value] of all) {
    if (noted.test(key) || editors.test(key) || geometry[name]?.includes(key)) continue;
    if (harmless[key] !== value) throw new Refused("attribute", `${name} ${key}`);
  }
  return all;
}

const numberIn = (attributes: Attributes, key: string): number => {
  const value = Number((attributes.get(key) ?? "0").replace(/px$/, ""));
  if (!Number.isFinite(value)) throw new Refused("path", `${key}="${attributes.get(key)}"`);
  return value;
};

/** The drawing in the middle of our square. */
function boxOf(root: Attributes): Affine {
  const box = root
    .get("viewBox")
    ?.split(/[\s,]+/)
    .map(Number);
  const [x = 0, y = 0, width = 0, height = 0] = box ?? [
    ...[0, 0, numberIn(root, "width"), numberIn(root, "height")],
  ];
  if (![x, y].every(Number.isFinite) || !(width > 0) || !(height > 0)) throw new Refused("no-box");
  const scale = size / Math.max(width, height);
  return {
    scale,
    x: (size - width * scale) / 2 - x * scale,
    y: (size - height * scale) / 2 - y * scale,
  };
}

/** A shape as path data, in its own units; "" where nothing is drawn. */
function dataOf(name: string, own: Attributes): string {
  const at = (key: string) => numberIn(own, key);
  if (name === "path") return own.get("d") ?? "";
  if (name === "polygon") return own.get("points") ? `M${own.get("points")}Z` : "";
  if (name === "rect") {
    const [width, height] = [at("width"), at("height")];
    return width > 0 && height > 0 ? `M${at("x")} ${at("y")}h${width}v${height}h${-width}Z` : "";
  }
  const [rx, ry] = name === "circle" ? [at("r"), at("r")] : [at("rx"), at("ry")];
  if (!(rx > 0 && ry > 0)) return "";
  const arc = (x: number) => `A${rx} ${ry} 0 1 1 ${x} ${at("cy")}`;
  return `M${at("cx") - rx} ${at("cy")}${arc(at("cx") + rx)}${arc(at("cx") - rx)}Z`;
}

type Colour = readonly [red: number, green: number, blue: number];

const hexOf = (hex: string): Colour => {
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
  const at = (start: number) => Number.parseInt(full.slice(start, start + 2), 16);
  return [at(0), at(2), at(4)];
};

function colourOf(fill: string): Colour {
  const named = { black: "000", white: "fff" }[fill.toLowerCase()];
  const hex = named ?? /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(fill)?.[1];
  const rgb = /^rgb\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*\)$/.exec(fill);
  if (hex) return hexOf(hex);
  if (rgb) return [Number(rgb[1]), Number(rgb[2]), Number(rgb[3])];
  throw new Refused("colour", fill);
}

/** The tone that is nearest to this colour. */
function toneOf(fill: string, tones: Tones) {
  const colour = colourOf(fill);
  const distance = (hex: string) =>
    hexOf(hex.slice(1)).reduce((sum, part, i) => sum + (part - (colour[i] ?? 0)) ** 2, 0);
  const all = [
    ...[["strong", distance(tones.strong)] as const, ["second", distance(tones.second)] as const],
    ["paper", distance("#ffffff")] as const,
  ];
  return all.reduce((best, each) => (each[1] < best[1] ? each : best))[0];
}

/** The colours of the state, `#rrggbb`. */
interface Tones {
  readonly strong: string;
  readonly second: string;
}

function draw(text: string, tones: Tones): EmblemDrawing {
  // Bytes of a picture are no text: they are told as what they are, however many there are.
  if (text.includes("\uFFFD") || text.includes("\0")) throw new Refused("not-svg");
  if (text.length > mostCharacters) throw new Refused("too-fine");
  const plain = text.replace(/^\uFEFF?\s*(<\?xml[^>]*\?>)?/, "").replaceAll(/<!--[\s\S]*?-->/g, "");
  const paths: EmblemDrawing["paths"][number][] = [];
  const open: Frame[] = [];
  let quiet = 0;
  let place = 0;
  let isOver = false;
  while (place < plain.length) {
    token.lastIndex = place;
    const match = token.exec(plain);
    if (!match) throw new Refused("not-svg", plain.slice(place, place + 20));
    place = token.lastIndex;
    const [, closes, name = "", said = "", selfClosed, words] = match;
    if (words !== undefined) {
      if (words.trim() !== "" && quiet === 0)
        throw new Refused("not-svg", words.trim().slice(0, 20));
      continue;
    }
    if (quiet > 0) {
      if (closes) quiet -= 1;
      else if (!selfClosed) quiet += 1;
      continue;
    }
    if (closes) {
      if (open.pop()?.name !== name) throw new Refused("not-svg", `</${name}>`);
      isOver = open.length === 0;
      continue;
    }
    const parent = open.at(-1);
    if (!parent && (name !== "svg" || isOver)) throw new Refused("not-svg", `<${name}>`);
    if (silent.has(name)) {
      if (!selfClosed) quiet = 1;
      continue;
    }
    if (name === "defs" && selfClosed) continue;
    if (!Object.hasOwn(geometry, name) || (name === "svg" && parent))
      throw new Refused("element", name);
    const own = attributesOf(name, said);
    const turned = readTransform(own.get("transform") ?? "");
    if (!turned) throw new Refused("attribute", `transform="${own.get("transform")}"`);
    const frame = {
      ...{ name, fill: own.get("fill") ?? parent?.fill ?? "#000000" },
      moved: within(parent?.moved ?? boxOf(own), turned),
    };
    if (name !== "svg" && name !== "g" && frame.fill !== "none") {
      const data = dataOf(name, own);
      const d = data === "" ? "" : movedPath(data, frame.moved);
      if (d === undefined) throw new Refused("path", data.slice(0, 40));
      if (d.length > longestPath) throw new Refused("too-fine");
      if (d !== "") paths.push({ d, tone: toneOf(frame.fill, tones) });
    }
    if (!selfClosed) open.push(frame);
  }
  if (!isOver) throw new Refused("not-svg");
  if (paths.length === 0) throw new Refused("empty");
  const fine = paths.reduce((sum, { d }) => sum + d.length, 0);
  if (paths.length > mostPaths || fine > mostData) throw new Refused("too-fine");
  return { size, paths };
}

/**
 * The emblem that an SVG file draws, each colour as the nearest of the state's. Whatever else the
 * file has (a script, a picture, a reference, a line without a filling) refuses it.
 */
export function readEmblem(
  text: string,
  tones: Tones,
): { readonly emblem: EmblemDrawing } | { readonly problem: EmblemProblem } {
  try {
    return { emblem: draw(text, tones) };
  } catch (fault) {
    if (fault instanceof Refused) return { problem: fault.problem };
    throw fault;
  }
}
