import type { CaseId, PersonId } from "../kernel/index.ts";
import { json, type Sql } from "../platform/db/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import { demanded } from "./preference.ts";
import { urgent } from "./quiet.ts";
import type { SmsSize } from "./sms.ts";
import { evenIfStopped } from "./stopped.ts";
import type { Template } from "./templates.ts";

export type Channel = "sms" | "email";

/** One message in one channel, as sent. */
export interface Message {
  readonly id: string;
  readonly channel: Channel;
  /** Null where only the telephone number of the sender is known. */
  readonly personId: PersonId | null;
  readonly caseId?: CaseId;
  readonly lang: Lang;
  readonly template: Template;
  /** Telephone number or e-mail address. */
  readonly recipient: string;
  /** What it is about; absent only in an SMS of before it was written for both. */
  readonly subject?: string;
  readonly body: string;
  /** SMS only. */
  readonly encoding?: SmsSize["encoding"];
  readonly segments?: number;
}

export interface OutboxEntry extends Message {
  /**
   * `failed`: given up by itself; `given-up`: by operations staff, with their reason; `not-sent`:
   * its address does not exist, so that it is only read in the list.
   */
  readonly state: "queued" | "sent" | "failed" | "given-up" | "not-sent";
  readonly tries: number;
  readonly queuedAt: Date;
  readonly endedAt?: Date;
  /** An e-mail that came back: the status with which it did (RFC 3463), and when. */
  readonly returnedStatus?: string;
  readonly returnedAt?: Date;
}

/**
 * Writes messages in the caller's transaction, in one statement. One that exists already is left as
 * it is, and an SMS to a number that has stopped them is left out, as is what its person does not
 * want to be told that way. An e-mail to an address that does not exist is written and not sent,
 * but for the code by which its person shows that it does. @returns how many are new
 */
export async function addMessages(
  sql: Sql,
  messages: readonly Message[],
  at: Date,
): Promise<number> {
  if (messages.length === 0) return 0;
  const rows = messages.map((message, place) => ({
    ...{ ...message, place },
    must: evenIfStopped.has(message.template),
    demanded: demanded.has(message.template),
    tries: message.template === "confirm-address",
  }));
  const { count } = await sql`
    with m as (select * from jsonb_to_recordset(${json(sql, rows)}) as m(id text, channel text,
      "personId" uuid, "caseId" uuid, lang text, template text, recipient text, subject text,
      body text, encoding text, segments integer, place integer, must boolean,
      demanded boolean, tries boolean)),
    each_message as (select m.*, channel = 'email' and not tries and exists (
      select from messages.unreachable where address = lower(m.recipient)) as gone from m)
    insert into messages.outbox (id, channel, person_id, case_id, lang, template, recipient,
      subject, body, encoding, segments, state, queued_at, ended_at)
    select id, channel, "personId", "caseId", lang, template, recipient, subject, body, encoding,
      segments, case when gone then 'not-sent' else 'queued' end, ${at},
      case when gone then ${at}::timestamptz end
    from each_message m
    where (channel <> 'sms' or must
        or not exists (select from messages.stopped where phone = m.recipient))
      and not exists (select from messages.preference p where p.person_id = m."personId" and (
        (p.ways = 'law' and not m.demanded)
        or (p.ways in ('sms', 'email') and p.ways <> m.channel
          and exists (select from each_message other
            where other.id = m.id and other.channel = p.ways and not other.gone))))
    order by place
    on conflict on constraint outbox_pk do nothing`;
  return count;
}

const columns = (sql: Sql) => sql`
  id, channel, person_id as "personId", case_id as "caseId", lang, template, recipient, subject,
  body, encoding, segments, state, tries, queued_at as "queuedAt", ended_at as "endedAt",
  returned_status as "returnedStatus", returned_at as "returnedAt"`;

/** Columns that are null are absent in the type. */
const fromRow = (row: object): OutboxEntry =>
  Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null),
  ) as unknown as OutboxEntry;

/**
 * Messages due in a channel, the longest due first, except those in flight; while it is quiet only
 * urgent ones.
 */
export async function dueIn(
  sql: Sql,
  channel: Channel,
  most: number,
  inFlight: readonly string[],
  quiet = false,
): Promise<OutboxEntry[]> {
  const rows = await sql`
    select ${columns(sql)} from messages.outbox
    where channel = ${channel} and state = 'queued' and next_at <= now()
      and id <> all (${[...inFlight]}::text[])
      ${quiet ? sql`and template = any (${[...urgent]}::text[])` : sql``}
    order by next_at, queued_at, id limit ${most}`;
  return rows.map(fromRow);
}

/** Whether a message is due in a channel, as a condition. */
export const isDueIn = (sql: Sql, channel: Channel) => sql`
  (select true from messages.outbox
    where channel = ${channel} and state = 'queued' and next_at <= now() limit 1) is not null`;

/**
 * What can wait and is due is due again when the quiet hours end, so that it is read once a night
 * and not at every poll.
 */
export const putOff = (sql: Sql, channel: Channel, milliseconds: number) => sql`
  update messages.outbox set next_at = now() + ${milliseconds}::int * interval '1 ms'
  where channel = ${channel} and state = 'queued' and next_at <= now()
    and template <> all (${[...urgent]}::text[])`;

/** The outcome of one try. */
export interface Try {
  readonly id: string;
  readonly state: OutboxEntry["state"];
  /** The carrier's id of the message, by which it reports delivery. */
  readonly ref?: string;
  /** Erases the text: a code that was sent need not be readable here. */
  readonly blank?: boolean;
  /** Why it failed, without anything personal. */
  readonly reason?: string;
  /** Enhanced status (RFC 3463) with which the server refused its recipient. */
  readonly status?: string;
}

/**
 * Records tries that have ended, in one statement. Only queued messages change: sent and failed are
 * final. One that stays queued is due again after a pause that grows with each try, to six hours.
 * Its rows are named by their key, and their state by its end: with both from the index of what is
 * due, PostgreSQL reads everything that waits for each ten, until it has counted the table.
 */
export const recordTries = (sql: Sql, channel: Channel, tries: readonly Try[], at: Date) => sql`
  update messages.outbox as m
  set tries = m.tries + 1, state = t.state,
    ended_at = case when t.state <> 'queued' then ${at}::timestamptz end,
    next_at = case when t.state <> 'queued' then m.next_at
      else now() + least(exp(m.tries + 1), 21600) * interval '1 second' end,
    carrier_ref = coalesce(t.ref, m.carrier_ref), last_error = t.reason,
    failed_at = case when t.state = 'failed' then ${at}::timestamptz else m.failed_at end,
    body = case when t.blank then '' else m.body end,
    subject = case when t.blank and m.subject is not null then '' else m.subject end
  from jsonb_to_recordset(${json(sql, tries)})
    as t(id text, state text, ref text, blank boolean, reason text)
  where m.id = t.id and m.id = any (${tries.map(({ id }) => id)}::text[])
    and m.channel = ${channel} and m.ended_at is null`;

/** The carrier's last report counts. @returns false for a message that it never accepted */
export async function reported(
  sql: Sql,
  ref: string,
  arrived: boolean,
  at: Date,
): Promise<boolean> {
  const { count } = await sql`
    update messages.outbox set arrived = ${arrived}, reported_at = ${at}
    where carrier_ref = ${ref}`;
  return count > 0;
}

/**
 * Erases codes, and what they were for, once nobody can type them; that one was sent stays
 * recorded.
 */
export const blankCodes = (sql: Sql, before: Date) => sql`
  update messages.outbox set body = '', subject = case when subject is not null then '' end
  where template in ('confirm-code', 'confirm-address')
    and body <> '' and queued_at < ${before} and state <> 'queued'`;

/** What a person was told, the last written first, a hundred at most. */
export async function outboxOf(sql: Sql, personId: PersonId, most = 100): Promise<OutboxEntry[]> {
  const rows = await sql`
    select ${columns(sql)} from messages.outbox where person_id = ${personId}
    order by queued_at desc, sequence desc limit ${most}`;
  return rows.map(fromRow);
}

/** How many occasions a person was told of since they last opened the list; codes do not count. */
export async function unreadOf(sql: Sql, personId: PersonId): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(distinct id)::int as count from messages.outbox
    where person_id = ${personId} and template <> 'confirm-code'
      and queued_at > coalesce(
        (select until from messages.read where person_id = ${personId}), '-infinity')`;
  return row?.count ?? 0;
}

/** A person has opened the list. @returns until when they had read it before */
export async function markRead(sql: Sql, personId: PersonId, at: Date): Promise<Date | undefined> {
  const [row] = await sql<{ before: Date | null }[]>`
    with before as (select until from messages.read where person_id = ${personId})
    insert into messages.read as m (person_id, until) values (${personId}, ${at})
    on conflict on constraint read_pkey do update set until = greatest(m.until, excluded.until)
    returning (select until from before) as before`;
  return row?.before ?? undefined;
}

/** The newest messages of all, for the demonstration's mailbox and for support. */
export async function latest(sql: Sql, count: number): Promise<OutboxEntry[]> {
  const rows = await sql`
    select ${columns(sql)} from messages.outbox order by queued_at desc, sequence desc
    limit ${count}`;
  return rows.map(fromRow);
}
