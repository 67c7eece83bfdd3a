import { createRequire } from "node:module";
import { CORE_SCHEMA, load } from "js-yaml";
import type { Document, Node } from "yaml";
import { withOwnTexts } from "../platform/yaml/index.ts";
import type { Finding } from "./catalogue.ts";

/** The slower reader, which records positions, is loaded only when there is a mistake. */
const require = createRequire(import.meta.url);
const placing = (): typeof import("yaml") => require("yaml");

/** Keys and list positions from the root of a file to a value. */
export type Path = readonly (string | number)[];

/** A parsed file that can tell positions. */
export interface YamlFile {
  readonly name: string;
  /** Plain values; undefined where the file is no valid YAML. */
  readonly data: unknown;
  readonly findings: readonly Finding[];
  /** A finding at the key (or the value) of the path, or at the nearest existing part of it. */
  finding(path: Path, message: string, mend: string, part?: "key" | "value"): Finding;
  /** A finding at a character within the text at the path, where that can be located. */
  findingWithin(path: Path, offset: number, message: string, mend: string): Finding;
}

interface Spot {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
}

/**
 * Reads YAML 1.2; syntax errors go to `findings`, one per position. Positions are needed only for
 * findings: until then the faster of two readers is enough.
 */
export function readYaml(name: string, text: string): YamlFile {
  const data = quickly(text);
  if (data === undefined) return readPlaces(name, text);
  let places: YamlFile | undefined;
  const placed = (): YamlFile => {
    places ??= readPlaces(name, text);
    return places;
  };
  return {
    name,
    data,
    findings: [],
    finding: (...at) => placed().finding(...at),
    findingWithin: (...at) => placed().findingWithin(...at),
  };
}

/** The content; undefined where the slower reader is needed. */
function quickly(text: string): unknown {
  try {
    const data = load(text, { schema: CORE_SCHEMA }) ?? undefined;
    return data === undefined ? undefined : withOwnTexts(data);
  } catch {
    return undefined;
  }
}

/** Reads with the position of everything. */
export function readPlaces(name: string, text: string): YamlFile {
  const { LineCounter, parseDocument, isAlias } = placing();
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, message: string, mend: string): Finding => {
    const { line, col } = lines.linePos(offset);
    return { file: name, line: Math.max(1, line), column: Math.max(1, col), message, mend };
  };
  const resolve = (node: unknown): Node | undefined =>
    (isAlias(node) ? node.resolve(document) : (node as Node | null)) ?? undefined;
  const findings = document.errors.map((error) =>
    at(error.pos[0], `this is not YAML: ${error.message}`, mendOf(error.code)),
  );
  const data = document.errors.length === 0 ? valuesOf(document) : undefined;
  if (data instanceof ReferenceError)
    findings.push(at(0, `this is not YAML: ${data.message}`, "write the value out"));
  return {
    name,
    data: data instanceof ReferenceError ? undefined : data,
    findings,
    finding: (path, message, mend, part = "key") => {
      const { key, value } = locate(resolve(document.contents), path, resolve);
      const node = part === "key" ? (key ?? value) : (value ?? key);
      return { ...at(node?.range?.[0] ?? 0, message, mend), path };
    },
    findingWithin: (path, offset, message, mend) => {
      const { key, value } = locate(resolve(document.contents), path, resolve);
      const start = value ? insideOf(value, text) : undefined;
      if (start !== undefined) return at(start + offset, message, mend);
      return at((value ?? key)?.range?.[0] ?? 0, message, mend);
    },
  };
}

/** Plain values; or the error of an unresolved alias, which only shows here. */
function valuesOf(document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof ReferenceError) return error;
    throw error;
  }
}

const mendOf = (code: string): string =>
  code === "DUPLICATE_KEY"
    ? "give each one its own name, or remove one of the two"
    : "look at the indentation and quotes there; " +
      "quote a text that holds `: ` or begins with a bracket";

/**
 * Where the characters of a text begin, if the file has them literally (no escapes, no folding).
 */
function insideOf(node: Node, text: string): number | undefined {
  const { isScalar } = placing();
  if (!isScalar(node) || typeof node.value !== "string" || !node.range) return undefined;
  const start = node.range[0] + (node.type?.startsWith("QUOTE") ? 1 : 0);
  return text.slice(start, start + node.value.length) === node.value ? start : undefined;
}

function locate(
  root: Node | undefined,
  path: Path,
  resolve: (node: unknown) => Node | undefined,
): Spot {
  let spot: Spot = { key: undefined, value: root };
  for (const step of path) {
    const next = child(spot.value, step, resolve);
    if (!next) return spot;
    spot = next;
  }
  return spot;
}

function child(
  node: Node | undefined,
  step: string | number,
  resolve: (node: unknown) => Node | undefined,
): Spot | undefined {
  const { isMap, isScalar, isSeq } = placing();
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
    return pair ? { key: pair.key as Node, value: resolve(pair.value) } : undefined;
  }
  if (isSeq(node)) {
    const value = resolve(node.items[Number(step)]);
    return value ? { key: value, value } : undefined;
  }
  return undefined;
}

/** The value at a path of plain data. */
export const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    data,
  );

/** `form.child.fields.child_name.label` */
export const pathText = (path: Path): string => path.join(".");
