import { paperTitle, statusWords } from "../../acts/index.ts";
import {
  type Application,
  type CaseEvent,
  groundsOfVotes,
  type Reason,
  reasonSaid,
  type Task,
} from "../../cases/index.ts";
import { findingsWanted } from "../../form/index.ts";
import type { Remaining } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { taskWanted } from "../../workflow/index.ts";
import { type Worded, wordsOfWork } from "./work-words.ts";

/** The last word of `status.<code>`, which also chooses the tone. */
export const statusKey = ({ state }: Application) =>
  state.status === "none" ? "draft" : statusWords[state.status];

export const taskWords = (t: Translate, { definition }: Application, task: Task): Worded =>
  wordsOfWork(t, definition, { service: definition.id, stage: task.stage, task: task.task });

/** Which file it is: its number, the applicant and the service. */
export const fileWords = (t: Translate, { state, asked, definition }: Application): string =>
  [state.submitted?.reference, asked.applicant.name, t.words(definition.title)]
    .filter(Boolean)
    .join(" · ");

export const outcomeWords = (
  t: Translate,
  { definition }: Application,
  task: Pick<Task, "stage" | "task">,
  outcome: string,
): string =>
  t.words(taskWanted(definition, task).outcomes.find(({ id }) => id === outcome)?.title) || outcome;

/** A reason as it is read: the listed ones, then the words. Erased words are said to be so. */
export function reasonWords(
  t: Translate,
  { definition, statements }: Application,
  reason: Reason | undefined,
): string[] {
  const { codes, texts } = reasonSaid(reason, statements);
  const grounds = codes.map((code) => {
    const listed = definition.process?.refusalReasons.find(({ id }) => id === code);
    const isOfVotes = groundsOfVotes.some((each) => each === code);
    const own = isOfVotes ? `application.${code}` : `office-pages.reason.${code}`;
    const named = listed ? t.words(listed.title) : t.has(own) ? t.named(own) : code;
    return { named, ready: listed?.explanation && t.words(listed.explanation) };
  });
  // Two texts on end would read as one: which words are the officer's own is said.
  const isAdded = grounds.some(({ ready }) => ready);
  const own = texts.map((text = t("office-pages.erased"), at) =>
    isAdded && at === 0 ? `${t("application.office-adds")} ${text}` : text,
  );
  return [...grounds.flatMap(({ named, ready }) => (ready ? [named, ready] : [named])), ...own];
}

/** What is left of a stopped term, in the unit of the term. */
export function remainingWords(t: Translate, left: Remaining): string {
  if ("businessDays" in left) return t.duration(`${left.businessDays}bd`);
  if ("businessMinutes" in left) return t.duration(`${Math.ceil(left.businessMinutes / 60)}bh`);
  return t.duration(`P${Math.ceil(left.milliseconds / 86_400_000)}D`);
}

/** The title of a paper by its id, the applicant's or an officer's. */
export const documentTitle = (t: Translate, { definition }: Application, id: string): string =>
  paperTitle(t, definition, id) || id;

/** The questions whose answers an officer corrected. */
export function correctedWords(
  t: Translate,
  application: Application,
  { task, fields }: Extract<CaseEvent, { type: "FindingCorrected" }>["data"],
): string {
  const place = application.state.tasks.find(({ key }) => key === task);
  const asked = place ? findingsWanted(application.definition, place) : [];
  return t.list(
    asked.filter(({ name }) => fields.includes(name)).map(({ label }) => t.words(label)),
  );
}
