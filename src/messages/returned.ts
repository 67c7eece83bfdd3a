import type { CaseId, PersonId } from "../kernel/index.ts";
import { json, type Sql } from "../platform/db/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import type { ReturnedItem } from "../platform/jobs/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import type { Template } from "./templates.ts";

declare module "../platform/jobs/index.ts" {
  interface Jobs {
    /** An e-mail came back: its person is told another way. */
    readonly "tell-returned": { readonly message: string };
  }
}

/**
 * The address does not exist: no such mailbox or domain, wrong syntax, moved, takes no e-mail
 * (RFC 3463, RFC 7505). A full mailbox, or an e-mail that was not liked, is no reason to stop.
 */
const isUnreachable = (status: string): boolean => /^5\.1\.(1|2|3|6|10)$/.test(status);

/** What was sent and came back; or what a server refused at once, as the same thing. */
export interface CameBack {
  readonly id: string;
  readonly status: string;
}

/**
 * Records e-mails that came back, once each; their person is told by a job, and an address that
 * does not exist is not written to any more. @returns how many are new
 */
export async function recordReturned(
  sql: Sql,
  returned: readonly CameBack[],
  at: Date,
): Promise<number> {
  if (returned.length === 0) return 0;
  const rows = await sql<
    { id: string; recipient: string; status: string; person: string | null }[]
  >`
    update messages.outbox as m
    set returned_status = r.status, returned_at = ${at}, arrived = false, reported_at = ${at}
    from jsonb_to_recordset(${json(sql, returned)}) as r(id text, status text)
    where m.id = r.id and m.channel = 'email' and m.returned_at is null
    returning m.id, m.recipient, r.status, m.person_id as person`;
  const gone = rows.filter(({ status }) => isUnreachable(status));
  if (gone.length > 0)
    await sql`
      insert into messages.unreachable (address, since, status)
      select distinct on (lower(recipient)) lower(recipient), ${at}, status
      from jsonb_to_recordset(${json(sql, gone)}) as g(recipient text, status text)
      on conflict on constraint unreachable_pk do nothing`;
  await enqueue(
    sql,
    rows.flatMap(({ id, person }) =>
      person === null ? [] : [{ task: "tell-returned" as const, payload: { message: id } }],
    ),
  );
  return rows.length;
}

/** What a server refused at once because there is no such address has come back as well. */
export const recordRefused = (
  sql: Sql,
  tries: readonly { readonly id: string; readonly status?: string }[],
  at: Date,
): Promise<number> =>
  recordReturned(
    sql,
    tries.flatMap(({ id, status }) => (status && isUnreachable(status) ? [{ id, status }] : [])),
    at,
  );

/** The id of the e-mail that a return address names. */
export async function byReturnCode(sql: Sql, code: string): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`
    select id from messages.outbox where carrier_ref = ${code} and channel = 'email'`;
  return row?.id;
}

/** An e-mail that came back, as its person is told of it. */
export interface ReturnedMessage {
  readonly personId: PersonId;
  readonly caseId: CaseId | null;
  readonly lang: Lang;
  readonly template: Template;
  readonly recipient: string;
  readonly status: string;
  readonly at: Date;
}

export async function returnedMessage(sql: Sql, id: string): Promise<ReturnedMessage | undefined> {
  const [row] = await sql<ReturnedMessage[]>`
    select person_id as "personId", case_id as "caseId", lang, template, recipient,
      returned_status as status, returned_at as at
    from messages.outbox
    where id = ${id} and channel = 'email' and returned_at is not null and person_id is not null`;
  return row;
}

/** The person has shown that the address is theirs, or operations staff want it tried again. */
export const useAgain = (sql: Sql, email: string) =>
  sql`delete from messages.unreachable where address = lower(${email})`;

/** As operations staff see them, the last that came back first; nothing personal. */
export const latestReturned = (sql: Sql, most: number): Promise<ReturnedItem[]> =>
  sql<ReturnedItem[]>`
    select m.id, m.template as what, m.queued_at as "receivedAt", m.returned_at as "returnedAt",
      m.returned_status as status, u.address is not null as "isStopped"
    from messages.outbox m
    left join messages.unreachable u on u.address = lower(m.recipient)
    where m.channel = 'email' and m.returned_at is not null
    order by m.returned_at desc, m.id limit ${most}`;

/** Uses the address again to which this e-mail went. @returns whether it was stopped */
export async function useAddressAgain(tx: Sql, id: string): Promise<boolean> {
  const { count } = await tx`
    delete from messages.unreachable u using messages.outbox m
    where m.id = ${id} and m.channel = 'email' and u.address = lower(m.recipient)`;
  return count > 0;
}

/** After a year an address may be tried again, and is forgotten here. */
export const forgetUnreachable = (sql: Sql, before: Date) =>
  sql`delete from messages.unreachable where since < ${before}`;
