import {
  type Application,
  isOpen,
  scanOf,
  standingDecision,
  type TaskFile,
} from "../../cases/index.ts";
import { isOnAppeal } from "../../workflow/index.ts";
import { type Content, html, type SafeHtml, tag, toneOf } from "../components/index.ts";
import type { CaseFile } from "./case-file.ts";
import { remainingWords, statusKey } from "./case-words.ts";
import type { Desk } from "./desk.ts";
import { viewedAs } from "./papers.ts";
import { proofWords } from "./who-did.ts";

const fact = (key: string, value: Content): SafeHtml =>
  html`<div class="of-facts__item"><dt>${key}</dt><dd>${value}</dd></div>`;

/** What the file is and how the promise to the applicant stands. */
export function caseHead(desk: Desk, { application, nameOf }: CaseFile): SafeHtml {
  const { t, deps } = desk;
  const { state, definition } = application;
  const status = statusKey(application);
  const sent = state.submitted?.at;
  const sender = application.history[0]?.actor;
  const proofs = sender?.kind === "person" ? proofWords(t, sender.through) : [];
  const scan = scanOf(application.taskFiles);
  const isOver = standingDecision(state) !== undefined && !openAppeal(state);
  return html`
    <h1 class="govuk-heading-l of-title">
      <span class="hw-reference">${state.submitted?.reference}</span> ${t.words(definition.title)}
    </h1>
    <dl class="of-facts">
      ${fact(t("office.applicant"), application.asked.applicant.name ?? "–")}
      ${fact(t("application.status"), tag(t(`status.${status}`), toneOf(status)))}
      ${fact(
        t(isOver ? "application.decided-on" : "application.promised-by"),
        promise(desk, application),
      )}
      ${proofs.length > 0 ? fact(t("office-file.through.proof"), t.list([...proofs])) : null}
      ${scan ? fact(t("counter.sheet.signed"), scanWords(desk, application, scan, nameOf)) : null}
      ${sent ? fact(t("office.received"), deps.days.words(t, sent)) : null}
      ${state.submitted?.renews ? fact(t("office-pages.kind"), t("renewal.heading")) : null}
    </dl>
  `;
}

/** Who has the summary that the applicant signed, and the scan of it. */
const scanWords = (
  { t }: Desk,
  { id }: Application,
  scan: TaskFile,
  nameOf: CaseFile["nameOf"],
): SafeHtml => html`
  ${t("office-file.through.with", { name: nameOf(scan.officer) })}<br>
  <a class="govuk-link" href="/office/cases/${id}/files/${scan.id}"${viewedAs(
    scan,
    t("counter.sheet.scan"),
  )}>${t("counter.sheet.scan")}</a>
`;

const openAppeal = ({ tasks }: Application["state"]) =>
  tasks.find((task) => isOpen(task) && isOnAppeal(task));

/** The promise: due, stopped, extended, run out, kept or not begun. */
function promise({ t, deps, now, purpose }: Desk, { id, state }: Application): SafeHtml {
  const { dueAt, left, extended, expired } = state.clock;
  const appeal = openAppeal(state);
  if (appeal?.dueAt) {
    const { text, tone } = deps.days.due(t, appeal.dueAt, now);
    return html`${deps.days.until(t, appeal.dueAt)} ${tag(text, tone)}`;
  }
  const more = extended ? html` ${tag(t("office-pages.clock.extended"))}` : null;
  const decision = standingDecision(state);
  if (decision) {
    const letter = `/office/cases/${id}/letter${purpose ? `?for=${purpose}` : ""}`;
    const { done } = state.tasks.findLast((task) => task.done && isOnAppeal(task)) ?? {};
    const first = t("office-pages.first-decided", { date: deps.days.words(t, decision.at) });
    return html`
      ${deps.days.words(t, done?.at ?? decision.at)}${more}<br>
      ${done && done.at > decision.at ? html`${first}<br>` : null}
      <a class="govuk-link" href="${letter}">${t("office-pages.decision-letter")}</a>
    `;
  }
  if (left) {
    const still = t("time.left", { duration: remainingWords(t, left) });
    return html`${tag(t("office.paused"), "waiting")} ${still}${more}`;
  }
  if (!dueAt) return html`<span class="hw-muted">${t("office-pages.clock.not-begun")}</span>`;
  const day = deps.days.until(t, dueAt);
  if (expired) return html`${day} ${tag(t("office-pages.clock.expired"), "bad")}${more}`;
  const { text, tone } = deps.days.due(t, dueAt, now);
  return html`${day} ${tag(text, tone)}${more}`;
}
