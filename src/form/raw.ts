import type { Definition, Field } from "../catalogue/index.ts";
import { rawField } from "./kinds.ts";
import type { Answers } from "./model.ts";
import { pagePlan } from "./plan.ts";
import { itemsOf } from "./put-page.ts";
import { answerOf } from "./walk.ts";

/** The inputs of a page as text, by the names they are posted under. */
export type RawPage = Readonly<Record<string, string | readonly string[]>>;

/**
 * Saved answers as the texts of their inputs, the reverse of `readPage`: a date in its three parts
 * (`name-day`, `name-month`, `name-year`), money in major units, yes-no as `yes` or `no`, choices
 * as a list. On a repeating page `index` is the item. Unanswered fields are absent.
 */
export function rawOf(def: Definition, pageId: string, answers: Answers, index = 0): RawPage {
  const { page } = pagePlan(def, pageId);
  const source = page.repeat ? (itemsOf(def, pageId, answers)[index] ?? {}) : answers;
  return rawOfFields(page.fields, source);
}

/** Values of fields as the texts of their inputs. */
export function rawOfFields(fields: readonly Field[], source: Answers): RawPage {
  const raw: Record<string, string | readonly string[]> = {};
  for (const field of fields) {
    const value = answerOf(source, field.name);
    if (value === undefined) continue;
    for (const [ending, text] of Object.entries(rawField(field, value)))
      raw[field.name + ending] = text;
  }
  return raw;
}

/** The text of an input; the last of several with one name, as a browser's back button may send. */
export function single(raw: RawPage, name: string): string {
  const posted = Object.hasOwn(raw, name) ? raw[name] : undefined;
  const text = Array.isArray(posted) ? posted.at(-1) : posted;
  return typeof text === "string" ? text : "";
}
