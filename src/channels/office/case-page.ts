import type { FastifyReply, FastifyRequest } from "fastify";
import { type Application, mayRead, maySee } from "../../cases/index.ts";
import { takeFlash, withFrames } from "../../platform/http/index.ts";
import { committeeOf, isOpinion } from "../../workflow/index.ts";
import { errorSummary, html, inset, type SafeHtml } from "../components/index.ts";
import { accessPart } from "./access-part.ts";
import { actsPart } from "./acts-part.ts";
import { appealPart } from "./appeal-part.ts";
import { askBar, taskToAsk } from "./ask-this.ts";
import { banner, withNames } from "./banner.ts";
import { decisionForm } from "./beside-button.ts";
import { type CaseFile, findApplication, openFile, opensTo } from "./case-file.ts";
import { caseHead } from "./case-head.ts";
import { foundPart, historyPart, workPart } from "./case-history.ts";
import { answersPart, applicantPart, issuedPart, otherPapers, paymentsPart } from "./case-parts.ts";
import { caseScriptTags } from "./case-scripts.ts";
import { actorAt, type Desk, deskOf, type Office, refused, show } from "./desk.ts";
import { differsWarning } from "./differences.ts";
import { doubleWarning } from "./doubles-part.ts";
import { exportPart } from "./export-file.ts";
import { askPurpose, findFolded } from "./find.ts";
import { typedPart } from "./moved.ts";
import { toldIn } from "./notes.ts";
import { notesPart } from "./notes-part.ts";
import { paperViewer } from "./papers.ts";
import { rankingPart } from "./ranking-part.ts";
import { relatedPart } from "./related-part.ts";
import { takeBackIn } from "./take-back.ts";
import { decidingTask, sendersInPanels, taskPanels } from "./task-panel.ts";
import { threadPart } from "./thread-part.ts";
import { errorsOf, type Typed } from "./typed.ts";

/** GET /office/cases/:caseId */
export async function showCase(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const mayOpen = ({ state, definition }: Application) => mayRead(actorAt(desk), state, definition);
  const file = await findApplication(desk, mayOpen);
  if (!file.ok) return refused(desk, file.refusal);
  return opensTo(desk, file.value) ? sendCase(desk, file.value) : askPurpose(desk, file.value);
}

/** Sends the page of a case; `typed` is a form that came back, and why. */
export async function sendCase(
  desk: Desk,
  application: Application,
  typed?: Typed,
  status?: number,
): Promise<FastifyReply> {
  const file = await openFile(desk, application, typed);
  const { t } = desk;
  withFrames(desk.reply);
  return show(desk, {
    title: `${application.state.submitted?.reference} ${t.words(application.definition.title)}`,
    content: casePage(desk, file, typed, await news(desk, application, typed)),
    path: `/office/cases/${application.id}`,
    before: caseScriptTags,
    failed: status !== undefined,
    ...(status !== undefined && { status }),
  });
}

async function news(
  desk: Desk,
  application: Application,
  typed: Typed | undefined,
): Promise<SafeHtml | null> {
  const { request, reply, t } = desk;
  if (!typed || typed.done) {
    const flash = await withNames(desk, typed?.done ?? takeFlash(request, reply));
    return banner(flash, t, (await toldIn(desk, flash)) ?? takeBackIn(desk, flash));
  }
  const errors = typed.refused ? [{ text: typed.refused }] : errorsOf(t, typed);
  // The form of a decision that is still this officer's comes back as it was filled in.
  const isBack = typed.act === "complete" && decidingTask(desk, application)?.key === typed.task;
  const inputKept = typed.refused && !isBack ? typedPart(desk, application, typed) : null;
  return html`${errorSummary(errors, t)}${inputKept}`;
}

/** What stands in place of the work: the officer reads, and the applicant is shown why. */
const readOnly = ({ t, purpose }: Desk): SafeHtml | null =>
  purpose
    ? inset(
        t("office-pages.find.read-only", { purpose: t(`office-pages.find.purpose.${purpose}`) }),
      )
    : null;

/**
 * The whole file on one page: who asks for what, what was found and the answers with their papers,
 * then what can be done, which stands beside them on a wide screen.
 */
function casePage(
  desk: Desk,
  file: CaseFile,
  typed: Typed | undefined,
  said: SafeHtml | null,
): SafeHtml {
  const { application } = file;
  const mine = decidingTask(desk, application);
  const beside = { typed, form: mine && decisionForm(mine.key) };
  const toAsk = taskToAsk(desk, application);
  const panels = maySee(actorAt(desk), application.state)
    ? taskPanels(desk, file, typed)
    : readOnly(desk);
  const isVote = mine && committeeOf(application.definition, mine);
  const own =
    mine && isOpinion(mine)
      ? ("office-pages.appeal.send" as const)
      : ("office-file.decide" as const);
  const way = isVote ? "committee.vote" : mine ? own : "office-desk.to-decision";
  return html`
    <a class="govuk-skip-link" href="#task">${desk.t("office-desk.to-task")}</a>
    ${findFolded(desk)}
    <div class="of-case">
      <div class="of-case__top">
        ${said}${caseHead(desk, file)}
        <p class="of-jump"><a class="govuk-button" href="#task">${desk.t(way)}</a></p>
        ${differsWarning(desk, application)}${doubleWarning(desk, file)}
        ${issuedPart(desk, file)}${appealPart(desk, file)}
        ${foundPart(desk, file, { typed, elsewhere: sendersInPanels(desk, application) })}
      </div>
      <div class="of-case__answers">
        ${answersPart(desk, file)}${otherPapers(desk, file)}
        ${toAsk ? askBar(desk, toAsk) : null}
      </div>
      ${paperViewer(desk, file)}
      <div class="of-case__do" id="task" tabindex="-1">
        <div class="of-case__scroll">${rankingPart(desk, file)}${panels}</div>
      </div>
      <div class="of-case__more">
        ${applicantPart(desk, file)}
        ${threadPart(desk, file, beside)}${notesPart(desk, file, beside)}
        ${relatedPart(desk, file, beside.form)}
        ${actsPart(desk, file)}
        ${paymentsPart(desk, file)}${workPart(desk, file)}
        ${historyPart(desk, file)}${accessPart(desk, file)}${exportPart(desk, file)}
      </div>
    </div>
  `;
}
