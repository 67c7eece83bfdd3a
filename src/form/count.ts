import type { Definition, Page } from "../catalogue/index.ts";
import type { Rule } from "../rules/index.ts";
import type { FormFacts } from "./model.ts";
import { planOf } from "./plan.ts";
import { answersRead } from "./reads.ts";
import { answerOf, walk } from "./walk.ts";
import type { Progress } from "./way.ts";

/** How far somebody is: a number that never goes back, of a total that only gets smaller. */
export interface Counted {
  readonly number: number;
  readonly total: number;
  /** Some of the total may not be asked: that depends on answers not given yet. */
  readonly isMost: boolean;
}

/**
 * The place of a page (or of `documents`) among those that are asked or may still be asked. A page
 * that depends on an answer counts until that answer rules it out, so no page appears from nowhere.
 */
export function countedAt(
  def: Definition,
  at: string,
  { answers, visited }: Progress,
  facts: FormFacts,
): Counted {
  const asked = new Set<string>();
  const { scope } = walk(def, answers, facts, { page: ({ id }) => void asked.add(id) });
  const { pageOfName } = planOf(def);
  const over = new Set<string>();
  const isOpen = (rule: Rule): boolean =>
    [...answersRead(def, rule)].some((name) => {
      const page = pageOfName.get(name);
      return page !== undefined && answerOf(answers, name) === undefined && !over.has(page.id);
    });
  const stateOf = ({ id, show }: Pick<Page, "id" | "show">): "asked" | "open" | "never" =>
    asked.has(id) ? "asked" : show && isOpen(show) ? "open" : "never";
  const states = def.form.map((page) => {
    const state = stateOf(page);
    if (state === "never" || visited.includes(page.id)) over.add(page.id);
    return { id: page.id, state };
  });
  const papersState = def.documents.map(({ when }) =>
    !when || scope.holds(when) ? "asked" : isOpen(when) ? "open" : "never",
  );
  const papers = (["asked", "open"] as const).find((state) => papersState.includes(state));
  const all = [...states, { id: "documents", state: papers ?? "never" }].filter(
    ({ state }) => state !== "never",
  );
  return {
    number: all.findIndex(({ id }) => id === at) + 1,
    total: all.length,
    isMost: all.some(({ state }) => state === "open"),
  };
}
