import type { OfficerId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { type DayPart, keptDays, mostTries, type Outcome, phoneDays } from "./policy.ts";

export interface CallBack {
  readonly id: string;
  readonly askedAt: Date;
  /** E.164; null once it was erased. */
  readonly phone: string | null;
  readonly part: DayPart;
  /** Id of a service, or of a topic of the help page. */
  readonly about: string;
  readonly lang: string;
  /** See `pageAddress`. */
  readonly page: string | null;
  /** How often nobody answered. */
  readonly tries: number;
  readonly outcome: Outcome | null;
  readonly note: string | null;
  readonly officer: OfficerId | null;
  readonly endedAt: Date | null;
}

export type NewCallBack = Pick<CallBack, "id" | "askedAt" | "part" | "about" | "lang" | "page"> & {
  readonly phone: string;
};

export interface Report {
  readonly id: string;
  readonly at: Date;
  readonly page: string;
  readonly words: string;
  readonly lang: string;
  readonly note: string | null;
  readonly endedAt: Date | null;
}

const callBack = (sql: Sql) => sql`
  id, asked_at as "askedAt", phone, part, about, lang, page, tries, outcome, note, officer,
  ended_at as "endedAt"`;

/** @returns false where this number waits for a call already, unless it is the same request */
export async function addCallBack(sql: Sql, c: NewCallBack): Promise<boolean> {
  const rows = await sql`
    insert into help.call_back (id, asked_at, phone, part, about, lang, page)
    values (${c.id}, ${c.askedAt}, ${c.phone}, ${c.part}, ${c.about}, ${c.lang}, ${c.page})
    on conflict do nothing returning id`;
  if (rows.length > 0) return true;
  return (await sql`select from help.call_back where id = ${c.id}`).length > 0;
}

/** Those that wait, the longest first. */
export const openCallBacks = (sql: Sql, most: number) => sql<CallBack[]>`
  select ${callBack(sql)} from help.call_back where ended_at is null
  order by asked_at, id limit ${most}`;

/** All of one number, newest first, as far as it was not erased. */
export const callBacksOf = (sql: Sql, phone: string) => sql<CallBack[]>`
  select ${callBack(sql)} from help.call_back where phone = ${phone}
  order by asked_at desc limit 20`;

interface Wrapped {
  readonly id: string;
  readonly outcome: Outcome;
  readonly note: string;
  readonly officer: OfficerId;
  readonly at: Date;
}

/** Writes how a call went; false where it had ended before. */
export async function wrapUp(sql: Sql, w: Wrapped): Promise<boolean> {
  const rows = await sql`
    update help.call_back set outcome = ${w.outcome}, note = ${w.note}, officer = ${w.officer},
      tries = tries + case when ${w.outcome} = 'no-answer' then 1 else 0 end,
      ended_at = case when ${w.outcome} = 'no-answer' and tries + 1 < ${mostTries}
        then null else ${w.at}::timestamptz end
    where id = ${w.id} and ended_at is null returning id`;
  return rows.length > 0;
}

export const addReport = (sql: Sql, r: Omit<Report, "note" | "endedAt">) => sql`
  insert into help.report (id, at, page, words, lang)
  values (${r.id}, ${r.at}, ${r.page}, ${r.words}, ${r.lang}) on conflict do nothing`;

export const openReports = (sql: Sql, most: number) => sql<Report[]>`
  select id, at, page, words, lang, note, ended_at as "endedAt" from help.report
  where ended_at is null order by at, id limit ${most}`;

export async function endReport(
  sql: Sql,
  r: { readonly id: string; readonly note: string; readonly officer: OfficerId; readonly at: Date },
): Promise<boolean> {
  const rows = await sql`
    update help.report set note = ${r.note}, officer = ${r.officer}, ended_at = ${r.at}
    where id = ${r.id} and ended_at is null returning id`;
  return rows.length > 0;
}

export async function sweepHelp(sql: Sql, now: Date): Promise<void> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  await sql`delete from help.call_back where asked_at < ${daysAgo(keptDays)}`;
  await sql`delete from help.report where at < ${daysAgo(keptDays)}`;
  await sql`
    update help.call_back set phone = null
    where ended_at < ${daysAgo(phoneDays)} and phone is not null`;
}
