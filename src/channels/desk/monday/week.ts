import type { FastifyReply } from "fastify";
import {
  type CommitmentState,
  daysBetween,
  dormantFor,
  lastActivity,
  type MondayPart,
  type Scope,
  vacantPosts,
  withoutChair,
} from "../../../partnership/index.ts";
import { formOf, redirectTo, textOf } from "../../../platform/http/index.ts";
import {
  button,
  commitmentTable,
  html,
  inset,
  keyFigures,
  type SafeHtml,
  sideName,
} from "../../components/index.ts";
import { aroundOf, sidesOf } from "../commitments/around.ts";
import { commitmentPath, listHref, oneOrAll } from "../commitments/list.ts";
import { type Desk, ownSide, showDesk } from "../desk.ts";
import { instrumentPath } from "../instruments/instrument.ts";

export const mondayPath = "/desk/monday";

/** Commitments that one part shows; the rest are a link away. */
const shownOfPart = 10;

/** Whose Monday it is: that of a post, a group or a side; our own side where nothing is said. */
function scopeOf(desk: Desk): Scope {
  const query = desk.request.query as Readonly<Record<string, unknown>>;
  const text = (name: string) => {
    const value = query[name];
    return typeof value === "string" ? value.slice(0, 100) : "";
  };
  if (text("post") !== "") return { post: text("post") };
  if (text("group") !== "") return { group: text("group") };
  return { side: text("side") || ownSide(desk) };
}

/** Everything that is due from whom, on one page. */
export async function mondayPage(desk: Desk, secret?: string): Promise<FastifyReply> {
  const { deps, t, today } = desk;
  const scope = scopeOf(desk);
  const { commitments } = deps.partnership;
  const [around, sides, lists] = await Promise.all([
    aroundOf(desk),
    sidesOf(desk),
    commitments.monday(today, scope, shownOfPart),
  ]);
  const parts = [...lists].map(([attention, list]) => ({
    ...{ attention, ...list, href: listHref({ today, ...scope, attention }) },
  }));
  const stale = parts.find(({ attention }) => attention === "stale")?.count ?? 0;
  const name = scope.post
    ? t.words(around.posts.get(scope.post)?.title)
    : scope.group
      ? t.words(around.groups.get(scope.group))
      : sideName(scope.side ?? "", t);
  const due = parts.filter(({ count }) => count > 0);
  const content = html`<h1 class="govuk-heading-l">${t("monday.title")}</h1>
    <p class="govuk-body-l">${t("monday.of", { name, date: t.date(today) })}</p>
    ${scopeForm(desk, scope, around, sides)}
    ${await figures(desk, scope, stale, sides)}
    ${due.map((part) => partContent(part, sides, desk))}
    ${due.length === 0 ? html`<p class="govuk-body">${t("monday.nothing")}</p>` : null}
    ${await dormant(desk)}
    ${await calendars(desk, scope, secret)}`;
  return showDesk(desk, { title: t("monday.title"), content });
}

interface Part {
  readonly attention: MondayPart;
  readonly count: number;
  readonly states: readonly CommitmentState[];
  readonly href: string;
}

function partContent(
  { attention, count, states, href }: Part,
  sides: readonly string[],
  { t, today }: Desk,
): SafeHtml {
  const caption = t(`commitments.attention.${attention}`);
  const rest =
    count > states.length
      ? html`<p class="govuk-body">
        <a class="govuk-link" href="${href}">${t("monday.all", { count })}</a></p>`
      : null;
  return html`<h2 class="govuk-heading-m">${caption}</h2>
    ${commitmentTable(states, sides, { caption, href: commitmentPath, today }, t)}
    ${rest}`;
}

function scopeForm(
  { t }: Desk,
  scope: Scope,
  around: Awaited<ReturnType<typeof aroundOf>>,
  sides: readonly string[],
): SafeHtml {
  const titled = (titles: ReadonlyMap<string, Readonly<Record<string, string>>>) =>
    [...titles].map(([value, title]) => ({ value, text: t.words(title) }));
  const posts = new Map([...around.posts].map(([id, { title }]) => [id, title]));
  const named = sides.map((value) => ({ value, text: sideName(value, t) }));
  const fields = [
    oneOrAll("side", t("commitments.side"), scope.side, named, t),
    oneOrAll("group", t("commitments.group"), scope.group, titled(around.groups), t),
    oneOrAll("post", t("commitments.post"), scope.post, titled(posts), t),
  ];
  return html`<form method="get" action="${mondayPath}">
    <div class="govuk-grid-row">
      ${fields.map((field) => html`<div class="govuk-grid-column-one-third">${field}</div>`)}
    </div>
    ${button({ text: t("commitments.find"), kind: "secondary" })}
  </form>`;
}

/** How long the partnership has been silent: sessions, updates, vacant posts. */
async function figures(
  desk: Desk,
  scope: Scope,
  stale: number,
  sides: readonly string[],
): Promise<SafeHtml> {
  const { deps, t, today } = desk;
  const sessions = await deps.partnership.sessions.all();
  const last = sessions
    .flatMap(({ closedOn }) => closedOn ?? [])
    .sort()
    .at(-1);
  const posts = await deps.partnership.posts.all();
  const vacant = vacantPosts(posts.values(), scope);
  const groups = (await deps.partnership.groups.all()).filter(
    ({ id }) => scope.group === undefined || id === scope.group,
  );
  const asked = scope.side === undefined ? sides : [scope.side];
  const unled = scope.post ? [] : withoutChair(groups, posts.values(), asked);
  const count = t.number(vacant.length);
  const vacantLink = html`<a class="govuk-link" href="/desk/posts">${count}</a>`;
  return keyFigures([
    {
      label: t("monday.since-session"),
      value: last ? t.number(daysBetween(last, today)) : t("monday.no-session"),
    },
    {
      ...{ label: t("monday.stale"), value: t.number(stale) },
      ...(stale > 0 && { tone: "bad" as const }),
    },
    {
      ...{ label: t("monday.vacant"), value: vacantLink },
      ...(vacant.length > 0 && { tone: "bad" as const }),
    },
    ...(unled.length > 0
      ? [
          {
            label: t("groups.without-chair"),
            value: html`<a class="govuk-link" href="/desk/groups">${t.number(unled.length)}</a>`,
            tone: "bad" as const,
          },
        ]
      : []),
  ]);
}

/** Instruments to which nothing has happened for long. */
async function dormant(desk: Desk): Promise<SafeHtml | null> {
  const { deps, t, today } = desk;
  const reports = await deps.partnership.commitments.lastReports();
  const lines = (await deps.partnership.instruments()).flatMap((state) => {
    const { id, title } = state.text ?? { id: "", title: {} };
    const days = dormantFor(lastActivity(state, reports.get(id)), today);
    return days === undefined
      ? []
      : [
          html`<li><a class="govuk-link" href="${instrumentPath(id)}">${t.words(title)}</a>:
            ${" "}${t("monday.days", { days })}</li>`,
        ];
  });
  if (lines.length === 0) return null;
  return html`<h2 class="govuk-heading-m">${t("monday.dormant")}</h2>
    <ul class="govuk-list govuk-list--bullet">${lines}</ul>`;
}

/** Calendar addresses of this officer, and the form that makes one for what is shown. */
async function calendars(desk: Desk, scope: Scope, secret: string | undefined): Promise<SafeHtml> {
  const { deps, t, officer, csrf } = desk;
  const feeds = await deps.partnership.feeds.ofOfficer(officer.id);
  const address = secret && `${deps.baseUrl}/partnership/calendar/${secret}.ics`;
  const hidden = Object.entries(scope).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const own = feeds.map(
    ({ id, createdAt }) =>
      html`<li>
        ${t("monday.opened", { date: t.day(createdAt, deps.catalogue.jurisdiction.timeZone) })}
        <form method="post" action="${mondayPath}/calendar/${id}/revoke">
          ${csrf}${button({ text: t("monday.revoke"), kind: "secondary" })}
        </form>
      </li>`,
  );
  return html`<h2 class="govuk-heading-m">${t("monday.calendar")}</h2>
    <p class="govuk-body">${t("monday.calendar-lead")}</p>
    ${
      address
        ? inset(
            html`<p class="govuk-body">${t("monday.address-once")}</p>
              <p class="govuk-body"><code>${address}</code></p>`,
          )
        : null
    }
    ${own.length > 0 ? html`<ul class="govuk-list">${own}</ul>` : null}
    <form method="post" action="${mondayPath}/calendar">
      ${csrf}${hidden}
      ${button({ text: t("monday.open-calendar"), kind: "secondary" })}
    </form>`;
}

/** Makes a calendar address for what is shown; it is shown on this one page. */
export async function openCalendar(desk: Desk): Promise<FastifyReply> {
  const { deps, request, officer, t } = desk;
  const posted = formOf(request);
  const [side, group, post] = ["side", "group", "post"].map((name) =>
    textOf(posted, name).slice(0, 100),
  );
  const scope = { ...(side && { side }), ...(group && { group }), ...(post && { post }) };
  const secret = await deps.partnership.feeds.open(officer.id, scope, t.lang);
  return mondayPage(desk, secret);
}

export async function revokeCalendar(desk: Desk, id: string): Promise<FastifyReply> {
  const { deps, reply, officer } = desk;
  await deps.partnership.feeds.revoke(officer.id, id);
  return redirectTo(reply, mondayPath, { kind: "success", code: "monday.revoked" });
}
