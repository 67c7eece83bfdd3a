import type { Money } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import type { Content } from "../html.ts";
import { dayWords, sideName } from "../sides.ts";

export type Data = Readonly<Record<string, unknown>>;

/** How what a side states is told: what it is about, and what it says. */
export interface FactWords {
  readonly label: (said: Data, t: Translate) => string;
  readonly words: (said: Data, t: Translate) => Content;
  /** The title that it gives its subject. */
  readonly title?: (said: Data, t: Translate) => string;
}

export type FactTable = Readonly<Record<string, FactWords>>;

export const text = (value: unknown): string => (typeof value === "string" ? value : "");
export const number = (value: unknown): number => (typeof value === "number" ? value : 0);
export const day = (value: unknown, t: Translate): string =>
  text(value) ? dayWords(text(value), t) : "";
export const inner = (data: object, name: string): Data => {
  const value = (data as Data)[name];
  return typeof value === "object" && value !== null ? (value as Data) : {};
};
export const inWords = (data: object, name: string, t: Translate): string =>
  t.words(inner(data, name) as Readonly<Record<string, string>>);
export const joined = (...parts: readonly string[]): string => parts.filter(Boolean).join(", ");
export const named = (value: unknown, t: Translate): string => sideName(text(value), t);

/** Money of one side: how much, whether promised or spent, in cash or in kind, on which day. */
export const contributionWords = ({ money, stage, kind, on }: Data, t: Translate): string =>
  joined(
    t.money(money as Money),
    t.named(`commitments.stage.${text(stage)}`),
    t.named(`commitments.kind.${text(kind)}`),
    day(on, t),
  );
