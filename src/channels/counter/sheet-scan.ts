import type { FastifyReply } from "fastify";
import { attachScan, sheetOfCase } from "../../acts/index.ts";
import { type Application, scanOf, signedScan } from "../../cases/index.ts";
import { type SignedSheet, sheetNumber } from "../../counter/index.ts";
import type { Problem, Refusal } from "../../kernel/index.ts";
import { multipartOf, notFound, redirectTo } from "../../platform/http/index.ts";
import { button, errorSummary, html, inset, narrow, type SafeHtml } from "../components/index.ts";
import { paperErrors, papersView, takeInto, wayBack } from "../questions/index.ts";
import { openCase } from "./case-desk.ts";
import { firstHeading } from "./first-heading.ts";
import { refusedHere, showVisit, type VisitDesk } from "./visit-desk.ts";

/** Who has the summary that was signed, and the scan of it; null where a code was given. */
export async function scanLine(
  desk: VisitDesk,
  app: Application,
  sheet: SignedSheet | undefined,
): Promise<SafeHtml | null> {
  if (!sheet) return null;
  const { t, base, officer } = desk;
  const scan = scanOf(app.taskFiles);
  const shown = scan
    ? html`<a class="govuk-link" href="${base}/files/${scan.id}">${t("counter.sheet.scan")}</a>`
    : null;
  const path = `${base}/applications/${app.id}/sheet`;
  const words = t(scan ? "counter.sheet.replace" : "counter.sheet.attach");
  const own =
    sheet.by === officer.id ? html`<a class="govuk-link" href="${path}">${words}</a>` : null;
  return html`<p class="govuk-body ct-print">${t("counter.sheet.signed")}${" "}
    ${await hasWords(desk, sheet)}${shown && html` · ${shown}`}${own && html` · ${own}`}</p>`;
}

async function hasWords({ deps, t }: VisitDesk, { id, by }: SignedSheet): Promise<string> {
  const name = (await deps.officerNames([by])).get(by) ?? "–";
  return t("counter.sheet.has", { number: sheetNumber(id), name });
}

/** The view of the one paper, with the scan that is there already. */
function chooserOf({ t, base }: VisitDesk, app: Application, problems: readonly Problem[]) {
  const scan = scanOf(app.taskFiles);
  return {
    wanted: [{ ...signedScan, title: { [t.lang]: t("counter.sheet.scan") } }],
    attached: scan ? { [signedScan.id]: [scan] } : {},
    ...{ problems, removable: false, files: `${base}/files` },
  };
}

/** GET …/applications/:caseId/sheet: attaches a scan; only whoever has the paper can. */
export async function scanPage(
  desk: VisitDesk,
  problems: readonly Problem[] = [],
): Promise<FastifyReply> {
  const { deps, t, base, csrf, person, officer } = desk;
  const app = await openCase(desk);
  const sheet = await sheetOfCase(deps, { person, caseId: app.id });
  if (!sheet) throw notFound();
  const path = `${base}/applications/${app.id}/sheet`;
  const view = chooserOf(desk, app, problems);
  const form = html`<form method="post" action="${path}" enctype="multipart/form-data">${csrf}
    ${papersView(view, t)}${button({ text: t("office-pages.attach-files") })}</form>`;
  const title = t("counter.sheet.signed");
  const content = html`${errorSummary(paperErrors(view, t), t)}
    <p class="govuk-caption-l">${t.words(app.definition.title)}</p>
    ${firstHeading(title, problems.length === 0)}
    <p class="govuk-body">${await hasWords(desk, sheet)}</p>
    ${sheet.by === officer.id ? form : inset(t("refusals.counter.sheet-elsewhere"))}`;
  return showVisit(desk, {
    ...{ title, content: narrow(content), path, failed: problems.length > 0 },
    before: wayBack(`${base}/applications/${app.id}/receipt`, t),
    ...(problems.length > 0 && { status: 422 }),
  });
}

/** POST …/applications/:caseId/sheet: the scan, or what is wrong with it. */
export async function takeScan(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, person, visit, base, request, reply } = desk;
  const app = await openCase(desk);
  const posted = multipartOf(request);
  const before = chooserOf(desk, app, []);
  let refusal: Refusal | undefined;
  let isTaken = false;
  const problems = await takeInto(
    deps.cases,
    { wanted: before.wanted, attached: before.attached, posted },
    {
      room: async () => Number.POSITIVE_INFINITY,
      attach: async (file) => {
        const taken = await attachScan(deps, { visit, person, caseId: app.id }, file);
        if (!taken.ok) refusal = taken.refusal;
        isTaken = taken.ok;
        return taken.ok ? taken.value : undefined;
      },
      // The new scan has taken the place of the one before.
      detach: async () => undefined,
    },
  );
  if (refusal) return refusedHere(desk, refusal);
  const none = { field: `documents.${signedScan.id}`, code: "required" };
  const wrong =
    problems.length > 0 || isTaken || before.attached[signedScan.id] ? problems : [none];
  if (wrong.length > 0) return scanPage(desk, wrong);
  return redirectTo(reply, `${base}/applications/${app.id}/receipt`, {
    kind: "success",
    code: "counter.sheet.attached",
  });
}
