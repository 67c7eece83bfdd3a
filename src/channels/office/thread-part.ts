import type { CaseMessage } from "../../cases/index.ts";
import { newId } from "../../platform/db/index.ts";
import { button, details, html, type SafeHtml, textarea, timeline } from "../components/index.ts";
import { besideButton } from "./beside-button.ts";
import type { CaseFile } from "./case-file.ts";
import { paragraphs } from "./case-history.ts";
import { dateTime, formIfActing, part } from "./case-parts.ts";
import type { Desk } from "./desk.ts";
import { type BesideDecision, errorOf } from "./typed.ts";

/** Who wrote a message, as the office reads it. */
export const writerOf = (
  { t }: Desk,
  { application, nameOf }: Pick<CaseFile, "application" | "nameOf">,
  { side, author }: CaseMessage,
): string =>
  side === "office" ? nameOf(author) : (application.asked.applicant.name ?? t("office.applicant"));

/** What office and applicant wrote to each other; a box where the file is the officer's work. */
export function threadPart(desk: Desk, file: CaseFile, beside: BesideDecision): SafeHtml {
  const { t } = desk;
  const entries = file.thread.map((message) => ({
    title: writerOf(desk, file, message),
    when: dateTime(t, message.at, desk),
    datetime: message.at.toISOString(),
    content: html`${paragraphs([message.text])}`,
  }));
  const list =
    entries.length > 0
      ? timeline(entries)
      : html`<p class="govuk-body hw-muted">${t("thread.none")}</p>`;
  const { application } = file;
  const form = formIfActing(desk, application, () => messageForm(desk, application, beside));
  return part("thread", t("thread.with-applicant"), html`${list}${form}`);
}

function messageForm(
  { csrf, t }: Desk,
  { id, state }: CaseFile["application"],
  { typed, form }: BesideDecision,
): SafeHtml {
  const [value, error] = [typed?.message, errorOf(t, typed, "message")];
  const box = {
    ...{ id: "message", rows: 3, value, error },
    label: t("thread.write-applicant"),
    hint: t("thread.hint"),
  };
  const fold = (content: SafeHtml) =>
    details(t("office-file.write"), content, Boolean(value || error));
  if (form)
    return fold(html`
      ${textarea({ ...box, name: "message", form }, t)}
      ${besideButton(form, "message", t("thread.send"))}
    `);
  return fold(html`
    <form method="post" action="/office/cases/${id}/messages" novalidate>
      ${csrf}<input type="hidden" name="key" value="${newId()}">
      <input type="hidden" name="version" value="${state.version}">
      ${textarea({ ...box, name: "text" }, t)}
      ${button({ text: t("thread.send"), kind: "secondary" })}
    </form>
  `);
}
