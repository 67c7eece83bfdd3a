import { obstacleService } from "../../../acts/index.ts";
import type { OfficeCount } from "../../../cases/index.ts";
import type {
  CommitmentState,
  Corridor,
  GroupTally,
  IndicatorState,
  MoneySum,
  OpenPosition,
  PilotState,
  Side,
} from "../../../partnership/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  type Content,
  commitmentTable,
  corridorSection,
  html,
  type InstrumentView,
  instrumentTable,
  type KeyFigure,
  keyFigures,
  linkButton,
  mirror,
  moneySection,
  obstacleTable,
  positionTable,
  type SafeHtml,
  series,
  shareStrip,
  shareTable,
  sideName,
  type Tone,
  table,
} from "../../components/index.ts";
import { partnershipFiles } from "./partnership-files.ts";

/** All that the public page tells, as far as everybody may know it. */
export interface Overview {
  readonly today: string;
  /** Both governments, the own one first. */
  readonly parties: readonly Side[];
  readonly views: readonly InstrumentView[];
  readonly tallies: readonly GroupTally[];
  /** Agreed commitments that are due first. */
  readonly next: readonly CommitmentState[];
  /** Agreed commitments of which the two sides say different things. */
  readonly disagreed: readonly CommitmentState[];
  readonly money: readonly MoneySum[];
  readonly pilots: readonly PilotState[];
  readonly indicators: readonly IndicatorState[];
  /** Joint facts of instruments on which the two registers differ. */
  readonly differing: readonly OpenPosition[];
  readonly corridors: readonly Corridor[];
  /** Undefined where this government offers no way to report one. */
  readonly obstacles: readonly OfficeCount[] | undefined;
  readonly groupTitle: (group: string) => string;
}

/** Series that the page shows; the others are a link away. */
const seriesShown = 3;
/** Values of each. */
const valuesShown = 4;

/** The partnership for everybody: agreed, in force, done, late, spent, brought. */
export const overviewContent = (it: Overview, t: Translate): SafeHtml =>
  html`<h1 class="govuk-heading-xl">${t("partnership.heading")}</h1>
    <p class="govuk-body-l">${t("partnership.lead")}</p>
    <p class="govuk-body hw-muted">${t("partnership.as-of", { date: t.date(it.today) })}</p>
    ${figures(it, t)}
    ${instruments(it, t)}
    ${commitments(it, t)}
    ${money(it, t)}
    ${brought(it, t)}
    ${differing(it, t)}
    ${corridorSection(it.corridors, t)}
    ${obstacles(it, t)}
    ${further(t)}`;

const heading = (id: string, text: string): SafeHtml =>
  html`<h2 class="govuk-heading-m" id="${id}">${text}</h2>`;

const more = (path: string, text: string): SafeHtml =>
  html`<p class="govuk-body"><a class="govuk-link" href="/partnership/${path}">${text}</a></p>`;

const commitmentHref = (id: string): string => `/partnership/commitments/${id}`;

const total = ({ tallies }: Overview) => {
  const sum = (of: (tally: GroupTally) => number) =>
    tallies.reduce((all, tally) => all + of(tally), 0);
  return {
    agreed: sum(({ agreed }) => agreed),
    done: sum(({ done }) => done),
    late: sum(({ late }) => late),
  };
};

/** What pilots cost each side, beside the money of commitments. */
function spentOnPilots(pilots: readonly PilotState[]): readonly MoneySum[] {
  const sums = new Map<string, MoneySum>();
  for (const { spendings, charter } of pilots)
    for (const { side, money: spent, takenBack } of spendings) {
      if (takenBack) continue;
      const key = `${side}:${spent.currency}`;
      const before = sums.get(key);
      sums.set(key, {
        ...{ side, kind: "cash", stage: "spent" },
        money: { ...spent, minor: spent.minor + (before?.money.minor ?? 0) },
        illustrative: charter?.illustrative === true || before?.illustrative === true,
      });
    }
  return [...sums.values()];
}

/** What was spent in each currency, by both sides together. */
function spentWords(it: Overview, t: Translate): Content {
  const spent = [...it.money, ...spentOnPilots(it.pilots)].filter(({ stage }) => stage === "spent");
  const currencies = [...new Set(spent.map(({ money: { currency } }) => currency))].sort();
  const lines = currencies.map((currency) => {
    const minor = spent
      .filter((one) => one.money.currency === currency)
      .reduce((all, one) => all + one.money.minor, 0);
    return html`<span class="hw-figure__sum">${t.money({ minor, currency })}</span>`;
  });
  return lines.length > 0 ? html`${lines}` : "–";
}

/** The page in six figures, each a way to its section. */
function figures(it: Overview, t: Translate): SafeHtml {
  const { agreed, done, late } = total(it);
  const inForce = it.views.filter(({ clock }) => clock.status === "in-force").length;
  const signed = it.views.filter(({ state }) => state.signature).length;
  const figure = (
    label: string,
    value: Content,
    to: string,
    tone?: KeyFigure["tone"],
  ): KeyFigure => ({
    ...{ label, tone, value: html`<a class="govuk-link" href="#${to}">${value}</a>` },
  });
  return html`<div class="hw-figures-of-three">${keyFigures([
    figure(t("partnership.signed-count"), t.number(signed), "instruments"),
    figure(
      t("partnership.in-force-count"),
      t.number(inForce),
      "instruments",
      inForce > 0 ? "good" : undefined,
    ),
    figure(t("commitments.title"), t.number(agreed), "commitments"),
    figure(
      t("commitments.done-count"),
      t.number(done),
      "commitments",
      done > 0 ? "good" : undefined,
    ),
    figure(
      t("commitments.late-count"),
      t.number(late),
      "commitments",
      late > 0 ? "bad" : undefined,
    ),
    figure(t("partnership.spent"), spentWords(it, t), "money"),
  ])}</div>`;
}

/** Standings of instruments, in the order in which the strip shows them. */
const standings = [
  ["in-force", "good"],
  ["applied-provisionally", "working"],
  ["signed", "waiting"],
  ["draft", "neutral"],
  ["expired", "neutral"],
  ["terminated", "neutral"],
] as const satisfies readonly (readonly [InstrumentView["clock"]["status"], Tone])[];

function instruments({ views, today }: Overview, t: Translate): SafeHtml {
  const parts = standings.flatMap(([status, tone]) => {
    const value = views.filter(({ clock }) => clock.status === status).length;
    return value > 0 ? [{ label: t(`partnership.status.${status}`), value, tone }] : [];
  });
  const head = { part: t("partnership.stands"), count: t("partnership.instruments") };
  return html`${heading("instruments", t("partnership.agreed"))}
    ${parts.length > 1 ? shareTable(t("partnership.stands"), parts, head, t) : null}
    ${instrumentTable(views, today, (id) => `/partnership/${id}`, t)}`;
}

function commitments(it: Overview, t: Translate): SafeHtml {
  const { tallies, next, parties, today, groupTitle } = it;
  const { agreed, done, late } = total(it);
  const parts = [
    { label: t("commitments.done-count"), value: done, tone: "good" },
    { label: t("commitments.on-time-count"), value: agreed - done - late, tone: "working" },
    { label: t("commitments.late-count"), value: late, tone: "bad" },
  ] as const;
  const head = { part: t("partnership.stands"), count: t("commitments.title") };
  const groups = table({
    caption: t("commitments.by-group"),
    captionHidden: true,
    columns: [
      { text: t("commitments.group") },
      { text: t("partnership.stands") },
      { text: t("commitments.title"), numeric: true },
      { text: t("commitments.done-count"), numeric: true },
      { text: t("commitments.late-count"), numeric: true },
    ],
    rows: tallies.map((tally) => [
      tally.group === undefined ? t("commitments.no-group") : groupTitle(tally.group),
      shareStrip(
        [
          { label: "", value: tally.done, tone: "good" },
          { label: "", value: tally.agreed - tally.done - tally.late, tone: "working" },
          { label: "", value: tally.late, tone: "bad" },
        ],
        14,
      ) ?? "",
      t.number(tally.agreed),
      t.number(tally.done),
      t.number(tally.late),
    ]),
  });
  const page = { caption: t("commitments.next"), href: commitmentHref, today };
  return html`${heading("commitments", t("partnership.kept"))}
    ${agreed > 0 ? shareTable(t("commitments.title"), parts, head, t) : null}
    ${agreed > 0 ? groups : null}
    <h3 class="govuk-heading-s">${t("commitments.next")}</h3>
    ${commitmentTable(next, parties, page, t)}
    ${more("commitments", t("commitments.all"))}`;
}

function money(it: Overview, t: Translate): SafeHtml {
  const rows = [
    { of: "cash", sums: it.money.filter(({ kind }) => kind === "cash") },
    { of: "in-kind", sums: it.money.filter(({ kind }) => kind === "in-kind") },
    { of: "pilots", sums: spentOnPilots(it.pilots) },
  ] as const;
  return html`${heading("money", t("partnership.spent"))}
    <p class="govuk-body">${t("partnership.spent-lead")}</p>
    ${moneySection(rows, t)}
    ${more("pilots", t("partnership.pilot.pilots"))}`;
}

/** What came of it between the two countries: flows that both report, then what has a target. */
function brought({ indicators }: Overview, t: Translate): SafeHtml {
  const own = indicators.filter(
    ({ definition, values, targets }) =>
      values.length > 0 && (definition?.mirrorOf || definition?.counting || targets.length > 0),
  );
  const rank = ({ definition, values }: IndicatorState) =>
    (definition?.mirrorOf ? 1000 : 0) + values.length;
  const shown = own.toSorted((a, b) => rank(b) - rank(a)).slice(0, seriesShown);
  const each = shown.map((state) => {
    const { definition } = state;
    const pair = indicators.find((one) => one.definition?.id === definition?.mirrorOf);
    return html`<h3 class="govuk-heading-s">${t.words(definition?.title)}</h3>
      ${series(state, { hideSmall: true, last: valuesShown }, t)}
      ${pair ? mirror(state, pair, t) : null}`;
  });
  return html`${heading("brought", t("partnership.indicator.brought"))}
    <p class="govuk-body">${t("partnership.indicator.brought-lead")}</p>
    ${each}
    ${more("indicators", t("partnership.all-results"))}`;
}

/** Where the two governments say different things, each beside the other and never merged. */
function differing(it: Overview, t: Translate): SafeHtml | null {
  const { differing: facts, disagreed, parties, views, today } = it;
  const [own = "", other = ""] = parties;
  const titleOf = (subject: string) =>
    t.words(views.find(({ id }) => subject === `instrument-${id}`)?.state.text?.title);
  const subjects = [...new Set(facts.map(({ subject }) => subject))];
  const tables = subjects.map(
    (subject) => html`<h3 class="govuk-heading-s">${titleOf(subject)}</h3>
      ${positionTable(
        facts.filter((fact) => fact.subject === subject),
        own,
        other,
        t,
      )}`,
  );
  if (tables.length === 0 && disagreed.length === 0) return null;
  const page = { caption: t("partnership.differ"), href: commitmentHref, today };
  return html`${heading("differ", t("partnership.differ"))}
    <p class="govuk-body">${t("partnership.differ-lead", {
      own: sideName(own, t),
      other: sideName(other, t),
    })}</p>
    ${tables}
    ${disagreed.length > 0 ? commitmentTable(disagreed, parties, page, t) : null}`;
}

/** What people said stops or slows them, counted for everybody, with the way to say it. */
function obstacles({ obstacles: counts, groupTitle }: Overview, t: Translate): SafeHtml | null {
  if (!counts) return null;
  return html`${heading("obstacles", t("obstacles.title"))}
    <p class="govuk-body">${t("obstacles.lead")}</p>
    ${obstacleTable(counts, groupTitle, t)}
    ${linkButton({ text: t("obstacles.report"), href: `/services/${obstacleService}` })}`;
}

/** One of the pages or files below `/partnership`. */
const linkItem = (path: string, text: string): SafeHtml =>
  html`<li><a class="govuk-link" href="/partnership/${path}">${text}</a></li>`;

/** The same as tables and as linked data. */
function fileLinks(t: Translate): SafeHtml[] {
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
      (name) => html`<li>${titles[name]}:${" "}
        <a class="govuk-link" href="/partnership/${name}.csv">CSV
          <span class="govuk-visually-hidden"> ${titles[name]}</span></a>,${" "}
        <a class="govuk-link" href="/partnership/${name}.xlsx">XLSX
          <span class="govuk-visually-hidden"> ${titles[name]}</span></a></li>`,
    ),
    linkItem("iati.xml", "IATI 2.03 (XML)"),
    linkItem("data", "DCAT-AP"),
  ];
}

/** The other pages, and the files. */
const further = (t: Translate): SafeHtml =>
  html`<div class="hw-screen-only">${heading("more", t("partnership.more"))}
    <ul class="govuk-list">
      ${linkItem("sessions", t("partnership.session.sessions"))}
      ${linkItem("pilots", t("partnership.pilot.pilots"))}
      ${linkItem("indicators", t("partnership.indicator.brought"))}
    </ul>
    <h3 class="govuk-heading-s">${t("partnership.files.title")}</h3>
    <ul class="govuk-list">${fileLinks(t)}</ul></div>`;
