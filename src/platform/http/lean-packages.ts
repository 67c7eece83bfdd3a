import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";

type Edit = readonly [pattern: RegExp, replacement: string];

/**
 * What a page never runs of the packages that parse its rules, left out of its bundle. Whoever
 * bundles waits for it on a slow line: it is a sixth of those packages. An edit that no longer
 * fits the package (a new version of it) throws, so that none is ever lost in silence.
 */
export const leanPackages: readonly Plugin[] = [
  lean("lezer-feel", [
    // An editor is told how to colour rules; nothing is coloured in our pages.
    [/import \{ styleTags, tags \} from '@lezer\/highlight';\n/, ""],
    [/= styleTags\(\{[\s\S]*?\n\}\);/, "= () => null;"],
    // It prints its steps where an environment variable asks for it; a page has none.
    [/^const LOG_\w+ = typeof process .*$/gm, ""],
    [/\bLOG_[A-Z_]+\b/g, "false"],
  ]),
  lean("@lezer/lr", [
    [/^const verbose = typeof process .*$/m, ""],
    [/\bverbose\b/g, "false"],
    // An editor parses again at every key and reuses what did not change; we parse a rule once.
    [/this\.fragments = fragments\.length &&[\s\S]*?: null;/, ""],
    [/if \(this\.fragments\) \{/, "if (false) {"],
    ...methods("tryReuse", "useNode", "toString", "acceptTokenTo", "canShift", "stopAt"),
    ...methods("stackID", "hasWrappers", "getName", "get topNode", "dialectEnabled"),
    // Tokens of a language within another.
    [/^class LocalTokenGroup \{\n[\s\S]*?^\}\nLocalTokenGroup\.prototype.*$/m, ""],
    [/, LocalTokenGroup, Stack \};/, " };"],
  ]),
  lean("@lezer/common", [
    // An editor looks for what stands at a position; we read from the top down, and only forward.
    ...methods("toString", "cursor", "cursorAt", "resolve", "resolveInner", "resolveStack"),
    ...methods("iterate", "balance", "childString", "slice", "getChild", "getChildren", "is"),
    ...methods("matchContext", "enterUnfinishedNodesBefore", "enter", "toTree", "static match"),
    ...methods("get prevSibling", "get lastChild", "childAfter", "childBefore", "get tree"),
    ...methods("get isTop", "get isSkipped", "get propValues"),
  ]),
];

function lean(name: string, edits: readonly Edit[]): Plugin {
  const filter = new RegExp(`node_modules/${name}/dist/index\\.js$`);
  return {
    name: `lean ${name}`,
    setup(build) {
      build.onLoad({ filter }, ({ path }) => ({
        contents: edits.reduce(
          (text, [pattern, replacement]) => {
            const edited = text.replace(pattern, replacement);
            if (edited === text) throw new Error(`${path} has no ${pattern} any more`);
            return edited;
          },
          readFileSync(path, "utf8"),
        ),
      }));
    },
  };
}

/** Leaves out the methods of these names, in whichever class of the package they are. */
function methods(...names: readonly string[]): readonly Edit[] {
  return names.map((name) => [
    new RegExp(`^    ${name}\\(.*\\) \\{(?:.*\\}|[\\s\\S]*?\\n    \\})\\n`, "gm"),
    "",
  ]);
}
