import type { Code } from "../catalogue.ts";
import type { Definition, Elsewhere, Jurisdiction, Lang, Words } from "../model.ts";
import { alike } from "./alike.ts";
import { plain, tellingOf, wordsIn } from "./words.ts";

/** What a search leads to: a service of this platform, or where else one is to be asked for. */
export type Match =
  | { readonly service: Definition; readonly elsewhere?: undefined }
  | { readonly service?: undefined; readonly elsewhere: Elsewhere };

/** One thing that can be found: its words, each with the weight of the best place it stands in. */
interface Entry {
  readonly match: Match;
  readonly title: Words;
  readonly weights: ReadonlyMap<string, number>;
  /** The words of its title, by language. */
  readonly titles: readonly (readonly string[])[];
  /** Its title and the phrases by which people look for it, in what they tell. */
  readonly phrases: ReadonlySet<string>;
}

/** What is searched, prepared when the catalogue is loaded. */
export interface SearchIndex {
  readonly entries: readonly Entry[];
  /** In how many entries a word stands. */
  readonly spread: ReadonlyMap<string, number>;
  /** The weight of the best place in which a word stands in any entry. */
  readonly places: ReadonlyMap<string, number>;
  /** Names of the government's own country: said of everything, they tell little. */
  readonly own: ReadonlySet<string>;
}

const weight = { title: 1, words: 0.9, authority: 0.6, event: 0.45, text: 0.3 } as const;

/** Prepares the services of a government and its directory of services elsewhere. */
export function indexOf(services: readonly Definition[], government: Jurisdiction): SearchIndex {
  const entries = [
    ...services.map((service) => serviceEntry(service, government)),
    ...(government.elsewhere ?? []).map((elsewhere) =>
      entry({ elsewhere }, elsewhere.title, [
        [weight.words, elsewhere.words],
        [weight.authority, texts(elsewhere.at)],
      ]),
    ),
  ];
  const spread = new Map<string, number>();
  const places = new Map<string, number>();
  for (const { weights } of entries)
    for (const [word, value] of weights) {
      spread.set(word, (spread.get(word) ?? 0) + 1);
      places.set(word, Math.max(value, places.get(word) ?? 0));
    }
  return { entries, spread, places, own: new Set(texts(government.name).flatMap(wordsIn)) };
}

const texts = (words: Words | undefined): string[] => Object.values(words ?? {});

function serviceEntry(service: Definition, government: Jurisdiction): Entry {
  const events = government.lifeEvents.filter(({ id }) => service.lifeEvents.includes(id));
  const authority = government.authorities.find(({ id }) => id === service.authority);
  return entry({ service }, service.title, [
    [weight.words, [...service.keywords, ...(government.searchWords?.[service.id] ?? [])]],
    [weight.authority, [service.authority, ...texts(authority?.name)]],
    [weight.event, events.flatMap(({ title }) => texts(title))],
    [weight.text, [...texts(service.description), ...texts(service.whoMayApply)]],
  ]);
}

type Part = readonly [weight: number, texts: readonly string[]];

function entry(match: Match, title: Words, parts: readonly Part[]): Entry {
  const weights = new Map<string, number>();
  for (const [value, part] of [[weight.title, texts(title)] as const, ...parts])
    for (const word of part.flatMap(wordsIn))
      weights.set(word, Math.max(value, weights.get(word) ?? 0));
  const phrases = new Set(
    texts(title)
      .concat(parts[0]?.[1] ?? [])
      .map(tellingPart),
  );
  return { match, title, weights, titles: texts(title).map((text) => wordsIn(text)), phrases };
}

const tellingPart = (text: string): string =>
  wordsIn(text)
    .filter((word) => tellingOf(word) > 0)
    .join(" ");

/** A word of the question: what it tells, and the words of the index that it may stand for. */
interface Term {
  readonly tells: number;
  /** The same, less for a word that stands in many entries. */
  readonly weighs: number;
  readonly near: ReadonlyMap<string, number>;
}

/**
 * What fits a question best, best first; everything by title for an empty text. Nothing where less
 * than half of what the question tells is met: an honest "not here" is better than a guess.
 */
export function searchIndex(index: SearchIndex, text: string, lang: Lang): Match[] {
  const byTitle = new Intl.Collator(lang);
  const titleOf = ({ title }: Entry) => title[lang] ?? title.en ?? "";
  const compare = (a: Entry, b: Entry) => byTitle.compare(titleOf(a), titleOf(b));
  if (text.trim() === "") return [...index.entries].sort(compare).map(({ match }) => match);
  const terms = termsOf(index, text);
  const phrase = tellingPart(text);
  const scored = index.entries
    .map((one) => ({ one, ...scoreOf(one, terms, phrase) }))
    .filter(({ met }) => met >= 0.5)
    .sort((a, b) => b.score - a.score || compare(a.one, b.one));
  const best = scored[0]?.score ?? 0;
  return scored.filter(({ score }) => score >= best * 0.4).map(({ one }) => one.match);
}

/**
 * A word that stands nowhere here says less than one that does. Of the many of a sentence only the
 * first few count: "last month" and "from my neighbour" do not make it a question about something
 * else.
 */
const strange = 0.5;
/** So many words that tell something make a sentence. */
const sentence = 4;

function termsOf({ spread, places, entries, own }: SearchIndex, text: string): Term[] {
  const words = [...new Set(wordsIn(text).flatMap((word) => partsOf(word, spread)))];
  // Where somebody types nothing but such words, they are what is meant.
  const some = words.some((word) => tellingOf(word) > 0);
  const isSentence = words.filter((word) => tellingOf(word) === 1).length >= sentence;
  let strangers = 0;
  return words.flatMap((word) => {
    const tells = own.has(word) ? 0.3 : some ? tellingOf(word) : 1;
    if (tells === 0) return [];
    const near = nearOf(word, spread);
    const common = Math.max(0, ...[...near.keys()].map((each) => spread.get(each) ?? 0));
    const rarity =
      Math.log(1 + entries.length / Math.max(1, common)) / Math.log(1 + entries.length);
    if (near.size === 0)
      return ++strangers > (isSentence ? 1 : 2)
        ? []
        : [{ tells: tells * strange, weighs: 0, near }];
    // In a sentence, a word that only descriptions use ("country", "before") tells little.
    const place = Math.max(...[...near].map(([each, like]) => like * (places.get(each) ?? 0)));
    return [{ tells: isSentence ? tells * place : tells, weighs: tells * rarity, near }];
  });
}

/** Two words of the index that were typed as one; else the word itself. */
function partsOf(word: string, spread: SearchIndex["spread"]): string[] {
  if (spread.has(word)) return [word];
  for (let end = 4; end <= word.length - 4; end++) {
    const parts = [word.slice(0, end), word.slice(end)];
    if (parts.every((part) => spread.has(part))) return parts;
  }
  return [word];
}

/** A word that stands in the index, or begins one, is no slip of the finger. */
function nearOf(word: string, spread: SearchIndex["spread"]): Map<string, number> {
  const all = [...spread.keys()].flatMap((each) => {
    const likeness = alike(word, each);
    return likeness > 0 ? [[each, likeness] as const] : [];
  });
  const sure = all.some(([, likeness]) => likeness === 1);
  return new Map(all.filter(([, likeness]) => likeness >= (sure ? 0.75 : 0)));
}

/**
 * `met`: how much of what the question tells stands in the entry, from 0 to 1. `score` counts where
 * it stands as well, and prefers an entry whose title says little else, or of which this is a
 * phrase.
 */
function scoreOf(one: Entry, terms: readonly Term[], phrase: string) {
  let [asked, met, score] = [0, 0, 0];
  for (const { tells, weighs, near } of terms) {
    let [best, placed] = [0, 0];
    for (const [word, likeness] of near) {
      const value = one.weights.get(word);
      if (value === undefined) continue;
      // A word beside title and keywords may stand there for any reason.
      best = Math.max(best, value > weight.authority ? likeness : likeness * value);
      placed = Math.max(placed, likeness * value);
    }
    asked += tells;
    met += tells * best;
    score += weighs * placed;
  }
  const words = new Set(terms.flatMap(({ near }) => [...near.keys()]));
  const covered = Math.max(0, ...one.titles.map((title) => share(title, words)));
  return {
    met: asked === 0 ? 0 : met / asked,
    score: score * (1 + covered / 4) * (one.phrases.has(phrase) ? 1.5 : 1),
  };
}

const share = (title: readonly string[], words: ReadonlySet<string>): number => {
  const telling = title.filter((word) => tellingOf(word) > 0);
  return telling.filter((word) => words.has(word)).length / Math.max(1, telling.length);
};

/** Codes whose value or label contains the text; those that begin with it first. */
export function searchCodeList(codes: readonly Code[], text: string): Code[] {
  const term = plain(text.trim());
  const ranked = codes.flatMap((code) => {
    const names = [code.value, ...Object.values(code.label)].map(plain);
    if (!names.some((name) => name.includes(term))) return [];
    return [{ code, first: names.some((name) => name.startsWith(term)) ? 0 : 1 }];
  });
  return ranked.sort((a, b) => a.first - b.first).map(({ code }) => code);
}
