import type { FastifyReply, FastifyRequest } from "fastify";
import { writeToApplicant } from "../../acts/index.ts";
import { type CaseMessage, longestMessage, maySee } from "../../cases/index.ts";
import { newId } from "../../platform/db/index.ts";
import { formOf, redirectTo, refusalFlash, textOf } from "../../platform/http/index.ts";
import { button, details, html, type SafeHtml, textarea, timeline } from "../components/index.ts";
import { keyOf } from "./act.ts";
import { besideButton } from "./beside.ts";
import { type CaseFile, findApplication } from "./case-file.ts";
import { paragraphs } from "./case-history.ts";
import { dateTime, part } from "./case-parts.ts";
import { actorAt, type Desk, deskOf, type Office, refused } from "./desk.ts";
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
  const { id, state } = file.application;
  const form = maySee(actorAt(desk), state) ? messageForm(desk, id, beside) : null;
  return part("thread", t("thread.with-applicant"), html`${list}${form}`);
}

function messageForm({ csrf, t }: Desk, caseId: string, { typed, form }: BesideDecision): SafeHtml {
  const box = {
    ...{ id: "message", rows: 3, maxlength: longestMessage },
    label: t("thread.write-applicant"),
    hint: t("thread.hint"),
  };
  const fold = (content: SafeHtml, open?: boolean) =>
    details(t("office-file.write"), content, open);
  if (form) {
    const [value, error] = [typed?.message, errorOf(t, typed, "message")];
    return fold(
      html`
        ${textarea({ ...box, value, error, name: "message", form }, t)}
        ${besideButton(form, "message", t("thread.send"))}
      `,
      Boolean(value || error),
    );
  }
  return fold(html`
    <form method="post" action="/office/cases/${caseId}/messages" novalidate>
      ${csrf}<input type="hidden" name="key" value="${newId()}">
      ${textarea({ ...box, name: "text" }, t)}
      ${button({ text: t("thread.send"), kind: "secondary" })}
    </form>
  `);
}

/** POST /office/cases/:caseId/messages: writes to the applicant; the same form twice is one. */
export async function addMessage(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const mine = await findApplication(desk, ({ state }) => maySee(actorAt(desk), state));
  if (!mine.ok) return refused(desk, mine.refusal);
  const form = formOf(request);
  const { id: caseId } = mine.value;
  const message = { id: keyOf(form), caseId, text: textOf(form, "text") };
  const written = await writeToApplicant(deps, message, actorAt(desk));
  return redirectTo(
    reply,
    `/office/cases/${caseId}`,
    written.ok ? { kind: "success", code: "thread.sent" } : refusalFlash(written.refusal),
  );
}
