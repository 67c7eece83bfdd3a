import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** A script as a browser gets it. */
export interface Served {
  /** `form/steps.js`, `npm/lezer-feel/dist/index.js` */
  readonly path: string;
  readonly code: string;
}

const src = join(import.meta.dirname, "../../..");
const statement =
  /^[ \t]*(import|export)\s+(\*(?:\s+as\s+\w+)?|\{[^}]*\}|[\w$]+)\s*from\s*["']([^"']+)["'];?/gm;

/** Where a file lies for the browser. */
function servedPath(file: string): string {
  const inside = relative(src, file).split(sep).join("/");
  if (!inside.startsWith("..")) return inside.replace(/\.ts$/, ".js");
  const at = file.split(sep).join("/").lastIndexOf("/node_modules/");
  return `npm/${file.slice(at + "/node_modules/".length)}`;
}

const codes = new Map<string, string>();

/** The file's JavaScript: types are blanked out, nothing else changes. */
function codeOf(file: string): string {
  const known = codes.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(file, "utf8");
  const code = file.endsWith(".ts") ? stripTypeScriptTypes(text) : text;
  codes.set(file, code);
  return code;
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith(".")) return join(dirname(from), specifier);
  if (specifier.startsWith("node:"))
    throw new Error(`${relative(src, from)} asks for ${specifier}, which no browser has`);
  return fileURLToPath(import.meta.resolve(specifier));
}

interface Name {
  readonly outer: string;
  readonly inner: string;
}

/** `{ a, b as c }` as names: outside `a`, `b`; inside `a`, `c`. Types were blanked out. */
const namesIn = (clause: string): Name[] =>
  clause
    .slice(1, -1)
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "" && !part.startsWith("/"))
    .map((part) => {
      const [outer = part, inner = outer] = part.split(/\s+as\s+/);
      return { outer, inner };
    });

/**
 * The file behind a door that makes a name: a browser fetches what it needs and not the whole module
 * (some of which reads files or tables). A name that the door makes itself stays the door's.
 */
function behind(file: string, name: string): { readonly file: string; readonly name: string } {
  if (!/[\\/]index\.ts$/.test(file)) return { file, name };
  for (const [, kind, clause = "", specifier = ""] of codeOf(file).matchAll(statement)) {
    if (kind !== "export" || !clause.startsWith("{")) continue;
    const found = namesIn(clause).find(({ inner }) => inner === name);
    if (found) return behind(resolve(file, specifier), found.outer);
  }
  return { file, name };
}

/** Every script that `entry` needs, itself first, with its imports as addresses beside one another. */
export function scriptsFor(entry: string): readonly Served[] {
  const served = new Map<string, string>();
  const visit = (file: string): void => {
    if (served.has(file)) return;
    served.set(file, "");
    const address = (target: string): string => {
      visit(target);
      const path = relative(dirname(servedPath(file)), servedPath(target))
        .split(sep)
        .join("/");
      return JSON.stringify(path.startsWith(".") ? path : `./${path}`);
    };
    const code = codeOf(file).replaceAll(statement, (_, kind, clause, specifier) => {
      const target = resolve(file, specifier);
      if (!clause.startsWith("{")) return `${kind} ${clause} from ${address(target)};`;
      return namesIn(clause)
        .map(({ outer, inner }) => {
          const found = behind(target, outer);
          const as = found.name === inner ? inner : `${found.name} as ${inner}`;
          return `${kind} { ${as} } from ${address(found.file)};`;
        })
        .join(" ");
    });
    served.set(file, code);
  };
  visit(entry);
  return Array.from(served, ([file, code]) => ({ path: servedPath(file), code }));
}
