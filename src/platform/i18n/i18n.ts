import { type Lang, languages, sourceLang } from "./language.ts";
import { loadWords, type Words } from "./load.ts";
import { placesOf, readMessage } from "./message.ts";
import { messagesOf, type Translate, translator } from "./translate.ts";

export interface I18nProblem {
  readonly lang: Lang;
  readonly key: string;
  readonly what: "missing" | "not in the source language" | "other places";
}

export interface I18n {
  readonly languages: readonly Lang[];
  for(lang: Lang): Translate;
  /** Where the languages differ in keys or in places: must be empty, and a test says so. */
  problems(): I18nProblem[];
  /** The texts under these keys as they were written, for a page that says them by itself. */
  texts(lang: Lang, wanted: (key: string) => boolean): Readonly<Record<string, string>>;
}

function compare(words: Words): I18nProblem[] {
  const source = words[sourceLang];
  const places = (text: string) => placesOf(readMessage(text)).join();
  return languages.flatMap((lang) => {
    const ofLang = words[lang];
    const missing = [...source].flatMap(([key, text]): I18nProblem[] => {
      const worded = ofLang.get(key);
      if (worded === undefined) return [{ lang, key, what: "missing" }];
      // "one" may leave out {count}: "a working day".
      if (key.endsWith(".one")) return [];
      return places(worded) === places(text) ? [] : [{ lang, key, what: "other places" }];
    });
    const extra = [...ofLang.keys()].filter((key) => !source.has(key));
    return [
      ...missing,
      ...extra.map((key): I18nProblem => ({ lang, key, what: "not in the source language" })),
    ];
  });
}

/**
 * Reads a folder of messages once and makes the four languages ready. Throws on a broken file.
 * @param offered those that a government offers, in the order of its switch
 */
export function makeI18n(folder: string, offered: readonly Lang[] = languages): I18n {
  const words = loadWords(folder);
  const source = messagesOf(words[sourceLang]);
  const translators = new Map(
    languages.map((lang) => [lang, translator(lang, messagesOf(words[lang]), source, offered)]),
  );
  return {
    languages: offered,
    for: (lang) => {
      const cachedTranslator = translators.get(lang);
      if (!cachedTranslator) throw new Error(`no such language: ${lang}`);
      return cachedTranslator;
    },
    problems: () => compare(words),
    texts: (lang, include) => Object.fromEntries([...words[lang]].filter(([key]) => include(key))),
  };
}
