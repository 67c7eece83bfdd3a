import type { FastifyReply } from "fastify";
import { refuses } from "../../cases/index.ts";
import type { FieldsScreen } from "../../form/index.ts";
import { newId } from "../../platform/db/index.ts";
import { statusOf } from "../../platform/http/index.ts";
import { errorSummary, html, radios, type SafeHtml } from "../components/index.ts";
import { recordCompared, recordLook } from "./case-file.ts";
import { stackScriptTags } from "./case-scripts.ts";
import { type Desk, show } from "./desk.ts";
import { isConflict, noDoubles } from "./doubles-part.ts";
import { findingFields } from "./finding-fields.ts";
import { keysHint } from "./keys.ts";
import { askedWith } from "./outcome-fields.ts";
import type { StackFile } from "./stack-digest.ts";
import { type Stack, whyAlone } from "./stack-of.ts";
import { mostAlike, stackRow } from "./stack-row.ts";
import { rowPart, type TypedRows } from "./stack-typed.ts";
import { caseHref } from "./worklist.ts";

export interface StackTyped {
  readonly list: string;
  readonly seen?: readonly string[];
  readonly outcome?: string;
  readonly code?: string;
  readonly errors?: readonly { readonly text: string; readonly id: string }[];
  /** The one question of the step, as it was answered. */
  readonly findings?: FieldsScreen;
  /** What was typed into the rows of the files. */
  readonly typed?: TypedRows;
}

/** The page of a stack, or the same come back with what is wrong. */
export async function sendStack(
  desk: Desk,
  stack: Stack,
  given: StackTyped,
): Promise<FastifyReply> {
  const { list, errors = [] } = given;
  const { t } = desk;
  const content = html`
    ${errorSummary([...errors], t)}
    <h1 class="govuk-heading-l">${titleOf(desk, stack)}</h1>
    ${leftOutPart(desk, stack, list)}
    ${await stackForm(desk, stack, given)}
    <p class="govuk-body"><a class="govuk-link" href="${list}">${t("office.worklist")}</a></p>
  `;
  return show(desk, {
    ...{ title: titleOf(desk, stack), content, path: list },
    ...{ failed: errors.length > 0, before: stackScriptTags },
    ...(errors.length > 0 && { status: statusOf("invalid") }),
  });
}

export const titleOf = ({ t }: Desk, stack: Stack): string => {
  const count = stack.files.filter((file) => !isAlone(stack, file)).length;
  return t(stack.inRows ? "office-pages.stack.rows.title" : "office-pages.stack.title", { count });
};

/** The files to look at, with what is asked of them; each look is recorded. */
export async function stackForm(desk: Desk, stack: Stack, given: StackTyped): Promise<SafeHtml> {
  const { list, seen = [], findings, typed } = given;
  const { t } = desk;
  const applications = stack.files.map(({ application }) => application);
  for (const application of applications) await recordLook(desk, application, "case");
  const shown = [...stack.doubles.values()].filter((each) => !isConflict(each));
  await recordCompared(
    desk,
    shown.flatMap(({ rows }) => rows.slice(0, mostAlike)),
  );
  const notes = await desk.deps.cases.notesOfEach(applications.map(({ id }) => id));
  const nameOf = await desk.deps.names(
    stack.files.flatMap(({ task, application }) => [
      task.proposed?.by,
      ...(notes.get(application.id) ?? []).map(({ author }) => author),
      ...application.state.tasks.map(({ done }) => done?.by),
    ]),
  );
  const [, query = ""] = list.split("?", 2);
  const together = stack.files.filter((file) => !isAlone(stack, file)).length;
  const { inRows, outcomes } = stack;
  const keys = inRows ? "office-pages.keys.rows" : "office-pages.keys.stack";
  const first = stack.files.find((file) => !isAlone(stack, file));
  const rows = stack.files.map((file, index) =>
    stackRow(desk, file, {
      ...{ index, list, seen, nameOf },
      doubles: stack.doubles.get(file.application.id) ?? noDoubles,
      notes: notes.get(file.application.id) ?? [],
      ...(inRows && {
        boxes: rowPart(desk, file, { outcomes, typed, isFirst: file === first }),
      }),
    }),
  );
  const outcome = stack.second ? null : outcomeChoice(desk, stack, given);
  const asked = html`${outcome}${findingPart(desk, stack, findings)}`;
  const sign = html`
    <button type="submit" class="govuk-button" data-enter>
      ${t(inRows ? "office-pages.stack.rows.sign" : "office-pages.stack.sign")}
    </button>
  `;
  return html`
    <p class="govuk-body">
      ${t(inRows ? "office-pages.stack.rows.lead" : "office-pages.stack.lead")}
    </p>
    ${together > 0 ? keysHint(t, t(keys)) : null}
    <form method="post" action="/office/stack/sign" data-decide data-stack novalidate>
      ${desk.csrf}<input type="hidden" name="key" value="${newId()}">
      ${inRows ? checkButton : null}<input type="hidden" name="list" value="${query}">
      ${stack.files.map(
        ({ application, task }) => html`
        <input type="hidden" name="stack" value="${application.id}~${task.key}">
      `,
      )}
      ${together > 0 ? asked : null}
      <ul class="of-stack">${rows}</ul>
      ${together > 0 ? sign : null}
    </form>
  `;
}

/** Enter in a box of a row sends the form by its first button: this one records nothing. */
const checkButton = html`
  <button
    type="submit"
    class="govuk-visually-hidden"
    name="_action"
    value="check"
    tabindex="-1"
    aria-hidden="true"
  ></button>
`;

/** What was chosen and is not signed here, each with why and the way to it. */
function leftOutPart({ t }: Desk, { leftOut }: Stack, list: string): SafeHtml | null {
  if (leftOut.length === 0) return null;
  const rows = leftOut.map(
    ({ caseId, reference, why, differs = [] }) => html`
      <li>
        <a class="govuk-link hw-reference" href="${caseHref(caseId, list)}">${reference}</a>${" "}
        <span class="hw-muted">${t(whyAlone(why))}</span>
        ${differs.map((line) => html`<span class="of-work__step">${line}</span>`)}
      </li>
    `,
  );
  return html`
    <p class="govuk-body">${t("office-pages.stack.left-out", { count: leftOut.length })}</p>
    <ul class="govuk-list">${rows}</ul>
  `;
}

/** The one question of the step, answered once for all files that are ticked. */
function findingPart(desk: Desk, { files, finding }: Stack, findings?: FieldsScreen) {
  const [first] = files;
  if (!finding || !first) return null;
  const { application, task } = first;
  const typed = findings && { ...noneTyped, task: task.key, findings };
  const fields = findingFields(desk, application, task, typed);
  return html`
    <p class="govuk-hint">${desk.t("office-pages.stack.for-all")}</p>
    ${fields.map(({ content }) => content)}
  `;
}

const noneTyped = {
  ...{ act: "complete" as const, outcome: "", code: "", to: "", text: "" },
  ...{ fields: [], problems: [] },
};

function outcomeChoice(
  { t }: Desk,
  { outcomes, reasons }: Stack,
  { errors = [], outcome, code }: StackTyped,
): SafeHtml {
  const errorAt = (at: string) => errors.find(({ id }) => id === at)?.text;
  const [only] = outcomes;
  const choice = radios(
    {
      ...{ id: "outcome", name: "outcome", legend: t("office.outcome"), error: errorAt("outcome") },
      items: outcomes.map(({ id, title }) => ({ value: id, text: t.words(title) })),
      value: outcomes.length === 1 && only ? only.id : outcome,
    },
    t,
  );
  const refusing = outcomes.filter(refuses).map(({ id }) => id);
  const why = radios(
    {
      ...{ id: "code", name: "code", legend: t("office-pages.refusal-reason"), value: code },
      items: reasons.map(({ id, title, explanation }) => ({
        ...{ value: id, text: t.words(title), hint: t.words(explanation) },
      })),
      error: errorAt("code"),
    },
    t,
  );
  return html`${choice}${askedWith(t, outcomes, [{ outcomes: refusing, content: why }])}`;
}

/** Whether it is decided on its own page, as another file has its number. */
export const isAlone = ({ doubles }: Stack, { application: { id } }: StackFile): boolean =>
  isConflict(doubles.get(id));
