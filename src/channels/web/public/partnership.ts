import type { FastifyInstance } from "fastify";
import { obstacleCounts, obstacleService } from "../../../acts/index.ts";
import type { OfficeCount } from "../../../cases/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import type { CommitmentState } from "../../../partnership/index.ts";
import { sendRefusal } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  breadcrumbs,
  commitmentTable,
  corridorSection,
  html,
  type InstrumentView,
  instrumentContent,
  instrumentPageOf,
  instrumentTable,
  keyFigures,
  linkButton,
  obstacleTable,
  type SafeHtml,
  viewsOf,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { partnershipFiles } from "./partnership-files.ts";

/** What was agreed with the other government, for everybody: `/partnership` and one page each. */
export function partnershipRoutes(app: FastifyInstance, deps: WebDeps): void {
  const today = () => dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);

  app.get("/partnership", async (request, reply) => {
    const t = wordsOf(request, deps);
    const filter = { today: today(), inPublic: true } as const;
    const { instruments, commitments } = deps.partnership;
    const [states, agreed, done, late, next] = await Promise.all([
      instruments(),
      commitments.count({ ...filter, phase: "agreed" }),
      commitments.count({ ...filter, phase: "closed" }),
      commitments.count({ ...filter, attention: "late" }),
      commitments.list({ ...filter, phase: "agreed" }, { limit: onFirstPage }),
    ]);
    const views = viewsOf(states, today());
    const obstacles = reported(deps, await obstacleCounts(deps), t);
    const promised = promises({ agreed, done, late, next }, views, today(), t);
    const content = overview(
      views,
      today(),
      html`${promised}${corridorSection(deps.partnership.corridors(), t)}${obstacles}`,
      t,
    );
    return webPage(request, reply, deps, { title: t("partnership.title"), content });
  });

  app.get<{ Params: { id: string } }>("/partnership/:id", async (request, reply) => {
    const t = wordsOf(request, deps);
    const { id } = request.params;
    const page = await instrumentPageOf(deps, id, "/partnership", today(), t);
    if (!page)
      return sendRefusal(reply, { kind: "not-found", code: "partnership.instrument-unknown" });
    const filter = { today: today(), inPublic: true, instrument: id } as const;
    const made = await deps.partnership.commitments.list(filter, { limit: 100 });
    const parties = page.view.state.text?.parties ?? [];
    const of = {
      caption: t("commitments.title"),
      href: (commitment: string) => `/partnership/commitments/${commitment}`,
      today: today(),
    };
    return webPage(request, reply, deps, {
      title: t.words(page.view.state.text?.title),
      before: breadcrumbs([{ text: t("partnership.title"), href: "/partnership" }], t),
      content: html`${instrumentContent(page, today(), t)}
        <h2 class="govuk-heading-m">${t("commitments.title")}</h2>
        ${commitmentTable(made, parties, of, t)}`,
    });
  });
}

/** How many commitments the first page shows; the rest are a link away. */
const onFirstPage = 5;

interface Promised {
  readonly agreed: number;
  readonly done: number;
  readonly late: number;
  readonly next: readonly CommitmentState[];
}

/** What was promised: how much of it is done or late, and what is due next. */
function promises(
  { agreed, done, late, next }: Promised,
  views: readonly InstrumentView[],
  today: string,
  t: Translate,
): SafeHtml {
  const parties = [...new Set(views.flatMap(({ state }) => state.text?.parties ?? []))];
  const page = {
    caption: t("commitments.title"),
    href: (id: string) => `/partnership/commitments/${id}`,
    today,
  };
  const figure = (label: string, value: number) => ({ label, value: t.number(value) });
  return html`<h2 class="govuk-heading-m">${t("commitments.title")}</h2>
    ${keyFigures([
      figure(t("commitments.open-count"), agreed),
      figure(t("commitments.done-count"), done),
      figure(t("commitments.late-count"), late),
    ])}
    ${commitmentTable(next, parties, page, t)}
    <p class="govuk-body">
      <a class="govuk-link" href="/partnership/commitments">${t("commitments.all")}</a>
    </p>`;
}

/** What people said stops or slows them, counted for everybody, with the way to say it. */
function reported(
  { catalogue }: WebDeps,
  counts: readonly OfficeCount[],
  t: Translate,
): SafeHtml | null {
  if (!catalogue.current(obstacleService)) return null;
  const groups = catalogue.codeList("working-groups") ?? [];
  const nameOf = (group: string) => t.words(groups.find(({ value }) => value === group)?.label);
  return html`<h2 class="govuk-heading-m" id="obstacles">${t("obstacles.title")}</h2>
    <p class="govuk-body">${t("obstacles.lead")}</p>
    ${obstacleTable(counts, nameOf, t)}
    ${linkButton({ text: t("obstacles.report"), href: `/services/${obstacleService}` })}`;
}

/** One of the pages or files below `/partnership`. */
const linkItem = (path: string, text: string): SafeHtml =>
  html`<li><a class="govuk-link" href="/partnership/${path}">${text}</a></li>`;

/** The same as tables and as linked data. */
const fileLinks = (t: Translate): SafeHtml[] => {
  const titles: Readonly<Record<(typeof partnershipFiles)[number], string>> = {
    register: t("partnership.instruments"),
    commitments: t("commitments.title"),
    contributions: t("commitments.money"),
    sessions: t("partnership.session.sessions"),
    pilots: t("partnership.pilot.pilots"),
    indicators: t("partnership.indicator.indicators"),
  };
  return [
    ...partnershipFiles.map(
      (name) => html`<li>${titles[name]}:
        <a class="govuk-link" href="/partnership/${name}.csv">CSV
          <span class="govuk-visually-hidden">${titles[name]}</span></a>,
        <a class="govuk-link" href="/partnership/${name}.xlsx">XLSX
          <span class="govuk-visually-hidden">${titles[name]}</span></a></li>`,
    ),
    linkItem("iati.xml", "IATI 2.03 (XML)"),
    linkItem("data", "DCAT-AP"),
  ];
};

function overview(
  views: readonly InstrumentView[],
  today: string,
  promised: SafeHtml,
  t: Translate,
): SafeHtml {
  const count = (holds: (view: InstrumentView) => boolean) => t.number(views.filter(holds).length);
  const figures = keyFigures([
    { label: t("partnership.signed-count"), value: count(({ state }) => !!state.signature) },
    {
      label: t("partnership.in-force-count"),
      value: count(({ clock }) => clock.status === "in-force"),
    },
    {
      label: t("partnership.awaiting-count"),
      value: count(({ clock }) => clock.awaiting.length > 0),
    },
    {
      label: t("partnership.unknown-count"),
      value: count(({ state }) => state.text?.entry.on === "unknown"),
    },
  ]);
  const list = instrumentTable(views, today, (id) => `/partnership/${id}`, t);
  return html`<h1 class="govuk-heading-l">${t("partnership.heading")}</h1>
    <p class="govuk-body-l">${t("partnership.lead")}</p>
    ${figures}
    <h2 class="govuk-heading-m">${t("partnership.instruments")}</h2>
    ${list}
    ${promised}
    <ul class="govuk-list">${[
      linkItem("sessions", t("partnership.session.sessions")),
      linkItem("pilots", t("partnership.pilot.pilots")),
      linkItem("indicators", t("partnership.indicator.brought")),
    ]}</ul>
    <h2 class="govuk-heading-s">${t("partnership.files.title")}</h2>
    <ul class="govuk-list">${fileLinks(t)}</ul>`;
}
