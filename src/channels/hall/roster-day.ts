import type { FastifyReply } from "fastify";
import { type BreakMinutes, breakMinutes, type Shift } from "../../centres/index.ts";
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
  type SafeHtml,
  table,
} from "../components/index.ts";
import { type FloorDesk, showFloor } from "./floor-desk.ts";
import { paramOf } from "./place.ts";
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

type Hours = readonly { readonly from: number; readonly until: number }[];

/** The shift of a row that names somebody; a time that is none becomes -1 and is refused. */
function shiftOf(row: Row, hours: Hours): Shift {
  const time = (text: string, usual: number | undefined) =>
    text === "" ? (usual ?? -1) : (minuteOf(text) ?? -1);
  const minutes = breakMinutes.find((each) => String(each) === row.minutes) ?? (30 as BreakMinutes);
  return {
    ...{ counter: row.counter, officer: row.who },
    from: time(row.from, hours[0]?.from),
    until: time(row.until, hours.at(-1)?.until),
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
}

function rowShown(
  { desk: { t, centre }, operators }: Shown,
  row: Row,
  index: number,
  fix: boolean,
) {
  const named = (part: (typeof parts)[number]) => `${part}-${index}`;
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
    <select class="f-select" id="${named(part)}" name="${named(part)}">
      ${items.map(
        ({ value, text }) => html`
        <option value="${value}"${attr("selected", value === row[part])}>${text}</option>
      `,
      )}
    </select>
  `;
  const time = (part: "from" | "until" | "pause") => html`
    <input class="govuk-input govuk-input--width-5" id="${named(part)}" name="${named(part)}"
      value="${row[part]}" autocomplete="off" maxlength="5">
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
  const here = week.value.find((each) => each.day === day);
  const planned = here?.shifts ?? [];
  const unplanned = centre.counters.filter(
    ({ id }) => !planned.some(({ counter }) => counter === id),
  );
  const stored = [...planned.map(rowOf), ...unplanned.map(({ id }) => noRow(id))].toSorted((a, b) =>
    a.counter.localeCompare(b.counter, "en", { numeric: true }),
  );
  const more = Array.from({ length: moreRows }, () => noRow(centre.counters[0]?.id ?? ""));
  // Where somebody else changed the day, theirs is shown.
  const again = refusal && refusal.code !== "centre.roster-changed";
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
  const error = refusal && t.refusal(refusal);
  const title = t("roster.day", { day: t.date(day) });
  const path = `/hall/${centre.id}/roster`;
  const content = html`
    ${backLink(`${path}?week=${day}`, t)}
    ${errorSummary(error ? [{ text: error }] : [], t)}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${t("roster.hint", { hours: hours.join(", ") || "–" })}</p>
    <form method="post" action="${path}/${day}" novalidate>
      ${csrfField(request, reply)}<input type="hidden" name="version" value="${version}">
      ${table({
        ...{ caption: title, captionHidden: true },
        columns: [
          ...(["counter", "who", "from", "until", "pause-from", "pause-minutes"] as const),
        ].map((name) => ({ text: t(`roster.${name}`) })),
        rows: rows.map((row, index) =>
          rowShown({ desk, operators }, row, index, index < stored.length && !again),
        ),
      })}
      ${others.length > 0 ? also : null}${button({ text: t("roster.save") })}
    </form>
  `;
  return showFloor(desk, { title, content }, refusal ? statusOf(refusal.kind) : 200);
}

function alsoSent({ request }: FloorDesk): readonly string[] {
  const sent = formOf(request).also ?? [];
  return typeof sent === "string" ? [sent] : sent;
}

/** POST the same: the day as it is typed, and the others that are to be like it. */
export async function planRosterDay(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, centre, request, reply, officer } = desk;
  const day = paramOf(request, "day");
  if (!isDay(day)) return sendRefusal(reply, refuse("not-found", "centre.not-found").refusal);
  const week = await deps.centres.roster.week(centre.id, day);
  if (!week.ok) return sendRefusal(reply, week.refusal);
  const hours = week.value.find((each) => each.day === day)?.hours ?? [];
  const end = addDays(week.value[0]?.day ?? day, 6);
  const done = await deps.centres.roster.plan({
    ...{ centre: centre.id, day, officer: officer.id },
    shifts: rowsSent(desk)
      .filter(({ who }) => who !== "")
      .map((row) => shiftOf(row, hours)),
    also: alsoSent(desk).filter((each) => isDay(each) && each > day && each <= end),
    version: textOf(formOf(request), "version"),
  });
  if (!done.ok) return showRosterDay(desk, done.refusal);
  return redirectTo(reply, `/hall/${centre.id}/roster?week=${day}`, {
    ...{ kind: "success", code: "roster.saved" },
  });
}
