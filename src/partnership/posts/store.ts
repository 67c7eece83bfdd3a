import { json, type Sql } from "../../platform/db/index.ts";
import type { Personal, Post, PostState } from "./model.ts";

export const postStream = (id: string): string => `post-${id}`;

/** Writes what pages read of a post. Without `holder` or `handOver` those that are there stay. */
export const savePost = (tx: Sql, state: PostState, { holder, handOver }: Personal) => {
  const { opened, heldSince, deputy, leave, handOverOn } = state;
  const { id = "", side = "", title = {}, role = "owner", group } = opened ?? {};
  return tx`
    insert into partnership.post (id, side, title, role, group_id, deputy, leave_from, leave_until,
      holder_since, name, email, phone, lang, hand_over, hand_over_on)
    values (${id}, ${side}, ${json(tx, title)}, ${role}, ${group ?? null}, ${deputy ?? null},
      ${leave?.from ?? null}, ${leave?.until ?? null}, ${holder?.since ?? null},
      ${holder?.name ?? null}, ${holder?.email ?? null}, ${holder?.phone ?? null},
      ${holder?.lang ?? null}, ${handOver ?? null}, ${handOverOn ?? null})
    on conflict (id) do update set role = excluded.role, group_id = excluded.group_id,
      deputy = excluded.deputy, hand_over_on = excluded.hand_over_on,
      hand_over = coalesce(excluded.hand_over, post.hand_over), leave_from = excluded.leave_from,
      leave_until = excluded.leave_until,
      holder_since = case when ${heldSince === undefined} then null
        when ${holder === undefined} then post.holder_since else excluded.holder_since end,
      name = case when ${heldSince === undefined} then null
        when ${holder === undefined} then post.name else excluded.name end,
      email = case when ${heldSince === undefined} then null
        when ${holder === undefined} then post.email else excluded.email end,
      phone = case when ${heldSince === undefined} then null
        when ${holder === undefined} then post.phone else excluded.phone end,
      lang = case when ${heldSince === undefined} then null
        when ${holder === undefined} then post.lang else excluded.lang end`;
};

interface PostRow {
  readonly id: string;
  readonly side: string;
  readonly title: Post["title"];
  readonly role: Post["role"];
  readonly group_id: string | null;
  readonly deputy: string | null;
  readonly leave_from: string | null;
  readonly leave_until: string | null;
  readonly holder_since: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly lang: string | null;
  readonly hand_over: string | null;
  readonly hand_over_on: string | null;
}

const postOf = (row: PostRow): Post => ({
  ...{ id: row.id, side: row.side, title: row.title, role: row.role },
  ...(row.group_id !== null && { group: row.group_id }),
  ...(row.deputy !== null && { deputy: row.deputy }),
  ...(row.leave_from !== null &&
    row.leave_until !== null && { leave: { from: row.leave_from, until: row.leave_until } }),
  ...(row.hand_over !== null &&
    row.hand_over_on !== null && { handOver: { on: row.hand_over_on, text: row.hand_over } }),
  ...(row.holder_since !== null &&
    row.name !== null && {
      holder: {
        ...{ since: row.holder_since, name: row.name, lang: row.lang ?? "en" },
        ...(row.email !== null && { email: row.email }),
        ...(row.phone !== null && { phone: row.phone }),
      },
    }),
});

/** All posts by id, those of one side together. There are dozens, not thousands. */
export async function readPosts(sql: Sql): Promise<ReadonlyMap<string, Post>> {
  const rows = await sql<PostRow[]>`
    select id, side, title, role, group_id, deputy, leave_from, leave_until, holder_since, name,
      email, phone, lang, hand_over, hand_over_on
    from partnership.post order by side, role, id`;
  return new Map(rows.map((row) => [row.id, postOf(row)]));
}
