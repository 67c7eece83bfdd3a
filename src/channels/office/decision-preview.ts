import type { FastifyReply, FastifyRequest } from "fastify";
import {
  type DecisionPreview,
  drawDecision,
  drawDraft,
  givesPaper,
  previewDecision,
  toldInNow,
} from "../../acts/index.ts";
import { type Application, type CaseCommand, isOpen, type Task } from "../../cases/index.ts";
import { findingsWanted } from "../../form/index.ts";
import type { Result } from "../../kernel/index.ts";
import { inOwnFrame } from "../../platform/http/index.ts";
import { taskWanted } from "../../workflow/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import { findApplication, recordLook } from "./case-file.ts";
import { actorAt, type Desk, deskOf, notThere, type Office, refused } from "./desk.ts";

/** What the buttons of a decision ask for before it is made. */
export const previewsAsked = ["preview", "letter", "certificate"] as const;
export type PreviewAsked = (typeof previewsAsked)[number];

/** What the applicant would get of a command. */
export const previewOf = (
  desk: Desk,
  application: Application,
  command: CaseCommand,
): Promise<Result<DecisionPreview>> =>
  previewDecision(desk.deps, { application, command, actor: actorAt(desk) });

/** The letter of a decision as PDF, shown by the browser; a draft before it is decided. */
export async function sendLetter(
  { reply, deps }: Desk,
  application: Application,
  isDraft = false,
): Promise<FastifyReply> {
  const { submitted } = application.state;
  const lang = await toldInNow(deps, application);
  const bytes = await drawDecision(deps, application, { lang, isDraft });
  return sendPdf(reply, `${submitted?.reference}-${isDraft ? "draft" : lang}`, bytes);
}

const sendPdf = (reply: FastifyReply, name: string, bytes: Uint8Array): FastifyReply =>
  inOwnFrame(reply)
    .header("content-type", "application/pdf")
    .header("content-disposition", `inline; filename="${name}.pdf"`)
    .header("cache-control", "private, no-store")
    .send(Buffer.from(bytes));

/** The certificate that a task would issue, as a draft; not found where there is none. */
export async function sendDraft(
  desk: Desk,
  application: Application,
  task: Task,
): Promise<FastifyReply> {
  const { deps, officer, reply } = desk;
  const bytes = await drawDraft(deps, application, { task, officer: officer.id });
  const name = `${application.state.submitted?.reference}-draft`;
  return bytes ? sendPdf(reply, name, bytes) : notThere(desk);
}

/** Whether the officer sees the certificate before they decide the task. */
export const isDrafted = (application: Application, task: Task): boolean => {
  const { outcomes } = taskWanted(application.definition, task);
  const proposed = task.proposed?.outcome;
  return outcomes.some(
    (each) =>
      givesPaper(application, task, each) && (proposed === undefined || each.id === proposed),
  );
};

/**
 * The way to the certificate as this step would issue it. None where the step still asks what the
 * certificate says: the preview of what was typed has it.
 */
export function draftLink(desk: Desk, application: Application, task: Task): SafeHtml | null {
  const asks = !task.proposed && findingsWanted(application.definition, task).length > 0;
  if (asks || !isDrafted(application, task)) return null;
  const href = `/office/cases/${application.id}/certificate?task=${encodeURIComponent(task.key)}`;
  return html`
    <p class="govuk-body">
      <a class="govuk-link" href="${href}" data-paper="pdf">${desk.t("office-file.draft")}</a>
    </p>
  `;
}

/** GET /office/cases/:caseId/certificate?task=: the certificate as a draft, before it is signed. */
export async function showDraft(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const opened = await findApplication(desk);
  if (!opened.ok) return refused(desk, opened.refusal);
  const { task: key } = request.query as { readonly task?: unknown };
  const task = opened.value.state.tasks.find((each) => each.key === key && isOpen(each));
  if (!task || !isDrafted(opened.value, task)) return notThere(desk);
  await recordLook(desk, opened.value, "case");
  return sendDraft(desk, opened.value, task);
}

/** GET /office/cases/:caseId/letter: the letter of the decision, as the applicant has it. */
export async function showLetter(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const opened = await findApplication(desk);
  if (!opened.ok) return refused(desk, opened.refusal);
  if (!opened.value.state.decision) return notThere(desk);
  await recordLook(desk, opened.value, "case");
  return sendLetter(desk, opened.value);
}

/** Whether what is foreseen leads to a certificate. */
export const isPaperGiven = ({ application, isDecided }: DecisionPreview): boolean =>
  isDecided &&
  application.state.decision?.outcome === "granted" &&
  application.definition.output !== undefined;

/** The button that shows what the applicant would get; the form stays as it is filled in. */
export const previewButton = ({ t }: Desk, action: string): SafeHtml => html`
  <button
    type="submit"
    class="govuk-button govuk-button--secondary"
    name="_action"
    value="preview"
    formaction="${action}#preview"
  >
    ${t("office-pages.preview.button")}
  </button>
`;

/**
 * SMS and e-mail word by word, and the way to the letter; stands in the form that decides. An
 * opinion on an appeal decides nothing: both sides read it on their pages.
 */
export function previewPart(
  { t }: Desk,
  preview: DecisionPreview | undefined,
  as: "decision" | "vote" | "opinion" = "decision",
): SafeHtml | null {
  if (!preview) return null;
  if (as === "opinion")
    return html`
      <section class="of-preview" aria-labelledby="preview" tabindex="-1">
        <h3 class="govuk-heading-s" id="preview">${t("office-pages.preview.heading")}</h3>
        <p class="govuk-body">${t("office-pages.appeal.preview")}</p>
      </section>
    `;
  const { messages, isDecided, lang } = preview;
  const shown = messages.map(
    ({ channel, recipient: to, subject, body }) => html`
      <h4 class="govuk-heading-s">${t(`office-pages.preview.${channel}`, { to })}</h4>
      <div class="of-preview__text" lang="${lang}">
        ${channel === "email" ? html`<p class="govuk-body"><strong>${subject}</strong></p>` : null}
        <p class="govuk-body of-said">${body}</p>
      </div>
    `,
  );
  const none = isDecided ? "office-pages.preview.nowhere" : "office-pages.preview.nothing";
  const opener = (asked: PreviewAsked, words: string): SafeHtml => html`
    <button
      type="submit"
      class="govuk-button govuk-button--secondary"
      name="_action"
      value="${asked}"
      formtarget="_blank"
    >
      ${words}
    </button>
  `;
  const letter = isDecided ? opener("letter", t("office-pages.preview.letter")) : null;
  const paper = isPaperGiven(preview) ? opener("certificate", t("office-file.certificate")) : null;
  return html`
    <section class="of-preview" aria-labelledby="preview" tabindex="-1">
      <h3 class="govuk-heading-s" id="preview">${t("office-pages.preview.heading")}</h3>
      ${as === "vote" ? html`<p class="govuk-body">${t("committee.preview")}</p>` : null}
      <p class="govuk-body">${t("office-pages.preview.lead")}</p>
      ${shown.length > 0 ? shown : html`<p class="govuk-body">${t(none)}</p>`}
      ${letter}${paper}
    </section>
  `;
}
