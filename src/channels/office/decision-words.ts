import { type Application, refuses, type Task } from "../../cases/index.ts";
import type { Outcome } from "../../catalogue/index.ts";
import type { PlainKey } from "../../platform/i18n/index.ts";
import { appealStage, committeeOf, isOpinion, taskWanted } from "../../workflow/index.ts";
import { attr, html, labelText, type SafeHtml, textarea } from "../components/index.ts";
import type { FormOf } from "./task-forms.ts";
import { errorOf, fieldId, type Typed } from "./typed.ts";

/**
 * Whether the applicant reads the words of an outcome: those of a decision, and all of an appeal.
 * Words on the way to another stage stay among the officers.
 */
function isToldApplicant({ definition }: Application, task: Task, outcome: Outcome): boolean {
  if (task.stage === appealStage) return true;
  const stage = definition.process?.stages.find(({ id }) => id === task.stage);
  const target = outcome.to ?? stage?.next;
  return target !== undefined && "end" in target;
}

/** What stands at the box for words: whose they are, and who reads them. */
interface Wording {
  readonly label: string;
  readonly hint: string;
}

function wordingOf(form: FormOf, outcome: Outcome): Wording {
  const { desk, application, task } = form;
  const { t } = desk;
  const isTold = isToldApplicant(application, task, outcome);
  const label = t(isTold ? "office-pages.words-to-person" : "office-pages.words-to-colleagues");
  const optional = !outcome.reasonRequired && !refuses(outcome);
  const isVote = committeeOf(application.definition, task) !== undefined;
  const readers = isVote && isTold ? [t("committee.told")] : [];
  const hint = [t(hintOf(form, outcome, isTold)), ...readers].join(" ");
  return { label: labelText({ label, optional }, t), hint };
}

function hintOf({ application, task, place }: FormOf, outcome: Outcome, isTold: boolean): PlainKey {
  const isVote = committeeOf(application.definition, task) !== undefined;
  if (task.stage === appealStage)
    return isOpinion(task) ? "office-pages.appeal.opinion-hint" : "office-pages.appeal.hint";
  if (isVote || (place && place.line !== "above")) return "committee.reason-hint";
  if (!isTold) return "office-pages.colleagues-read";
  return refuses(outcome) ? "office.reason-hint" : "office-pages.person-reads";
}

/**
 * The box for words to a decision. A script says with each outcome who reads them; without it the
 * box says so of all outcomes, until one was chosen.
 */
export function decisionWords(form: FormOf, typed: Typed | undefined): SafeHtml {
  const { desk, application, task } = form;
  const { t } = desk;
  const { outcomes } = taskWanted(application.definition, task);
  const byOutcome = new Map(outcomes.map((outcome) => [outcome.id, wordingOf(form, outcome)]));
  const { label, hint } =
    byOutcome.get(typed?.outcome ?? "") ?? ofAll(form, outcomes, [...byOutcome.values()]);
  const box = textarea(
    {
      ...{ id: fieldId("complete", task.key, "text"), name: "text", rows: 4, label, hint },
      ...{ value: typed?.text, error: errorOf(t, typed, "text") },
    },
    t,
  );
  const wordings = JSON.stringify(Object.fromEntries(byOutcome));
  return html`<div${attr("data-wordings", wordings)}>${box}</div>`;
}

/** What is true of all outcomes: the same for all, or which words go where. */
function ofAll(
  { desk: { t } }: FormOf,
  outcomes: readonly Outcome[],
  wordings: readonly Wording[],
): Wording {
  const [first, ...others] = wordings;
  const isSame = (of: keyof Wording) => others.every((other) => other[of] === first?.[of]);
  const label = t("office-pages.words");
  const hints = [...new Set(wordings.map(({ hint }) => hint))].map((hint) => {
    const titles = outcomes.filter((_, at) => wordings[at]?.hint === hint);
    const names = t.list(titles.map(({ title }) => t.words(title)));
    return t("office-pages.words-with", { outcomes: names, hint });
  });
  return {
    label: first && isSame("label") ? first.label : label,
    hint: first && isSame("hint") ? first.hint : hints.join(" "),
  };
}
