import { newId } from "../../platform/db/index.ts";
import { button, details, html, type SafeHtml, textarea, timeline } from "../components/index.ts";
import { besideButton } from "./beside-button.ts";
import type { CaseFile } from "./case-file.ts";
import { paragraphs } from "./case-history.ts";
import { dateTime, formIfActing, part } from "./case-parts.ts";
import type { Desk } from "./desk.ts";
import { type BesideDecision, errorOf } from "./typed.ts";

/** What officers wrote to each other, and a box for another note where the file is their work. */
export function notesPart(
  desk: Desk,
  { application, notes, nameOf }: CaseFile,
  beside: BesideDecision,
): SafeHtml {
  const { t } = desk;
  const entries = notes.map(({ at, author, text }) => ({
    title: nameOf(author),
    when: dateTime(t, at, desk),
    datetime: at.toISOString(),
    content: html`${paragraphs([text])}`,
  }));
  const list =
    entries.length > 0
      ? timeline(entries)
      : html`<p class="govuk-body hw-muted">${t("office-pages.notes.none")}</p>`;
  const form = formIfActing(desk, application, () => noteForm(desk, application, beside));
  return part("notes", t("office-pages.notes.title"), html`${list}${form}`);
}

function noteForm(
  { csrf, t }: Desk,
  { id, state }: CaseFile["application"],
  { typed, form }: BesideDecision,
): SafeHtml {
  const [value, error] = [typed?.note, errorOf(t, typed, "note")];
  const box = {
    ...{ id: "note", rows: 3, value, error },
    label: t("office-pages.notes.new"),
    hint: t("office-pages.notes.hint"),
  };
  const fold = (content: SafeHtml) =>
    details(t("office-pages.notes.new"), content, Boolean(value || error));
  if (form)
    return fold(html`
      ${textarea({ ...box, name: "note", form }, t)}
      ${besideButton(form, "note", t("office-pages.notes.add"))}
    `);
  return fold(html`
    <form method="post" action="/office/cases/${id}/notes" novalidate>
      ${csrf}<input type="hidden" name="key" value="${newId()}">
      <input type="hidden" name="version" value="${state.version}">
      ${textarea({ ...box, name: "text" }, t)}
      ${button({ text: t("office-pages.notes.add"), kind: "secondary" })}
    </form>
  `);
}
