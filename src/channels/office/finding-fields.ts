import type { Application, Task } from "../../cases/index.ts";
import type { Field } from "../../catalogue/index.ts";
import {
  type Answers,
  answerFindings,
  answersSaid,
  dependsOnOthers,
  type FieldsScreen,
  findingsBlock,
  findingsScreen,
  findingsWanted,
  inputEndings,
  outcomesAsking,
  type RawPage,
  searchFindings,
} from "../../form/index.ts";
import type { Problem } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { taskWanted } from "../../workflow/index.ts";
import { html } from "../components/index.ts";
import { errorOf, fieldView, problemText } from "../questions/index.ts";
import { actHref } from "./act-href.ts";
import { type Desk, factsNow } from "./desk.ts";
import { differsAt } from "./differences.ts";
import type { AskedWith } from "./outcome-fields.ts";
import { type Act, fieldId, type Typed } from "./typed.ts";

/**
 * All that any outcome of the task may ask, with what was typed or found: reading drops what does
 * not apply. `before` stands there until something is.
 */
export function findingFields(
  desk: Desk,
  application: Application,
  task: Task,
  typed: Typed | undefined,
  before?: Answers,
  act: Act = "complete",
): AskedWith[] {
  const { t } = desk;
  const { catalogue } = desk.deps;
  const { definition, findings } = application;
  const block = findingsBlock(definition, task);
  const facts = factsNow(desk, application);
  const ids = taskWanted(definition, task).outcomes.map(({ id }) => id);
  const asking = outcomesAsking(definition, task, ids, facts);
  const own = findingsWanted(definition, task);
  const screen = typed?.findings ?? findingsScreen(block, findings[task.key] ?? before ?? {});
  const { raw, problems, searches } = screen;
  return block.fields.map((field, index) => {
    const { name } = field;
    const question = own[index] ?? field;
    const id = fieldId(act, task.key, name);
    const [error, search] = [errorOf(problems, name, t, field), searches.get(name)];
    const view = { field, raw, id, error, search, hint: hintOf(question, own, t), office: true };
    const outcomes = asking.get(question.name) ?? [];
    const difference = typed?.differences?.find((each) => each.field.name === question.name);
    const content = html`
      ${fieldView(view, catalogue, t)}${differsAt(desk, application, task, difference)}
    `;
    return { outcomes, content };
  });
}

/**
 * The questions of a task with what the application says, where nothing was typed: for an officer
 * who has it before them and finds the same.
 */
export function filledAsSaid(
  desk: Desk,
  application: Application,
  task: Task,
  posted: RawPage,
): FieldsScreen {
  const { definition } = application;
  const block = findingsBlock(definition, task);
  const stated = findingsScreen(
    block,
    answersSaid(definition, task, factsNow(desk, application)),
  ).raw;
  const raw: Record<string, string | readonly string[]> = { ...posted };
  for (const field of block.fields) {
    const inputs = inputEndings(field).map((ending) => field.name + ending);
    if (inputs.some((input) => [posted[input] ?? ""].flat().join("") !== "")) continue;
    for (const input of inputs) if (stated[input] !== undefined) raw[input] = stated[input];
  }
  return searchedFindings(desk, application, task, raw);
}

/** One press fills in what the application says; none where it says nothing of what is asked. */
export function asSaidButton(
  desk: Desk,
  application: Application,
  task: Task,
  fields: readonly AskedWith[],
): AskedWith[] {
  const own = findingsWanted(application.definition, task);
  const first = own.findIndex(({ confirms }) => confirms);
  const outcomes = fields[first]?.outcomes;
  if (!outcomes) return [];
  // One goes on at the first question that the application does not answer.
  const next = own.find(({ confirms }) => !confirms) ?? own[first];
  const id = fieldId(
    "complete",
    task.key,
    `find.${next?.name}${(next && inputEndings(next)[0]) ?? ""}`,
  );
  const content = html`
    <p class="govuk-body">
      <button
        type="submit"
        class="govuk-button govuk-button--secondary"
        name="_action"
        value="as-said"
        formaction="${actHref(desk, application.id)}#${id}"
        data-key="s"
      >
        ${desk.t("office-desk.differs.as-said")}
      </button>
    </p>
  `;
  return [{ outcomes, content }];
}

/** A question that other answers call for says so: it stands there always. */
function hintOf(field: Field, fields: readonly Field[], t: Translate): string | undefined {
  const own = field.hint ? [t.words(field.hint)] : [];
  const hints = dependsOnOthers(fields, field) ? [...own, t("office-pages.where-it-applies")] : own;
  return hints.length > 0 ? hints.join(" ") : undefined;
}

/** Looks up the codes that the officer searches for; nothing is wrong yet. */
export const searchedFindings = (
  { deps }: Desk,
  { definition }: Application,
  task: Task,
  posted: RawPage,
) => searchFindings(findingsBlock(definition, task), posted, deps.catalogue);

/** Posted findings as typed answers, with the screen that shows all that is wrong with them. */
export function answeredFindings(
  desk: Desk,
  application: Application,
  task: Task,
  outcome: string,
  posted: RawPage,
) {
  const { deps, t } = desk;
  const own = { outcome, lists: deps.catalogue, lang: t.lang };
  const facts = { ...factsNow(desk, application), ...own };
  return answerFindings(application.definition, task, posted, facts);
}

/**
 * Problems of findings for the summary: each leads to its input and says which question it is
 * about.
 */
export function findingErrors(
  { t }: Desk,
  { definition }: Application,
  task: Task,
  problems: readonly Problem[],
): Problem[] {
  const { fields } = findingsBlock(definition, task);
  return problems.map((problem) => {
    const field = fields.find(({ name }) => name === problem.field);
    const text = problemText(problem, t, field);
    const isNamed = !field || problem.code === "required";
    const words = { [t.lang]: isNamed ? text : `${t.words(field.label)}: ${text}` };
    const input = problem.field + ((field && inputEndings(field)[0]) ?? "");
    return { field: input, code: problem.code, words };
  });
}
