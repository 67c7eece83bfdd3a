import type { FastifyReply, FastifyRequest } from "fastify";
import { type CallResult, decideCall } from "../../acts/index.ts";
import { isWorkOf, meaningOf } from "../../cases/index.ts";
import { requireRecentProof } from "../../platform/auth/index.ts";
import { newId } from "../../platform/db/index.ts";
import { formOf } from "../../platform/http/index.ts";
import { committeeOf, lineOf, rankingStage } from "../../workflow/index.ts";
import { button, html, type SafeHtml, tag } from "../components/index.ts";
import { keyOf } from "./act.ts";
import {
  actorAt,
  type Desk,
  deskOf,
  notYours,
  type Office,
  refusalWords,
  refused,
  show,
} from "./desk.ts";
import { type AtRanking, findRanking, rankingPath } from "./ranking.ts";

/** Whether the officer decides, or votes, on the ranked. */
function decides(desk: Desk, { definition }: AtRanking): boolean {
  const task = rankingStage(definition)?.tasks[0];
  if (!task) return false;
  const { authority, role } = task;
  return isWorkOf(actorAt(desk), { authority, role }, definition.id);
}

/** What the rule would do with the whole call, and the button that does it. */
export function decidePart(desk: Desk, at: AtRanking): SafeHtml | null {
  const { t, csrf } = desk;
  const { definition, ranking } = at;
  const stage = rankingStage(definition);
  const decide = stage?.ranking.decide;
  if (!stage || !decide || !ranking.complete || !decides(desk, at)) return null;
  const open = ranking.places.filter(({ entry }) => !meaningOf(entry.status).outcome);
  if (open.length === 0) return null;
  const count = (line: string) =>
    open.filter((place) => lineOf(place, stage.ranking.places) === line).length;
  const title = (id: string) =>
    t.words(stage.tasks[0]?.outcomes.find((outcome) => outcome.id === id)?.title);
  const counts = { above: count("above"), below: count("below"), across: count("across") };
  const isVote = committeeOf(definition, { stage: stage.id });
  return html`
    <section class="hw-box" aria-labelledby="decide-call">
      <h2 class="govuk-heading-m" id="decide-call">${t("committee.call.do")}</h2>
      <p class="govuk-body">
        ${t("committee.call.lead", { above: title(decide.above), below: title(decide.below) })}
      </p>
      <p class="govuk-body">${t("committee.call.count", counts)}</p>
      ${isVote ? html`<p class="govuk-body">${t("committee.call.vote")}</p>` : null}
      <form method="post" action="${rankingPath(definition.id, ranking.call.opens)}/decide">
        ${csrf}<input type="hidden" name="key" value="${newId()}">
        ${button({ text: t(isVote ? "committee.call.vote-go" : "committee.call.go") })}
      </form>
    </section>
  `;
}

/** POST /office/rankings/:service/:opens/decide: the whole call at once, after a recent proof. */
export async function decideWhole(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const at = await findRanking(desk);
  if (!at) return reply;
  if (!decides(desk, at)) return notYours(desk);
  requireRecentProof(request, deps.clock(), deps.proofMinutes);
  const { definition, ranking } = at;
  const results = await decideCall(deps, {
    ...{ definition, opens: ranking.call.opens, actor: actorAt(desk) },
    key: keyOf(formOf(request)),
  });
  return results.ok ? sendResults(desk, at, results.value) : refused(desk, results.refusal);
}

function sendResults(desk: Desk, at: AtRanking, results: readonly CallResult[]): FastifyReply {
  const { t } = desk;
  const title = t("committee.call.title");
  const left = results.filter(({ refusal }) => refusal);
  const path = rankingPath(at.definition.id, at.ranking.call.opens);
  const content = html`
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">
      ${t("committee.call.done", { count: results.length - left.length })}
    </p>
    <p class="govuk-body">${t(left.length > 0 ? "committee.call.left" : "committee.call.none")}</p>
    <ul class="govuk-list">${left.map(
      ({ caseId, reference, refusal }) => html`
      <li>
        <a class="govuk-link hw-reference" href="/office/cases/${caseId}">${reference}</a>
        ${tag(t("office-pages.stack.not-done"), "bad")}
        ${refusal ? refusalWords(desk, refusal) : null}
      </li>
    `,
    )}</ul>
    <p class="govuk-body"><a class="govuk-link" href="${path}">${t("ranking.title")}</a></p>
  `;
  return show(desk, { title, content, current: "worklist", path });
}
