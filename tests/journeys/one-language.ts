import { type I18n, type Lang, languageNames, languages } from "../../src/platform/i18n/index.ts";

/**
 * The words that each language is seen to use, folded; what only names things is known to all of
 * them.
 */
export type Vocabulary = ReadonlyMap<Lang, ReadonlySet<string>>;

/** A piece of text on a page with words that another language has and this one has not. */
export interface Stranger {
  readonly text: string;
  readonly lang: Lang;
  readonly words: readonly string[];
}

/**
 * Words of two letters and more; i with and without its dot are one, or capitals would be
 * strangers.
 */
const wordsIn = (text: string): string[] =>
  (
    text
      .normalize("NFC")
      .replaceAll(/[İIı]/g, "i")
      .toLowerCase()
      .match(/\p{L}{2,}/gu) ?? []
  ).map((word) => word.normalize("NFC"));

/** All texts of an object that says things in several languages ({en, rw, …}), at any depth. */
function textsOf(value: unknown, say: (lang: Lang, text: string) => void, seen = new Set()): void {
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  const inside = value instanceof Map ? [...value.entries()].flat() : Object.values(value);
  for (const lang of languages) {
    const text = (value as Partial<Record<Lang, unknown>>)[lang];
    if (typeof text === "string") say(lang, text);
  }
  for (const one of inside) textsOf(one, say, seen);
}

/**
 * Every day of a year in words, which names all months; places left open in a message are no words.
 */
const openPlaces = /\{[^}]*\}/g;

/**
 * Gathers what is said in each language by the platform, by the governments, and by the invented
 * people.
 */
export function vocabularyOf(
  i18n: I18n,
  said: readonly unknown[],
  names: readonly string[],
): Vocabulary {
  const known = new Map(languages.map((lang) => [lang, new Set(names.flatMap(wordsIn))]));
  const say = (lang: Lang, text: string) => {
    for (const word of wordsIn(text.replaceAll(openPlaces, " "))) known.get(lang)?.add(word);
  };
  for (const lang of languages) {
    // A language's own name is a name, which other languages' texts may hold.
    for (const name of Object.values(languageNames)) say(lang, name);
    for (const text of Object.values(i18n.texts(lang, () => true))) say(lang, text);
    const t = i18n.for(lang);
    for (let month = 1; month <= 12; month += 1)
      say(lang, t.date(`2026-${String(month).padStart(2, "0")}-05`));
  }
  for (const one of said) textsOf(one, say);
  return known;
}

const shownAttributes = /\s(?:alt|title|aria-label|placeholder|content)="([^"]*)"/g;
const without = /<!--[\s\S]*?-->|<(script|style|code|pre|svg)\b[\s\S]*?<\/\1>/g;
const alone = new Set("area base br col embed hr img input link meta source track wbr".split(" "));

/**
 * Every text of a page with the language that it stands in, by the nearest `lang` (HTML, 3.2.6.2).
 */
export function textsOn(page: string): { readonly text: string; readonly lang: string }[] {
  const open: { readonly tag: string; readonly lang: string }[] = [];
  const texts: { text: string; lang: string }[] = [];
  const say = (text: string, lang: string) => {
    const plain = text
      .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
      .replaceAll(/&#?\w+;/g, " ")
      .trim();
    if (/\p{L}{2}/u.test(plain)) texts.push({ text: plain, lang });
  };
  for (const [, text, closing, tag = "", attributes = ""] of page
    .replaceAll(without, " ")
    .matchAll(/([^<]+)|<(\/?)([a-z][\w-]*)((?:\s[^<>]*)?)>/gi)) {
    const lang = open.at(-1)?.lang ?? "";
    if (text !== undefined) say(text, lang);
    else if (closing) {
      const at = open.findLastIndex((one) => one.tag === tag);
      if (at >= 0) open.length = at;
    } else {
      const own = /\slang="([^"]*)"/.exec(attributes)?.[1] ?? lang;
      const meta = tag === "meta" && !/name="(description|twitter|og)/.test(attributes);
      if (!meta) for (const [, shown = ""] of attributes.matchAll(shownAttributes)) say(shown, own);
      if (!alone.has(tag)) open.push({ tag, lang: own });
    }
  }
  return texts;
}

/**
 * Codes, references, ends of ids, units, money as the house writes it and addresses belong to no
 * language.
 */
const neutral =
  /\b(?=[a-f]*\d)[0-9a-f]{4}\b|\bFrw\b|\bkB\b|\S+:\/\/\S+|\blocalhost\S*|\b[A-Z0-9]{5}-[A-Z0-9]{5}\b|\b[A-Z]{2,4}\b|\S+\.\S*\p{L}\S*|\S+@\S+|(?<=^|[\s|(])(?:rw|en|fr|az)(?=$|[\s|,.)])/gu;

const clearedTexts = new WeakMap<Vocabulary, Set<string>>();

function clearedOf(vocabulary: Vocabulary): Set<string> {
  const cleared = clearedTexts.get(vocabulary) ?? new Set<string>();
  clearedTexts.set(vocabulary, cleared);
  return cleared;
}

/** What on a page stands in another language than it says. */
export function strangersOn(page: string, vocabulary: Vocabulary): readonly Stranger[] {
  const cleared = clearedOf(vocabulary);
  return textsOn(page).flatMap(({ text, lang }) => {
    // Most texts of a page stand on many others too.
    const key = `${lang} ${text}`;
    if (cleared.has(key)) return [];
    const words = strangersIn(text, lang as Lang, vocabulary);
    if (words.length === 0) cleared.add(key);
    return words.length > 0 ? [{ text, lang: lang as Lang, words }] : [];
  });
}

/**
 * The words of a text that another language has and this one has not; none for a language unheard
 * of.
 */
export const strangersIn = (text: string, lang: Lang, vocabulary: Vocabulary): string[] => {
  const own = vocabulary.get(lang);
  return wordsIn(text.replaceAll(neutral, " ")).filter(
    (word) => own && !own.has(word) && known(word, vocabulary),
  );
};

const known = (word: string, vocabulary: Vocabulary): boolean =>
  [...vocabulary.values()].some((words) => words.has(word));
