import type { CaseId, PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import type { SmsSize } from "./sms.ts";
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
  /** E-mail only. */
  readonly subject?: string;
  readonly body: string;
  /** SMS only. */
  readonly encoding?: SmsSize["encoding"];
  readonly segments?: number;
}

export interface OutboxEntry extends Message {
  readonly state: "queued" | "sent" | "failed";
  readonly tries: number;
  readonly queuedAt: Date;
  readonly endedAt?: Date;
}

/** Adds a message to the outbox. @returns false where it was already there */
export async function addMessage(sql: Sql, message: Message, at: Date): Promise<boolean> {
  const { count } = await sql`
    insert into messages.outbox (id, channel, person_id, case_id, lang, template, recipient,
    subject,
      body, encoding, segments, state, queued_at)
    values (${message.id}, ${message.channel}, ${message.personId}, ${message.caseId ?? null},
      ${message.lang}, ${message.template}, ${message.recipient}, ${message.subject ?? null},
      ${message.body}, ${message.encoding ?? null}, ${message.segments ?? null}, 'queued', ${at})
    on conflict on constraint outbox_pk do nothing`;
  return count === 1;
}

const columns = (sql: Sql) => sql`
  id, channel, person_id as "personId", case_id as "caseId", lang, template, recipient, subject,
  body, encoding, segments, state, tries, queued_at as "queuedAt", ended_at as "endedAt"`;

/** Columns that are null are absent in the type. */
const fromRow = (row: object): OutboxEntry =>
  Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null),
  ) as unknown as OutboxEntry;

export async function messageOf(
  sql: Sql,
  id: string,
  channel: Channel,
): Promise<OutboxEntry | undefined> {
  const [row] = await sql`
    select ${columns(sql)} from messages.outbox where id = ${id} and channel = ${channel}`;
  return row && fromRow(row);
}

/** Records the end of one try. Only a queued message changes: sent and failed are final. */
export const endTry = (
  sql: Sql,
  { id, channel }: Pick<Message, "id" | "channel">,
  state: OutboxEntry["state"],
  at: Date,
) => sql`
  update messages.outbox
  set tries = tries + 1, state = ${state}, ended_at = ${state === "queued" ? null : at}
  where id = ${id} and channel = ${channel} and state = 'queued'`;

/** The carrier's own id of a message; its delivery report names it. */
export const carried = (
  sql: Sql,
  { id, channel }: Pick<Message, "id" | "channel">,
  ref: string,
) => sql`
  update messages.outbox set carrier_ref = ${ref} where id = ${id} and channel = ${channel}`;

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
  where template = 'confirm-code' and body <> '' and queued_at < ${before} and state <> 'queued'`;

/** Erases the code of one message as soon as it was sent: nobody needs to read it here. */
export const blankCode = (sql: Sql, { id, channel }: Pick<Message, "id" | "channel">) => sql`
  update messages.outbox set body = '', subject = case when subject is not null then '' end
  where id = ${id} and channel = ${channel} and template = 'confirm-code'`;

/** The messages to a person, newest first, a hundred at most. */
export async function outboxOf(sql: Sql, personId: PersonId): Promise<OutboxEntry[]> {
  const rows = await sql`
    select ${columns(sql)} from messages.outbox where person_id = ${personId}
    order by queued_at desc, id, channel limit 100`;
  return rows.map(fromRow);
}

/** The newest messages of all, for the demonstration's mailbox and for support. */
export async function latest(sql: Sql, count: number): Promise<OutboxEntry[]> {
  const rows = await sql`
    select ${columns(sql)} from messages.outbox order by queued_at desc, id, channel
    limit ${count}`;
  return rows.map(fromRow);
}
