import { type Application, processValuesOf, type Task } from "../../cases/index.ts";
import type { Field } from "../../catalogue/index.ts";
import {
  type FindingFacts,
  findingsWanted,
  type Lists,
  type RawPage,
  rawOfFields,
  readFindings,
} from "../../form/index.ts";
import { dateIn, type Problem } from "../../kernel/index.ts";
import type { FormFields } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import type { SafeHtml } from "../components/index.ts";
import { fieldView } from "../questions/index.ts";
import type { Desk } from "./desk.ts";
import { errorOf, fieldId, problemWords, type Typed } from "./typed.ts";

/** Posted names of findings begin with this, so that none can be taken for a part of the form. */
export const findingPrefix = "find.";

const factsOf = (desk: Desk, application: Application, outcome: string): FindingFacts => {
  const today = dateIn(desk.now, desk.office.catalogue.jurisdiction.timeZone);
  return { outcome, today, values: processValuesOf(application, today) };
};

/** All that any outcome of the task may ask, with what was typed or found before: reading drops what does not apply. */
export function findingFields(
  desk: Desk,
  application: Application,
  task: Task,
  typed: Typed | undefined,
): SafeHtml[] {
  const before = application.findings[task.key] ?? {};
  const wanted = findingsWanted(application.definition, task);
  const raw = typed?.found ?? rawOfFields(wanted, before);
  const lists: Lists = { codeList: (id) => desk.office.catalogue.codeList(id) };
  return wanted.map((field) => {
    const name = findingPrefix + field.name;
    const id = fieldId("complete", task.key, name);
    const error = errorOf(desk.t, typed, name);
    const view = { field, raw, name, id, error, hint: hintOf(field, desk.t), office: true };
    return fieldView(view, lists, desk.t);
  });
}

/** A question that other answers call for says so: without a script it stands there always. */
function hintOf({ hint, show }: Field, t: Translate): string | undefined {
  const own = hint ? [t.words(hint)] : [];
  const hints = show ? [...own, t("office-pages.where-it-applies")] : own;
  return hints.length > 0 ? hints.join(" ") : undefined;
}

/** The posted findings by the names of their inputs, without the prefix. */
export const foundIn = (form: FormFields): RawPage =>
  Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) =>
      name.startsWith(findingPrefix) ? [[name.slice(findingPrefix.length), value]] : [],
    ),
  );

/** Posted findings as typed answers, with all that is wrong with them. */
export function readFound(desk: Desk, application: Application, task: Task, typed: Typed) {
  const { office, t } = desk;
  const facts = factsOf(desk, application, typed.outcome);
  const lists = (id: string) => office.catalogue.codeList(id) ?? [];
  const { definition } = application;
  return readFindings(definition, task, typed.found, facts, lists, t.lang);
}

/** Problems of findings at their fields, each saying which question it is about. */
export function findingProblemsAt(
  { t }: Desk,
  { definition }: Application,
  task: Task,
  problems: readonly Problem[],
): Problem[] {
  const fields = findingsWanted(definition, task);
  return problems.map((problem) => {
    const label = t.words(fields.find(({ name }) => name === problem.field)?.label);
    const words = problemWords(t, "complete", problem);
    const said = { [t.lang]: label ? `${label}: ${words}` : words };
    return { field: findingPrefix + problem.field, code: problem.code, words: said };
  });
}
