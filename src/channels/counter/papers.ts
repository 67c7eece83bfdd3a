import type { FastifyReply } from "fastify";
import { ownCases, type Reach, reachOf } from "../../acts/index.ts";
import { meaningOf } from "../../cases/index.ts";
import { loadVersions } from "../../catalogue/index.ts";
import type { Handover } from "../../counter/index.ts";
import type { Credential } from "../../credentials/index.ts";
import { type CaseId, isUuid } from "../../kernel/index.ts";
import { formOf, notFound, redirectTo, textOf } from "../../platform/http/index.ts";
import { isLang, languageNames } from "../../platform/i18n/index.ts";
import { attr, button, details, html, narrow, type SafeHtml } from "../components/index.ts";
import { wayBack } from "../questions/index.ts";
import { hasLooked, openCase, recordLook } from "./case-desk.ts";
import { refusedHere, showVisit, type VisitDesk } from "./visit-desk.ts";

interface PapersView {
  readonly desk: VisitDesk;
  readonly papers: readonly Credential[];
  readonly given: readonly Handover[];
  readonly names: ReadonlyMap<string, string>;
  readonly path: string;
  /** On the first page of a client: of which service each is, and whom it is about. */
  readonly of?: string;
  /** This paper is what the client comes for: the next key prints it in their language. */
  readonly next?: string | undefined;
}

/** So many papers stand open on the first page of a client; the rest one press away. */
const mostOpen = 3;

/** Each paper with its print in every language, and when it was handed over. */
export function papersView(view: PapersView): SafeHtml | null {
  const { desk, papers, given, names, path, of, next } = view;
  const { deps, t, csrf } = desk;
  const zone = deps.catalogue.jurisdiction.timeZone;
  if (papers.length === 0) return null;
  const from = of === undefined ? null : html`<input type="hidden" name="from" value="visit">`;
  const caption = of === undefined ? null : html`${of} · `;
  const each = papers.map(({ id, number }) => {
    const prints = printLinks(desk, id, id === next);
    const before = given
      .filter(({ paper }) => paper === id)
      .map(
        ({ at, operator }) =>
          html`<li>${t("counter.paper.given", {
            at: t.dateTime(at, zone),
            name: names.get(operator) ?? "–",
          })}
            </li>`,
      );
    return html`<section class="hw-box"><h3 class="govuk-heading-s">${caption}
      <span class="hw-reference">${number}</span></h3><p class="govuk-body">
      ${t("counter.paper.print")} ${prints}</p><form method="post" action="${path}/handover">
      ${csrf}${from}${button({
        text: t("counter.paper.hand-over"),
        // Once is what is mostly meant; what was handed over is offered again in the background.
        kind: before.length > 0 ? "secondary" : "primary",
        name: "paper",
        value: id,
        hidden: number,
      })}
      </form>${before.length > 0 ? html`<ul class="govuk-list">${before}</ul>` : null}</section>`;
  });
  return of === undefined
    ? html`<h2 class="govuk-heading-m">${t("counter.paper.title")}</h2>${each}`
    : html`${each}`;
}

/**
 * Papers that nobody has handed over yet, ready on the first page of a client, the newest first:
 * what most people come back for; those of the application that was paid for, if any, first. Each
 * is shown, so each look is recorded, once while the file is open. `isOfPaid`: there is such a
 * paper, and the next key prints it.
 */
export async function papersReady(
  desk: VisitDesk,
  reach: Reach,
  paid: CaseId | undefined,
): Promise<{ readonly view: SafeHtml; readonly isOfPaid: boolean } | null> {
  const { deps, t, base, person } = desk;
  const rows = await deps.cases.applicationsOf(person.id);
  await loadVersions(deps.catalogue, rows);
  const giving = rows.filter(
    ({ id, status, service, definition }) =>
      reach.hasCase(id) &&
      (meaningOf(status).outcome === "granted" ||
        deps.catalogue.version(service, definition)?.interim !== undefined),
  );
  const own = await ownCases(deps, person, giving);
  const isPaid = ({ id }: { readonly id: CaseId }) => id === paid;
  const [first, others] = [own.filter(isPaid), own.filter((one) => !isPaid(one))];
  const each = await Promise.all(
    [...first, ...others].map(async ({ id, service, definition, subject }, at) => {
      const given = await deps.counter.handoversOf(id);
      const papers = (await deps.credentials.forCase(id)).filter(
        (paper) => !given.some((handed) => handed.paper === paper.id),
      );
      if (papers.length === 0) return null;
      if (!(await hasLooked(desk, id))) await recordLook(desk, id);
      const title = t.words(deps.catalogue.version(service, definition)?.title);
      const of = subject ? `${title} · ${subject}` : title;
      const path = `${base}/applications/${id}`;
      const next = at === 0 && (paid === undefined || id === paid) ? papers[0]?.id : undefined;
      return papersView({ desk, papers, given: [], names: new Map(), path, of, next });
    }),
  );
  const ready = each.flatMap((one) => one ?? []);
  if (ready.length === 0) return null;
  const rest = ready.slice(mostOpen);
  const more = t("counter.paper.more", { count: rest.length });
  const view = html`<h2 class="govuk-heading-m">${t("counter.paper.ready")}</h2>
    ${ready.slice(0, mostOpen)}${rest.length > 0 ? details(more, html`${rest}`) : null}`;
  return { view, isOfPaid: first.length > 0 && Boolean(each[0]) };
}

/** The paper in every language, to be printed; `next`: in the client's, it has the focus. */
function printLinks({ deps, base, visit }: VisitDesk, id: string, next: boolean): SafeHtml[] {
  return deps.i18n.languages.map(
    (lang) =>
      html`<a class="govuk-link" href="${base}/papers/${id}/${lang}" lang="${lang}"
        target="_blank"${attr("autofocus", next && lang === visit.lang)}>
        ${languageNames[lang]}</a> `,
  );
}

/**
 * POST …/applications/:caseId/handover: records that the paper was handed over; asks first where
 * nobody has printed it here.
 */
export async function handOver(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, base, visit, reply } = desk;
  const opened = await openCase(desk);
  const form = formOf(desk.request);
  const paper = textOf(form, "paper");
  const papers = await deps.credentials.forCase(opened.id);
  const handed = papers.find(({ id }) => id === paper);
  if (!handed) throw notFound();
  if (textOf(form, "unprinted") !== "true" && !(await deps.counter.isPrinted(paper)))
    return askPrinted(desk, opened.id, handed);
  await deps.counter.handOver(visit, { caseId: opened.id, paper });
  const from = textOf(form, "from") === "visit";
  return redirectTo(reply, from ? base : `${base}/applications/${opened.id}`, {
    kind: "success",
    code: "counter.paper.handed-over",
  });
}

/** Nobody has printed it here: print it, or say that the client has it already. */
function askPrinted(desk: VisitDesk, caseId: CaseId, { id, number }: Credential): FastifyReply {
  const { t, base, csrf, request } = desk;
  const title = t("counter.paper.not-printed");
  const path = `${base}/applications/${caseId}`;
  const hand = (text: string, kind: "primary" | "secondary", more?: SafeHtml) => html`
    <form method="post" action="${path}/handover">${csrf}
    <input type="hidden" name="from" value="${textOf(formOf(request), "from")}">${more}
    ${button({ text, kind, name: "paper", value: id, hidden: number })}</form>`;
  const unprinted = html`<input type="hidden" name="unprinted" value="true">`;
  const content = html`<p class="govuk-caption-l hw-reference">${number}</p>
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${t("counter.paper.print")} ${printLinks(desk, id, true)}</p>
    ${hand(t("counter.paper.printed-now"), "primary")}
    <p class="govuk-body">${t("counter.paper.elsewhere-lead")}</p>
    ${hand(t("counter.paper.elsewhere"), "secondary", unprinted)}`;
  return showVisit(desk, {
    ...{ title, content: narrow(content), path, status: 409 },
    before: wayBack(path, t),
  });
}

/** GET …/papers/:paper/:lang: the paper itself, to be printed. */
export async function printPaper(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, person, reply, request } = desk;
  const { paper: id = "", lang } = request.params as { paper?: string; lang?: string };
  const paper = isUuid(id) ? await deps.credentials.find(id) : undefined;
  if (!paper || paper.personId !== person.id || !isLang(lang)) throw notFound();
  if (!(await reachOf(deps, desk.visit)).hasCase(paper.caseId)) throw notFound();
  await recordLook(desk, paper.caseId);
  const drawn = await deps.credentials.pdf(id, lang);
  if (!drawn.ok) return refusedHere(desk, drawn.refusal);
  await deps.counter.recordPrint(desk.visit, { caseId: paper.caseId, paper: id, lang });
  return reply
    .header("content-type", "application/pdf")
    .header("content-disposition", `inline; filename="${paper.number}-${lang}.pdf"`)
    .header("cache-control", "private, no-store")
    .send(Buffer.from(drawn.value));
}
