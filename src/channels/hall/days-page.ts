import type { FastifyReply } from "fastify";
import { dayWithWeekday } from "../../acts/index.ts";
import { type DayFigures, type HallDays, mostDays, spansOn } from "../../centres/index.ts";
import { addDays } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  backLink,
  button,
  html,
  input,
  keyFigures,
  type SafeHtml,
  table,
} from "../components/index.ts";
import { dayPath, sendCsv } from "../staff/index.ts";
import { type FloorDesk, isSupervisor, showFloor } from "./floor-desk.ts";
import { queryOf } from "./place.ts";
import { isDay, todayAt } from "./roster-page.ts";

interface Span {
  readonly from: string;
  readonly to: string;
}

/** The days in the address, in order; yesterday where there are none that exist. */
function askedIn(desk: FloorDesk): Span {
  const query = queryOf(desk);
  const [from, to] = [query.get("from"), query.get("to")];
  const yesterday = addDays(todayAt(desk), -1);
  if (!isDay(from) || !isDay(to)) return { from: yesterday, to: yesterday };
  return from <= to ? { from, to } : { from: to, to: from };
}

const minutes = (value: number | null, t: Translate): string =>
  value === null ? "–" : t("hall.floor.minutes", { count: Math.round(value) });

/** Of those called and those who wait too long already. */
function inTime({ inTime: count, called, late }: DayFigures, t: Translate): string {
  if (count === null || called + late === 0) return "–";
  return t("floor.days.share", { share: Math.floor((count / (called + late)) * 100) });
}

/** `figures`: none of a day when the hall was closed. */
const cells = (each: NamedRow, t: Translate): readonly string[] =>
  "taken" in each ? figureCells(each, t) : Array.from({ length: 8 }, () => "–");

const figureCells = (each: DayFigures, t: Translate): readonly string[] => [
  t.number(each.taken),
  t.number(each.done),
  t.number(each.absent),
  t.number(each.left),
  minutes(each.medianWaitMinutes, t),
  minutes(each.p90WaitMinutes, t),
  inTime(each, t),
  minutes(each.meanServiceMinutes, t),
];

/** A row that has a name; without figures where there are none. */
type NamedRow = { readonly name: string } & (DayFigures | object);

/** "Within the target (30 min)": which target. */
const inTimeWords = ({ t, centre }: FloorDesk): string => {
  const { waitMinutes } = centre.rules;
  if (waitMinutes === undefined) return t("floor.days.in-time");
  return t("floor.days.in-time-of", { minutes: minutes(waitMinutes, t) });
};

/** The columns after the first. */
const columns = (desk: FloorDesk) => [
  ...(["taken", "done", "absent", "left", "median", "p90"] as const).map((name) => ({
    ...{ text: desk.t(`floor.days.${name}`), numeric: true },
  })),
  { text: inTimeWords(desk), numeric: true },
  { text: desk.t("floor.days.service"), numeric: true },
];

const figuresTable = (caption: string, rows: readonly NamedRow[], desk: FloorDesk): SafeHtml =>
  table({
    caption,
    columns: [{ text: caption }, ...columns(desk)],
    captionHidden: true,
    rows: rows.map((row) => [row.name, ...cells(row, desk.t)]),
  });

function topicNamed({ centre, t }: FloorDesk, id: string): string {
  const topic = centre.topics.find((each) => each.id === id);
  return topic ? `${topic.letter} · ${t.words(topic.name)}` : id;
}

const hourWords = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

/** The days of the span in order: with their figures, or that the hall was closed. */
function dayRows({ deps, t, centre }: FloorDesk, { from, to }: Span, byDay: HallDays["byDay"]) {
  const calendar = deps.calendar();
  const rows = byDay.map((row) => ({ ...row, name: dayWithWeekday(row.day, t) }));
  const closed: { readonly day: string; readonly name: string }[] = [];
  const first = addDays(to, 1 - mostDays);
  for (let day = from < first ? first : from; day <= to; day = addDays(day, 1))
    if (!rows.some((row) => row.day === day) && spansOn(centre, day, calendar).length === 0)
      closed.push({ day, name: `${dayWithWeekday(day, t)} (${t("roster.closed")})` });
  return [...rows, ...closed].sort((a, b) => (a.day < b.day ? -1 : 1));
}

function shown(desk: FloorDesk, asked: Span, hall: HallDays): SafeHtml {
  const { t } = desk;
  const { all, byDay, byTopic, byHour } = hall;
  const days = dayRows(desk, asked, byDay);
  const topics = byTopic
    .map((row) => ({ ...row, name: topicNamed(desk, row.topic) }))
    .sort((a, b) => a.name.localeCompare(b.name));
  const hours = byHour.map((row) => ({ ...row, name: hourWords(row.hour) }));
  return html`
    ${keyFigures([
      {
        label: t("floor.days.taken"),
        value: t.number(all.taken),
        detail: t("hall.floor.done-absent", { done: all.done, absent: all.absent }),
      },
      {
        label: t("floor.days.median"),
        value: minutes(all.medianWaitMinutes, t),
        detail: t("floor.now.longest", { minutes: minutes(all.longestWaitMinutes, t) }),
      },
      { label: t("floor.days.p90"), value: minutes(all.p90WaitMinutes, t) },
      { label: inTimeWords(desk), value: inTime(all, t) },
    ])}
    ${days.length > 1 ? figuresTable(t("floor.visit.day"), days, desk) : null}
    ${figuresTable(t("hall.floor.topic"), topics, desk)}
    ${figuresTable(t("floor.days.hour"), hours, desk)}
  `;
}

const pathOf = ({ centre }: FloorDesk, { from, to }: Span, ending = ""): string =>
  `/hall/${centre.id}/days${ending}?from=${from}&to=${to}`;

/** Links to the usual spans, and a form for any other. */
function spans(desk: FloorDesk, asked: Span): SafeHtml {
  const { t, centre } = desk;
  const now = todayAt(desk);
  const yesterday = addDays(now, -1);
  const usual = [
    { name: t("floor.days.today"), from: now, to: now },
    { name: t("floor.days.yesterday"), from: yesterday, to: yesterday },
    { name: t("floor.days.week"), from: addDays(now, -7), to: yesterday },
    { name: t("floor.days.month"), from: addDays(now, -30), to: yesterday },
  ].map(
    (span) => html`
      <li>
        <a class="govuk-link" href="${pathOf(desk, span)}"
          ${span.from === asked.from && span.to === asked.to ? html`aria-current="page"` : null}>
          ${span.name}
        </a>
      </li>
    `,
  );
  const field = (name: "from" | "to") =>
    input({ id: name, name, label: t(`floor.days.${name}`), value: asked[name], type: "date" }, t);
  return html`
    <div class="f-noprint">
      <ul class="govuk-list f-spans">${usual}</ul>
      <form method="get" action="/hall/${centre.id}/days" class="f-times">
        ${field("from")}${field("to")}
        ${button({ text: t("floor.days.show"), kind: "secondary" })}
      </form>
    </div>
  `;
}

/** GET /hall/:centre/days: waits, served and no-shows of past days, by day, topic and hour. */
export async function showDays(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, t, centre } = desk;
  const asked = askedIn(desk);
  const days = await deps.centres.days({ centre: centre.id, ...asked });
  const title = t("floor.days.title");
  const between =
    asked.from === asked.to
      ? t.date(asked.from)
      : t("floor.days.between", { from: t.date(asked.from), to: t.date(asked.to) });
  const links = html`
    <p class="govuk-button-group f-noprint">
      <button type="button" class="govuk-button govuk-button--secondary" data-print hidden>
        ${t("counter.receipt.print")}
      </button>
      <a class="govuk-link" href="${pathOf(desk, asked, ".csv")}">${t("floor.days.csv")}</a>
    </p>
  `;
  const content = html`
    ${backLink(isSupervisor(desk.officer) ? dayPath : `/hall/${centre.id}`, t)}
    <h1 class="govuk-heading-l">${title}: ${t.words(centre.name)}</h1>
    <p class="govuk-body-l">${between}</p>
    ${spans(desk, asked)}
    ${days ? shown(desk, asked, days) : html`<p class="govuk-body">${t("floor.days.none")}</p>`}
    ${days ? links : null}
    <p class="govuk-hint">${t("floor.days.note", { days: mostDays })}</p>
  `;
  return showFloor(desk, { title, content });
}

/** GET /hall/:centre/days.csv: a line for each day, topic and hour; minutes with two digits. */
export async function sendDays(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, t, centre } = desk;
  const asked = askedIn(desk);
  const lines = await deps.centres.dayLines({ centre: centre.id, ...asked });
  const decimal = (value: number | null) => (value === null ? "" : value.toFixed(2));
  const head = [
    ...[t("floor.visit.day"), t("hall.floor.topic"), t("floor.days.hour")],
    ...columns(desk).map(({ text }) => text),
  ];
  const body = lines.map((line) => [
    ...[line.day, topicNamed(desk, line.topic), hourWords(line.hour)],
    ...[line.taken, line.done, line.absent, line.left].map(String),
    ...[decimal(line.medianWaitMinutes), decimal(line.p90WaitMinutes)],
    ...[line.inTime === null ? "" : String(line.inTime), decimal(line.meanServiceMinutes)],
  ]);
  return sendCsv(desk, `${centre.id}-${asked.from}-${asked.to}.csv`, [head, ...body]);
}
