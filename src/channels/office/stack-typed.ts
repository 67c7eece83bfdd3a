import { withFindings } from "../../acts/index.ts";
import type { Field, Outcome } from "../../catalogue/index.ts";
import {
  type Answers,
  answersSaid,
  findingsBlock,
  findingsScreen,
  findingsWanted,
  inputEndings,
  outcomesAsking,
  type RawPage,
} from "../../form/index.ts";
import { type FormFields, textOf } from "../../platform/http/index.ts";
import { taskWanted } from "../../workflow/index.ts";
import { html, input, type SafeHtml, select } from "../components/index.ts";
import { textQuestion } from "../questions/index.ts";
import { type Desk, factsNow } from "./desk.ts";
import { differencesTyped, saidWords } from "./differences.ts";
import { isConflict } from "./doubles-part.ts";
import { answeredFindings, findingErrors } from "./finding-fields.ts";
import { findingRows } from "./finding-rows.ts";
import type { StackFile } from "./stack-digest.ts";
import type { Stack } from "./stack-of.ts";

/** Kinds of question that have room in a row of a stack, each as one box. */
const inRow: readonly Field["type"][] = [
  ...(["text", "choice", "yes-no", "date", "integer", "decimal", "money"] as const),
];
const mostInRow = 8;

/** Whether what a step asks can be answered in a row, for many files on one page. */
export function fitsRow(findings: ReturnType<typeof findingsWanted>): boolean {
  const typed = findings.filter(({ confirms }) => !confirms);
  const isSimple = ({ type }: Field) => inRow.includes(type);
  return typed.length > 0 && typed.length <= mostInRow && findings.every(isSimple);
}

/** What a row asks for, and what it takes from the application where the officer finds the same. */
function fieldsOf(desk: Desk, { application, task }: StackFile, outcomes: readonly Outcome[]) {
  const { definition } = application;
  const facts = factsNow(desk, application);
  const stated = answersSaid(definition, task, facts);
  const ids = outcomes.map(({ id }) => id);
  const asking = outcomesAsking(definition, task, ids, facts);
  const asked = findingsWanted(definition, task).filter(({ name }) => asking.get(name)?.length);
  return { stated, typed: asked.filter(({ name }) => !(name in stated)) };
}

const inputName = ({ application: { id } }: StackFile, name: string): string => `row.${id}.${name}`;
const inputId = ({ application: { id } }: StackFile, name: string): string => `row-${id}-${name}`;

/** What is wrong in a box, and its id. */
interface RowError {
  /** As the summary says it, with the number of the file. */
  readonly text: string;
  /** As its box says it. */
  readonly own?: string;
  readonly id: string;
}

/** What was typed into a form of rows, with what is wrong in it. */
export interface TypedRows {
  readonly form: FormFields;
  readonly errors: readonly RowError[];
}

/** The boxes of one file, and what is recorded with them because the application says it. */
export function rowPart(
  desk: Desk,
  file: StackFile,
  { outcomes, typed, isFirst }: RowShown,
): SafeHtml {
  const { t, deps } = desk;
  const { application, task } = file;
  const fields = fieldsOf(desk, file, outcomes);
  const findings = { ...application.findings, [task.key]: fields.stated };
  const same = (findingRows(desk, { ...application, findings }, task) ?? [])
    .filter(({ field }) => field in fields.stated)
    .map(({ question, answer }) => `${question}: ${answer}`);
  const boxes = fields.typed.map((field, index) => {
    const id = inputId(file, field.name);
    const { options, raw } = textQuestion(field, deps.catalogue, t);
    // What has several boxes elsewhere is typed in one here.
    const how = raw ? ` (${t("office-pages.stack.rows.date")})` : "";
    const view = {
      ...{ id, name: inputName(file, field.name), optional: !field.required },
      label: t.words(field.label) + how,
      value: typed && textOf(typed.form, inputName(file, field.name)),
      error: typed?.errors.find((each) => each.id === id)?.own,
      autofocus: isFirst && index === 0 && !typed,
    };
    if (options) return select({ ...view, items: options }, t);
    const look = { width: 10, autocomplete: "off", maxlength: field.maxLength } as const;
    return input({ ...view, ...look, ...(raw && { inputmode: "numeric" }) }, t);
  });
  return html`
    ${
      same.length > 0
        ? html`
          <p class="govuk-hint">${t("office-pages.stack.rows.same", { same: same.join(" · ") })}</p>
        `
        : null
    }
    <div class="of-filter" data-row>${boxes}</div>
  `;
}

interface RowShown {
  readonly outcomes: readonly Outcome[];
  readonly typed: TypedRows | undefined;
  readonly isFirst: boolean;
}

/** Whether anything was typed into the row of a file. */
export const isFilledIn = (form: FormFields, caseId: string): boolean =>
  Object.keys(form).some(
    (name) => name.startsWith(`row.${caseId}.`) && textOf(form, name).trim() !== "",
  );

/** What was typed into the row of a file, in words: "Sex: Female · Mother: Uwase Aline". */
export function rowWords(
  desk: Desk,
  file: StackFile,
  { chosen, form }: { readonly chosen: string; readonly form: FormFields },
): string {
  const { t, deps } = desk;
  const { outcomes } = taskWanted(file.application.definition, file.task);
  const own = outcomes.filter(({ id }) => id === chosen);
  return fieldsOf(desk, file, own)
    .typed.flatMap((field) => {
      const text = textOf(form, inputName(file, field.name)).trim();
      const option = textQuestion(field, deps.catalogue, t).options?.find(
        ({ value }) => value === text,
      );
      return text ? [`${t.words(field.label)}: ${option?.text ?? text}`] : [];
    })
    .join(" · ");
}

/** The first box of the page, to which an error about all rows leads. */
export function firstInput(desk: Desk, { files, outcomes, doubles }: Stack): string {
  const file = files.find(({ application: { id } }) => !isConflict(doubles.get(id)));
  const field = file && fieldsOf(desk, file, outcomes).typed[0];
  return file && field ? inputId(file, field.name) : "";
}

/** A row in which something was typed, read by the rules of its own service. */
export interface RowRead {
  readonly file: StackFile;
  readonly answers: Answers;
  readonly errors: readonly RowError[];
}

/** Reads the rows in which anything stands; each is wrong by itself, all is said at once. */
export async function rowsRead(
  desk: Desk,
  files: readonly StackFile[],
  { outcome, form }: { readonly outcome: Outcome; readonly form: FormFields },
): Promise<readonly RowRead[]> {
  const rows = files.flatMap((file) => rowRead(desk, file, { outcome, form }) ?? []);
  const overlaid = rows.map(({ file: { application, task }, answers }) =>
    withFindings(application, task.key, answers),
  );
  const conflicts = await desk.deps.cases.conflictsOf(overlaid);
  return rows.map((row) => {
    const { application, task } = row.file;
    const doubles = conflicts.get(application.id) ?? [];
    const twice = doubles.flatMap(({ same, reference: other }) =>
      same.flatMap(({ field, value, task: key }) => {
        if (key !== task.key) return [];
        const number = `${desk.t.words(field.label)} ${value}`;
        const text = desk.t("office-pages.stack.rows.twice", { number, other });
        return [errorAt(row.file, field.name, text)];
      }),
    );
    return { ...row, errors: [...row.errors, ...twice] };
  });
}

const errorAt = (file: StackFile, name: string, own: string): RowError => ({
  ...{ text: `${file.application.state.submitted?.reference}: ${own}`, own },
  id: inputId(file, name),
});

function rowRead(
  desk: Desk,
  file: StackFile,
  { outcome, form }: { readonly outcome: Outcome; readonly form: FormFields },
): RowRead | undefined {
  const { application, task } = file;
  const { stated, typed } = fieldsOf(desk, file, [outcome]);
  const entered = typed.flatMap((field) => {
    const text = textOf(form, inputName(file, field.name)).trim();
    return text === "" ? [] : [[field, text] as const];
  });
  if (entered.length === 0) return undefined;
  const block = findingsBlock(application.definition, task);
  const raw = {
    ...findingsScreen(block, stated).raw,
    ...Object.assign(
      {},
      ...entered.map(([field, text]) => inputsFor(desk, block.prefix, field, text)),
    ),
  };
  const { answers, screen } = answeredFindings(desk, application, task, outcome.id, raw);
  const words = findingErrors(desk, application, task, screen.problems);
  const [first] = typed;
  const errors = screen.problems.map(({ field }, index) => {
    const name = field.slice(block.prefix.length);
    const own = typed.some((each) => each.name === name) ? name : (first?.name ?? name);
    const text = desk.t.words(words[index]?.words ?? {});
    return errorAt(file, own, text);
  });
  const warned = differencesTyped(desk, application, task, answers).map((difference) => {
    const words = saidWords(desk, application, task, difference);
    const own = `${words} ${desk.t("office-pages.stack.rows.alone")}`;
    return errorAt(file, difference.field.name, own);
  });
  return { file, answers, errors: [...errors, ...warned] };
}

/** What was typed in one box, as the inputs of the question would have it. */
function inputsFor({ deps, t }: Desk, prefix: string, field: Field, text: string): RawPage {
  const own = { ...field, name: prefix + field.name };
  const raw = textQuestion(own, deps.catalogue, t).raw?.(text) ?? { [own.name]: text };
  const [first = ""] = inputEndings(own);
  return raw[own.name] === undefined ? raw : { [own.name + first]: text };
}
