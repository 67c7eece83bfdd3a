import { statusWords } from "../../acts/index.ts";
import type { DoubleRow, Doubles, Note } from "../../cases/index.ts";
import { html, type SafeHtml, tag } from "../components/index.ts";
import { aboutWords } from "./columns.ts";
import type { Desk } from "./desk.ts";
import { isConflict, sameLines } from "./doubles-part.ts";
import type { NameOf } from "./names.ts";
import { newNotes, newNotesLines } from "./new-notes.ts";
import { digestOf, noteLines, type StackFile } from "./stack-digest.ts";
import { caseHref } from "./worklist.ts";

/** Likely doubles of one file that are told on the page of a stack. */
export const mostAlike = 5;

interface RowOf {
  readonly index: number;
  readonly list: string;
  /** Values of the rows that were ticked. */
  readonly seen: readonly string[];
  readonly nameOf: NameOf;
  readonly doubles: Doubles;
  readonly notes: readonly Note[];
  /** The boxes of the row, where each file is filled in by itself. */
  readonly boxes?: SafeHtml | undefined;
}

/** The id of the tick of a row. */
export const boxId = (index: number): string => `seen-${index + 1}`;

/** One file of a stack, to be ticked as seen; not where it is decided alone. */
export function stackRow(
  desk: Desk,
  file: StackFile,
  { index, list, seen, nameOf, doubles, notes, boxes }: RowOf,
): SafeHtml {
  const { t } = desk;
  const { id, state, definition, asked, answers } = file.application;
  const value = `${id}~${file.task.key}~${state.version}`;
  const about = [asked.applicant.name, ...aboutWords(desk, definition.id, answers)];
  const isAlone = isConflict(doubles);
  const fresh = newNotes(desk, file.application, file.task, notes);
  const tick = html`
    <input
      type="checkbox"
      name="seen"
      id="${boxId(index)}"
      value="${value}"${seen.includes(value) ? html` checked` : null}
    >
  `;
  const digest = html`
    <strong class="hw-reference">${state.submitted?.reference}</strong>
    ${" "}${about.filter(Boolean).join(" · ")}
    ${newNotesLines(desk, fresh, nameOf)}
    ${[
      ...digestOf(desk, file, nameOf),
      ...(fresh.length > 0 ? [] : noteLines(desk, notes, nameOf)),
    ].map(
      (line) => html`<span class="of-work__step">${line}</span>`,
    )}${isAlone ? whyAlonePart(desk, file, doubles) : alikePart(desk, doubles.rows, !boxes)}
  `;
  // Beside what is typed into the rows, which is kept nowhere else.
  const beside = boxes ? html` target="_blank" rel="noopener"` : null;
  const link = html`
    <a class="govuk-link" href="${caseHref(id, list)}"${beside}>
      ${t("office.case")}
      <span class="govuk-visually-hidden">
        ${state.submitted?.reference}
        ${boxes && t("office-desk.papers.alone")}
      </span>
    </a>
  `;
  if (boxes && !isAlone)
    return html`
      <li class="of-stack__file">
        <div>${digest}<input type="hidden" name="seen" value="${value}">${boxes}</div>
        ${link}
      </li>
    `;
  const noTick = html`<input type="checkbox" id="${boxId(index)}" disabled>`;
  return html`
    <li class="of-stack__file">
      ${isAlone ? noTick : tick}
      <label for="${boxId(index)}"${isAlone ? html` class="hw-muted"` : null}>
        ${digest}
      </label>
      ${link}
    </li>
  `;
}

/** That it has the number of another file, and in which. */
const whyAlonePart = (desk: Desk, { application }: StackFile, doubles: Doubles): SafeHtml => html`
  ${tag(desk.t("office-pages.stack.same-number"), "bad")}
  ${sameLines(desk, application, doubles).map((line) => html`<br>${line}`)}
`;

/** The files that may be the same as this one: who ticks it has compared them. */
function alikePart(desk: Desk, rows: readonly DoubleRow[], isTicked: boolean): SafeHtml | null {
  const { t, deps } = desk;
  if (rows.length === 0) return null;
  const lines = rows.slice(0, mostAlike).map((row) => {
    const about = aboutWords(desk, row.service, row.answers);
    const sent = deps.days.words(t, row.submittedAt);
    const status = t(`status.${statusWords[row.status]}`);
    const facts = [row.reference, row.applicant, ...about, sent, status].filter(Boolean);
    return html`<span class="of-work__step">${facts.join(" · ")}</span>`;
  });
  return html`
    ${tag(t("office-desk.related.doubles", { count: rows.length }), "bad")}${" "}
    ${isTicked ? t("office-pages.stack.compared") : null}${lines}
  `;
}
