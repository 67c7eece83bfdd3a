import { claimsToSign, outcomesSigning } from "../../acts/index.ts";
import {
  type Application,
  type Difference,
  differencesIn,
  isOpen,
  isWorkOf,
  processValuesOf,
  type Task,
} from "../../cases/index.ts";
import { valueText } from "../../credentials/index.ts";
import { type Answers, answersSaid, type Contradiction, contradictions } from "../../form/index.ts";
import { taskWanted } from "../../workflow/index.ts";
import { checkbox, html, type SafeHtml, tag, warningText } from "../components/index.ts";
import { mayAsk, roundsLeft } from "./ask-this.ts";
import { actorAt, type Desk, factsNow } from "./desk.ts";
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

/** What the application says, as an answer to the officer's question. */
function saidAnswer(
  desk: Desk,
  application: Application,
  task: Task,
  { field, answer }: Contradiction,
): string {
  if (answer === null) return "";
  const findings = { [task.key]: { [field.name]: answer } };
  const [row] = findingRows(desk, { ...application, findings }, task) ?? [];
  return row?.answer ?? "";
}

/** "The application says: 14 March 2026", or what the service says, to stand beside the finding. */
export const saidWords = (
  desk: Desk,
  application: Application,
  task: Task,
  difference: Contradiction,
): string =>
  difference.words
    ? desk.t.words(difference.words)
    : desk.t("office-desk.differs.said", {
        answer: saidAnswer(desk, application, task, difference),
      });

/** That something is not as in the application, or else is to be looked at twice. */
const tagOf = ({ t }: Pick<Desk, "t">, differences: readonly Contradiction[]): SafeHtml =>
  tag(
    t(
      differences.every(({ words }) => words)
        ? "office-desk.differs.look"
        : "office-desk.differs.tag",
    ),
    "bad",
  );

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
  const differences = differencesSeen(desk, application);
  const lines = differenceLines(desk, application, differences);
  if (lines.length === 0) return null;
  const { t } = desk;
  const acts = insteadOfSigning(desk, application);
  const more = [
    ...paperWords(desk, application, differences),
    ...(acts.length > 0
      ? [t("office-desk.differs.instead", { acts: acts.map((act) => `“${act}”`).join(", ") })]
      : []),
  ];
  return warningText(
    html`
      ${tagOf(desk, differences)}${lines.map((line) => html`<br>${line}`)}
      ${more.map((line) => html`<br>${line}`)}
    `,
    t,
  );
}

/** Whether the certificate says what was found, or what the application says of it. */
function paperWords(
  desk: Desk,
  application: Application,
  differences: readonly Difference[],
): readonly string[] {
  const { t, deps } = desk;
  const { state } = application;
  if (state.tasks.some((task) => isKept(desk, application, task))) return [];
  const printed = new Set(claimsToSign(deps, application).map(({ value }) => valueText(value, t)));
  const isPrinted = (text: string | undefined) => text !== undefined && printed.has(text);
  const foundText = ({ task, field }: Difference) =>
    findingRows(desk, application, task)?.find((row) => row.field === field.name)?.answer;
  const own = differences.filter(({ words }) => !words);
  if (own.some((each) => isPrinted(saidAnswer(desk, application, each.task, each))))
    return [t("office-desk.differs.paper-said")];
  return own.some((each) => isPrinted(foundText(each)))
    ? [t("office-desk.differs.paper-found")]
    : [];
}

/** What else than signing their step offers an officer, in the words that stand there. */
function insteadOfSigning(desk: Desk, application: Application): readonly string[] {
  const { t } = desk;
  const { definition, state } = application;
  return state.tasks
    .filter((task) => isOpen(task) && !task.signed && isWorkOf(actorAt(desk), task, definition.id))
    .flatMap((task) => {
      if (task.proposed) return [t("office.send-back")];
      const signing = outcomesSigning(definition, task);
      const others = taskWanted(definition, task).outcomes.filter(
        ({ id }) => !signing.includes(id),
      );
      return [
        ...others.map(({ title }) => t.words(title)),
        ...(mayAsk(desk, roundsLeft(application, task)) ? [t("office.request")] : []),
      ];
    });
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
        ${tagOf(desk, [difference])}${" "}
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
  const differences = foundBefore(desk, application, task);
  const lines = differenceLines(desk, application, differences);
  if (lines.length === 0) return undefined;
  const { t } = desk;
  const content = html`
    ${warningText(
      html`
        ${tagOf(desk, differences)}${lines.map((line) => html`<br>${line}`)}
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
