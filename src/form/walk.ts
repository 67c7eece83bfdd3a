import type { Definition, Field, Page } from "../catalogue/index.ts";
import type { Answers, AnswerValue, FormFacts } from "./model.ts";
import { pagePlan } from "./plan.ts";
import { type ItemScope, type Scope, scopeOf } from "./scope.ts";

/** Callbacks during the walk. */
export interface Visitor {
  page?(page: Page): void;
  /** A field that is asked; `value` is undefined where unanswered. */
  field?(
    field: Field,
    path: string,
    value: AnswerValue | undefined,
    scope: ItemScope | Scope,
  ): void;
  /** The list of a repeating page, as given. */
  list?(page: Page, value: AnswerValue | undefined): void;
  /** One item of that list, before its fields. */
  item?(page: Page, index: number): void;
}

export interface Walk {
  /** Answers on the route, and nothing else. */
  readonly onRoute: Answers;
  readonly scope: Scope;
}

/**
 * Walks the form in order. Whether a page or a field is asked depends only on earlier answers that
 * are themselves on the route, so one pass is stable: walking the result keeps all of it. With
 * `until`, stops before that page.
 */
export function walk(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
  visitor: Visitor = {},
  until?: string,
): Walk {
  const scope = scopeOf(def, facts);
  const onRoute: Record<string, AnswerValue> = {};
  for (const page of def.form) {
    if (page.id === until) break;
    if (page.show && !scope.holds(page.show)) continue;
    visitor.page?.(page);
    if (page.repeat) walkList(def, page, page.repeat, answers, onRoute, scope, visitor);
    else walkFields(page, answers, "", onRoute, scope, visitor);
  }
  return { onRoute, scope };
}

function walkFields(
  page: Page,
  answers: Answers,
  prefix: string,
  onRoute: Record<string, AnswerValue>,
  scope: ItemScope | Scope,
  visitor: Visitor,
): void {
  for (const field of page.fields) {
    if (field.show && !scope.holds(field.show)) continue;
    const value = answerOf(answers, field.name);
    if (value !== undefined) {
      onRoute[field.name] = value;
      scope.set(field, value);
    }
    visitor.field?.(field, prefix + field.name, value, scope);
  }
}

function walkList(
  def: Definition,
  page: Page,
  { name, max }: NonNullable<Page["repeat"]>,
  answers: Answers,
  onRoute: Record<string, AnswerValue>,
  scope: Scope,
  visitor: Visitor,
): void {
  const list = answerOf(answers, name);
  visitor.list?.(page, list);
  if (!Array.isArray(list)) return;
  const { blankItem } = pagePlan(def, page.id);
  const keptItems: Answers[] = [];
  const items: Readonly<Record<string, unknown>>[] = [];
  // A list that is too long is refused as such; its items beyond the limit are not checked, to
  // bound the work.
  for (const [index, item] of list.slice(0, max).entries()) {
    visitor.item?.(page, index);
    const inner = scope.item(blankItem);
    const keptItem: Record<string, AnswerValue> = {};
    walkFields(page, asAnswers(item), `${name}[${index}].`, keptItem, inner, visitor);
    keptItems.push(keptItem);
    items.push(inner.own());
  }
  onRoute[name] = keptItems;
  scope.setList(name, items);
}

/** Null and absent both mean unanswered. */
export const answerOf = (answers: Answers, name: string): AnswerValue | undefined =>
  Object.hasOwn(answers, name) ? (answers[name] ?? undefined) : undefined;

/** The answers of an item; empty where something else was sent. */
export const asAnswers = (value: AnswerValue | undefined): Answers => (isItem(value) ? value : {});

export const isItem = (value: AnswerValue | undefined): value is Answers =>
  typeof value === "object" && value !== null && !Array.isArray(value);
