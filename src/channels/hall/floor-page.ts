import type { FastifyReply } from "fastify";
import { approvable, calledOnBoth } from "../../acts/index.ts";
import {
  closedWhy,
  type Hall,
  isCalling,
  type PlannedShift,
  spansOn,
} from "../../centres/index.ts";
import { dateIn, type Refusal, refuse } from "../../kernel/index.ts";
import { sendRefusal, statusOf, takeFlash } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  errorSummary,
  html,
  keyFigures,
  notificationBanner,
  type SafeHtml,
  table,
  waitWords,
} from "../components/index.ts";
import { codeField, devicesPart } from "./devices-view.ts";
import { freeOperators, latePart, leftPart, unserved } from "./floor-alerts.ts";
import { callOutsShown } from "./floor-call-outs.ts";
import { counterTiles } from "./floor-counters.ts";
import { type FloorDesk, showFloor } from "./floor-desk.ts";
import { parkedTable } from "./floor-parked.ts";
import { opensWords, timeIn } from "./place.ts";
import { clockOf } from "./roster-page.ts";

const minutes = (value: number | null, t: Translate): string =>
  value === null ? "–" : t("hall.floor.minutes", { count: Math.round(value) });

function figures({ centre, counters, waitingNow, today }: Hall, t: Translate): SafeHtml {
  const { tickets, medianMinutes, longestMinutes, longest } = waitingNow;
  const whose = longest === null ? "" : `${longest} · `;
  const { waitMinutes = Number.POSITIVE_INFINITY } = centre.rules;
  const open = counters.filter(isCalling).length;
  return keyFigures([
    {
      label: t("floor.now.longest"),
      value: minutes(longestMinutes, t),
      detail: whose + t("floor.now.median", { minutes: minutes(medianMinutes, t) }),
      tone: (longestMinutes ?? 0) > waitMinutes ? "bad" : undefined,
    },
    { label: t("hall.floor.waiting"), value: t.number(tickets) },
    {
      label: t("hall.floor.open-counters"),
      value: t("hall.floor.of", { open, all: counters.length }),
    },
    {
      label: t("hall.floor.taken"),
      value: t.number(today.taken),
      detail: t("hall.floor.done-absent", { done: today.done, absent: today.absent }),
    },
    {
      label: t("hall.floor.mean-wait"),
      value: minutes(today.meanWaitMinutes, t),
      detail: t("hall.floor.p90", { minutes: minutes(today.p90WaitMinutes, t) }),
    },
    { label: t("hall.floor.mean-service"), value: minutes(today.meanServiceMinutes, t) },
  ]);
}

const topicTable = (hall: Hall, t: Translate): SafeHtml => {
  const shown = table({
    caption: t("hall.floor.topics"),
    columns: [
      { text: t("hall.floor.topic") },
      { text: t("hall.floor.waiting"), numeric: true },
      { text: t("hall.floor.longest"), numeric: true },
      { text: t("hall.floor.told") },
      { text: t("hall.floor.open-counters"), numeric: true },
    ],
    rows: hall.topics.map((topic) => {
      const { letter, name, waiting, longestMinutes, wait, openCounters } = topic;
      return [
        `${letter} · ${t.words(name)}`,
        t.number(waiting),
        waiting === 0 ? "–" : minutes(longestMinutes, t),
        wait ? waitWords(wait, t) : t("hall.floor.no-counter"),
        t.number(openCounters),
      ];
    }),
  });
  return html`<div class="f-topics">${shown}</div>`;
};

/** Whom the roster plans now and who sits nowhere, ten minutes after their shift began. */
async function missingPart({ deps, centre, t }: FloorDesk): Promise<SafeHtml | null> {
  const missing = await deps.centres.roster.missing(centre.id);
  if (missing.length === 0) return null;
  const names = await deps.officerNames(missing.map(({ officer }) => officer));
  const lines = missing.map(({ counter, officer, from, absent }) => {
    const name = names.get(officer) ?? "–";
    const who = absent ? `${name} (${t(`roster.absent.${absent}`)})` : name;
    return t("roster.missing-at", { counter, time: clockOf(from), name: who });
  });
  return html`
    <p class="f-warning">
      <strong>${t("roster.missing", { count: missing.length })}</strong>: ${lines.join("; ")}
    </p>
  `;
}

/** How much was taken without network in this hall and waits for whoever runs its floor. */
async function approvalsPart({ deps, t, centre, officer }: FloorDesk): Promise<SafeHtml | null> {
  const among = { officer: officer.id, centres: [centre.id] };
  const count = await approvable(deps, await deps.counter.conflicts(among), officer);
  if (count === 0) return null;
  return html`<p class="f-warning">${t("offline.conflicts.approvals", { count })}${" "}
    <a class="govuk-link" href="/counter/sync/conflicts">${t("offline.conflicts.go")}</a></p>`;
}

/** Tickets that a device without network called as well, until they are over. */
async function twicePart({ deps, t, centre }: FloorDesk): Promise<SafeHtml | null> {
  const twice = await calledOnBoth(deps, centre.id);
  if (twice.length === 0) return null;
  const names = await deps.officerNames(twice.map(({ officer }) => officer));
  const lines = twice.map(({ number, device, officer }) => {
    const place = { number, device, name: names.get(officer) ?? "–" };
    return html`<p class="f-warning">${t("offline.twice.hall", place)}</p>`;
  });
  return html`${lines}`;
}

/** Cards that were refused here: whoever runs the floor looks into each. */
async function refusedPart({ deps, t, centre, officer }: FloorDesk): Promise<SafeHtml | null> {
  const count = await deps.counter.countRefused(centre.id, officer.id);
  if (count === 0) return null;
  return html`<p class="f-warning">${t("counter.reviews.refused", { count })}:${" "}
    <a class="govuk-link" href="/counter/reviews#refused">${t("counter.reviews.look")}</a></p>`;
}

/** So far ahead the page says who is planned. */
const hoursAhead = 3;

/** Whom the roster plans now and in the next hours, counter by counter. */
export const plannedSoon = ({ deps, centre }: FloorDesk) =>
  deps.centres.roster.plannedWithin(centre.id, hoursAhead * 60);

/** The same in words; nothing where nobody is planned. */
export async function plannedPart(
  { deps, t }: FloorDesk,
  shifts: readonly PlannedShift[],
): Promise<SafeHtml | null> {
  const coming = shifts.filter(({ absent }) => absent === null);
  if (coming.length === 0) return null;
  const names = await deps.officerNames(coming.map(({ officer }) => officer));
  const lines = coming.map(({ counter, officer, from, until, pause }) => {
    const name = names.get(officer) ?? "–";
    const hours = { from: clockOf(from), until: clockOf(until) };
    const rest = pause && {
      from: clockOf(pause.from),
      until: clockOf(pause.from + pause.minutes),
    };
    const shift = t("roster.soon-at", { counter, name, ...hours });
    return rest ? `${shift} (${t("roster.pause", rest)})` : shift;
  });
  return html`<p class="govuk-body">
    ${t("roster.soon", { hours: hoursAhead })}: ${lines.join("; ")}</p>`;
}

/** That the hall is closed and why: counters can be opened, but no ticket is given. */
function closedBecause(desk: FloorDesk): string | undefined {
  const { deps, t, centre } = desk;
  const [now, calendar] = [deps.clock(), deps.calendar()];
  const why = closedWhy(centre, now, calendar);
  if (!why) return undefined;
  const spans = spansOn(centre, dateIn(now, calendar.timeZone), calendar);
  const hours = spans.map(({ opens, closes }) => `${timeIn(deps, opens)}–${timeIn(deps, closes)}`);
  const tickets = opensWords(desk) ?? t("floor.closed.tickets");
  return `${t(`floor.closed.${why}`, { hours: hours.join(", ") })} ${tickets}`;
}

/** GET /hall/:centre: the hall at a glance; whatever happens there is shown at once. */
export async function showHall(desk: FloorDesk, refusal?: Refusal): Promise<FastifyReply> {
  const { deps, t, centre, request, reply } = desk;
  const [hall, missing, free, callOuts, devices, soon, approvals, refused, twice] =
    await Promise.all([
      deps.centres.hall(centre.id),
      missingPart(desk),
      freeOperators(desk),
      callOutsShown(desk),
      devicesPart(desk, refusal),
      plannedSoon(desk),
      approvalsPart(desk),
      refusedPart(desk),
      twicePart(desk),
    ]);
  if (!hall) return sendRefusal(reply, refuse("not-found", "centre.not-found").refusal);
  const seated = hall.counters.flatMap(({ officer }) => officer ?? []);
  const names = await deps.officerNames(seated);
  const nameOf = (officer: string) => names.get(officer) ?? t("hall.floor.open");
  const flash = takeFlash(request, reply);
  const banner =
    flash &&
    notificationBanner(
      {
        heading: t.named(flash.code, flash.facts),
        id: "flash",
        kind: flash.kind === "success" ? "success" : "important",
      },
      t,
    );
  const problem =
    refusal &&
    (refusal.code === "hall.code-unknown"
      ? errorSummary([{ text: t.refusal(refusal), id: codeField }], t)
      : html`<p class="f-problem" role="alert">${t.refusal(refusal)}</p>`);
  const closed = closedBecause(desk);
  const tiles = { place: desk, nameOf, free };
  const live = html`
    <div data-live="/hall/${centre.id}/board/events" data-every="1000">
      ${leftPart(desk, hall, { nameOf, free })}${await unserved(desk, hall, free)}
      ${latePart(desk, hall)}${missing}${twice}${approvals}
      ${refused}
      ${figures(hall, t)}
      <h2 class="govuk-heading-m">${t("hall.floor.counters")}</h2>
      ${closed ? html`<p class="f-warning">${t("floor.closed.counters")}</p>` : null}
      ${await plannedPart(desk, soon)}
      ${counterTiles({ ...tiles, queue: hall.queue }, hall.counters)}
      ${topicTable(hall, t)}
      ${parkedTable(desk, hall, nameOf)}${callOuts}
    </div>
  `;
  const title = `${t("hall.floor.title")}: ${t.words(centre.name)}`;
  const head = html`
    <h1 class="govuk-heading-l">${t.words(centre.name)}</h1>
    ${closed ? html`<p class="f-closed">${closed}</p>` : null}
    <p class="govuk-body">
      <a class="govuk-link" href="/hall/${centre.id}/queue">${t("floor.queue.title")}</a> ·${" "}
      <a class="govuk-link" href="/hall/${centre.id}/what-if">${t("hall.what-if.title")}</a> ·${" "}
      <a class="govuk-link" href="/hall/${centre.id}/roster">${t("roster.title")}</a> ·${" "}
      <a class="govuk-link" href="/hall/${centre.id}/days">${t("floor.days.title")}</a> ·${" "}
      <a class="govuk-link" href="/hall/${centre.id}/announcement">${t("floor.said.title")}</a>
      ${" "}·${" "}
      <a class="govuk-link" href="/counter/offline">${t("offline.title")}</a> ·${" "}
      <a class="govuk-link" href="/counter/sync/conflicts">${t("offline.nav.conflicts")}</a>
    </p>
  `;
  const content = html`
    ${banner}${problem}${head}${live}
    ${devices}
  `;
  return showFloor(desk, { title, content }, refusal ? statusOf(refusal.kind) : 200);
}
