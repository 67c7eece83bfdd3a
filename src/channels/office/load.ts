import type { FastifyReply, FastifyRequest } from "fastify";
import type { Load } from "../../cases/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { bar, html, keyFigures, table, tag } from "../components/index.ts";
import { authorityName, deskOf, type Office, show } from "./desk.ts";
import type { NameOf } from "./names.ts";

/** GET /office/load: how the work of the authority is shared among its officers. */
export async function load(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const { t, officer } = desk;
  const [rows, free] = await Promise.all([
    deps.cases.loadOf(officer.authority),
    deps.cases.unclaimedOf(officer.authority),
  ]);
  const people = rows.filter(({ officer: id }) => id !== "system");
  const nameOf = await deps.names(people.map(({ officer: id }) => id));
  const title = t("office.load");
  const content = html`
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${authorityName(desk, officer.authority)}. ${t("office.load-lead")}</p>
    ${figures(t, people, free)}${loadTable(t, people, nameOf)}
  `;
  return show(desk, { title, content, current: "load" });
}

const sum = (rows: readonly Load[], of: (row: Load) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);

function figures(t: Translate, rows: readonly Load[], free: { open: number; overdue: number }) {
  const late = sum(rows, ({ overdue }) => overdue) + free.overdue;
  return keyFigures([
    { label: t("office.unclaimed"), value: t.number(free.open) },
    { label: t("office-pages.in-hand"), value: t.number(sum(rows, ({ inHand }) => inHand)) },
    {
      label: t("office.overdue"),
      value: t.number(late),
      ...(late > 0 && { tone: "bad" as const }),
    },
    { label: t("office-pages.done-30"), value: t.number(sum(rows, ({ done }) => done)) },
  ]);
}

function loadTable(t: Translate, rows: readonly Load[], nameOf: NameOf) {
  const most = Math.max(1, ...rows.map(({ inHand }) => inHand));
  const caption = t("office-pages.by-officer");
  const inHand = t("office-pages.in-hand");
  return table({
    caption,
    columns: [
      { text: t("office.officer") },
      { text: inHand },
      { text: t("office.overdue"), numeric: true },
      { text: t("office-pages.done-30"), numeric: true },
      { text: t("office.middle-time"), numeric: true },
    ],
    rows: rows.map((row) => [
      nameOf(row.officer),
      bar({ label: inHand, value: row.inHand, max: most, text: t.number(row.inHand) }),
      row.overdue > 0 ? tag(t.number(row.overdue), "bad") : t.number(0),
      t.number(row.done),
      row.medianHours === null ? "–" : t.duration(hours(row.medianHours)),
    ]),
    empty: t("office.empty"),
  });
}

/** Hours as people say them: below two days in hours, else in days. */
const hours = (count: number): string =>
  count < 48 ? `PT${Math.max(1, Math.round(count))}H` : `P${Math.round(count / 24)}D`;
