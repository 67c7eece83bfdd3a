import { join } from "node:path";
import { makeI18n } from "../../src/platform/i18n/index.ts";
import { heading, root, row, sourceFiles } from "./source-files.ts";

/** Every refusal that the code can give, its kind, where it is given, and what a person is told. */
export function refusalsPage(): string {
  const t = makeI18n(join(root, "messages")).for("en");
  const found = new Map<string, { kind: string; parts: Set<string> }>();
  for (const { path, text } of sourceFiles()) {
    const given = text.matchAll(
      /refuse\(\s*"([a-z-]+)",[^)]*?"([a-z-]+\.[a-z-]+)"|kind: "(invalid|not-allowed|not-found|conflict|unavailable)", code: "([a-z-]+\.[a-z-]+)"/g,
    );
    for (const [, kindA, codeA, kindB, codeB] of given) {
      const code = codeA ?? codeB ?? "";
      const entry = found.get(code) ?? { kind: kindA ?? kindB ?? "", parts: new Set() };
      entry.parts.add(path.split("/").slice(1, -1).join("/"));
      found.set(code, entry);
    }
  }
  const rows = [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { kind, parts }]) => {
      const said = t.has(`refusals.${code}`) ? t(`refusals.${code}`) : "";
      return row(`\`${code}\``, kind, [...parts].sort().join(", "), said);
    });
  return `${heading("Refusals", "the code and the words")}| code | kind | given by | in words |\n|---|---|---|---|\n${rows.join("\n")}\n`;
}
