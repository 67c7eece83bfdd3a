import type { FastifyReply } from "fastify";
import { billComes, caseNow, chargedBy, sheetOfCase } from "../../acts/index.ts";
import { type Application, owedNow } from "../../cases/index.ts";
import { type SignedSheet, sheetNumber } from "../../counter/index.ts";
import { askedOf, timeLimitOf } from "../../form/index.ts";
import { durationText } from "../../kernel/index.ts";
import { isByItself } from "../../platform/auth/index.ts";
import type { PlainKey } from "../../platform/i18n/index.ts";
import {
  answered,
  html,
  linkButton,
  type SafeHtml,
  type SummaryRow,
  scanCode,
  summaryList,
} from "../components/index.ts";
import { listsOf } from "../questions/index.ts";
import { factsOf } from "./answer-changes.ts";
import { billsView, cashDeskOf } from "./bills-view.ts";
import { checkedWords } from "./card-of-visit.ts";
import { openCase } from "./case-desk.ts";
import { paymentForm } from "./case-more.ts";
import { firstHeading } from "./first-heading.ts";
import { outcomeView } from "./receipt-outcome.ts";
import { scanLine } from "./sheet-scan.ts";
import { chargeIn } from "./summary.ts";
import { toTillForm } from "./to-till.ts";
import { showVisit, type VisitDesk } from "./visit-desk.ts";

/** GET …/applications/:caseId/receipt: the printed receipt, on A4 or on an 80 mm roll. */
export async function receiptPage(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, own: t, base, reply, request } = desk;
  const opened = await openCase(desk);
  const at = await caseNow(deps, opened);
  const { bills, now } = at;
  const coming = billComes(bills, owedNow(opened.state));
  const file = `${base}/applications/${opened.id}`;
  const path = `${file}/receipt`;
  const roll = (request.query as { readonly paper?: unknown }).paper === "80";
  if (coming) reply.header("refresh", `3;url=${path}?again=1${roll ? "&paper=80" : ""}`);
  const zone = deps.catalogue.jurisdiction.timeZone;
  const track = `${deps.baseUrl}/track`;
  const here = await cashDeskOf(desk);
  const toTill = toTillForm(desk, file, bills, here);
  const pay = await paymentForm(desk, at);
  // The paper says where cash is taken; the operator's own way there is not printed.
  const cashDesk = here && { ...here, own: false };
  const comingNote = coming
    ? html`<p class="govuk-body" role="status">${t("apply.bill-coming")}</p>`
    : null;
  const promise = promised(desk, opened);
  const sheet = await sheetOfCase(deps, { person: desk.person, caseId: opened.id });
  const paper = html`<article class="ct-receipt${roll ? " ct-receipt--roll" : ""}"
    lang="${t.lang}">
    <h2 class="govuk-heading-l">${t("submitted.heading")}</h2><p class="ct-receipt__reference">
    <span>${t("submitted.reference")}</span> <strong class="hw-reference">
    ${opened.state.submitted?.reference}</strong></p>
    ${summaryList({ rows: await rowsOf(desk, opened, { promise, sheet }) })}
    ${outcomeView(desk, opened, promise.value)}
    ${billsView(bills, { state: opened.state, now, zone, cashDesk }, t)}
    ${comingNote}
    <div class="ct-receipt__track">
    ${scanCode(track, t("counter.receipt.track"), "ct-qr")}<p class="govuk-body">
    ${t("counter.receipt.track-at", { address: track })}</p></div>
    ${sheet ? null : signature(desk, opened)}</article>`;
  const title = desk.t("counter.receipt.title");
  // What is pressed next stands after the heading that has the focus, and is not printed.
  const heading = html`<div class="ct-print">${firstHeading(title, !isByItself(request))}</div>`;
  return showVisit(desk, {
    title,
    content: html`${heading}${buttons(desk, path, roll)}
      ${await scanLine(desk, opened, sheet)}${toTill}
      ${pay && html`<div class="ct-print">${pay}</div>`}${paper}`,
    path,
  });
}

async function rowsOf(
  desk: VisitDesk,
  found: Application,
  { promise, sheet }: { readonly promise: SummaryRow; readonly sheet: SignedSheet | undefined },
): Promise<SummaryRow[]> {
  const { deps, own: t, person, visit } = desk;
  const { state, definition } = found;
  const zone = deps.catalogue.jurisdiction.timeZone;
  const row = (key: PlainKey, value: string) => ({ key: t(key), value });
  const checked = await checkedWords(desk, t);
  const draft = await deps.cases.draftOfCase(found.id, person.id);
  const charge = await chargedBy(deps, visit.door, { id: draft?.id, service: definition.id });
  const has = sheet && (await deps.officerNames([sheet.by])).get(sheet.by);
  const badge = desk.agent ? [row("counter.badge.number", desk.agent.badge)] : [];
  return [
    row("counter.receipt.service", t.words(definition.title)),
    row("counter.receipt.name", person.name),
    ...(checked ? [row("counter.receipt.identity", checked)] : []),
    row("counter.receipt.sent", t.dateTime(state.submitted?.at ?? "", zone)),
    promise,
    row("counter.receipt.by", await servedBy(desk, found)),
    ...(sheet
      ? [
          row(
            "counter.sheet.signed",
            t("counter.sheet.has", { number: sheetNumber(sheet.id), name: has ?? "–" }),
          ),
        ]
      : []),
    ...badge,
    ...(visit.door === "agent" ? [row("counter.charge", chargeIn(charge, t))] : []),
  ];
}

/** Who took it, whoever prints it again; both where another officer sent what a device took. */
async function servedBy({ deps, own: t, officer }: VisitDesk, found: Application): Promise<string> {
  const { id, state, history } = found;
  const reference = state.submitted?.reference;
  const taken = reference && (await deps.counter.takenAs({ id, reference }));
  const sender = history[0]?.actor;
  const through = sender?.kind === "person" ? sender.through : undefined;
  const operator = through && "operator" in through ? through.operator : officer.id;
  const { takenBy, sentBy } = taken ?? { takenBy: operator, sentBy: operator };
  const names = await deps.officerNames([takenBy, sentBy]);
  const [name, sent] = [takenBy, sentBy].map((each) => names.get(each) ?? "–");
  if (name === undefined || sent === undefined) return "–";
  return takenBy === sentBy ? name : t("offline.signed-in.both", { name, officer: sent });
}

/**
 * The day where the clock runs already; where it begins with the payment, how long from then on.
 */
function promised(desk: VisitDesk, found: Application): SummaryRow & { readonly value: string } {
  const { deps, own: t } = desk;
  const { state, definition, answers } = found;
  const key = t("counter.receipt.promised");
  const { dueAt } = state.clock;
  if (dueAt) return { key, value: t.until(dueAt, deps.catalogue.jurisdiction.timeZone) };
  const time = timeLimitOf(definition, answers, factsOf(found, desk));
  const duration = time ? t.duration(durationText(time.limit)) : "–";
  const starts = definition.process?.clock.starts;
  if (!starts || "at" in starts)
    return { key, value: t("counter.receipt.after-payment", { duration }) };
  const stage = definition.process?.stages.find(({ id }) => id === starts.after);
  return { key, value: t("public.time-after", { duration, step: t.words(stage?.title) }) };
}

/**
 * Signed without network, or before summaries were signed first: all that was read aloud and a line
 * to sign on; the operator keeps this sheet.
 */
function signature(desk: VisitDesk, found: Application): SafeHtml | null {
  const { deps, own: t } = desk;
  const { history, definition, answers, documents } = found;
  const sender = history[0]?.actor;
  const through = sender?.kind === "person" ? sender.through : undefined;
  if (!through || !("signed" in through && through.signed)) return null;
  const words = deps.askedWords(t.lang);
  const facts = factsOf(found, desk);
  const asked = askedOf(definition, answers, documents, facts, t.lang, words, listsOf(deps));
  const rows = asked.pages
    .flatMap((page) => page.rows)
    .map(({ question, ...row }) => ({ key: question, value: answered(row) }));
  return html`<h2 class="govuk-heading-m">${t("counter.receipt.said")}</h2>${summaryList({ rows })}
    <p class="ct-receipt__sign">${t("counter.receipt.sign")}</p>`;
}

function buttons({ t, base }: VisitDesk, path: string, roll: boolean): SafeHtml {
  const other = roll
    ? linkButton({ text: t("counter.receipt.a4"), href: path, kind: "secondary" })
    : linkButton({ text: t("counter.receipt.roll"), href: `${path}?paper=80`, kind: "secondary" });
  const file = linkButton({
    text: t("counter.receipt.file"),
    href: path.replace(/\/receipt$/, ""),
    kind: "secondary",
  });
  const more = linkButton({ text: t("counter.receipt.more"), href: base, kind: "secondary" });
  return html`<div class="govuk-button-group ct-print">
    <button type="button" class="govuk-button" data-print hidden>
    ${t("counter.receipt.print")}</button>${other}${file}${more}</div>`;
}
