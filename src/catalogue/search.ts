import type { Code } from "./catalogue.ts";
import type { Definition, Jurisdiction, Lang, Words } from "./model.ts";

/**
 * Lower case without accents; Azerbaijani ı, ə and ş match i, e and s, so that any keyboard will
 * do.
 */
export const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ı", "i")
    .replaceAll("ə", "e");

/** Texts of a service by weight, prepared when the catalogue is loaded. */
export interface Indexed {
  readonly service: Definition;
  readonly parts: readonly { readonly text: string; readonly weight: number }[];
}

const all = (words: Words | undefined): string => Object.values(words ?? {}).join(" ");

export function indexOf(service: Definition, { authorities, lifeEvents }: Jurisdiction): Indexed {
  const events = lifeEvents.filter(({ id }) => service.lifeEvents.includes(id));
  const part = (weight: number, text: string) => ({ weight, text: plain(text) });
  return {
    service,
    parts: [
      part(8, all(service.title)),
      part(4, service.keywords.join(" ")),
      part(3, events.map(({ title }) => all(title)).join(" ")),
      part(
        2,
        `${service.authority} ${all(authorities.find(({ id }) => id === service.authority)?.name)}`,
      ),
      part(1, `${all(service.description)} ${all(service.whoMayApply)}`),
    ],
  };
}

/** Services in which every word occurs, best first; all of them for an empty text. */
export function searchServices(index: readonly Indexed[], text: string, lang: Lang): Definition[] {
  const terms = plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((term) => term !== "");
  const collator = new Intl.Collator(lang);
  const title = ({ title: words, language }: Definition) => words[lang] ?? words[language] ?? "";
  return index
    .map(({ service, parts }) => ({ service, score: scoreOf(parts, terms) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || collator.compare(title(a.service), title(b.service)))
    .map(({ service }) => service);
}

function scoreOf(parts: Indexed["parts"], terms: readonly string[]): number {
  let score = 1;
  for (const term of terms) {
    const matches = parts.filter(({ text }) => text.includes(term));
    if (matches.length === 0) return 0;
    for (const { text, weight } of matches) score += weight * (startsWord(text, term) ? 2 : 1);
  }
  return score;
}

const startsWord = (text: string, term: string): boolean =>
  text.startsWith(term) || text.includes(` ${term}`);

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
