import type { Definition } from "../catalogue/index.ts";
import type { Answers, AnswerValue } from "./model.ts";
import { pagePlan } from "./plan.ts";
import { answerOf, asAnswers } from "./walk.ts";

/**
 * The answers with one page replaced. On a repeating page `index` is the item; the number of items
 * (the default) adds one.
 */
export function putPage(
  def: Definition,
  pageId: string,
  answers: Answers,
  page: Answers,
  index?: number,
): Answers {
  const { page: currentPage, fields } = pagePlan(def, pageId);
  if (currentPage.repeat) {
    const items = itemsOf(def, pageId, answers);
    const at = Math.min(index ?? items.length, items.length);
    return {
      ...answers,
      [currentPage.repeat.name]: [...items.slice(0, at), page, ...items.slice(at + 1)],
    };
  }
  const rest = Object.entries(answers).filter(([name]) => !fields.has(name));
  return Object.fromEntries([...rest, ...Object.entries(page)]);
}

/** The answers without one item of a repeating page. */
export function dropItem(
  def: Definition,
  pageId: string,
  answers: Answers,
  index: number,
): Answers {
  const { repeat } = pagePlan(def, pageId).page;
  if (!repeat) return answers;
  const remaining: readonly AnswerValue[] = itemsOf(def, pageId, answers).filter(
    (_, at) => at !== index,
  );
  return { ...answers, [repeat.name]: remaining };
}

/** The items of a repeating page so far; empty on a page that does not repeat. */
export function itemsOf(def: Definition, pageId: string, answers: Answers): readonly Answers[] {
  const { repeat } = pagePlan(def, pageId).page;
  const list = repeat && answerOf(answers, repeat.name);
  return Array.isArray(list) ? list.map((item: AnswerValue) => asAnswers(item)) : [];
}
