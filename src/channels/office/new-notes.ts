import type { Application, Note, Task } from "../../cases/index.ts";
import { html, inset, type SafeHtml, tag } from "../components/index.ts";
import { dateTime } from "./case-parts.ts";
import type { Desk } from "./desk.ts";
import type { NameOf } from "./names.ts";

/** Characters of a note that are shown away from the notes; the whole is in the file. */
const mostOfNote = 300;
/** New notes that are shown so. */
const mostShown = 3;

/**
 * What colleagues noted since the step before this one began: whoever does this step has not read
 * it where they decided last. Without a step before, all of it.
 */
export function newNotes(
  { officer }: Pick<Desk, "officer">,
  { state }: Application,
  task: Task,
  notes: readonly Note[],
): readonly Note[] {
  const at = state.tasks.findIndex(({ key }) => key === task.key);
  const since = state.tasks.slice(0, at).findLast(({ done }) => done)?.openedAt ?? "";
  return notes.filter((note) => note.author !== officer.id && note.at.toISOString() >= since);
}

/** "Internal notes (2)", to mark that there are. */
const countTag = ({ t }: Desk, notes: readonly Note[]): SafeHtml =>
  tag(`${t("office-pages.notes.title")} (${t.number(notes.length)})`, "action");

/** Who wrote a note and when. */
const byWords = (desk: Desk, { author, at }: Note, nameOf: NameOf): string =>
  [nameOf(author), dateTime(desk.t, at, desk)].join(" · ");

const startOf = ({ text }: Note): string =>
  text.length > mostOfNote ? `${text.slice(0, mostOfNote)}…` : text;

/** Those that are shown, the newest first. */
const newest = (notes: readonly Note[]): readonly Note[] => notes.slice(-mostShown).toReversed();

/** The same in a row of a stack, the newest first. */
export const newNotesLines = (desk: Desk, notes: readonly Note[], nameOf: NameOf) =>
  notes.length === 0
    ? null
    : html`
      <br>${countTag(desk, notes)}${newest(notes).map(
        (note) => html`<br>${byWords(desk, note, nameOf)} · ${startOf(note)}`,
      )}
    `;

/** Above a decision: what colleagues noted, the newest first, with the way to all of it. */
export const newNotesPart = (
  desk: Desk,
  notes: readonly Note[],
  nameOf: NameOf,
): SafeHtml | null =>
  notes.length === 0
    ? null
    : inset(html`
      <p class="govuk-body">${countTag(desk, notes)}</p>
      ${newest(notes).map(
        (note) => html`
            <p class="govuk-body">
              <a class="govuk-link" href="#notes">${byWords(desk, note, nameOf)}</a><br>
              <strong>${startOf(note)}</strong>
            </p>
          `,
      )}
    `);
