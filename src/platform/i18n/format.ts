import { currencyDecimals, decimalText, type Money } from "../../kernel/index.ts";
import type { Lang } from "./language.ts";

/** Which of a message's forms a count takes. Rwanda's plural is a noun class: one, or several. */
export function pluralForm(lang: Lang): (count: number) => string {
  // Intl.PluralRules("rw") falls back to English of the machine, so Kinyarwanda has its own rule.
  if (lang === "rw") return (count) => (count === 1 ? "one" : "other");
  const rules = new Intl.PluralRules(lang);
  return (count) => rules.select(count);
}

/**
 * Browsers have no Kinyarwanda and little Azerbaijani: what a page writes on a device without
 * network must not read "M11". Numbers in Azerbaijani have the separators of German.
 */
const numberLocales: Readonly<Record<Lang, string>> = { rw: "en", en: "en", fr: "fr", az: "de" };
const ownMonths: Readonly<Partial<Record<Lang, string>>> = {
  rw:
    "Mutarama Gashyantare Werurwe Mata Gicurasi Kamena Nyakanga Kanama Nzeri Ukwakira " +
    "Ugushyingo Ukuboza",
  az: "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
};

/**
 * Numbers as Rwandan offices write them: Irembo has 18,050 in Kinyarwanda and in English, though
 * CLDR gives `rw` a full stop. French and Azerbaijani follow CLDR.
 */
export function numberFormat(lang: Lang): (value: number) => string {
  const format = new Intl.NumberFormat(numberLocales[lang], { maximumFractionDigits: 6 });
  // Most are counts of three digits at most, which all four write alike.
  return (value) =>
    Number.isInteger(value) && value >= 0 && value < 1000 ? String(value) : format.format(value);
}

/** What people call the money; everything else keeps its ISO 4217 code. */
const currencyNames: Readonly<Record<string, string>> = { RWF: "Frw" };

/** The name of a currency beside a field, as amounts say it. */
export const currencyName = (currency: string): string => currencyNames[currency] ?? currency;

/**
 * House style, one for all languages: the amount, a space that does not break, the currency, and
 * decimals only where there are some: `60,000 Frw`, `20 AZN`, `250.50 AZN`. Only the separators
 * differ by language.
 */
export function moneyFormat(lang: Lang): (money: Money) => string {
  const locale = numberLocales[lang];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const cents = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
  return (money) => {
    const unit = 10 ** currencyDecimals(money.currency);
    const format = money.minor % unit === 0 ? whole : cents;
    const amount = format.format(Number(decimalText(money)));
    return `${amount}\u00a0${currencyName(money.currency)}`;
  };
}

/**
 * `a, b and c`. Azerbaijani says `və`, Kinyarwanda `na`, shortened to `n’` before a vowel; no
 * browser knows them.
 */
export function listFormat(lang: Lang): (items: readonly string[]) => string {
  if (lang !== "rw" && lang !== "az") {
    const format = new Intl.ListFormat(lang === "en" ? "en-GB" : lang, { type: "conjunction" });
    return (items) => format.format(items);
  }
  return (items) => {
    const last = items.at(-1);
    if (last === undefined || items.length === 1) return last ?? "";
    if (lang === "az") return `${items.slice(0, -1).join(", ")} və ${last}`;
    const and = /^[aeiou]/i.test(last) ? `n’${last}` : `na ${last}`;
    return `${items.slice(0, -1).join(", ")} ${and}`;
  };
}

export interface DateFormat {
  date(day: string): string;
  day(at: string | Date, timeZone: string): string;
  until(end: string | Date, timeZone: string): string;
  dateTime(at: string | Date, timeZone: string): string;
}

/**
 * Dates are day, month in words, year in all four languages: CLDR's Kinyarwanda pattern puts the
 * year first, which no Rwandan letter does.
 */
export function dateFormat(lang: Lang): DateFormat {
  const months = ownMonths[lang]?.split(" ");
  const makers = new Map<string, Intl.DateTimeFormat>();
  const maker = (timeZone: string): Intl.DateTimeFormat => {
    const cached = makers.get(timeZone);
    if (cached) return cached;
    const created = new Intl.DateTimeFormat(months || lang === "en" ? "en-GB" : lang, {
      timeZone,
      day: "numeric",
      month: months ? "numeric" : "long",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    makers.set(timeZone, created);
    return created;
  };
  const parts = (at: string | Date, timeZone: string) => {
    const partValues: Record<string, string> = {};
    for (const { type, value } of maker(timeZone).formatToParts(new Date(at)))
      partValues[type] = value;
    const month = months?.[Number(partValues.month) - 1] ?? partValues.month;
    const day = lang === "fr" && partValues.day === "1" ? "1er" : Number(partValues.day);
    return {
      date: `${day}\u00a0${month} ${partValues.year}`,
      time: `${partValues.hour}:${partValues.minute}`,
    };
  };
  return {
    date: (day) => parts(`${day.slice(0, 10)}T12:00:00Z`, "UTC").date,
    day: (at, timeZone) => parts(at, timeZone).date,
    until: (end, timeZone) => parts(new Date(new Date(end).getTime() - 1), timeZone).date,
    dateTime: (at, timeZone) => {
      const { date, time } = parts(at, timeZone);
      return `${date}, ${time}`;
    },
  };
}
