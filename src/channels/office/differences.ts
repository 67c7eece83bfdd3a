import { outcomesSigning } from "../../acts/index.ts";
import {
  type Application,
  type Difference,
  differencesIn,
  processValuesOf,
  type Task,
} from "../../cases/index.ts";
import { type Answers, answersSaid, type Contradiction, contradictions } from "../../form/index.ts";
import { checkbox, html, type SafeHtml, tag, warningText } from "../components/index.ts";
import { type Desk, factsNow } from "./desk.ts";
import { findingRows, isKept } from "./finding-rows.ts";
import type { AskedWith } from "./outcome-fields.ts";
import type { FormOf } from "./task-forms.ts";
import { type Act, errorOf, fieldId, type Typed, typedIn } from "./typed.ts";

/** What officers found that is not what the application says, without what is hidden here. */
export const differencesSeen = (desk: Desk, application: Application): readonly Difference[] =>
  differencesIn(application).filter(({ task }) => !isKept(desk, application, task));

/** What earlier steps found, without what this step finds anew. */
const foundBefore = (desk: Desk, application: Application, step: Task): readonly Difference[] =>
  differencesSeen(desk, application).filter(
    ({ task }) => task.key === step.key || task.task !== step.task || task.stage !== step.stage,
  );

/** Whether this outcome of a step signs over a difference that was found before. */
export const signsOver = (
  desk: Desk,
  application: Application,
  task: Task,
  outcome: string,
): boolean =>
  outcomesSigning(application.definition, task).includes(outcome) &&
  foundBefore(desk, application, task).length > 0;

/** What of these answers to the officer's questions is not what the application says. */
export function differencesTyped(
  desk: Desk,
  application: Application,
  task: Task,
  answers: Answers,
): readonly Contradiction[] {
  return contradictions(application.definition, task, answers, factsNow(desk, application));
}

/** "The application says: 14 March 2026", to stand beside what was found. */
export function saidWords(
  desk: Desk,
  application: Application,
  task: Task,
  { field, answer }: Contradiction,
): string {
  const findings = { [task.key]: { [field.name]: answer } };
  const [row] = findingRows(desk, { ...application, findings }, task) ?? [];
  return desk.t("office-desk.differs.said", { answer: row?.answer ?? "" });
}

/** Each difference in one line: what was found, and what the application says. */
export const differenceLines = (
  desk: Desk,
  application: Application,
  differences: readonly Difference[],
): readonly string[] =>
  differences.flatMap(({ task, ...difference }) => {
    const rows = findingRows(desk, application, task) ?? [];
    const own = rows.find(({ field }) => field === difference.field.name);
    const words = saidWords(desk, application, task, difference);
    return own ? [`${own.question}: ${own.answer}. ${words}`] : [];
  });

/** Above the file: that what was found is not what the application says, both side by side. */
export function differsWarning(desk: Desk, application: Application): SafeHtml | null {
  const lines = differenceLines(desk, application, differencesSeen(desk, application));
  if (lines.length === 0) return null;
  return warningText(
    html`
      ${tag(desk.t("office-desk.differs.tag"), "bad")}<br>${desk.t("office-desk.differs.warning")}
      ${lines.map((line) => html`<br>${line}`)}
    `,
    desk.t,
  );
}

/** At a question whose answer is not what the application says. */
export const differsAt = (
  desk: Desk,
  application: Application,
  task: Task,
  difference: Contradiction | undefined,
): SafeHtml | null =>
  difference
    ? html`
      <p class="govuk-body">
        ${tag(desk.t("office-desk.differs.tag"), "bad")}${" "}
        ${saidWords(desk, application, task, difference)}
      </p>
    `
    : null;

/** At an answer that is what the application says: its officer has confirmed it. */
export function confirmedWords(
  { t }: Pick<Desk, "t">,
  application: Application,
  task: Task,
): (name: string) => string | null {
  const { definition, state, findings } = application;
  const today = state.submitted?.asOf ?? "";
  const facts = { values: processValuesOf(application, today), today };
  const stated = answersSaid(definition, task, facts);
  const differing = contradictions(definition, task, findings[task.key] ?? {}, facts);
  return (name) =>
    name in stated && !differing.some(({ field }) => field.name === name)
      ? t("office-desk.differs.same")
      : null;
}

/** At the buttons: what differs, and the tick without which nobody signs over it. */
export function signOverPart({ desk, application, task, typed }: FormOf, act: Act) {
  const own = typedIn(typed, act, task.key);
  if (own?.differences?.length) return undefined;
  const lines = differenceLines(desk, application, foundBefore(desk, application, task));
  if (lines.length === 0) return undefined;
  const { t } = desk;
  const content = html`
    ${warningText(
      html`
        ${tag(t("office-desk.differs.tag"), "bad")}${lines.map((line) => html`<br>${line}`)}
      `,
      t,
    )}
    ${differsTick(desk, task, { act, typed: own, label: t("office-desk.differs.sign") })}
  `;
  return { outcomes: outcomesSigning(application.definition, task), content } satisfies AskedWith;
}

const differsTick = (
  { t }: Pick<Desk, "t">,
  task: Task,
  { act, typed, label }: { act: Act; typed: Typed | undefined; label: string },
): SafeHtml =>
  checkbox(
    {
      id: fieldId(act, task.key, "differs"),
      ...{ name: "differs", value: "yes", checked: typed?.differs ?? false, label },
      error: errorOf(t, typed, "differs"),
    },
    t,
  );

/** Asks for a tick where something else was found than the application says. */
export const differsBox = (desk: Desk, task: Task, typed: Typed | undefined): SafeHtml | null =>
  typed?.differences?.length
    ? differsTick(desk, task, {
        ...{ act: typed.act, typed, label: desk.t("office-desk.differs.compared") },
      })
    : null;
