import type { FastifyReply, FastifyRequest } from "fastify";
import { type CallResult, decideCall } from "../../acts/index.ts";
import { isWorkOf } from "../../cases/index.ts";
import { requireRecentProof } from "../../platform/auth/index.ts";
import { newId } from "../../platform/db/index.ts";
import { formOf, statusOf, textOf } from "../../platform/http/index.ts";
import { committeeOf, lineOf, rankingStage } from "../../workflow/index.ts";
import { button, checkbox, errorSummary, html, type SafeHtml } from "../components/index.ts";
import { actorAt, type Desk, deskOf, notYours, type Office, refused, show } from "./desk.ts";
import { whyEach } from "./moved.ts";
import { type AtRanking, findRanking, rankingPath } from "./ranking.ts";
import { wentPart } from "./ranking-votes.ts";
import { sendTakenBack, takeAllBack } from "./stack-results.ts";
import { keyOf } from "./typed.ts";

/** Whether the officer decides, or votes, on the ranked. */
function decides(desk: Desk, { definition }: AtRanking): boolean {
  const task = rankingStage(definition)?.tasks[0];
  if (!task) return false;
  const { authority, role } = task;
  return isWorkOf(actorAt(desk), { authority, role }, definition.id);
}

/**
 * What the rule would do with the whole call, and the button that does it, once the officer says
 * that they have looked; nothing where nothing is left for them to decide or vote on.
 */
export function decidePart(desk: Desk, at: AtRanking, error?: string): SafeHtml | null {
  const { t, csrf, officer } = desk;
  const { definition, ranking } = at;
  const stage = rankingStage(definition);
  const decide = stage?.ranking.decide;
  if (!stage || !decide || !ranking.complete || !decides(desk, at)) return null;
  const open = ranking.places.filter(
    ({ entry }) => !entry.closed && !entry.votedBy.includes(officer.id),
  );
  const count = (line: string) =>
    open.filter((place) => lineOf(place, stage.ranking.places) === line).length;
  const title = (id: string) =>
    t.words(stage.tasks[0]?.outcomes.find((outcome) => outcome.id === id)?.title);
  const counts = { above: count("above"), below: count("below"), across: count("across") };
  if (counts.above + counts.below === 0) return null;
  const isVote = committeeOf(definition, { stage: stage.id });
  const label = t("committee.call.seen", counts);
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
        ${checkbox({ id: "seen", name: "seen", label, ...(error && { error }) }, t)}
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
  if (!textOf(formOf(request), "seen")) return sendUnseen(desk, at);
  requireRecentProof(request, deps.clock(), deps.proofMinutes);
  const { definition, ranking } = at;
  const results = await decideCall(deps, {
    ...{ definition, opens: ranking.call.opens, actor: actorAt(desk) },
    key: keyOf(formOf(request)),
  });
  return results.ok ? sendResults(desk, at, results.value) : refused(desk, results.refusal);
}

/** The question again, to whoever has not said that they have looked at the list. */
function sendUnseen(desk: Desk, at: AtRanking): FastifyReply {
  const { t } = desk;
  const title = t("ranking.title");
  const text = t("committee.call.tick");
  const path = rankingPath(at.definition.id, at.ranking.call.opens);
  const part = decidePart(desk, at, text);
  const content = html`
    ${part && errorSummary([{ text, id: "seen" }], t)}
    <h1 class="govuk-heading-l">${title}</h1>
    ${part ?? html`<p class="govuk-body">${t("committee.call.none")}</p>`}
    <p class="govuk-body"><a class="govuk-link" href="${path}">${title}</a></p>
  `;
  const status = statusOf("invalid");
  return show(desk, { title, content, current: "worklist", path, failed: true, status });
}

async function sendResults(
  desk: Desk,
  at: AtRanking,
  results: readonly CallResult[],
): Promise<FastifyReply> {
  const { t } = desk;
  const stage = rankingStage(at.definition)?.id ?? "";
  const isVote = committeeOf(at.definition, { stage });
  const isAgain = isVote && results.every(({ decided }) => decided);
  const title = t(
    isAgain
      ? "committee.call.voted"
      : isVote
        ? "committee.call.vote-title"
        : "committee.call.title",
  );
  const path = rankingPath(at.definition.id, at.ranking.call.opens);
  const content = html`
    <h1 class="govuk-heading-l">${title}</h1>
    ${isAgain && results.length === 0 ? null : await resultsPart(desk, at, results)}
    <p class="govuk-body"><a class="govuk-link" href="${path}">${t("ranking.title")}</a></p>
  `;
  return show(desk, { title, content, current: "worklist", path });
}

/** How many are done, which the others have decided before, and which are left and why. */
async function resultsPart(
  desk: Desk,
  at: AtRanking,
  results: readonly CallResult[],
): Promise<SafeHtml> {
  const { t } = desk;
  const left = results.filter(({ refusal }) => refusal);
  const why = await whyEach(desk, left);
  const before = results.filter(({ decided }) => decided);
  const own = results.filter(({ refusal, decided }) => !refusal && !decided);
  const path = rankingPath(at.definition.id, at.ranking.call.opens);
  const list = (files: readonly CallResult[], wordsOf: (file: CallResult) => string | null) => html`
    <ul class="govuk-list">${files.map(
      (file) => html`
        <li>
          <a class="govuk-link hw-reference" href="/office/cases/${file.caseId}">
            ${file.reference}
          </a>${": "}${wordsOf(file)}
        </li>
      `,
    )}</ul>
  `;
  const outcomes = rankingStage(at.definition)?.tasks[0]?.outcomes;
  const title = (id: string) => t.words(outcomes?.find((each) => each.id === id)?.title) || id;
  return html`
    <p class="govuk-body-l">${t("committee.call.done", { count: own.length })}</p>
    ${takeAllBack(desk, own, "", `${path}/take-back`)}
    ${await wentPart(desk, at, new Set(own.map(({ caseId }) => caseId)))}
    ${
      before.length > 0
        ? html`
          <p class="govuk-body">${t("committee.call.by-others", { count: before.length })}</p>
          ${list(before, ({ decided = "" }) => title(decided))}
        `
        : null
    }
    <p class="govuk-body">${t(left.length > 0 ? "committee.call.left" : "committee.call.none")}</p>
    ${list(left, ({ caseId }) => why.get(caseId) ?? null)}
  `;
}

/** POST /office/rankings/:service/:opens/take-back: what was voted or decided by the list. */
export async function takeWholeBack(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const at = await findRanking(desk);
  if (!at) return reply;
  const { definition, ranking } = at;
  const chosen = new Set([formOf(request).stack ?? []].flat());
  const items = ranking.places
    .map(({ entry }) => ({ caseId: entry.id, task: entry.task }))
    .filter(({ caseId, task }) => chosen.has(`${caseId}~${task}`));
  const list = rankingPath(definition.id, ranking.call.opens);
  return sendTakenBack(desk, items, { list, back: "ranking.title", most: items.length });
}
