import type { Sql } from "../platform/db/index.ts";
import type { Lang } from "../platform/i18n/index.ts";

/** A stored session; the keys are needed to decrypt `sealed`. */
export interface SessionRow {
  readonly id: string;
  readonly phoneHash: Buffer;
  readonly pathHash: Buffer;
  readonly pathLength: number;
  readonly presses: number;
  readonly sealed: Buffer;
  readonly open: boolean;
}

/** A dropped session can be resumed for this long after its last key. */
const resumable = 10 * 60_000;
const swept = 60 * 60_000;

const columns = (sql: Sql) => sql`
  id, phone_hash as "phoneHash", path_hash as "pathHash", path_length as "pathLength", presses,
  sealed, open`;

export async function sessionOf(sql: Sql, id: string): Promise<SessionRow | undefined> {
  const [row] = await sql<SessionRow[]>`select ${columns(sql)} from phone.session where id = ${id}`;
  return row;
}

/** The newest resumable session of this telephone. */
export async function droppedOf(
  sql: Sql,
  phoneHash: Buffer,
  now: Date,
): Promise<SessionRow | undefined> {
  const since = new Date(now.getTime() - resumable);
  const [row] = await sql<SessionRow[]>`
    select ${columns(sql)} from phone.session
    where phone_hash = ${phoneHash} and open and touched_at > ${since}
    order by touched_at desc limit 1`;
  return row;
}

/** Stores a new session, and deletes those older than an hour. @returns false where it exists */
export async function addSession(sql: Sql, row: SessionRow, now: Date): Promise<boolean> {
  const old = new Date(now.getTime() - swept);
  const { count } = await sql`
    with old as (
      delete from phone.session where id in (
        select id from phone.session where begun_at < ${old} limit 20 for update skip locked)
    )
    insert into phone.session (id, phone_hash, path_hash, path_length, presses, sealed, open,
      begun_at, touched_at)
    values (${row.id}, ${row.phoneHash}, ${row.pathHash}, ${row.pathLength}, ${row.presses},
      ${row.sealed}, ${row.open}, ${now}, ${now})
    on conflict on constraint session_pk do nothing`;
  return count === 1;
}

/** Stores the session after one more key, unless another request has already done so. */
export async function saveSession(
  sql: Sql,
  row: SessionRow,
  before: Pick<SessionRow, "pathLength">,
  now: Date,
): Promise<boolean> {
  const { count } = await sql`
    update phone.session set path_hash = ${row.pathHash}, path_length = ${row.pathLength},
      presses = ${row.presses}, sealed = ${row.sealed}, open = ${row.open}, touched_at = ${now}
    where id = ${row.id} and path_length = ${before.pathLength}`;
  return count === 1;
}

/** Ends the other sessions of this telephone. */
export const closeSessions = (sql: Sql, phoneHash: Buffer, except: string) => sql`
  update phone.session set open = false where phone_hash = ${phoneHash} and open
    and id <> ${except}`;

export async function languageOf(sql: Sql, phoneHash: Buffer): Promise<Lang | undefined> {
  const [row] = await sql<{ lang: Lang }[]>`
    select lang from phone.phone where phone_hash = ${phoneHash}`;
  return row?.lang;
}

export const rememberLanguage = (sql: Sql, phoneHash: Buffer, lang: Lang, now: Date) => sql`
  insert into phone.phone (phone_hash, lang, chosen_at) values (${phoneHash}, ${lang}, ${now})
  on conflict on constraint phone_pk do update
    set lang = excluded.lang, chosen_at = excluded.chosen_at`;

export const wasHeard = async (sql: Sql, id: string): Promise<boolean> =>
  (await sql`select from phone.heard where id = ${id}`).length > 0;

/** SMS received from this telephone within the last hour. */
export async function heardLately(sql: Sql, phoneHash: Buffer, now: Date): Promise<number> {
  const since = new Date(now.getTime() - 60 * 60_000);
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from phone.heard
    where phone_hash = ${phoneHash} and heard_at > ${since}`;
  return row?.count ?? 0;
}

/** Records an SMS. No gateway repeats one after a week; older ones are deleted. */
export async function hearOnce(sql: Sql, id: string, phoneHash: Buffer, now: Date): Promise<void> {
  const old = new Date(now.getTime() - 7 * 24 * 60 * 60_000);
  await sql`
    with old as (
      delete from phone.heard where id in (
        select id from phone.heard where heard_at < ${old} order by id limit 20)
    )
    insert into phone.heard (id, phone_hash, heard_at) values (${id}, ${phoneHash}, ${now})
    on conflict on constraint heard_pk do nothing`;
}
