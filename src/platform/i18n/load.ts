import { readdirSync } from "node:fs";
import { join } from "node:path";
import { yamlIn } from "../yaml/index.ts";
import { isLang, type Lang, languages } from "./language.ts";

/** Dotted key → text, for each language. */
export type Words = Readonly<Record<Lang, ReadonlyMap<string, string>>>;

const langOf = (file: string): Lang | undefined => {
  const lang = /(?:^|\.)([a-z]{2})\.yaml$/.exec(file)?.[1];
  return isLang(lang) ? lang : undefined;
};

function gather(tree: unknown, prefix: string, file: string, into: Map<string, string>): void {
  if (typeof tree === "string") {
    if (into.has(prefix)) throw new Error(`messages/${file}: "${prefix}" is said twice`);
    into.set(prefix, tree);
  } else if (typeof tree === "object" && tree !== null && !Array.isArray(tree)) {
    for (const [key, branch] of Object.entries(tree))
      gather(branch, prefix === "" ? key : `${prefix}.${key}`, file, into);
  } else if (tree !== null || prefix !== "") {
    throw new Error(`messages/${file}: "${prefix}" is not a text`);
  }
}

/**
 * Reads `<lang>.yaml` and every `<part>.<lang>.yaml` of a folder. Throws where a key is said twice.
 */
export function loadWords(folder: string): Words {
  const words = Object.fromEntries(languages.map((lang) => [lang, new Map<string, string>()]));
  for (const file of readdirSync(folder).sort()) {
    const lang = langOf(file);
    const into = lang === undefined ? undefined : words[lang];
    if (into) gather(yamlIn(join(folder, file)), "", file, into);
  }
  return words as Record<Lang, Map<string, string>>;
}
