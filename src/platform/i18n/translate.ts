import type { Money, RefusalCode } from "../../kernel/index.ts";
import { durationWords } from "./duration.ts";
import {
  currencyName,
  dateFormat,
  listFormat,
  moneyFormat,
  numberFormat,
  pluralForm,
} from "./format.ts";
import type { Places } from "./keys.ts";
import { type Lang, languages } from "./language.ts";
import { type Facts, fill, fillWhole, type Message, readMessage } from "./message.ts";
import { pick } from "./pick.ts";

/** Every key under which something is said. */
export type MessageKey = keyof Places;

/** The keys of messages without places. */
export type PlainKey = {
  [Key in MessageKey]: [Places[Key]] extends [never] ? Key : never;
}[MessageKey];

/** Facts for all the places of a message, or for those of each that it may be. */
type FactsFor<Key extends MessageKey> = [Places[Key]] extends [never]
  ? [facts?: Facts]
  : [facts: Facts & Readonly<Record<Places[Key], string | number>>];

/** One language: call it with a key, or ask it to write a date, a sum, a list. */
export interface Translate {
  /**
   * The words for `key`, places filled from `facts`. Where the key has forms (`key.one`,
   * `key.other`), `facts.count` chooses. A key that this language lacks is said in the source
   * language; one that nobody has is shown as itself.
   */
  <const Key extends MessageKey>(key: Key, ...facts: FactsFor<Key>): string;
  /**
   * The same for a key that is only known at run time: the code of a problem, a notice in a cookie.
   * The key itself where nothing is said under it; everything else goes through the call, which is
   * checked.
   */
  named(key: string, facts?: Facts): string;
  /** What a person is told of a refusal. */
  refusal(refusal: { readonly code: RefusalCode; readonly facts?: Facts | undefined }): string;
  readonly lang: Lang;
  /** The languages that may be chosen instead, in the order of the switch. */
  readonly offered: readonly Lang[];
  readonly dir: "ltr" | "rtl";
  /** Whether anything is said under this key, in this language or in the source language. */
  has(key: string): key is MessageKey;
  /** A definition's words in this language, with English as the fallback. */
  words(words: Readonly<Record<string, string>> | undefined): string;
  /** `2026-11-23` → "23 November 2026". A calendar day: no time zone. */
  date(day: string): string;
  /** The day on which an instant falls in a time zone (`Africa/Kigali`, `Asia/Baku`). */
  day(at: string | Date, timeZone: string): string;
  /** The last day of a term that ends at an instant: at midnight that is the day before. */
  until(end: string | Date, timeZone: string): string;
  /** "23 November 2026, 14:30" in a time zone. */
  dateTime(at: string | Date, timeZone: string): string;
  /** `{minor: 60000, currency: "RWF"}` → "60,000 Frw" (with a no-break space). */
  money(money: Money): string;
  /** "Frw" for RWF: what stands beside a field for an amount. */
  currency(code: string): string;
  number(value: number): string;
  list(items: readonly string[]): string;
  /** `30bd`, `6bh`, `P4Y`, `PT24H` → words. */
  duration(text: string): string;
}

export type Messages = ReadonlyMap<string, Message>;

/** `2026-11-30 08:00`: a date and a time of day where it happens. */
const localMoment = /^\d{4}-\d\d-\d\d \d\d:\d\d$/;

export function translator(
  lang: Lang,
  messages: Messages,
  source: Messages,
  offered: readonly Lang[] = languages,
): Translate {
  const form = pluralForm(lang);
  const number = numberFormat(lang);
  const list = listFormat(lang);
  const find = (from: Messages, key: string, count: unknown): Message | undefined =>
    from.get(key) ??
    (typeof count === "number"
      ? (from.get(`${key}.${form(count)}`) ?? from.get(`${key}.other`))
      : from.get(`${key}.other`));
  const say = (key: string, facts?: Facts): string => {
    const count = facts?.count;
    const message = find(messages, key, count) ?? find(source, key, count);
    return message === undefined ? key : fill(message, facts, number);
  };
  const dates = dateFormat(lang);
  // A refusal's facts are for programs too, so that a moment in them is no words of a language.
  const worded = (fact: string | number): string | number =>
    typeof fact === "string" && localMoment.test(fact)
      ? dates.dateTime(`${fact.replace(" ", "T")}:00Z`, "UTC")
      : fact;
  const named = (key: string, facts?: Facts): string =>
    facts && key.startsWith("refusals.")
      ? say(key, Object.fromEntries(Object.entries(facts).map(([k, fact]) => [k, worded(fact)])))
      : say(key, facts);
  return Object.assign(say, {
    lang,
    offered,
    dir: "ltr" as const,
    named,
    refusal: ({ code, facts }: Parameters<Translate["refusal"]>[0]) =>
      named(`refusals.${code}` satisfies MessageKey, facts),
    has: (key: string): key is MessageKey =>
      (find(messages, key, 1) ?? find(source, key, 1)) !== undefined,
    words: (words: Readonly<Record<string, string>> | undefined) => pick(words, lang),
    ...dates,
    money: moneyFormat(lang),
    currency: currencyName,
    number,
    list,
    duration: (text: string) => durationWords(text, say, list),
  });
}

/**
 * A language that says some keys in other words, which may have the places of `always` too; such a
 * text with a place for which there is no fact is not used.
 */
export function withOwnWords(
  t: Translate,
  own: Readonly<Record<string, string>>,
  always: Facts = {},
): Translate {
  const say = (key: string, facts?: Facts): string => {
    const text = own[key];
    const whole =
      text === undefined ? text : fillWhole(readMessage(text), { ...always, ...facts }, t.number);
    return whole ?? t.named(key, facts);
  };
  return Object.assign(say, t, { named: say });
}

/** Texts by key, as `I18n.texts` gives them, made ready. */
export const messagesOf = (texts: Iterable<readonly [string, string]>): Messages =>
  new Map(Array.from(texts, ([key, text]) => [key, readMessage(text)]));
