import { claimsToSign } from "../../acts/index.ts";
import { type Application, isKeptFrom, type Note, type Task } from "../../cases/index.ts";
import { valueText } from "../../credentials/index.ts";
import { dateTime } from "./case-parts.ts";
import { outcomeWords, taskWords } from "./case-words.ts";
import type { Desk } from "./desk.ts";
import { findingRows } from "./finding-rows.ts";
import type { NameOf } from "./names.ts";

/** One file of a stack, with the step that is signed. */
export interface StackFile {
  readonly application: Application;
  readonly task: Task;
}

/**
 * Who applied, every step before with its outcome and what was found in it, what the first officer
 * proposes and what the certificate would say: what is signed together is signed knowing this.
 */
export function digestOf(
  desk: Desk,
  { application, task }: StackFile,
  nameOf: NameOf,
): readonly string[] {
  const { t, officer } = desk;
  const paper = paperIn(desk, application);
  // What was found and stands on the certificate is read once.
  const printed = new Set(paper.map(({ text }) => text));
  const foundIn = (step: Task) =>
    (findingRows(desk, application, step) ?? []).flatMap(({ question, answer }) =>
      printed.has(answer) ? [] : [`${question}: ${answer}`],
    );
  const before = application.state.tasks.flatMap((step) => {
    if (!step.done || isKeptFrom(application.definition, application.state, step, officer.id))
      return [];
    const outcome = outcomeWords(t, application, step, step.done.outcome);
    const who = step.done.by === "system" ? t("office-pages.system") : nameOf(step.done.by);
    const did = `${taskWords(t, application, step).task}: ${outcome}`;
    return [[did, who, ...foundIn(step)].join(" · ")];
  });
  const proposal = task.proposed && [
    outcomeWords(t, application, task, task.proposed.outcome),
    t("office.signed-by", { name: nameOf(task.proposed.by) }),
    ...foundIn(task),
  ];
  return [
    ...applicantIn(desk, application),
    ...before,
    ...(proposal ? [proposal.join(" · ")] : []),
    ...(paper.length > 0
      ? [
          `${t.words(application.definition.output?.title)}: ${paper
            .map(({ title, text }) => `${title}: ${text}`)
            .join(" · ")}`,
        ]
      : []),
  ];
}

/** When and under which number the applicant was born. */
function applicantIn({ t }: Desk, { asked: { applicant } }: Application): string[] {
  const { birthDate, nationalId } = applicant;
  const facts = [
    ...(birthDate ? [[t("office-pages.applicant.born"), t.date(birthDate)]] : []),
    ...(nationalId ? [[t("office-pages.applicant.national-id"), nationalId]] : []),
  ];
  const words = facts.map(([name, value]) => `${name}: ${value}`).join(" · ");
  return words ? [`${t("office.applicant")}: ${words}`] : [];
}

/** What the certificate would say, without what is kept from this officer. */
function paperIn(desk: Desk, application: Application) {
  const { deps, t, officer } = desk;
  const { state, definition } = application;
  if (state.tasks.some((step) => isKeptFrom(definition, state, step, officer.id))) return [];
  return claimsToSign(deps, application)
    .map(({ title, value }) => ({ title: t.words(title), text: valueText(value, t) }))
    .filter(({ text }) => text !== "");
}

/** Characters of a note that a row shows; the whole is in the file. */
const mostOfNote = 300;

/** How many notes colleagues have written, and what the newest says. */
export function noteLines(desk: Desk, notes: readonly Note[], nameOf: NameOf): readonly string[] {
  const newest = notes.at(-1);
  if (!newest) return [];
  const { t } = desk;
  const { author, at, text } = newest;
  const start = text.length > mostOfNote ? `${text.slice(0, mostOfNote)}…` : text;
  const count = `${t("office-pages.notes.title")} (${t.number(notes.length)})`;
  return [`${count}: ${[nameOf(author), dateTime(t, at, desk), start].join(" · ")}`];
}
