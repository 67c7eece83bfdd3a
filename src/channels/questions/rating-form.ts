import { longestComment, scores } from "../../assessment/index.ts";
import type { Problem } from "../../kernel/index.ts";
import { formOf, textOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { errorSummary, html, radios, type SafeHtml, textarea } from "../components/index.ts";

/** What was chosen and written; nothing where it is asked for the first time. */
export interface RatingGiven {
  readonly score: number;
  readonly comment: string;
}

/** Browsers send a line's end in two signs. */
export const ratingIn = (request: Parameters<typeof formOf>[0]): RatingGiven => ({
  score: Number(textOf(formOf(request), "score")),
  comment: textOf(formOf(request), "comment").replaceAll("\r\n", "\n"),
});

/** The two questions of a rating, for the page of a person and for that of an operator. Pure. */
export function ratingFields(
  given: RatingGiven | undefined,
  problems: readonly Problem[],
  t: Translate,
): { readonly errors: SafeHtml | null; readonly fields: SafeHtml } {
  const errorOf = (name: string): string | undefined => {
    const problem = problems.find(({ field }) => field === name);
    if (!problem) return undefined;
    return name === "score"
      ? t("assessment.choose")
      : t.named(`problems.${problem.code}`, problem.facts);
  };
  const errors = ["score", "comment"].flatMap((id) => {
    const text = errorOf(id);
    return text === undefined ? [] : [{ id, text }];
  });
  const score = radios(
    {
      ...{ id: "score", name: "score", legend: t("assessment.question"), size: "m" as const },
      items: scores
        .map((each) => ({ value: `${each}`, text: t(`assessment.score.${each}`) }))
        .reverse(),
      ...{ value: given && `${given.score}`, error: errorOf("score") },
    },
    t,
  );
  const comment = textarea(
    {
      ...{ id: "comment", name: "comment", label: t("assessment.comment"), rows: 5 },
      ...{ hint: t("assessment.comment-hint"), maxlength: longestComment },
      ...{ value: given?.comment, error: errorOf("comment") },
    },
    t,
  );
  return { errors: errorSummary(errors, t), fields: html`${score}${comment}` };
}

/** A face whose mouth says the score, for whoever does not read. */
function face(score: number): SafeHtml {
  // The corners of the mouth rise as its middle falls.
  const bend = (score - 3) * 3;
  return html`<svg viewBox="0 0 48 48" aria-hidden="true" focusable="false">
    <circle cx="24" cy="24" r="21"/><circle class="hw-score__eye" cx="17" cy="19" r="2.5"/>
    <circle class="hw-score__eye" cx="31" cy="19" r="2.5"/>
    <path d="M14 ${32 - bend / 2}Q24 ${32 + bend} 34 ${32 - bend / 2}"/></svg>`;
}

/** "How was it?" with a button for each answer: one tap is the whole rating. */
export const oneTapRating = (action: string, hidden: SafeHtml, t: Translate): SafeHtml =>
  html`<h2 class="govuk-heading-m" id="how-was-it">${t("assessment.pad.how")}</h2>
    <form method="post" action="${action}" aria-labelledby="how-was-it">${hidden}
    <ul class="hw-scores">${scores.toReversed().map(
      (score) => html`<li><button type="submit" class="hw-score" name="score" value="${score}">
        ${face(score)}<span>${t(`assessment.score.${score}`)}</span></button></li>`,
    )}</ul></form><p class="govuk-body hw-muted">${t("assessment.lead")}</p>`;
