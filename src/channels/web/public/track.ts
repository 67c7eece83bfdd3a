import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type TrackedOffline, trackOffline } from "../../../acts/index.ts";
import { type ApplicationRow, meaningOf } from "../../../cases/index.ts";
import type { Catalogue, Definition } from "../../../catalogue/index.ts";
import { normaliseReference, type Reference } from "../../../kernel/index.ts";
import { formOf, limited, textOf } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  card,
  csrfField,
  errorSummary,
  html,
  input,
  narrow,
  type SafeHtml,
  type SummaryRow,
  summaryList,
  type Tone,
  tag,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { whoActs } from "./facts.ts";

/** An example of an application number; its check character is wrong, so nobody has it. */
const example = "7K3M9-PXD4C";

const tones: Readonly<Record<ApplicationRow["status"], Tone>> = {
  "awaiting-payment": "action",
  "in-review": "working",
  "waiting-for-applicant": "action",
  "granted-awaiting-payment": "action",
  granted: "good",
  refused: "neutral",
  withdrawn: "neutral",
  "in-appeal": "working",
};

export interface TrackForm {
  readonly typed: string;
  readonly error?: string | undefined;
  readonly hidden: SafeHtml;
}

/** The form that asks for the application number. */
export function trackForm({ typed, error, hidden }: TrackForm, t: Translate): SafeHtml {
  const errors = error === undefined ? [] : [{ text: error, id: "reference" }];
  const field = input(
    {
      id: "reference",
      name: "reference",
      label: t("track.reference"),
      hint: t("track.reference-hint", { example }),
      error,
      value: typed,
      width: 20,
      autocomplete: "off",
      spellcheck: false,
      maxlength: 40,
    },
    t,
  );
  return html`
    ${errorSummary(errors, t)}
    <h1 class="govuk-heading-xl">${t("track.heading")}</h1>
    <p class="govuk-body-l">${t("track.lead")}</p>
    <form method="post" action="/track" novalidate>
      ${hidden}${field}${button({ text: t("track.find") })}
    </form>
    <p class="govuk-body">
      ${t("public.track-mine")}${" "}
      <a class="govuk-link" href="/applications">${t("layout.applications")}</a>
    </p>
  `;
}

export interface Tracked {
  readonly row: ApplicationRow;
  readonly def: Definition;
  readonly catalogue: Catalogue;
  readonly now: Date;
}

/** The status without personal data, because anyone who has the number can see it. */
export function trackedContent({ row, def, catalogue, now }: Tracked, t: Translate): SafeHtml {
  const { timeZone } = catalogue.jurisdiction;
  const late = row.dueAt !== null && row.decidedAt === null && row.dueAt < now;
  const fact = (key: string, value: SafeHtml | string): SummaryRow => ({ key, value });
  const rows = [
    fact(t("application.service"), t.words(def.title)),
    fact(t("application.number"), html`<span class="hw-reference">${row.reference}</span>`),
    fact(
      t("application.status"),
      html`
        ${tag(t(`public.standing.${row.status}`), tones[row.status])}
        ${stageOf(row, def, catalogue, t)}
      `,
    ),
    fact(t("application.submitted-on"), t.day(row.submittedAt, timeZone)),
    ...(row.decidedAt ? [fact(t("application.decided-on"), t.day(row.decidedAt, timeZone))] : []),
    ...(row.dueAt && !row.decidedAt
      ? [
          fact(
            t("application.promised-by"),
            html`
              ${t.until(row.dueAt, timeZone)}
              ${late ? html` ${tag(t("application.late"), "bad")}` : null}
            `,
          ),
        ]
      : []),
  ];
  return html`
    <h1 class="govuk-heading-l">${t("public.tracked")}</h1>
    ${card(summaryList({ rows, noBorder: true }))}
    <p class="govuk-body">
      ${t("public.track-more")}${" "}
      <a class="govuk-link" href="/applications">${t("layout.applications")}</a>
    </p>
    <p class="govuk-body"><a class="govuk-link" href="/track">${t("public.track-another")}</a></p>
  `;
}

/** An application that was taken without network and is not with the office, by its number. */
async function offlineContent(
  reference: Reference,
  { waits, centre, takenAt, offered }: TrackedOffline,
  { deps, t }: { readonly deps: WebDeps; readonly t: Translate },
): Promise<SafeHtml> {
  const { timeZone } = deps.catalogue.jurisdiction;
  const def = offered && (await deps.catalogue.findVersion(offered.service, offered.definition));
  const place = t.words(deps.centres.find(centre)?.name);
  const isOver = waits === "dropped" || waits === "withdrawn";
  const tone: Tone = isOver ? "neutral" : "waiting";
  const rows: SummaryRow[] = [
    ...(def ? [{ key: t("application.service"), value: t.words(def.title) }] : []),
    {
      key: t("application.number"),
      value: html`<span class="hw-reference">${reference}</span>`,
    },
    { key: t("application.status"), value: tag(t(`public.offline.status-${waits}`), tone) },
    ...(takenAt ? [{ key: t("offline.taken"), value: t.day(takenAt, timeZone) }] : []),
    { key: t("offline.where"), value: place },
  ];
  return html`
    <h1 class="govuk-heading-l">${t("public.tracked")}</h1>
    ${card(summaryList({ rows, noBorder: true }))}
    <p class="govuk-body">${t(`public.offline.next-${waits}`)}</p>
    ${
      waits === "yes"
        ? html`<p class="govuk-body">
        <a class="govuk-link" href="/applications">${t("layout.applications")}</a></p>`
        : null
    }
    <p class="govuk-body">${t("public.offline.ask", { place })}${" "}
      <a class="govuk-link" href="/help">${t("layout.help")}</a></p>
    <p class="govuk-body"><a class="govuk-link" href="/track">${t("public.track-another")}</a></p>
  `;
}

/** The step that is open, and the office that has it. */
function stageOf(
  { stage, status }: ApplicationRow,
  def: Definition,
  catalogue: Catalogue,
  t: Translate,
) {
  const currentStage =
    meaningOf(status).turn === "office" && def.process?.stages.find(({ id }) => id === stage);
  if (!currentStage) return null;
  const offices = [...new Set(currentStage.tasks.map(({ authority }) => authority))].map((id) =>
    whoActs(catalogue, { authority: id }, t),
  );
  return html`<br>${t.words(currentStage.title)} · ${t.list(offices)}`;
}

export function trackRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/track", (request, reply) => ask(request, reply, deps, ""));
  app.post("/track", { config: limited("track") }, async (request, reply) => {
    const typed = textOf(formOf(request), "reference").trim().slice(0, 40);
    const t = wordsOf(request, deps);
    const reference = normaliseReference(typed);
    if (typed === "") return ask(request, reply, deps, typed, t("public.track-missing"));
    if (!reference) return ask(request, reply, deps, typed, t("public.track-mistyped"));
    const row = await deps.cases.track(reference);
    const def = row && (await deps.catalogue.findVersion(row.service, row.definition));
    const waiting = row ? undefined : await trackOffline(deps, reference);
    if (waiting) {
      const content = narrow(await offlineContent(reference, waiting, { deps, t }));
      const title = t("public.tracked");
      return webPage(request, reply, deps, { title, content, current: "track" });
    }
    if (!row || !def) return ask(request, reply, deps, typed, t("public.track-unknown"));
    const tracked = { row, def, catalogue: deps.catalogue, now: deps.clock() };
    const content = narrow(trackedContent(tracked, t));
    return webPage(request, reply, deps, { title: t("public.tracked"), content, current: "track" });
  });
}

function ask(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  typed: string,
  error?: string,
) {
  const t = wordsOf(request, deps);
  const content = narrow(trackForm({ typed, error, hidden: csrfField(request, reply) }, t));
  const failed = error !== undefined;
  return webPage(request, reply, deps, {
    title: t("track.heading"),
    content,
    current: "track",
    failed,
    ...(failed && { status: 422 }),
  });
}
