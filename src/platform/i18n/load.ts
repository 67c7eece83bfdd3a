import { readdirSync, readFileSync } from "node:fs";
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

/** What was read last: every server of a process says the same words. */
let latest: { readonly texts: string; readonly words: Words } | undefined;

/**
 * Reads `<lang>.yaml` and every `<part>.<lang>.yaml` of a folder. Throws where a key is said twice.
 */
export function loadWords(folder: string): Words {
  const files = readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const lang = langOf(file);
      return lang ? [{ lang, file, text: readFileSync(join(folder, file), "utf8") }] : [];
    });
  const texts = JSON.stringify([folder, files]);
  if (latest?.texts === texts) return latest.words;
  const words = Object.fromEntries(languages.map((lang) => [lang, new Map<string, string>()]));
  for (const { lang, file, text } of files) {
    const into = words[lang];
    if (into) gather(yamlIn(join(folder, file), text), "", file, into);
  }
  latest = { texts, words: words as Record<Lang, Map<string, string>> };
  return latest.words;
}
