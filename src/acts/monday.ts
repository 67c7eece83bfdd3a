import { type Attention, answersFor, type Post } from "../partnership/index.ts";
import type { ActDeps } from "./deps.ts";
import { langOf } from "./wording.ts";

type MondayDeps = Pick<ActDeps, "partnership" | "messages" | "i18n" | "baseUrl">;

/** What the list of Monday holds, in its order. */
export const mondayParts: readonly Attention[] = [
  "waiting",
  "late",
  "silent",
  "due-soon",
  "no-owner",
  "stale",
];

/** Lines of one part that go into the mail; the page has them all. */
const mailLines = 10;

/** Whose list it is: what waits for a side, for a post or for a group. */
export function scopeOf({ role, side, group, id }: Post) {
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
    for (const attention of mondayParts) {
      const filter = { today, ...scope, attention };
      const due = await partnership.commitments.list(filter, { limit: mailLines });
      if (due.length === 0) continue;
      const lines = due.map(({ joint }) =>
        joint ? `- ${t.words(joint.text)} (${t.date(joint.deadline)})` : "",
      );
      const count = await partnership.commitments.count(filter);
      parts.push([`${t(`commitments.attention.${attention}`)}: ${count}`, ...lines].join("\n"));
    }
    if (parts.length === 0) continue;
    const query = new URLSearchParams(scope);
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
