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
