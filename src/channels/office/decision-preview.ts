import type { FastifyReply, FastifyRequest } from "fastify";
import {
  type DecisionPreview,
  drawDecision,
  previewDecision,
  toldInNow,
} from "../../acts/index.ts";
import type { Application, CaseCommand } from "../../cases/index.ts";
import type { Result } from "../../kernel/index.ts";
import { inOwnFrame } from "../../platform/http/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import { findApplication, recordLook } from "./case-file.ts";
import { actorAt, type Desk, deskOf, notThere, type Office, refused } from "./desk.ts";

/** What the buttons of a decision ask for before it is made. */
export const previewsAsked = ["preview", "letter"] as const;
export type PreviewAsked = (typeof previewsAsked)[number];

/** What the applicant would get of a command. */
export const previewOf = (
  desk: Desk,
  application: Application,
  command: CaseCommand,
): Promise<Result<DecisionPreview>> =>
  previewDecision(desk.deps, { application, command, actor: actorAt(desk) });

/** The letter of a decision as PDF, shown by the browser. */
export async function sendLetter(desk: Desk, application: Application) {
  const { reply, deps } = desk;
  const { submitted } = application.state;
  const lang = await toldInNow(deps, application);
  const bytes = await drawDecision(deps, application, lang);
  return inOwnFrame(reply)
    .header("content-type", "application/pdf")
    .header("content-disposition", `inline; filename="${submitted?.reference}-${lang}.pdf"`)
    .header("cache-control", "private, no-store")
    .send(Buffer.from(bytes));
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

/** SMS and e-mail word by word, and the way to the letter; stands in the form that decides. */
export function previewPart(
  { t }: Desk,
  preview: DecisionPreview | undefined,
  isVote = false,
): SafeHtml | null {
  if (!preview) return null;
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
  const letter = isDecided
    ? html`
      <button
        type="submit"
        class="govuk-button govuk-button--secondary"
        name="_action"
        value="letter"
        formtarget="_blank"
      >
        ${t("office-pages.preview.letter")}
      </button>
    `
    : null;
  return html`
    <section class="of-preview" aria-labelledby="preview" tabindex="-1">
      <h3 class="govuk-heading-s" id="preview">${t("office-pages.preview.heading")}</h3>
      ${isVote ? html`<p class="govuk-body">${t("committee.preview")}</p>` : null}
      <p class="govuk-body">${t("office-pages.preview.lead")}</p>
      ${shown.length > 0 ? shown : html`<p class="govuk-body">${t(none)}</p>`}
      ${letter}
    </section>
  `;
}
