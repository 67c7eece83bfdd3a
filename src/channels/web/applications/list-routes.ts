import type { FastifyInstance } from "fastify";
import { type OwnCase, type OwnDraft, ownCases, ownDrafts } from "../../../acts/index.ts";
import type { JourneyKept } from "../../../cases/index.ts";
import { loadVersions } from "../../../catalogue/index.ts";
import type { TakenDraft } from "../../../counter/index.ts";
import { requirePerson } from "../../../platform/auth/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  html,
  linkButton,
  type SafeHtml,
  type Task,
  tag,
  taskList,
  toneOf,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { journeyBlocks } from "../journeys/index.ts";
import { webPage, wordsOf } from "../page.ts";
import { isClosed, statusTag, waitsForPerson } from "./status-words.ts";
import { takenLine } from "./taken-line.ts";

const shownAtOnce = 50;

/**
 * `/applications`: what waits for the person first, then drafts, what is under way, what is over.
 */
export function listRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/applications", async (request, reply) => {
    const person = requirePerson(request);
    const before = instantIn((request.query as Record<string, unknown>).before);
    const [rows, drafts, journeys, taken] = await Promise.all([
      deps.cases.applicationsOf(person.id, before),
      before ? [] : deps.cases.draftsOf(person.id),
      before ? [] : deps.cases.journeysOf(person.id),
      before ? [] : deps.counter.takenDrafts(person.id),
    ]);
    const [own, unsent] = await Promise.all([
      ownCases(deps, person, rows),
      ownDrafts(deps, person, drafts),
      loadVersions(
        deps.catalogue,
        journeys.flatMap((kept) => kept.drafts),
      ),
    ]);
    const t = wordsOf(request, deps);
    return webPage(request, reply, deps, {
      title: t("applications.heading"),
      current: "applications",
      content: listView(
        {
          rows: own,
          drafts: unsent,
          journeys,
          first: !before,
          taken: await linesOf(taken, deps, t),
        },
        deps,
        t,
      ),
    });
  });
}

/** `?before=` of the link to older ones; anything else is passed over. */
function instantIn(text: unknown): Date | undefined {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return undefined;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

interface ListView {
  readonly rows: readonly OwnCase[];
  readonly drafts: readonly OwnDraft[];
  readonly journeys: readonly JourneyKept[];
  /** Of drafts that were taken without network: where, by whom, and what they wait for. */
  readonly taken: ReadonlyMap<string, string>;
  /** The newest ones, and not a page of older ones. */
  readonly first: boolean;
}

function listView(
  { rows, drafts, journeys, first, taken }: ListView,
  deps: WebDeps,
  t: Translate,
): SafeHtml {
  const shown = rows.slice(0, shownAtOnce);
  const task = (row: OwnCase) => taskOf(row, deps, t);
  const waiting = shown.filter(({ status }) => waitsForPerson(status)).map(task);
  // A step of a journey stands in its block, and above where it waits for the person.
  const steps = new Set(journeys.flatMap((kept) => kept.drafts.map(({ caseId }) => caseId)));
  const alone = shown.filter(({ id }) => !steps.has(id));
  const open = alone.filter(({ status }) => !waitsForPerson(status) && !isClosed(status)).map(task);
  const closed = alone.filter(({ status }) => isClosed(status)).map(task);
  const last = shown.at(-1);
  const older =
    rows.length > shownAtOnce && last
      ? html`<p class="govuk-body">
        <a class="govuk-link" href="/applications?before=${last.submittedAt.toISOString()}">
        ${t("apply.older")}</a></p>`
      : null;
  const empty =
    first && rows.length + drafts.length + journeys.length === 0
      ? html`<p class="govuk-body hw-empty">${t("applications.empty")}</p>`
      : null;
  return html`<h1 class="govuk-heading-xl">${t("applications.heading")}</h1>
    ${empty}${group("waiting", t("apply.waits-for-you"), waiting)}
    ${journeyBlocks(journeys, deps.catalogue, t)}${group(
      "draft",
      t("applications.drafts"),
      drafts.map((draft) => draftTask(draft, taken.get(draft.id), deps, t)),
    )}${group("open", t("applications.open"), open)}
    ${group("closed", t("applications.closed"), closed)}${older}<p>
    ${linkButton({ text: t("applications.new"), href: "/services" })}</p>`;
}

const group = (id: string, title: string, tasks: readonly Task[]): SafeHtml | null =>
  tasks.length === 0 ? null : html`<h2 class="govuk-heading-m">${title}</h2>${taskList(tasks, id)}`;

function taskOf(row: OwnCase, { catalogue }: WebDeps, t: Translate): Task {
  const def = catalogue.version(row.service, row.definition);
  const zone = catalogue.jurisdiction.timeZone;
  const last = row.waiting?.until;
  const day = last
    ? t("me.by", { date: t.until(last, zone) })
    : row.appealUntil
      ? t("me.appeal-by", { date: t.until(row.appealUntil, zone) })
      : row.decidedAt
        ? `${t("application.decided-on")} ${t.day(row.decidedAt, zone)}`
        : row.dueAt
          ? `${t("application.promised-by")} ${t.until(row.dueAt, zone)}`
          : `${t("application.submitted-on")} ${t.day(row.submittedAt, zone)}`;
  return {
    title: def ? t.words(def.title) : row.service,
    href: `/applications/${row.id}`,
    hint: [row.subject, row.reference, day].filter((part) => part).join(" · "),
    status: statusTag(row.status, t),
  };
}

/** Where and by whom each of these was taken, under its number, and what it waits for. */
async function linesOf(
  taken: readonly TakenDraft[],
  deps: WebDeps,
  t: Translate,
): Promise<ReadonlyMap<string, string>> {
  if (taken.length === 0) return new Map();
  const names = await deps.officerNames(taken.map(({ takenBy }) => takenBy));
  return new Map(
    taken.map((each) => {
      const line = [each.reference, takenLine(each, names, deps, t)].filter(Boolean);
      return [each.draft, line.join(" · ")];
    }),
  );
}

function draftTask(
  draft: OwnDraft,
  taken: string | undefined,
  { catalogue }: WebDeps,
  t: Translate,
): Task {
  const def = catalogue.version(draft.service, draft.definition);
  const day = t.day(draft.updatedAt, catalogue.jurisdiction.timeZone);
  const title = def ? t.words(def.title) : draft.service;
  return {
    title,
    href: `/drafts/${draft.id}`,
    hint: [draft.subject, taken ?? t("apply.changed-on", { date: day })]
      .filter((part) => part)
      .join(" · "),
    status: html`${tag(t("status.draft"), toneOf("draft"))} <a class="govuk-link"
        href="/drafts/${draft.id}/delete">${t("form.remove")}
      <span class="govuk-visually-hidden"> ${title}</span></a>${
        taken
          ? html` <a class="govuk-link" href="/drafts/${draft.id}/delete#not-me"
              aria-label="${t("apply.not-me")}, ${title}">${t("apply.not-me")}</a>`
          : null
      }`,
  };
}
