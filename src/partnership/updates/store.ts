import type { Sql } from "../../platform/db/index.ts";
import type { Day, Side } from "../instruments/model.ts";

/** A link as it was sent, and what became of it. */
export interface UpdateLink {
  readonly id: string;
  readonly commitment: string;
  readonly side: Side;
  readonly ask: string;
  /** The post that was written to: the owner, or its deputy. */
  readonly post: string;
  readonly heldSince: Day;
  readonly sentAt: Date;
  readonly expiresOn: Day;
  readonly openedBy: Buffer | null;
  readonly usedAt: Date | null;
  readonly replacedAt: Date | null;
}

const columns = (sql: Sql) => sql`
  l.id, l.commitment, l.side, l.ask, l.post, l.held_since as "heldSince", l.sent_at as "sentAt",
  l.expires_on as "expiresOn", l.opened_by as "openedBy", l.used_at as "usedAt",
  l.replaced_at as "replacedAt"`;

type NewLink = Omit<UpdateLink, "openedBy" | "usedAt" | "replacedAt">;

/** Keeps a new link; those that were sent for the same question before are replaced by it. */
export const addLink = (tx: Sql, link: NewLink) => [
  tx`
    update partnership.update_link set replaced_at = ${link.sentAt}
    where ask = ${link.ask} and used_at is null and replaced_at is null`,
  tx`
    insert into partnership.update_link (id, commitment, side, ask, post, held_since, sent_at,
      expires_on)
    values (${link.id}, ${link.commitment}, ${link.side}, ${link.ask}, ${link.post},
      ${link.heldSince}, ${link.sentAt}, ${link.expiresOn})`,
];

export async function readLink(sql: Sql, id: string): Promise<UpdateLink | undefined> {
  const [row] = await sql<UpdateLink[]>`
    select ${columns(sql)} from partnership.update_link l where l.id = ${id}`;
  return row;
}

/** Binds a link to the first browser. @returns false where another one was first */
export async function bindLink(sql: Sql, id: string, browser: Buffer, at: Date): Promise<boolean> {
  const { count } = await sql`
    update partnership.update_link set opened_by = ${browser}, opened_at = ${at}
    where id = ${id} and opened_by is null`;
  return count === 1;
}

export const useLink = (tx: Sql, id: string, at: Date) => tx`
  update partnership.update_link set used_at = ${at} where id = ${id}`;

/** The newest links of questions that wait and are due between two days. */
export const readWaiting = (sql: Sql, from: Day, until: Day) => sql<
  (UpdateLink & { readonly due: Day })[]
>`
  select ${columns(sql)}, s.due from partnership.update_link l
  join partnership.commitment_side s
    on s.commitment = l.commitment and s.side = l.side and s.ask = l.ask
  where l.used_at is null and l.replaced_at is null and s.due between ${from} and ${until}
  order by l.commitment, l.side`;
