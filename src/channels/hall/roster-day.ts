import type { FastifyReply } from "fastify";
import { dayWithWeekday } from "../../acts/index.ts";
import {
  type BreakMinutes,
  breakMinutes,
  type RosterDay,
  type Shift,
  type ShiftAsked,
} from "../../centres/index.ts";
import { addDays, type Refusal, refuse } from "../../kernel/index.ts";
import { formOf, redirectTo, sendRefusal, statusOf, textOf } from "../../platform/http/index.ts";
import {
  attr,
  backLink,
  button,
  checkboxes,
  csrfField,
  errorSummary,
  html,
  inset,
  type SafeHtml,
  table,
} from "../components/index.ts";
import { type FloorDesk, showFloor } from "./floor-desk.ts";
import { paramOf, queryOf } from "./place.ts";
import { clockOf, isDay } from "./roster-page.ts";

/** Rows below those of the counters, for those who take over there. */
const moreRows = 4;
const mostRows = 60;

/** One row of the form, as it is typed. */
interface Row {
  readonly counter: string;
  readonly who: string;
  readonly from: string;
  readonly until: string;
  readonly pause: string;
  readonly minutes: string;
}

const parts = ["counter", "who", "from", "until", "pause", "minutes"] as const;

const noRow = (counter: string): Row => ({
  ...{ counter, who: "", from: "", until: "", pause: "", minutes: "30" },
});

const rowOf = ({ counter, officer, from, until, pause }: Shift): Row => ({
  ...{ counter, who: officer, from: clockOf(from), until: clockOf(until) },
  pause: pause ? clockOf(pause.from) : "",
  minutes: String(pause?.minutes ?? 30),
});

/** The rows that were sent, also those that name nobody. */
function rowsSent({ request }: FloorDesk): readonly Row[] {
  const form = formOf(request);
  return Array.from({ length: mostRows }, (_, index) => index)
    .filter((index) => form[`counter-${index}`] !== undefined)
    .map((index) => {
      const [counter, who, from, until, pause, minutes] = parts.map((part) =>
        textOf(form, `${part}-${index}`).trim(),
      );
      return {
        ...{ counter: counter ?? "", who: who ?? "", from: from ?? "", until: until ?? "" },
        ...{ pause: pause ?? "", minutes: minutes ?? "" },
      };
    });
}

/** Minute of the day of `8:05`, `08:05` or `8.05`; undefined for anything else. */
function minuteOf(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,2})[:.](\d\d)$/.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 24 || Number(minutes) > 59) return undefined;
  return Number(hours) * 60 + Number(minutes);
}

/** What was typed as a time and is none, in rows that name somebody, by the name of its field. */
const wrongTimes = (rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(
    rows.flatMap((row, index) =>
      (["from", "until", "pause"] as const)
        .filter((part) => row.who !== "" && row[part] !== "" && minuteOf(row[part]) === undefined)
        .map((part) => [`${part}-${index}`, row] as const),
    ),
  );

/** The part of a row that a refusal of the day is about. */
const partOf: Readonly<Record<string, (typeof parts)[number]>> = {
  "centre.shift-times": "from",
  "centre.shift-break": "pause",
  "centre.shift-counter": "from",
  "centre.shift-officer": "who",
  "centre.shift-elsewhere": "who",
  "centre.shift-leave": "who",
  "centre.shift-operator": "who",
};

/** The field of a refused day: in the last row of its counter that names somebody. */
function fieldOf(rows: readonly Row[], refusal: Refusal | undefined): ReadonlyMap<string, Row> {
  const part = refusal && partOf[refusal.code];
  const { counter } = (refusal?.facts ?? {}) as { readonly counter?: string };
  const index = rows.findLastIndex((row) => row.counter === counter && row.who !== "");
  const row = rows[index];
  return new Map(part && row ? [[`${part}-${index}`, row]] : []);
}

/** A time that is none is said at its field, and not as a refusal of the whole day. */
const notATime: Refusal = {
  ...{ kind: "invalid", code: "centre.shift-times", facts: { counter: "" } },
};

/** The shift of a row that names somebody; an empty time is that of the hall. */
function shiftOf(row: Row): ShiftAsked {
  const time = (text: string) => (text === "" ? null : (minuteOf(text) ?? -1));
  const minutes = breakMinutes.find((each) => String(each) === row.minutes) ?? (30 as BreakMinutes);
  return {
    ...{ counter: row.counter, officer: row.who },
    from: time(row.from),
    until: time(row.until),
    pause: row.pause === "" ? null : { from: minuteOf(row.pause) ?? -1, minutes },
  };
}

interface Shown {
  readonly desk: FloorDesk;
  readonly operators: readonly {
    readonly id: string;
    readonly name: string;
    readonly away: boolean;
  }[];
  /** The fields in which something is wrong, by their name. */
  readonly wrong: ReadonlyMap<string, Row>;
}

function rowShown(
  { desk: { t, centre }, operators, wrong }: Shown,
  row: Row,
  index: number,
  fix: boolean,
) {
  const named = (part: (typeof parts)[number]) => `${part}-${index}`;
  const isWrong = (part: (typeof parts)[number]) => wrong.has(named(part));
  const labelled = (text: string, field: SafeHtml, part: (typeof parts)[number]) => html`
    <label class="govuk-visually-hidden" for="${named(part)}">
      ${text}, ${t("roster.row", { row: index + 1 })}
    </label>
    ${field}
  `;
  const choice = (
    part: (typeof parts)[number],
    items: readonly { readonly value: string; readonly text: string }[],
  ) => html`
    <select class="f-select${isWrong(part) ? " govuk-select--error" : ""}" id="${named(part)}"
      name="${named(part)}"${attr("aria-invalid", isWrong(part) ? "true" : undefined)}>
      ${items.map(
        ({ value, text }) => html`
        <option value="${value}"${attr("selected", value === row[part])}>${text}</option>
      `,
      )}
    </select>
  `;
  const time = (part: "from" | "until" | "pause") => html`
    <input class="govuk-input govuk-input--width-5${isWrong(part) ? " govuk-input--error" : ""}"
      id="${named(part)}" name="${named(part)}" value="${row[part]}" autocomplete="off"
      maxlength="5"${attr("aria-invalid", isWrong(part) ? "true" : undefined)}>
  `;
  const counters = centre.counters.map(({ id }) => ({ value: id, text: id }));
  const people = [
    { value: "", text: "–" },
    ...operators.map(({ id, name, away }) => ({
      ...{ value: id, text: away ? t("roster.away", { name }) : name },
    })),
  ];
  const minutes = breakMinutes.map((each) => ({ value: String(each), text: String(each) }));
  return [
    fix
      ? html`${row.counter}<input type="hidden" name="${named("counter")}" value="${row.counter}">`
      : labelled(t("roster.counter"), choice("counter", counters), "counter"),
    labelled(t("roster.who"), choice("who", people), "who"),
    labelled(t("roster.from"), time("from"), "from"),
    labelled(t("roster.until"), time("until"), "until"),
    labelled(t("roster.pause-from"), time("pause"), "pause"),
    labelled(t("roster.pause-minutes"), choice("minutes", minutes), "minutes"),
  ];
}

/** GET /hall/:centre/roster/:day: who sits at each counter on that day. */
export async function showRosterDay(desk: FloorDesk, refusal?: Refusal): Promise<FastifyReply> {
  const { deps, t, centre, request, reply } = desk;
  const day = paramOf(request, "day");
  const { roster } = deps.centres;
  if (!isDay(day)) return sendRefusal(reply, refuse("not-found", "centre.not-found").refusal);
  const [week, version, operators] = await Promise.all([
    roster.week(centre.id, day),
    roster.version(centre.id, day),
    roster.operators(centre.id, day),
  ]);
  if (!week.ok) return sendRefusal(reply, week.refusal);
  // Where somebody else changed the day, theirs is shown.
  const again = refusal && refusal.code !== "centre.roster-changed";
  const before = again ? [] : await plannedBefore(desk, day);
  const copied = before.find((each) => each.day === queryOf(desk).get("like"));
  const here = week.value.find((each) => each.day === day);
  const planned = comingIn(copied, centre) ?? here?.shifts ?? [];
  const unplanned = centre.counters.filter(
    ({ id }) => !planned.some(({ counter }) => counter === id),
  );
  const stored = [...planned.map(rowOf), ...unplanned.map(({ id }) => noRow(id))].toSorted((a, b) =>
    a.counter.localeCompare(b.counter, "en", { numeric: true }),
  );
  const more = Array.from({ length: moreRows }, () => noRow(centre.counters[0]?.id ?? ""));
  const rows = again ? rowsSent(desk) : [...stored, ...more];
  const hours = (here?.hours ?? []).map(({ from, until }) => `${clockOf(from)}–${clockOf(until)}`);
  const others = week.value.filter((each) => each.day > day && each.hours.length > 0);
  const also = checkboxes(
    {
      ...{ id: "also", name: "also", legend: t("roster.also"), hint: t("roster.also-hint") },
      values: again ? alsoSent(desk) : [],
      items: others.map((each) => ({ value: each.day, text: t.date(each.day) })),
    },
    t,
  );
  const isTimes = refusal === notATime;
  const wrong = isTimes ? wrongTimes(rows) : fieldOf(rows, refusal);
  const [field] = wrong.keys();
  const errors = isTimes
    ? [...wrong].map(([id, { counter }]) => ({ id, text: t("roster.time-wrong", { counter }) }))
    : refusal
      ? [{ text: t.refusal(refusal), ...(field && { id: field }) }]
      : [];
  const title = t("roster.day", { day: t.date(day) });
  const path = `/hall/${centre.id}/roster`;
  const content = html`
    ${backLink(`${path}?week=${day}`, t)}
    ${errorSummary(errors, t)}
    <h1 class="govuk-heading-l">${title}</h1>
    ${copied ? inset(t("roster.like-news", { day: dayWithWeekday(copied.day, t) })) : null}
    <p class="govuk-body">${t("roster.hint", { hours: hours.join(", ") || "–" })}</p>
    ${before.map(
      (
        each,
      ) => html`<p class="govuk-body"><a class="govuk-link" href="${path}/${day}?like=${each.day}">
        ${t("roster.like", { day: dayWithWeekday(each.day, t) })}</a></p>`,
    )}
    <form method="post" action="${path}/${day}" novalidate>
      ${csrfField(request, reply)}<input type="hidden" name="version" value="${version}">
      <div class="f-roster">${table({
        ...{ caption: title, captionHidden: true },
        columns: [
          ...(["counter", "who", "from", "until", "pause-from", "pause-minutes"] as const),
        ].map((name) => ({ text: t(`roster.${name}`) })),
        rows: rows.map((row, index) =>
          rowShown({ desk, operators, wrong }, row, index, index < stored.length && !again),
        ),
      })}</div>
      ${others.length > 0 ? also : null}${button({ text: t("roster.save") })}
    </form>
  `;
  return showFloor(desk, { title, content }, refusal ? statusOf(refusal.kind) : 200);
}

/** The last day before this one that is planned, and the same day a week before. */
async function plannedBefore(
  { deps, centre }: FloorDesk,
  day: string,
): Promise<readonly RosterDay[]> {
  const { roster } = deps.centres;
  const weeks = await Promise.all([
    roster.week(centre.id, day),
    roster.week(centre.id, addDays(day, -7)),
  ]);
  const all = weeks.flatMap((week) => (week.ok ? week.value : []));
  const planned = all.filter((each) => each.day < day && each.shifts.length > 0);
  const last = planned.toSorted((a, b) => (a.day < b.day ? 1 : -1))[0];
  const weekBefore = planned.find((each) => each.day === addDays(day, -7));
  return [...new Set([last, weekBefore])].flatMap((each) => each ?? []);
}

/** What can be copied of a day: shifts whose operators work here, at counters that still are. */
const comingIn = (day: RosterDay | undefined, { counters }: FloorDesk["centre"]) =>
  day?.shifts.filter(
    ({ absent, counter }) => absent !== "left" && counters.some(({ id }) => id === counter),
  );

function alsoSent({ request }: FloorDesk): readonly string[] {
  const sent = formOf(request).also ?? [];
  return typeof sent === "string" ? [sent] : sent;
}

/** POST the same: the day as it is typed, and the others that are to be like it. */
export async function planRosterDay(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, centre, request, reply, officer } = desk;
  const day = paramOf(request, "day");
  if (!isDay(day)) return sendRefusal(reply, refuse("not-found", "centre.not-found").refusal);
  const rows = rowsSent(desk);
  if (wrongTimes(rows).size > 0) return showRosterDay(desk, notATime);
  const week = await deps.centres.roster.week(centre.id, day);
  if (!week.ok) return sendRefusal(reply, week.refusal);
  const end = addDays(week.value[0]?.day ?? day, 6);
  const done = await deps.centres.roster.plan({
    ...{ centre: centre.id, day, officer: officer.id },
    shifts: rows.filter(({ who }) => who !== "").map(shiftOf),
    also: alsoSent(desk).filter((each) => isDay(each) && each > day && each <= end),
    version: textOf(formOf(request), "version"),
  });
  if (!done.ok) return showRosterDay(desk, done.refusal);
  return redirectTo(reply, `/hall/${centre.id}/roster?week=${day}`, {
    ...{ kind: "success", code: "roster.saved" },
  });
}
