import { sourceLang } from "./language.ts";

/** A definition's words in `lang`, else in English, else in whatever it has, else nothing. */
export function pick(words: Readonly<Record<string, string>> | undefined, lang: string): string {
  if (words === undefined) return "";
  return words[lang] ?? words[sourceLang] ?? Object.values(words)[0] ?? "";
}
