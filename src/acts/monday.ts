import ical, { ICalCalendarMethod, ICalEventTransparency } from "ical-generator";
import { dateIn } from "../kernel/index.ts";
import { answersFor, clockOf, type Feed, type Post, type Scope } from "../partnership/index.ts";
import type { ActDeps } from "./deps.ts";
import { langOf } from "./wording.ts";

type MondayDeps = Pick<ActDeps, "partnership" | "messages" | "i18n" | "baseUrl">;

/** Lines of one part that go into the mail; the page has them all. */
const mailLines = 10;

/** Whose list it is: what waits for a side, for a post or for a group. */
export function scopeOf({ role, side, group, id }: Post): Scope {
  if (role === "head" || role === "desk") return { side };
  if (role === "co-chair" && group !== undefined) return { group };
  return { side, post: id };
}

/**
 * Sends each holder of a post what is due: to heads and desks that of their side, to co-chairs that
 * of their group, to owners their own. Nothing due, no mail. Once for each Monday.
 */
export async function tellMonday(deps: MondayDeps, today: string): Promise<void> {
  const { partnership, messages, i18n, baseUrl } = deps;
  const posts = await partnership.posts.all();
  for (const post of posts.values()) {
    const to = answersFor(post, posts, today);
    if (!to?.holder.email || to.post.id !== post.id) continue;
    const lang = langOf(i18n, to.holder.lang);
    const t = i18n.for(lang);
    const scope = scopeOf(post);
    const parts: string[] = [];
    const lists = await partnership.commitments.monday(today, scope, mailLines);
    for (const [attention, { states, count }] of lists) {
      if (count === 0) continue;
      const lines = states.map(({ joint }) =>
        joint ? `- ${t.words(joint.text)} (${t.date(joint.deadline)})` : "",
      );
      parts.push([`${t(`commitments.attention.${attention}`)}: ${count}`, ...lines].join("\n"));
    }
    if (parts.length === 0) continue;
    const query = new URLSearchParams({ ...scope });
    await messages.send({
      ...{ id: `monday:${today}:${post.id}`, personId: null, lang, template: "monday" },
      to: { email: to.holder.email },
      facts: {
        date: { day: today },
        list: parts.join("\n\n"),
        link: `${baseUrl}/desk/monday?${query}`,
      },
    });
  }
}

/** Deadlines and days of a calendar at most; a program that reads it needs no more. */
const mostEvents = 500;

type CalendarDeps = Pick<ActDeps, "partnership" | "i18n" | "baseUrl" | "calendar" | "clock">;

/**
 * What is due as a calendar (RFC 5545): deadlines of agreed commitments in its scope, planned
 * sessions, and days of notice of instruments. Days are whole days, without a time zone.
 */
export async function calendarOf(deps: CalendarDeps, { scope, lang }: Feed): Promise<string> {
  const { partnership, i18n, baseUrl, clock } = deps;
  const t = i18n.for(langOf(i18n, lang));
  const today = dateIn(clock(), deps.calendar().timeZone);
  const calendar = ical({
    name: t("partnership.title"),
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: "Hamwe", product: "partnership" },
    ttl: 6 * 3600,
  });
  const add = (id: string, day: string, summary: string, path: string) =>
    calendar.createEvent({
      id: `${id}@${new URL(baseUrl).hostname}`,
      ...{ start: day, allDay: true, stamp: clock(), summary, url: `${baseUrl}${path}` },
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  const [commitments, sessions, instruments] = await Promise.all([
    partnership.commitments.list({ today, phase: "agreed", ...scope }, { limit: mostEvents }),
    partnership.sessions.all(),
    partnership.instruments(),
  ]);
  for (const { id = "", joint } of commitments)
    if (joint) add(id, joint.deadline, t.words(joint.text), `/desk/commitments/${id}`);
  for (const { id = "", title, plannedOn } of sessions)
    if (plannedOn) add(`session-${id}`, plannedOn, t.words(title), `/desk/sessions/${id}`);
  for (const state of instruments) {
    const { noticeBy } = clockOf(state, today);
    const { id = "", title } = state.text ?? {};
    if (noticeBy)
      add(
        `notice-${id}-${noticeBy.day}`,
        noticeBy.day,
        `${t.words(title)}: ${t("partnership.notice-by", { date: t.date(noticeBy.day) })}`,
        `/desk/instruments/${id}`,
      );
  }
  return calendar.toString();
}
