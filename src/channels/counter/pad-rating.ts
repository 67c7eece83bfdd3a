import type { FastifyReply, FastifyRequest } from "fastify";
import { type Ratable, rateInVisit } from "../../acts/index.ts";
import { longestComment, scores } from "../../assessment/index.ts";
import type { Visit } from "../../counter/index.ts";
import { isUuid, type Problem } from "../../kernel/index.ts";
import { formOf, redirectTo, sendHtml, textOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  bareLayout,
  button,
  csrfField,
  errorSummary,
  html,
  type SafeHtml,
  textarea,
} from "../components/index.ts";
import { ratingIn } from "../questions/index.ts";
import type { CounterDeps } from "./deps.ts";
import { styleLink } from "./style.ts";
import { langIn } from "./visit-desk.ts";

/** The person at the second screen, and the application of which they are asked how it was. */
export interface FacingRating {
  readonly visit: Visit;
  readonly ratable: Ratable;
}

/** Seconds until the screen looks again: soon while one only presses, later while one types. */
const pressing = 5;
const typing = 60;

interface Shown {
  readonly own: string;
  readonly content: SafeHtml;
  readonly refresh: number;
  readonly status?: number;
}

function send(reply: FastifyReply, { own, content, refresh, status }: Shown, t: Translate) {
  reply.header("refresh", `${refresh};url=${own}`).header("cache-control", "no-store");
  const page = { title: t("counter.pad.title"), path: own, content: html`${styleLink}${content}` };
  return sendHtml(reply, bareLayout(page, t), status ?? 200);
}

/** "How was it?", with one large button for each answer. One press is the whole rating. */
export function showRatingPad(
  deps: CounterDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { visit, ratable: { app, served } }: FacingRating,
  own: string,
): FastifyReply {
  const t = deps.i18n.for(langIn(deps, visit.lang));
  const answers = scores.toReversed().map(
    (score) => html`<li><button type="submit" class="ct-score" name="score" value="${score}">
      ${face(score)}<span>${t(`assessment.score.${score}`)}</span></button></li>`,
  );
  const how = t("assessment.pad.how");
  const heading =
    served === "sent"
      ? html`<h1 class="govuk-heading-xl">${t("counter.pad.thanks")}</h1>
        <h2 class="govuk-heading-l">${how}</h2>`
      : html`<h1 class="govuk-heading-xl">${how}</h1>`;
  const content = html`<p class="govuk-caption-xl">${t.words(app.definition.title)}</p>${heading}
    <p class="govuk-body-l">${t("assessment.pad.private")}</p>
    <form method="post" action="${own}" class="ct-rating">${csrfField(request, reply)}
    <input type="hidden" name="case" value="${app.id}"><ul class="ct-scores">${answers}</ul>
    ${button({ text: t("assessment.pad.skip"), kind: "secondary", name: "skip", value: "all" })}
    </form>`;
  return send(reply, { own, content, refresh: pressing }, t);
}

/** A face whose mouth says the score, for whoever does not read. */
function face(score: number): SafeHtml {
  // The corners of the mouth rise as its middle falls.
  const bend = (score - 3) * 3;
  return html`<svg class="ct-face" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
    <circle cx="24" cy="24" r="21"></circle><circle class="ct-face__eye" cx="17" cy="19" r="2.5">
    </circle><circle class="ct-face__eye" cx="31" cy="19" r="2.5"></circle>
    <path d="M14 ${32 - bend / 2}Q24 ${32 + bend} 34 ${32 - bend / 2}"></path></svg>`;
}

/**
 * An answer, a comment on it, or neither. What was pressed on a page of somebody else, or of an
 * earlier application, is dropped.
 */
export async function pressRating(
  deps: CounterDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  own: string,
): Promise<FastifyReply> {
  const form = formOf(request);
  const caseId = textOf(form, "case");
  const skip = textOf(form, "skip");
  if (skip === "all" && isUuid(caseId))
    return redirectTo(reply, `${own.split("?")[0]}?skip=${caseId}`);
  if (skip !== "") return redirectTo(reply, own);
  const t = deps.i18n.for(langIn(deps, visit.lang));
  const { score, comment } = ratingIn(request);
  const rated = await rateInVisit(deps, visit, { caseId, score, comment, lang: t.lang });
  const asked = textOf(form, "asked") !== "";
  if (rated.ok && asked) return send(reply, { own, content: thanks(t), refresh: pressing }, t);
  const problem = rated.ok
    ? undefined
    : rated.refusal.problems?.find(({ field }) => field === "comment");
  if (!rated.ok && !problem) return redirectTo(reply, own);
  const hidden = html`${csrfField(request, reply)}
    <input type="hidden" name="case" value="${caseId}">
    <input type="hidden" name="score" value="${score}">
    <input type="hidden" name="asked" value="comment">`;
  const content = commentForm({ own, hidden, comment, problem }, t);
  return send(reply, { own, content, refresh: typing, status: problem ? 422 : 200 }, t);
}

const thanks = (t: Translate): SafeHtml =>
  html`<h1 class="govuk-heading-xl">${t("assessment.done")}</h1>`;

interface CommentForm {
  readonly own: string;
  readonly hidden: SafeHtml;
  readonly comment: string;
  readonly problem: Problem | undefined;
}

function commentForm({ own, hidden, comment, problem }: CommentForm, t: Translate): SafeHtml {
  const error = problem && t.named(`problems.${problem.code}`, problem.facts);
  const field = textarea(
    {
      ...{ id: "comment", name: "comment", label: t("assessment.comment"), rows: 4 },
      ...{ hint: t("assessment.comment-hint"), maxlength: longestComment, value: comment, error },
    },
    t,
  );
  const skip = { text: t("assessment.pad.skip"), kind: "secondary", name: "skip" } as const;
  return html`${errorSummary(error === undefined ? [] : [{ id: "comment", text: error }], t)}
    <h1 class="govuk-heading-xl">${t("assessment.pad.more")}</h1>
    <form method="post" action="${own}" class="ct-rating ct-comment" novalidate>${hidden}${field}
    <div class="govuk-button-group">${button({ text: t("assessment.pad.send") })}
    ${button({ ...skip, value: "comment" })}</div></form>`;
}
