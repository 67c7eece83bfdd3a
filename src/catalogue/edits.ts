import { createRequire } from "node:module";
import { canonical } from "../kernel/index.ts";
import type { GovernmentFiles } from "./government-files.ts";
import { type Path, readYaml, valueAt } from "./yaml-file.ts";

/** The reader that preserves comments and layout is loaded only where something was edited. */
const require = createRequire(import.meta.url);
const preserving = (): typeof import("yaml") => require("yaml");

/** A value of a government's files that was edited in the product. */
export interface Edit {
  /** As in the folder of the government: `centres.yaml`. */
  readonly file: string;
  /** Keys from the root of the file: `["kigali", "hours"]`. */
  readonly path: readonly string[];
  /** Instead of what the file says; absent where it was removed there. */
  readonly value?: unknown;
}

export const editKey = ({ file, path }: Pick<Edit, "file" | "path">): string =>
  JSON.stringify([file, path]);

/** The edits with some of them new or changed. */
export const editsWith = (edits: readonly Edit[], changed: readonly Edit[]): readonly Edit[] => [
  ...new Map([...edits, ...changed].map((edit) => [editKey(edit), edit])).values(),
];

/**
 * The files with these edits laid over them, comments and layout preserved. An edit of what no
 * longer exists (a closing of a centre that the file has lost) has no effect.
 */
export function withEdits(files: GovernmentFiles, edits: readonly Edit[]): GovernmentFiles {
  const texts = Object.entries(files);
  for (const [name, own] of Map.groupBy(edits, ({ file }) => file)) {
    const text = editedText(files[name] ?? "", own);
    if (text !== "") texts.push([name, text]);
  }
  return Object.fromEntries(texts);
}

/** The text of one file with its edits. */
export function editedText(text: string, edits: readonly Edit[]): string {
  const document = preserving().parseDocument(text);
  let changed = false;
  // An outer value first: what was edited within it is laid over it.
  for (const { path, value } of edits.toSorted((a, b) => a.path.length - b.path.length)) {
    const data: unknown = document.toJS();
    const parent = valueAt(data, path.slice(0, -1)) ?? (path.length === 1 ? {} : null);
    if (typeof parent !== "object" || parent === null) continue;
    if (canonical(valueAt(data, path) ?? null) === canonical(value ?? null)) continue;
    if (value === undefined) document.deleteIn(path);
    else document.setIn(path, document.createNode(value));
    changed = true;
  }
  return changed ? document.toString({ lineWidth: 0, flowCollectionPadding: false }) : text;
}

/** Files read before: those in force are asked often. */
const parsed = new WeakMap<GovernmentFiles, Map<string, unknown>>();

/** What a file says at a path; undefined where it says nothing. Not to be changed. */
export function valueInFiles(files: GovernmentFiles, file: string, path: Path): unknown {
  const own = parsed.get(files) ?? new Map<string, unknown>();
  if (!own.has(file)) own.set(file, readYaml(file, files[file] ?? "").data);
  parsed.set(files, own);
  return valueAt(own.get(file), path);
}
