import type { FastifyReply, FastifyRequest } from "fastify";
import { type CommitteeFile, committeeFiles, workOfNobodyWords } from "../../acts/index.ts";
import { type Load, type LoadOf, supervisor, type Unclaimed } from "../../cases/index.ts";
import { officersOf } from "../../platform/auth/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  attr,
  bar,
  html,
  keyFigures,
  type SafeHtml,
  select,
  table,
  tag,
} from "../components/index.ts";
import { committeesTable, nobodysInset, votesShown } from "../staff/index.ts";
import { authorityName, type Desk, deskOf, type Office, show } from "./desk.ts";
import { leaveThatWaits } from "./leave-words.ts";
import { listHref, type WorklistFilter } from "./lists.ts";
import { urgentFree } from "./load-free.ts";
import { trendPart } from "./load-trend.ts";
import type { NameOf } from "./names.ts";
import { servicesOf } from "./services-of.ts";

/** Days that the figures of what was done can be about. */
export const periods = [7, 30, 90] as const;

/** What the address asks for; anything unknown is left out. */
export interface LoadFilter extends LoadOf {
  readonly days: (typeof periods)[number];
  /** Only those who are at work now, or on leave. */
  readonly who?: (typeof presences)[number] | undefined;
}

const presences = ["here", "away"] as const;

export function loadFilter(desk: Desk): LoadFilter {
  const { service, office, days, who } = desk.request.query as Readonly<Record<string, unknown>>;
  return {
    authority: desk.officer.authority,
    service: servicesOf(desk).find(({ id }) => id === service)?.id,
    office: officesAt(desk).find(({ value }) => value === office)?.value,
    days: periods.find((each) => String(each) === days) ?? 30,
    who: presences.find((each) => each === who),
  };
}

const officesAt = ({ deps, officer }: Desk) => {
  const { authorities } = deps.catalogue.jurisdiction;
  const list = authorities.find(({ id }) => id === officer.authority)?.offices;
  return list ? (deps.catalogue.codeList(list) ?? []) : [];
};

/** The same filter on another page of the load. */
export function loadHref(
  { service, office, days, who }: LoadFilter,
  path = "/office/load",
): string {
  const query = new URLSearchParams({
    ...(service && { service }),
    ...(office && { office }),
    ...(days !== 30 && { days: String(days) }),
    ...(who && { who }),
  });
  return query.size > 0 ? `${path}?${query}` : path;
}

/** What all have done. */
export const donePath = "/office/load/done";

export const supervises = ({ officer }: Desk): boolean => officer.roles.includes(supervisor);

/**
 * GET /office/load: how the work is shared among people, those without any included. An officer
 * sees the sums and their own figures; those of colleagues are for who supervises them.
 */
export async function load(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const { t, officer } = desk;
  const { authority } = officer;
  const filter = loadFilter(desk);
  const colleagues = await officersOf(deps.sql, authority, deps.clock());
  const own = new Set(rolesOf(desk, filter));
  const team = colleagues.filter(({ roles }) => roles.some((role) => own.has(role)));
  const [rows, free] = await Promise.all([
    deps.cases.loadOf(
      filter,
      filter.days,
      team.map(({ id }) => id),
    ),
    deps.cases.unclaimedOf(filter),
  ]);
  const people = rows.filter(({ officer: id }) => id !== "system");
  const away = new Set<string>(colleagues.flatMap((each) => (each.away ? [each.id] : [])));
  const here = new Set<string>(colleagues.map(({ id }) => id));
  const isShown = ({ officer: id }: Load) =>
    supervises(desk)
      ? filter.who === undefined || (here.has(id) && away.has(id) === (filter.who === "away"))
      : id === officer.id;
  const shown = people.filter(isShown);
  const [nameOf, trend, urgent, waiting, nobodys, votes] = await Promise.all([
    deps.names(shown.map((row) => row.officer)),
    trendPart(desk, filter),
    supervises(desk) ? urgentFree(desk, filter, rows) : null,
    supervises(desk) ? leaveThatWaits(desk) : null,
    supervises(desk) ? workOfNobodyWords(deps, t, { authority, staff: colleagues }) : undefined,
    committeeFiles(deps, { ...filter, authority }, colleagues),
  ]);
  const voting = supervises(desk) ? await votesShown(deps, votes) : [];
  const title = t("office.load");
  const content = html`
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">
      ${authorityName(desk, authority)}. ${t("office.load-lead")}
      ${supervises(desk) ? null : t("supervise.own-only")} ${t("supervise.as-of")}
    </p>
    ${nobodys ? nobodysInset(t, deps.catalogue, nobodys) : null}${filterForm(desk, filter)}
    ${keyFigures([
      ...lateFigures(desk, filter, people, free),
      ...(supervises(desk) ? presenceFigures(desk, filter, people, { away, here }) : []),
      ...figures(desk, filter, people, free),
    ])}
    ${urgent}${committeesTable(t, deps.catalogue, voting)}
    ${loadTable(desk, filter, shown, { nameOf, away, here, owed: owedBy(votes) })}
    <p class="govuk-hint">${t("supervise.middle-time")}: ${t("supervise.middle-time-means")}</p>
    ${trend}${waiting}
  `;
  return show(desk, { title, content, current: "load" });
}

/** The roles that have work of the service, or of any. */
function rolesOf(desk: Desk, { service }: LoadFilter): readonly string[] {
  const { authority } = desk.officer;
  return servicesOf(desk)
    .filter(({ id }) => service === undefined || id === service)
    .flatMap(({ process, appeal }) => [
      ...(process?.stages ?? []).flatMap(({ tasks }) => tasks.map(({ role }) => role)),
      ...(appeal?.authority === authority ? [appeal.role] : []),
    ]);
}

function filterForm(desk: Desk, { service, office, days, who }: LoadFilter): SafeHtml {
  const { t } = desk;
  const [services, offices] = [servicesOf(desk), officesAt(desk)];
  const choice = (
    name: string,
    label: string,
    value: string | undefined,
    items: readonly { readonly value: string; readonly text: string }[],
  ) =>
    items.length < 2
      ? null
      : select({ id: name, name, label, empty: false, items, value: value ?? "" }, t);
  return html`
    <form class="of-filter" method="get" action="/office/load" aria-label="${t("office.filter")}">
      ${choice("service", t("office.service"), service, [
        { value: "", text: t("office-pages.all-services") },
        ...services.map(({ id, title }) => ({ value: id, text: t.words(title) || id })),
      ])}
      ${choice("office", t("office-pages.office"), office, [
        { value: "", text: t("office-pages.all-offices") },
        ...offices.map(({ value, label }) => ({ value, text: t.words(label) || value })),
      ])}
      ${choice(
        "days",
        t("supervise.period"),
        String(days),
        periods.map((each) => ({
          value: String(each),
          text: t("supervise.days", { count: each }),
        })),
      )}
      ${who && html`<input type="hidden" name="who" value="${who}">`}
      <button type="submit" class="govuk-button govuk-button--secondary">
        ${t("office.apply-filter")}
      </button>
    </form>
  `;
}

const sum = (rows: readonly Load[], of: (row: Load) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);

/** The lists of what is late, and where their numbers stand. */
const lateLists = ["overdue", "step-overdue", "escalated"] as const;
const lateIn = {
  overdue: "overdue",
  "step-overdue": "stepOverdue",
  escalated: "escalated",
} as const;

/** The list behind a number. */
const listed = (
  { service, office }: LoadFilter,
  more: Partial<WorklistFilter>,
  text: SafeHtml | string,
): SafeHtml => {
  const narrowed = { ...(service && { service }), ...(office && { office }) };
  return html`<a class="govuk-link" href="${listHref({ ...narrowed, ...more })}">${text}</a>`;
};

/** Who is at work now and who is on leave, each with the way to those alone. */
function presenceFigures(
  { t }: Desk,
  filter: LoadFilter,
  rows: readonly Load[],
  { away, here }: Omit<People, "nameOf">,
) {
  const present = rows.filter(({ officer }) => here.has(officer));
  const onLeave = present.filter(({ officer }) => away.has(officer)).length;
  const figure = (who: (typeof presences)[number], label: string, count: number) => {
    const href = loadHref({ ...filter, who: filter.who === who ? undefined : who });
    const current = attr("aria-current", filter.who === who ? "true" : undefined);
    const value = html`<a class="govuk-link" href="${href}"${current}>${t.number(count)}</a>`;
    return { label, value };
  };
  return [
    figure("here", t("supervise.at-work"), present.length - onLeave),
    figure("away", t("supervise.on-leave"), onLeave),
  ];
}

/** The list behind a sum, for a supervisor; other officers have no such list. */
const opens = (desk: Desk, filter: LoadFilter, show: WorklistFilter["show"], count: number) =>
  supervises(desk) ? listed(filter, { show }, desk.t.number(count)) : desk.t.number(count);

/** What is late, before all else. */
const lateFigures = (desk: Desk, filter: LoadFilter, rows: readonly Load[], free: Unclaimed) =>
  lateLists.map((show) => {
    const count = sum(rows, (row) => row[lateIn[show]]) + free[lateIn[show]];
    return {
      label: desk.t(`office-pages.show.${show}`),
      value: opens(desk, filter, show, count),
      ...(count > 0 && { tone: "bad" as const }),
    };
  });

/** The other sums. */
function figures(desk: Desk, filter: LoadFilter, rows: readonly Load[], free: Unclaimed) {
  const { t } = desk;
  const [inHand, done] = [sum(rows, (row) => row.inHand), sum(rows, (row) => row.done)];
  const all = free.open + free.signed + inHand + sum(rows, (row) => row.signed);
  const figure = (show: WorklistFilter["show"], count: number) => ({
    label: t(`office-pages.show.${show}`),
    value: opens(desk, filter, show, count),
  });
  return [
    figure("all", all),
    figure("unclaimed", free.open),
    figure("in-hand", inHand),
    figure("waiting", free.waiting + sum(rows, (row) => row.waiting)),
    {
      label: t("supervise.done", { count: filter.days }),
      value: supervises(desk)
        ? html`<a class="govuk-link" href="${loadHref(filter, donePath)}">${t.number(done)}</a>`
        : t.number(done),
    },
  ];
}

interface People {
  readonly nameOf: NameOf;
  /** On leave now. */
  readonly away: ReadonlySet<string>;
  /** Who works here. */
  readonly here: ReadonlySet<string>;
}

/** Files in hand that fill a bar at least: one file is no full load, whoever has most. */
const fullBar = 10;

/** How many votes of committees each member has still to give; empty where none votes. */
function owedBy(files: readonly CommitteeFile[]): ReadonlyMap<string, number> {
  const owed = new Map<string, number>();
  for (const { id } of files.flatMap(({ missing }) => missing))
    owed.set(id, (owed.get(id) ?? 0) + 1);
  return owed;
}

type Shared = People & { readonly owed: ReadonlyMap<string, number> };

function loadTable(desk: Desk, filter: LoadFilter, rows: readonly Load[], people: Shared) {
  const { t } = desk;
  const { owed } = people;
  const isVoting = rows.some((row) => owed.has(row.officer));
  const most = Math.max(fullBar, ...rows.map(({ inHand }) => inHand));
  const inHand = t("office-pages.show.in-hand");
  return table({
    caption: t("office-pages.by-officer"),
    columns: [
      { text: t("office.officer") },
      ...lateLists.map((show) => ({ text: t(`office-pages.show.${show}`), numeric: true })),
      { text: inHand },
      ...(isVoting ? [{ text: t("supervise.votes.owed"), numeric: true }] : []),
      { text: t("office-pages.show.waiting"), numeric: true },
      { text: t("supervise.done", { count: filter.days }), numeric: true },
      { text: t("supervise.middle-time"), numeric: true },
    ],
    rows: rows.map((row) => {
      const { officer: id } = row;
      const page = loadHref(filter, `/office/load/${id}`);
      const text = listed(filter, { holder: id, show: "in-hand" }, t.number(row.inHand));
      return [
        html`<a class="govuk-link" href="${page}">${people.nameOf(id)}</a>
          ${standing(t, id, people)}${oldest(desk, row)}`,
        ...lateLists.map((show) => {
          const count = row[lateIn[show]];
          return count > 0
            ? listed(filter, { holder: id, show }, tag(t.number(count), "bad"))
            : t.number(0);
        }),
        html`${bar({ label: inHand, value: row.inHand, max: most, text: "" })}${text}`,
        ...(isVoting ? [t.number(owed.get(id) ?? 0)] : []),
        row.waiting > 0
          ? listed(filter, { holder: id, show: "waiting" }, t.number(row.waiting))
          : t.number(0),
        html`<a class="govuk-link" href="${page}#done">${t.number(row.done)}</a>`,
        row.medianHours === null ? "–" : t.duration(hours(row.medianHours)),
      ];
    }),
    empty: t("office.empty"),
  });
}

/** Since when the first of what somebody has in hand lies; nothing where they have nothing. */
function oldest({ deps, t }: Desk, { oldestAt }: Load): SafeHtml | null {
  if (!oldestAt) return null;
  const day = t.day(oldestAt, deps.catalogue.jurisdiction.timeZone);
  return html`<div class="govuk-hint">${t("supervise.oldest", { day })}</div>`;
}

/** Whether somebody is on leave or gone: then their work waits for nobody. */
export const standing = (
  t: Translate,
  id: string,
  { away, here }: Omit<People, "nameOf">,
): SafeHtml | null =>
  here.has(id)
    ? away.has(id)
      ? tag(t("supervise.on-leave"), "waiting")
      : null
    : tag(t("supervise.gone"), "bad");

/** Hours as people say them: below two days in hours, else in days. */
const hours = (count: number): string =>
  count < 48 ? `PT${Math.max(1, Math.round(count))}H` : `P${Math.round(count / 24)}D`;
