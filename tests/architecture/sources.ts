import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { knownSchemas } from "./house.ts";

const root = join(import.meta.dirname, "../..");

export interface SourceFile {
  /** From the root of the repository: `src/cases/decide.ts`. */
  readonly path: string;
  readonly text: string;
  /** The text without its comments. */
  readonly code: string;
}

const read = (path: string): SourceFile => {
  const text = readFileSync(join(root, path), "utf8");
  return { path, text, code: withoutComments(text) };
};

export const sources = (folder: string): SourceFile[] =>
  globSync(`${folder}/**/*.ts`, { cwd: root }).sort().map(read);

export const migrations = (): SourceFile[] =>
  globSync("migrations/*.sql", { cwd: root }).sort().map(read);

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)(\/\/|--) .*$/gm, "");

/** What a file imports: files of this repository by their path from its root, the rest by name. */
export const importsOf = ({ path, code }: SourceFile): string[] =>
  [
    ...code.matchAll(
      /(?:^|\n|;)\s*(?:import|export)\b[^;"'`]*?from\s*["']([^"']+)["']|\bimport\s*\(?\s*["']([^"']+)["']/g,
    ),
  ]
    .map((match) => match[1] ?? match[2] ?? "")
    .map((name) => (name.startsWith(".") ? normalize(join(dirname(path), name)) : name));

/**
 * `schema.table` after a word of SQL that is followed by a table. Whole migrations, templates of
 * code.
 */
export function tablesIn({ path, code }: SourceFile): { schema: string; table: string }[] {
  const sql = path.endsWith(".sql") ? code : templatesIn(code).join("\n");
  const named = sql.matchAll(
    /\b(?:from|join|into|update|table|references|on|only|exists|schema)\s+([a-z_]+)\.([a-z_]+)/gi,
  );
  return [...named]
    .map(([, schema = "", table = ""]) => ({ schema, table }))
    .filter(({ schema }) => knownSchemas.has(schema));
}

/** The fixed text of every template literal, also of those inside another's `${}`. */
export function templatesIn(code: string): string[] {
  const found: string[] = [];
  // One entry per open template (its text so far) or open `${` (its depth of braces).
  const open: (string[] | { depth: number })[] = [];
  for (let at = 0; at < code.length; at += 1) {
    const char = code[at] ?? "";
    const top = open.at(-1);
    if (Array.isArray(top)) {
      if (char === "\\") at += 1;
      else if (char === "`") found.push((open.pop() as string[]).join(""));
      else if (char === "$" && code[at + 1] === "{") {
        open.push({ depth: 0 });
        at += 1;
      } else top.push(char);
    } else if (char === "`") open.push([]);
    else if (top && char === "{") top.depth += 1;
    else if (top && char === "}") {
      if (top.depth === 0) open.pop();
      else top.depth -= 1;
    }
  }
  return found;
}
