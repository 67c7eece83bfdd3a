import { dateIn } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import type { Tone } from "../components/index.ts";

export interface Due {
  /** "overdue by 3 days", "due today", "in 5 days". */
  readonly text: string;
  readonly tone: Tone;
}

export interface Days {
  /** The local day of an instant, in words. */
  words(t: Translate, at: Date | string): string;
  /** Such words without the year, where it is the present one. */
  short(words: string, now: Date): string;
  /**
   * The last day of a term that ends at an instant, in words: at midnight that is the day before.
   */
  until(t: Translate, end: Date | string): string;
  /** How a due time stands to now, counted in local calendar days. */
  due(t: Translate, dueAt: Date | string, now: Date): Due;
}

/** Local midnights fall on quarter hours everywhere, so instants of one quarter share their day. */
const quarter = 15 * 60_000;
const dayMs = 86_400_000;
const soon = 2;

function remembering<T>(make: (slot: number) => T): (slot: number) => T {
  const made = new Map<number, T>();
  return (slot) => {
    const cached = made.get(slot);
    if (cached !== undefined) return cached;
    if (made.size > 20_000) made.clear();
    const value = make(slot);
    made.set(slot, value);
    return value;
  };
}

/** Days in words, remembered: a list of fifty rows asks for a hundred of them. */
export function makeDays(timeZone: string): Days {
  const slotOf = (at: Date | string) => Math.floor(new Date(at).getTime() / quarter);
  const dayOf = remembering((slot) => dateIn(new Date(slot * quarter), timeZone));
  const numberOf = remembering((slot) => Date.parse(dayOf(slot)) / dayMs);
  const lastSlotOf = (end: Date | string) => slotOf(new Date(new Date(end).getTime() - 1));
  const worded = new Map<string, string>();
  const dues = new Map<string, Due>();
  const inWords = (t: Translate, slot: number): string => {
    const day = dayOf(slot);
    const key = t.lang + day;
    const cached = worded.get(key);
    if (cached) return cached;
    if (worded.size > 20_000) worded.clear();
    const text = t.date(day);
    worded.set(key, text);
    return text;
  };
  return {
    words: (t, at) => inWords(t, slotOf(at)),
    short(text, now) {
      const year = ` ${dayOf(slotOf(now)).slice(0, 4)}`;
      return text.endsWith(year) ? text.slice(0, -year.length) : text;
    },
    until: (t, end) => inWords(t, lastSlotOf(end)),
    due(t, dueAt, now) {
      const count = numberOf(lastSlotOf(dueAt)) - numberOf(slotOf(now));
      const past = new Date(dueAt) < now;
      const key = `${t.lang}${count}${past}`;
      const cached = dues.get(key);
      if (cached) return cached;
      const made = dueIn(t, count, past);
      dues.set(key, made);
      return made;
    },
  };
}

function dueIn(t: Translate, count: number, past: boolean): Due {
  if (count < 0) return { text: t("office-pages.due.overdue", { count: -count }), tone: "bad" };
  if (past) return { text: t("office-pages.due.overdue-today"), tone: "bad" };
  if (count === 0) return { text: t("office-pages.due.today"), tone: "action" };
  return { text: t("office-pages.due.in", { count }), tone: count <= soon ? "action" : "neutral" };
}
