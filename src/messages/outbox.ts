import type { CaseId, PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import type { SmsSize } from "./sms.ts";
import type { Template } from "./templates.ts";

export type Channel = "sms" | "email";

/** One message in one channel, as it goes out. */
export interface Message {
  readonly id: string;
  readonly channel: Channel;
  /** Null where only a telephone is known, that of somebody who wrote to us. */
  readonly personId: PersonId | null;
  readonly caseId?: CaseId;
  readonly lang: Lang;
  readonly template: Template;
  /** Telephone number or e-mail address. */
  readonly recipient: string;
  /** Of an e-mail. */
  readonly subject?: string;
  readonly body: string;
  /** Of an SMS. */
  readonly encoding?: SmsSize["encoding"];
  readonly segments?: number;
}

export interface OutboxEntry extends Message {
  readonly state: "queued" | "sent" | "failed";
  readonly tries: number;
  readonly queuedAt: Date;
  readonly endedAt?: Date;
}

/** Writes a message down. @returns false where it was already there */
export async function addMessage(sql: Sql, message: Message, at: Date): Promise<boolean> {
  const { count } = await sql`
    insert into messages.outbox (id, channel, person_id, case_id, lang, template, recipient, subject,
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

/** What is null in the table is not there in the type. */
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

/** One more try is over. Only what is queued changes: sent and failed are final. */
export const endTry = (
  sql: Sql,
  { id, channel }: Pick<Message, "id" | "channel">,
  state: OutboxEntry["state"],
  at: Date,
) => sql`
  update messages.outbox
  set tries = tries + 1, state = ${state}, ended_at = ${state === "queued" ? null : at}
  where id = ${id} and channel = ${channel} and state = 'queued'`;

/** Under which name the carrier has taken a message; its report of delivery names it. */
export const carried = (
  sql: Sql,
  { id, channel }: Pick<Message, "id" | "channel">,
  ref: string,
) => sql`
  update messages.outbox set carrier_ref = ${ref} where id = ${id} and channel = ${channel}`;

/** What the carrier reports last is what is kept. @returns false for a message that it never took */
export async function reported(
  sql: Sql,
  ref: string,
  arrived: boolean,
  at: Date,
): Promise<boolean> {
  const { count } = await sql`
    update messages.outbox set arrived = ${arrived}, reported_at = ${at} where carrier_ref = ${ref}`;
  return count > 0;
}

/** That a code was sent stays; the code and what it was for go once nobody can type it. */
export const blankCodes = (sql: Sql, before: Date) => sql`
  update messages.outbox set body = '', subject = case when subject is not null then '' end
  where template = 'confirm-code' and body <> '' and queued_at < ${before} and state <> 'queued'`;

/** The same at once, for a message that has been carried away: nobody has to read it here. */
export const blankCode = (sql: Sql, { id, channel }: Pick<Message, "id" | "channel">) => sql`
  update messages.outbox set body = '', subject = case when subject is not null then '' end
  where id = ${id} and channel = ${channel} and template = 'confirm-code'`;

/** What a person was told, newest first, a hundred at most. */
export async function outboxOf(sql: Sql, personId: PersonId): Promise<OutboxEntry[]> {
  const rows = await sql`
    select ${columns(sql)} from messages.outbox where person_id = ${personId}
    order by queued_at desc, id, channel limit 100`;
  return rows.map(fromRow);
}

/** The newest messages of all, for the demonstration's mailbox and for support. */
export async function latest(sql: Sql, count: number): Promise<OutboxEntry[]> {
  const rows = await sql`
    select ${columns(sql)} from messages.outbox order by queued_at desc, id, channel limit ${count}`;
  return rows.map(fromRow);
}
