import type { Application, Task } from "../../cases/index.ts";
import { clockTime, isUuid } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import type { Flash } from "../../platform/http/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import type { Desk, Office } from "./desk.ts";
import type { Typed } from "./typed.ts";

/** A decision of the officer that nobody was told of yet. */
interface Signed {
  readonly caseId: string;
  readonly task: string;
  readonly reference: string;
}

/** When a decision takes effect: the local time, `HH:MM:SS`. @param at an ISO instant */
export const effectTime = ({ catalogue }: Pick<Office, "catalogue">, at: string): string =>
  `${clockTime(new Date(at), catalogue.jurisdiction.timeZone)}:${at.slice(17, 19)}`;

/** One button that takes a decision back; the server says so if it is too late. */
export const takeBackForm = (
  { t, csrf }: Pick<Desk, "t" | "csrf">,
  { caseId, task, reference }: Signed,
): SafeHtml =>
  html`
    <form method="post" action="/office/cases/${caseId}/act" novalidate>
      ${csrf}<input type="hidden" name="act" value="take-back">
      <input type="hidden" name="task" value="${task}">
      <input type="hidden" name="key" value="${newId()}">
      <button type="submit" class="govuk-button govuk-button--secondary of-take-back">
        ${t("office-pages.take-back.button")}
        <span class="govuk-visually-hidden">${reference}</span>
      </button>
    </form>
  `;

/**
 * The decision form as the officer had filled it in, where the last thing that happened to the task
 * is that they took their decision back: it is there to be corrected, not to be typed again.
 */
export function takenBack(
  { history, statements }: Pick<Application, "history" | "statements">,
  { key }: Pick<Task, "key">,
  officer: string,
): Typed | undefined {
  const isBy = (data: object) => "by" in data && data.by === officer;
  const own = history.filter(({ data }) => "task" in data && data.task === key && isBy(data));
  const last = own.at(-1);
  // A member gets their own words back, whoever's reason was signed with them.
  const before =
    own.findLast(({ type }) => type === "VoteCast") ??
    own.findLast(({ type }) => type === "DecisionSigned" || type === "TaskDone");
  if (last?.type !== "DecisionTakenBack" && last?.type !== "StepTakenBack") return undefined;
  if (
    before?.type !== "DecisionSigned" &&
    before?.type !== "VoteCast" &&
    before?.type !== "TaskDone"
  )
    return undefined;
  const { outcome, reason: { code = "", text } = {} } = before.data;
  return {
    ...{ act: "complete", task: key, outcome, code, to: "", fields: [], problems: [] },
    // Where the form asks it, they had ticked it: without the tick nothing was signed.
    withoutOpinion: true,
    text: (text && statements.get(text)) || "",
  };
}

/** The same with its outcome. */
interface SignedAs extends Signed {
  readonly outcome: string;
}

/**
 * What can be taken back for a while: a decision that waits to take effect, a step until a
 * colleague opens the file, a vote.
 */
const heldActs = ["signed", "step", "vote-held"] as const;

const heldCode = (held: (typeof heldActs)[number]) => `office-pages.done.${held}` as const;

/** The message after such an act. */
export const heldFlash = (
  held: (typeof heldActs)[number],
  signed: SignedAs,
  time: string,
): Flash => ({ kind: "success", code: heldCode(held), facts: { ...signed, time } });

/** At a step that its officer has just done: the way to take it back. */
export function stepBack(
  desk: Desk,
  { id: caseId, state }: Pick<Application, "id" | "state">,
  { key }: Pick<Task, "key">,
): SafeHtml | null {
  const { deps, t, officer } = desk;
  const until = deps.cases.stepOpenUntil(state, { key, by: officer.id });
  if (until === undefined) return null;
  const reference = state.submitted?.reference ?? "";
  return html`
    <p class="govuk-body">
      ${t("office-pages.take-back.step", { time: effectTime(deps, until) })}
    </p>
    ${takeBackForm(desk, { caseId, task: key, reference })}
  `;
}

const takenBackBy: readonly string[] = heldActs.map(heldCode);

/** The way to take back what such a message is about; nothing for any other message. */
export function takeBackIn(desk: Desk, flash: Flash | undefined): SafeHtml | undefined {
  const { caseId, task, reference } = flash?.facts ?? {};
  if (!flash || !takenBackBy.includes(flash.code) || !isUuid(String(caseId))) return undefined;
  const signed = { caseId: String(caseId), task: String(task), reference: String(reference) };
  return takeBackForm(desk, signed);
}
