import type { FastifyReply } from "fastify";
import {
  billStanding,
  type CaseNow,
  caseNow,
  ownCases,
  type Reach,
  reachOf,
  sheetOfCase,
  statusWords,
  type Unpaid,
  windowOf,
} from "../../acts/index.ts";
import { ratingOf } from "../../assessment/index.ts";
import { type Application, readable, type Status, scanOf } from "../../cases/index.ts";
import { loadVersions } from "../../catalogue/index.ts";
import { type CaseId, isUuid } from "../../kernel/index.ts";
import { notFound } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  attr,
  html,
  linkButton,
  type SafeHtml,
  summaryList,
  table,
  tag,
  toneOf,
} from "../components/index.ts";
import { wayBack } from "../questions/index.ts";
import { billsView, type CashDesk, cashDeskOf } from "./bills-view.ts";
import { actsOffered } from "./case-acts.ts";
import { hasLooked, openCase, recordLook } from "./case-desk.ts";
import { moreActs, paymentForm } from "./case-more.ts";
import { fileHistory } from "./file-history.ts";
import { firstHeading } from "./first-heading.ts";
import { shutView } from "./open-view.ts";
import { papersView } from "./papers.ts";
import { scanLine } from "./sheet-scan.ts";
import { toTillForm } from "./to-till.ts";
import { refusedHere, showVisit, type VisitDesk } from "./visit-desk.ts";

const statusTag = (status: Status, t: Translate): SafeHtml =>
  tag(t(`status.${statusWords[status]}`), toneOf(statusWords[status]));

/**
 * GET …/applications: what they have applied for, as far as this visit shows it. Each is shown, so
 * each look is recorded.
 */
export async function applicationsPage(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, t, base, person } = desk;
  const { hasCase, whole } = await reachOf(deps, desk.visit);
  const rows = (await deps.cases.applicationsOf(person.id)).filter(({ id }) => hasCase(id));
  await Promise.all([
    loadVersions(deps.catalogue, rows),
    ...rows.map(({ id }) => recordLook(desk, id)),
  ]);
  const list = table({
    caption: t("counter.applications"),
    captionHidden: true,
    columns: [
      { text: t("application.number") },
      { text: t("counter.receipt.service") },
      { text: t("counter.status") },
    ],
    rows: rows.map(({ id, reference, service, definition, status }) => [
      html`<a class="govuk-link hw-reference" href="${base}/applications/${id}">${reference}</a>`,
      t.words(deps.catalogue.version(service, definition)?.title),
      statusTag(status, t),
    ]),
    empty: t(whole ? "counter.no-applications" : "counter.open.not-opened"),
  });
  return showVisit(desk, {
    title: t("counter.applications"),
    content: html`${firstHeading(t("counter.applications"))}${list}
      ${whole ? await fileHistory(desk) : shutView(desk)}`,
    before: wayBack(base, t),
    path: `${base}/applications`,
  });
}

/**
 * What was sent in this visit, or with the same ticket before: where it stands, one press away for
 * whoever comes back from the cash desk. Each is shown, so each look is recorded, once while the
 * file is open. Where the whole file is open, which has a list of its own, only what was paid for.
 * `next`: the next key opens what was paid for; `owed`: what is listed as unpaid.
 */
export async function sentHere(
  desk: VisitDesk,
  reach: Reach,
  {
    paid,
    next,
    owed,
  }: {
    readonly paid: CaseId | undefined;
    readonly next: boolean;
    readonly owed: readonly Unpaid[];
  },
): Promise<SafeHtml | null> {
  const { deps, t, base, person } = desk;
  if (reach.whole && paid === undefined) return null;
  const isOwed = (id: CaseId) => owed.some(({ app }) => app.id === id);
  const isHere = (id: CaseId) => (reach.whole ? id === paid : reach.hasCase(id)) && !isOwed(id);
  const rows = (await deps.cases.applicationsOf(person.id)).filter(({ id }) => isHere(id));
  const own = await ownCases(deps, person, rows);
  if (own.length === 0) return null;
  for (const { id } of own) if (!(await hasLooked(desk, id))) await recordLook(desk, id);
  const each = own.map(({ id, service, definition, subject, status }) => {
    const title = t.words(deps.catalogue.version(service, definition)?.title);
    const text = subject ? `${title} · ${subject}` : title;
    const focus = attr("autofocus", next && id === paid);
    const path = `${base}/applications/${id}`;
    return html`<li><a class="govuk-link" href="${path}"${focus}>${text}</a>${" "}
      ${statusTag(status, t)}</li>`;
  });
  return html`<ul class="govuk-list">${each}</ul>`;
}

/** GET …/applications/:caseId: where it stands, what is owed, and papers to print and hand over. */
export async function applicationPage(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, t, base, person } = desk;
  const opened = await openCase(desk);
  const [at, given, rating, cashDesk, sheet] = await Promise.all([
    caseNow(deps, opened),
    deps.counter.handoversOf(opened.id),
    ratingOf(deps.sql, opened.id),
    cashDeskOf(desk),
    sheetOfCase(deps, { person, caseId: opened.id }),
  ]);
  const { certificates } = at;
  const names = await deps.officerNames(given.map(({ operator }) => operator));
  const zone = deps.catalogue.jurisdiction.timeZone;
  const path = `${base}/applications/${opened.id}`;
  const { reference, at: sentAt = "" } = opened.state.submitted ?? {};
  const due = opened.state.clock.dueAt;
  const facts = summaryList({
    rows: [
      { key: t("counter.receipt.sent"), value: t.dateTime(sentAt, zone) },
      ...(due ? [{ key: t("counter.receipt.promised"), value: t.until(due, zone) }] : []),
    ],
  });
  const content = html`<p class="govuk-caption-l">${reference}</p>
    ${firstHeading(t.words(opened.definition.title))}<p class="govuk-body-l">
    ${statusTag(statusOf(opened), t)}</p>${facts}${await scanLine(desk, opened, sheet)}
    ${actsView(desk, at, rating !== undefined)}${moreActs(desk, at)}
    ${papersView({ desk, papers: certificates, given, names, path })}
    ${await paymentView(desk, at, path, cashDesk)}<p>
    ${linkButton({ text: t("counter.receipt.title"), href: `${path}/receipt`, kind: "secondary" })}
    </p>`;
  const title = `${reference} ${t.words(opened.definition.title)}`;
  return showVisit(desk, { title, content, before: wayBack(`${base}/applications`, t), path });
}

/**
 * What is owed and how it is paid. While the person is asked on their own telephone the screen sees
 * by itself what they did; without the script one link does.
 */
async function paymentView(
  desk: VisitDesk,
  at: CaseNow,
  path: string,
  cashDesk: CashDesk | undefined,
): Promise<SafeHtml> {
  const { deps, t } = desk;
  const { state } = at.app;
  const { bills, now } = at;
  const zone = deps.catalogue.jurisdiction.timeZone;
  const isAsked = bills.some((bill) => billStanding(bill, state, now).is === "pending");
  const look = isAsked
    ? html`<p class="govuk-body"><a class="govuk-link" href="${path}">
      ${t("counter.act.payment-look")}</a></p>`
    : null;
  return html`<div id="bills" aria-live="polite" data-fresh="${path}?again=1"
    ${attr("data-waits", isAsked)}>
    ${billsView(bills, { state, now, zone, cashDesk }, t)}${await paymentForm(desk, at)}${look}
    ${toTillForm(desk, path, bills, cashDesk)}</div>`;
}

/** What the person can do with it now, with the operator's help and their own consent. */
function actsView({ t, base }: VisitDesk, at: CaseNow, isRated: boolean): SafeHtml | null {
  const acts = actsOffered(at);
  const each = acts.map((act) =>
    linkButton({
      text: t(`counter.act.${act}`),
      href: `${base}/applications/${at.app.id}/act/${act}`,
      kind: act === "answer" ? "primary" : "secondary",
    }),
  );
  const ask =
    !isRated && windowOf("rate", at).ok
      ? linkButton({
          text: t("assessment.counter.link"),
          href: `${base}/applications/${at.app.id}/rate`,
          kind: "secondary",
        })
      : null;
  if (acts.length === 0 && !ask) return null;
  return html`<div class="govuk-button-group">${each}${ask}</div>`;
}

function statusOf({ state }: Application): Status {
  if (state.status === "none") throw new Error("an application without a beginning");
  return state.status;
}

/** Whether this is the scan of a summary that this person signed. */
async function isOwnScan(
  { deps, person }: VisitDesk,
  caseId: string | null,
  id: string,
): Promise<boolean> {
  const app = caseId === null ? undefined : await deps.cases.open(caseId);
  return app?.state.submitted?.person === person.id && scanOf(app.taskFiles)?.id === id;
}

/** GET …/files/:file: what was attached; of a sent application the look is recorded. */
export async function sendFile(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, person, reply, request } = desk;
  const { file: id = "" } = request.params as { file?: string };
  const file = isUuid(id) ? await deps.cases.findFile(id) : undefined;
  if (!file || !(file.personId === person.id || (await isOwnScan(desk, file.caseId, id))))
    throw notFound();
  const reach = await reachOf(deps, desk.visit);
  const seen = file.caseId
    ? reach.hasCase(file.caseId)
    : file.preparedIn === desk.visit.id || reach.hasDraft(file.draftId ?? "");
  if (!seen) throw notFound();
  const open = readable(file);
  if (!open.ok) return refusedHere(desk, open.refusal);
  if (file.caseId) await recordLook(desk, file.caseId);
  return reply
    .header("content-type", file.mediaType)
    .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header("content-security-policy", "default-src 'none'; sandbox")
    .header("cache-control", "private, no-store")
    .send(file.content);
}
