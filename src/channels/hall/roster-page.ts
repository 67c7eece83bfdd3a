import type { FastifyReply } from "fastify";
import { dayWithWeekday } from "../../acts/index.ts";
import type { PlannedShift, RosterDay } from "../../centres/index.ts";
import { addDays, dateIn, type Refusal } from "../../kernel/index.ts";
import { redirectTo, sendRefusal, statusOf } from "../../platform/http/index.ts";
import {
  backLink,
  button,
  csrfField,
  details,
  errorSummary,
  html,
  input,
  type SafeHtml,
  table,
} from "../components/index.ts";
import { staffBanner } from "../staff/index.ts";
import { type FloorDesk, showFloor } from "./floor-desk.ts";
import { queryOf } from "./place.ts";

export const isDay = (text: string | null | undefined): text is string =>
  typeof text === "string" && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

export const todayAt = ({ deps }: Pick<FloorDesk, "deps">): string =>
  dateIn(deps.clock(), deps.calendar().timeZone);

/** `08:05` of a minute of the day. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

const span = ({ from, until }: { readonly from: number; readonly until: number }): string =>
  `${clockOf(from)}–${clockOf(until)}`;

type Names = ReadonlyMap<string, string>;

function shiftShown({ t }: FloorDesk, shift: PlannedShift, names: Names): SafeHtml {
  const { pause, absent } = shift;
  const between = pause && { from: pause.from, until: pause.from + pause.minutes };
  return html`<div>
    ${names.get(shift.officer) ?? "–"}${" "}<br>${span(shift)}
    ${
      between &&
      html` <br>${t("roster.pause", {
        from: clockOf(between.from),
        until: clockOf(between.until),
      })}`
    }
    ${absent && html`<br><strong>${t(`roster.absent.${absent}`)}</strong>`}
  </div>`;
}

/** What nobody is planned for, by day, from today on. */
function gapsShown(desk: FloorDesk, week: readonly RosterDay[]): SafeHtml | null {
  const { t, centre } = desk;
  const days = week.filter(({ day }) => day >= todayAt(desk));
  const lines = days.flatMap(({ day, gaps }) => {
    const words = gaps.map(({ topic: id, from, until }) => {
      const topic = centre.topics.find((each) => each.id === id);
      const name = topic ? `${topic.letter} · ${t.words(topic.name)}` : id;
      return t("roster.gap", { topic: name, from: clockOf(from), until: clockOf(until) });
    });
    return words.length === 0 ? [] : html`<li>${dayWithWeekday(day, t)} – ${words.join("; ")}</li>`;
  });
  if (lines.length === 0) return null;
  return html`
    <div class="f-warning">${details(t("roster.gaps"), html`<ul>${lines}</ul>`)}</div>
  `;
}

/** The week by counter; `only` those for which somebody is planned. */
function weekTable(
  desk: FloorDesk,
  days: readonly RosterDay[],
  names: Names,
  only: boolean,
): SafeHtml {
  const { t, centre } = desk;
  const today = todayAt(desk);
  const nothing = html`<span class="f-none">–</span>`;
  const links = days.map(({ day, hours }) =>
    day < today || hours.length === 0
      ? nothing
      : html`
        <a class="govuk-link" href="/hall/${centre.id}/roster/${day}">
          ${t("roster.change")}<span class="govuk-visually-hidden"> ${t.date(day)}</span>
        </a>
      `,
  );
  const changing = html`<span class="govuk-visually-hidden">${t("roster.change")}</span>`;
  const isPlanned = (id: string) =>
    days.some(({ shifts }) => shifts.some(({ counter }) => counter === id));
  const counters = only ? centre.counters.filter(({ id }) => isPlanned(id)) : centre.counters;
  const rows = counters.map(({ id }) => [
    isPlanned(id) ? id : html`<span class="f-rests">${id}</span>`,
    ...days.map(({ shifts }) => {
      const own = shifts.filter(({ counter }) => counter === id);
      return own.length === 0
        ? nothing
        : html`${own.map((shift) => shiftShown(desk, shift, names))}`;
    }),
  ]);
  const shown = table({
    caption: t("roster.title"),
    captionHidden: true,
    columns: [
      { text: t("roster.counter") },
      ...days.map(({ day, hours }) => ({
        text: `${dayWithWeekday(day, t)}${hours.length === 0 ? ` (${t("roster.closed")})` : ""}`,
      })),
    ],
    rows: [[changing, ...links], ...rows],
  });
  return html`<div class="f-week">${shown}</div>`;
}

/** The shifts of a week of those whose names have each of these words. */
function ofWhom(days: readonly RosterDay[], names: Names, find: string): readonly RosterDay[] {
  const words = find.toLowerCase().split(/\s+/);
  const isMeant = ({ officer }: PlannedShift) => {
    const name = (names.get(officer) ?? "").toLowerCase();
    return words.every((word) => name.includes(word));
  };
  return days.map((day) => ({ ...day, shifts: day.shifts.filter(isMeant) }));
}

/** A box that leaves the shifts of some operators alone in the week, with how much they work. */
function finder(
  { t, centre }: FloorDesk,
  asked: { readonly find: string; readonly monday: string; readonly shown: readonly RosterDay[] },
): SafeHtml {
  const { find, monday, shown } = asked;
  const path = `/hall/${centre.id}/roster`;
  const shifts = shown.flatMap((day) => day.shifts);
  const minutes = shifts.reduce((sum, { from, until }) => sum + until - from, 0);
  const hours = t.number(Math.round(minutes / 6) / 10);
  const box = { id: "find", name: "find", label: t("roster.find"), value: find };
  const all = html`<a class="govuk-link" href="${path}?week=${monday}">${t("floor.queue.all")}</a>`;
  const form = html`
    <form class="f-times" method="get" action="${path}">
      <input type="hidden" name="week" value="${monday}">
      ${input({ ...box, width: 20, maxlength: 40, autocomplete: "off" }, t)}
      ${button({ text: t("floor.queue.find-do"), kind: "secondary" })}${find && all}
    </form>
  `;
  return html`
    <div class="f-noprint">${details(t("roster.find"), form, find !== "")}</div>
    ${find && html`<p class="govuk-body">${t("roster.times", { count: shifts.length, hours })}</p>`}
  `;
}

/** GET /hall/:centre/roster: a week, counter by counter. */
export async function showRoster(desk: FloorDesk, refusal?: Refusal): Promise<FastifyReply> {
  const { deps, t, centre, request, reply } = desk;
  const asked = queryOf(desk).get("week");
  const day = isDay(asked) ? asked : todayAt(desk);
  const week = await deps.centres.roster.week(centre.id, day);
  if (!week.ok) return sendRefusal(reply, week.refusal);
  const days = week.value;
  const monday = days[0]?.day ?? day;
  const officers = days.flatMap(({ shifts }) => shifts.map(({ officer }) => officer));
  const names = await deps.officerNames(officers);
  const here = `/hall/${centre.id}/roster`;
  const to = (other: string, text: string) =>
    html`<a class="govuk-link" href="${here}?week=${other}">${text}</a>`;
  const find = (queryOf(desk).get("find") ?? "").trim().slice(0, 40);
  const theirs = find === "" ? days : ofWhom(days, names, find);
  const error = refusal && t.refusal(refusal);
  const title = t("roster.title");
  const content = html`
    ${backLink(`/hall/${centre.id}`, t)}${staffBanner(desk)}
    ${errorSummary(error ? [{ text: error }] : [], t)}
    <h1 class="govuk-heading-l">${title}: ${t.words(centre.name)}</h1>
    <p class="govuk-body-l">${t("roster.week", { day: t.date(monday) })}</p>
    <p class="govuk-body f-noprint">
      ${to(addDays(monday, -7), t("roster.before"))} ·${" "}
      ${to(addDays(monday, 7), t("roster.after"))}
    </p>
    <p class="govuk-body">${t("roster.lead")}</p>
    ${gapsShown(desk, days)}
    ${officers.length === 0 ? html`<p class="govuk-body">${t("roster.none")}</p>` : null}
    ${finder(desk, { find, monday, shown: theirs })}
    ${weekTable(desk, theirs, names, find !== "")}
    <form method="post" action="${here}?week=${monday}" class="f-noprint">
      ${csrfField(request, reply)}
      ${button({ text: t("roster.copy"), kind: "secondary" })}
    </form>
  `;
  return showFloor(desk, { title, content }, refusal ? statusOf(refusal.kind) : 200);
}

/** POST the same: what was planned the week before. */
export async function copyRoster(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, centre, reply, officer } = desk;
  const asked = queryOf(desk).get("week");
  const day = isDay(asked) ? asked : todayAt(desk);
  const done = await deps.centres.roster.copyWeek({
    ...{ centre: centre.id, day, officer: officer.id },
  });
  if (!done.ok) return showRoster(desk, done.refusal);
  const { copied, leftOut: out } = done.value;
  const facts = { copied, out };
  return redirectTo(reply, `/hall/${centre.id}/roster?week=${day}`, {
    ...{ kind: "success", code: "roster.copied", facts },
  });
}
