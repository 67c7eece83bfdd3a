import type { Result } from "../kernel/index.ts";
import type { Holder, Occasion, PostState } from "../partnership/index.ts";
import type { ActDeps } from "./deps.ts";
import { langOf } from "./wording.ts";

type PostDeps = Pick<ActDeps, "partnership" | "messages" | "i18n" | "baseUrl">;

/**
 * Records who holds a post from now on, and tells them: what the post is, and what whoever held it
 * before wrote for them. Refuses partnership.post-unknown, day-in-future.
 */
export async function fillPost(
  { partnership, messages, i18n, baseUrl }: PostDeps,
  id: string,
  holder: Holder,
  occasion: Occasion,
): Promise<Result<PostState>> {
  const before = (await partnership.posts.all()).get(id);
  const { since, name, email, phone, lang } = holder;
  const given = await partnership.posts.give(id, { type: "fill", since }, occasion, { holder });
  if (!given.ok || before?.holder?.name === name) return given;
  await messages.send({
    id: `post-taken-over:${id}:${since}`,
    personId: null,
    to: { ...(email && { email }), ...(phone && { phone }) },
    lang: langOf(i18n, lang),
    template: "post-taken-over",
    facts: {
      post: { words: before?.title ?? {} },
      note: before?.handOver?.text ?? "–",
      link: `${baseUrl}/partnership/commitments`,
    },
  });
  return given;
}
