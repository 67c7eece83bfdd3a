import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type ActDeps, comingLeave, leaveWords, votesIn } from "../../acts/index.ts";
import { type Cases, supervisor, type WorkRow } from "../../cases/index.ts";
import { type RunningCentres, worksIn } from "../../centres/index.ts";
import { clockTime, dateIn } from "../../kernel/index.ts";
import type { Notifications } from "../../notifications/index.ts";
import type { Payments } from "../../payments/index.ts";
import { requireOfficer } from "../../platform/auth/index.ts";
import { redirectTo } from "../../platform/http/index.ts";
import type { Privacy } from "../../privacy/index.ts";
import type { Staff } from "../../staff/index.ts";
import { html, inset, keyFigures, linkButton, type SafeHtml, table } from "../components/index.ts";
import {
  dayPath,
  desksOf,
  type StaffDesk,
  type StaffRequest,
  sendStaffPage,
  staffBanner,
  staffRequest,
  startPath,
} from "../staff/index.ts";
import type { WorkplaceDeps } from "./sign-in.ts";
import { teamPart } from "./team.ts";

export interface DayDeps extends WorkplaceDeps, Pick<ActDeps, "sql" | "calendar"> {
  readonly cases: Cases;
  readonly centres: RunningCentres;
  readonly staff: Staff;
  readonly payments: Payments;
  readonly privacy: Privacy;
  readonly notifications: Notifications;
  readonly officerNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

export type Day = StaffRequest<DayDeps>;

/** How many pieces of work are counted; more are "100+". */
const most = 100;
/** How many are shown of each kind. */
const shown = 5;

/** The front page of the staff, and where each of them begins. */
export function dayRoutes(app: FastifyInstance, deps: DayDeps): void {
  app.get(dayPath, (request, reply) => dayPage(deps, request, reply));
  // Whoever has one desk that is not the office begins there: what waits is on the desk itself.
  app.get(startPath, async (request, reply) => {
    const [desk, ...others] = desksOf(deps, requireOfficer(request));
    const single = desk && others.length === 0 && desk.id !== "office";
    return redirectTo(reply, single ? desk.href : dayPath);
  });
}

async function dayPage(deps: DayDeps, request: FastifyRequest, reply: FastifyReply) {
  const at = staffRequest(deps, request, reply, requireOfficer(request));
  const { t, officer } = at;
  const { timeZone } = deps.catalogue.jurisdiction;
  const hasRole = officer.roles.length > 0;
  const desks = hasRole ? desksOf(deps, officer) : [];
  const parts = await Promise.all([
    ...[deputyPart(at), ownLeavePart(at)],
    ...desks.map((desk) => deskPart(at, desk)),
  ]);
  const title = t("staff.day.title");
  const content = html`${staffBanner(at)}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${t.date(dateIn(deps.clock(), timeZone))}</p>
    ${hasRole ? null : inset(t("staff.day.no-role"))}
    ${parts}`;
  return sendStaffPage(at, { title, content, path: dayPath, entries: [] });
}

/** For whom the officer is a deputy today: it changes what waits for them. */
async function deputyPart({ deps, officer, t }: Day): Promise<SafeHtml | null> {
  const absent = [
    ...new Set(officer.held.flatMap(({ deputyFor }) => (deputyFor ? [deputyFor] : []))),
  ];
  if (absent.length === 0) return null;
  const names = await deps.officerNames(absent);
  return inset(t("staff.day.deputy", { names: t.list(absent.map((id) => names.get(id) ?? id)) }));
}

/** Leave of theirs that is planned or waits, and for whom; what is on stands on every page. */
async function ownLeavePart({ deps, officer, t }: Day): Promise<SafeHtml | null> {
  const { absences = [] } = (await deps.staff.member(officer.id)) ?? {};
  const coming = comingLeave(absences, deps.clock()).filter(({ id }) => id !== officer.leave?.id);
  if (coming.length === 0) return null;
  const names = await deps.officerNames(coming.flatMap(({ deputy }) => deputy ?? []));
  const leaves = coming.map((absence) => ({ officer: officer.id, absence }));
  const lines = await leaveWords(deps, t, leaves, (id) => names.get(id) ?? id);
  return inset(html`<ul class="govuk-list">
    ${lines.map((line) => html`<li>${t("staff.leave")}: ${line}</li>`)}
  </ul>`);
}

/** A desk with what waits there now, and the way to it. */
async function deskPart(at: Day, desk: StaffDesk): Promise<SafeHtml> {
  const { t } = at;
  const figures = await figuresOf(at, desk);
  return html`<section class="hw-box" aria-labelledby="desk-${desk.id}">
    <h2 class="govuk-heading-m" id="desk-${desk.id}">${t(desk.words)}</h2>
    ${figures}
    ${linkButton({ text: t("staff.day.go", { desk: t(desk.words) }), href: desk.href })}
  </section>`;
}

function figuresOf(at: Day, { id }: StaffDesk): Promise<SafeHtml | null> | null {
  if (id === "office") return officeFigures(at);
  if (id === "counter") return counterPart(at);
  if (id === "hall") return hallFigures(at);
  if (id === "treasury") return treasuryFigures(at);
  if (id === "privacy") return privacyFigures(at);
  return id === "admin" ? adminFigures(at) : null;
}

const counted = ({ t }: Day, rows: readonly unknown[]): string =>
  rows.length > most ? `${t.number(most)}+` : t.number(rows.length);

/** What is in hand, what is late and what needs a second signature, most urgent first. */
async function officeFigures(at: Day): Promise<SafeHtml> {
  const { deps, officer, t } = at;
  const isVoting = votesIn(deps.catalogue, officer);
  const asSubstitute = isVoting && { asSubstitute: true };
  const ask = (more: Partial<Parameters<Cases["worklist"]>[0]>) =>
    deps.cases.worklist({ officer, size: most, ...asSubstitute, ...more });
  const [mine, above, late, step, second, free, votes] = await Promise.all([
    ask({ mine: true }),
    ask({ filter: "escalated-to-me" }),
    ask({ filter: "overdue" }),
    ask({ filter: "step-overdue" }),
    ask({ filter: "second-signature" }),
    ask({ filter: "unclaimed" }),
    isVoting ? ask({ filter: "to-vote" }) : [],
  ]);
  const figure = (label: string, rows: readonly WorkRow[], show: string, isLate = false) => ({
    label,
    ...(isLate && rows.length > 0 && { tone: "bad" as const }),
    value: html`<a class="govuk-link" href="/office?show=${show}">${counted(at, rows)}</a>`,
  });
  const next = [...above, ...late, ...step, ...mine, ...second, ...votes, ...free];
  const first = next.filter(
    (row, index) => next.findIndex(({ caseId }) => caseId === row.caseId) === index,
  );
  const team = officer.roles.includes(supervisor) ? await teamPart(at) : undefined;
  const nothing = team?.isShort ? null : html`<p class="govuk-body">${t("staff.day.nothing")}</p>`;
  return html`${await assignedPart(at, mine)}${keyFigures([
    ...(above.length > 0
      ? [figure(t("office-pages.show.escalated-to-me"), above, "escalated-to-me")]
      : []),
    figure(t("office-pages.show.overdue"), late, "overdue", true),
    figure(t("office-pages.show.step-overdue"), step, "step-overdue", true),
    figure(t("staff.day.mine"), mine, "mine"),
    figure(t("staff.day.second"), second, "second-signature"),
    ...(isVoting ? [figure(t("office-pages.show.to-vote"), votes, "to-vote")] : []),
    figure(t("staff.day.free"), free, "unclaimed"),
  ])}
  ${first.length === 0 ? nothing : nextTable(at, first.slice(0, shown))}
  ${team?.content}`;
}

/** What a supervisor has put in the officer's hand, and who. */
async function assignedPart({ deps, t }: Day, mine: readonly WorkRow[]) {
  const given = mine.flatMap(({ assignedBy, ...row }) =>
    assignedBy ? [{ ...row, assignedBy }] : [],
  );
  if (given.length === 0) return null;
  const names = await deps.officerNames(given.map(({ assignedBy }) => assignedBy));
  const lines = given.slice(0, shown).map(
    ({ caseId, reference, assignedBy }) => html`
      <li>
        <a class="govuk-link" href="/office/cases/${caseId}">${reference}</a> ·
        ${t("office-pages.assigned-by", { name: names.get(assignedBy) ?? assignedBy })}
      </li>
    `,
  );
  return inset(html`<ul class="govuk-list">${lines}</ul>`);
}

function nextTable({ deps, t }: Day, rows: readonly WorkRow[]): SafeHtml {
  const { timeZone } = deps.catalogue.jurisdiction;
  return table({
    caption: t("staff.day.next"),
    columns: [
      { text: t("application.number") },
      { text: t("staff.services") },
      { text: t("office.due") },
    ],
    rows: rows.map(({ caseId, reference, service, dueAt }) => [
      html`<a class="govuk-link" href="/office/cases/${caseId}">${reference}</a>`,
      t.words(deps.catalogue.services.find(({ id }) => id === service)?.title) || service,
      dueAt ? t.until(dueAt, timeZone) : "–",
    ]),
  });
}

/** Where the roster has an operator this week, and their halls now. */
async function counterPart(at: Day): Promise<SafeHtml> {
  const { deps, officer, t } = at;
  const today = dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);
  const shifts = await deps.centres.roster.ownWeek(officer.id, today);
  const time = (minute: number) => clockTime(new Date(minute * 60_000), "UTC");
  const rows = shifts.map(({ day, centre, counter, from, until, pause }) => [
    t.date(day),
    t.words(deps.centres.find(centre)?.name) || centre,
    counter,
    [
      `${time(from)}–${time(until)}`,
      pause &&
        t("roster.pause", { from: time(pause.from), until: time(pause.from + pause.minutes) }),
    ]
      .filter(Boolean)
      .join(", "),
  ]);
  const own = table({
    caption: t("roster.own"),
    columns: [
      { text: t("floor.visit.day") },
      { text: t("roster.own-hall") },
      { text: t("roster.counter") },
      { text: t("roster.own-when") },
    ],
    rows,
  });
  return html`${rows.length > 0 ? own : null}${await hallFigures(at)}`;
}

/** How many wait in each hall of the officer now, and since when the first. */
async function hallFigures(at: Day): Promise<SafeHtml | null> {
  const { deps, officer, t } = at;
  const own = deps.centres.list().filter(({ id }) => worksIn(officer, id));
  const halls = await Promise.all(own.map(({ id }) => deps.centres.hall(id)));
  const now = clockTime(deps.clock(), deps.catalogue.jurisdiction.timeZone);
  const rows = halls.flatMap((hall) => {
    if (!hall) return [];
    const waiting = hall.topics.reduce((sum, topic) => sum + topic.waiting, 0);
    const longest = Math.max(0, ...hall.topics.map(({ longestMinutes }) => longestMinutes));
    return [
      [
        t.words(hall.centre.name),
        t.number(waiting),
        t("staff.day.minutes", { minutes: Math.round(longest) }),
      ],
    ];
  });
  if (rows.length === 0) return null;
  return table({
    caption: t("staff.day.halls", { time: now }),
    columns: [
      { text: t("staff.day.hall") },
      { text: t("staff.day.waiting"), numeric: true },
      { text: t("staff.day.longest"), numeric: true },
    ],
    rows,
  });
}

const figureTo = (label: string, href: string, value: string) => ({
  label,
  value: html`<a class="govuk-link" href="${href}">${value}</a>`,
});

/** What waits for a second officer of the treasury. */
async function treasuryFigures(at: Day): Promise<SafeHtml> {
  const { deps, t } = at;
  const [refunds, tills] = await Promise.all([
    deps.payments.openRefunds(most + 1),
    deps.payments.unsignedTills(),
  ]);
  const proposed = refunds.filter(({ status }) => status === "proposed");
  return keyFigures([
    figureTo(t("staff.day.refunds"), "/treasury", counted(at, proposed)),
    figureTo(t("treasury.till.to-sign"), "/treasury", counted(at, tills)),
  ]);
}

/** Requests with the day of the first, breaches that run, holds that somebody asks to lift. */
async function privacyFigures(at: Day): Promise<SafeHtml> {
  const { deps, t } = at;
  const [requests, breaches, holds] = await Promise.all([
    deps.privacy.openRequests(),
    deps.privacy.breaches(),
    deps.privacy.holds(),
  ]);
  const due = requests.map(({ dueAt }) => dueAt).sort((a, b) => a.getTime() - b.getTime())[0];
  const count = counted(at, requests);
  const day = due && t.until(due, deps.catalogue.jurisdiction.timeZone);
  const running = breaches.filter(({ steps }) => !steps.some(({ step }) => step === "closed"));
  const toLift = holds.filter(({ liftBy, liftedAt }) => liftBy && !liftedAt);
  return keyFigures([
    figureTo(
      t("staff.day.requests"),
      "/office/privacy",
      day ? t("staff.day.requests-due", { count, day }) : count,
    ),
    figureTo(t("staff.day.breaches"), "/office/privacy/breaches", counted(at, running)),
    figureTo(t("staff.day.holds"), "/office/privacy/holds", counted(at, toLift)),
  ]);
}

async function adminFigures(at: Day): Promise<SafeHtml> {
  const { deps, t } = at;
  const waiting = await deps.staff.members({ waiting: true, size: most });
  return keyFigures([
    {
      label: t("staff.waiting.title"),
      value: html`<a class="govuk-link" href="/admin/waiting">${counted(at, waiting)}</a>`,
    },
  ]);
}
