import type { FastifyReply } from "fastify";
import { rate, ratingWindow } from "../../acts/index.ts";
import { ratingOf } from "../../assessment/index.ts";
import type { Problem } from "../../kernel/index.ts";
import { redirectTo } from "../../platform/http/index.ts";
import { button, html } from "../components/index.ts";
import { type RatingGiven, ratingFields, ratingIn } from "../questions/index.ts";
import { pathOfCase, showAct } from "./case-act-frame.ts";
import { openCase } from "./case-desk.ts";
import { firstHeading } from "./first-heading.ts";
import { refusedHere, type VisitDesk } from "./visit-desk.ts";

/**
 * GET …/rate: the question in the person's language, to be read aloud where there is no second
 * screen. A rating that exists is never shown to who serves.
 */
export async function ratePage(
  desk: VisitDesk,
  back?: { readonly given: RatingGiven; readonly problems: readonly Problem[] },
): Promise<FastifyReply> {
  const opened = await openCase(desk);
  const { deps, own: t, csrf } = desk;
  const open = ratingWindow({ app: opened, now: deps.clock() });
  if (!open.ok) return refusedHere(desk, open.refusal);
  if (await ratingOf(deps.sql, opened.id))
    return refusedHere(desk, { kind: "conflict", code: "assessment.rated-already" });
  const { errors, fields } = ratingFields(back?.given, back?.problems ?? [], t);
  const content = html`${errors}<div lang="${t.lang}">
<p class="govuk-caption-l">${t.words(opened.definition.title)}</p>
${firstHeading(t("assessment.heading"), !back)}
<p class="govuk-inset-text" lang="${desk.t.lang}">${desk.t("assessment.counter.aloud")}</p>
<p class="govuk-body">${t("assessment.lead")}</p>
<form method="post" action="${pathOfCase(desk, opened)}/rate" novalidate>
${csrf}${fields}${button({ text: t("assessment.send") })}
</form></div>`;
  return showAct(desk, opened, { content, ...(back && { status: 422 }) });
}

/** POST …/rate: what the person said, under the door at which it was said. */
export async function takeRating(desk: VisitDesk): Promise<FastifyReply> {
  const opened = await openCase(desk);
  const { deps, person, visit, own, request, reply } = desk;
  const given = ratingIn(request);
  const rated = await rate(deps, opened, {
    ...{ ...given, person: person.id, lang: own.lang },
    door: visit.door === "agent" ? "agent" : "counter",
  });
  if (rated.ok)
    return redirectTo(reply, pathOfCase(desk, opened), {
      kind: "success",
      code: "assessment.counter.saved",
    });
  const { problems } = rated.refusal;
  return problems ? ratePage(desk, { given, problems }) : refusedHere(desk, rated.refusal);
}
