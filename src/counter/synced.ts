import type { CaseId, OfficerId, PersonId, Reference } from "../kernel/index.ts";
import { isUuid } from "../kernel/index.ts";
import { json, type Sql } from "../platform/db/index.ts";
import {
  type Among,
  type CalledTwice,
  type CentreDevice,
  type Discarded,
  deliveredADay,
  type Synced,
  type TakenDraft,
  type TakenUnder,
  type Waiting,
} from "./model-offline.ts";

const columns = (sql: Sql) => sql`
  item, device, kind, taken_at as "takenAt", said_at as "saidAt", received_at as "receivedAt",
  delivered_by as "deliveredBy", taken_by as "takenBy",
  taken_confirmed as "takenConfirmed",
  let_go_at as "letGoAt", let_go_by as "letGoBy", let_go_reason as "letGoReason",
  state, reason, reference, case_id as "caseId", draft, person,
    held, drop_reason as "dropReason", both_reason as "bothReason", served`;

/** A floor manager settles it: isHeld in SQL. */
const held = (sql: Sql) => sql`
  (state = 'conflict' and taken_confirmed is false and let_go_at is null)`;

export async function syncedOf(sql: Sql, item: string): Promise<Synced | undefined> {
  if (!isUuid(item)) return undefined;
  const [row] = await sql<Synced[]>`
    select ${columns(sql)} from counter.synced where item = ${item}`;
  return row;
}

/**
 * Records the result of an item. Of simultaneous results the first counts; a delivered item never
 * becomes a conflict.
 */
export async function recordSynced(
  sql: Sql,
  synced: Synced,
  settled?: { readonly at: Date; readonly by: OfficerId },
): Promise<void> {
  const { item, device, kind, takenAt, saidAt, receivedAt, deliveredBy, state, held } = synced;
  const { reason, reference, caseId, draft, person, dropReason = null, bothReason = null } = synced;
  await sql`
    insert into counter.synced as known (item, device, kind, taken_at, said_at, received_at,
      delivered_by, taken_by, taken_confirmed, state, reason, reference, case_id, draft, person,
      held, drop_reason, both_reason, settled_at, settled_by)
    values (${item}, ${device}, ${kind}, ${takenAt}, ${saidAt}, ${receivedAt}, ${deliveredBy},
      ${synced.takenBy}, ${synced.takenConfirmed ?? null}, ${state}, ${reason}, ${reference},
      ${caseId}, ${draft}, ${person},
      ${held === null ? null : json(sql, held)}, ${dropReason}, ${bothReason},
      ${settled?.at ?? null}, ${settled?.by ?? null})
    on conflict (item) do update set state = excluded.state, reason = excluded.reason,
      reference = excluded.reference, case_id = excluded.case_id, draft = excluded.draft,
      person = excluded.person, held = excluded.held,
      drop_reason = excluded.drop_reason, both_reason = excluded.both_reason,
      settled_at = excluded.settled_at, settled_by = excluded.settled_by
    where known.state = 'conflict'`;
}

/** Of their halls; else what they took or brought themselves, also where they sit nowhere. */
const among = (sql: Sql, { officer, centres }: Among) => sql`
  (${officer} in (delivered_by, taken_by) or device in (
    select id from counter.device
    where centre = any(${[...centres]}) or enrolled_by = ${officer}))`;

/** Open conflicts for this officer, the oldest first. */
export const conflicts = (sql: Sql, who: Among): Promise<readonly Synced[]> => sql<Synced[]>`
  select ${columns(sql)} from counter.synced
  where state = 'conflict' and ${among(sql, who)} order by taken_at limit 200`;

/** What a device took under this number; undefined where no device was given it. */
export async function takenUnder(sql: Sql, reference: string): Promise<TakenUnder | undefined> {
  const [row] = await sql<TakenUnder[]>`
    select centre, state, reason, taken_at as "takenAt", draft, person,
      coalesce(${held(sql)}, false) as "isHeld",
      case when held is not null then jsonb_build_object(
        'service', held->>'service', 'definition', held->'definition') end as offered
    from counter.reference_block as block
    join counter.device on device.id = block.device
    left join counter.synced on synced.reference = block.reference
      and synced.device = block.device and kind = 'application'
    where block.reference = ${reference} order by state limit 1`;
  return row;
}

/** Who took and who brought what became this application; undefined where no device took it. */
export async function takenAs(
  sql: Sql,
  { id, reference }: { readonly id: CaseId; readonly reference: Reference },
): Promise<{ readonly takenBy: OfficerId; readonly sentBy: OfficerId } | undefined> {
  const [row] = await sql<{ takenBy: OfficerId; sentBy: OfficerId }[]>`
    select coalesce(case when taken_confirmed is not false then taken_by end, delivered_by)
      as "takenBy", delivered_by as "sentBy"
    from counter.synced
    where reference = ${reference} and (case_id = ${id} or state = 'conflict') limit 1`;
  return row;
}

/** What devices took of this person and what still waits. */
export const takenDrafts = (sql: Sql, person: PersonId): Promise<readonly TakenDraft[]> => sql<
  TakenDraft[]
>`
  select item, draft, reference, centre, device.name as device, taken_at as "takenAt",
    coalesce(case when taken_confirmed is not false then taken_by end, delivered_by) as "takenBy",
    coalesce(reason = 'offline.waits-for-yes', false) and not ${held(sql)} as "waitsForYes",
    ${held(sql)} as "isHeld"
  from counter.synced join counter.device on device.id = synced.device
  where person = ${person} and state = 'conflict' and draft is not null
  order by taken_at limit 200`;

/**
 * What else waits of this person for this service; without what is itself like another, of which
 * nobody has wanted both.
 */
export const waitingOf = (
  sql: Sql,
  person: PersonId,
  { id, service }: { readonly id: string; readonly service: string },
): Promise<readonly Waiting[]> => sql<Waiting[]>`
  select draft, reference, held->'answers' as answers from counter.synced
  where person = ${person} and state = 'conflict' and draft is not null and item <> ${id}
    and held->>'service' = ${service} and reason <> 'offline.taken-twice' and both_reason is null
  order by taken_at limit 50`;

/** Whether this draft was taken without network and waits for a floor manager. */
export async function isDraftHeld(sql: Sql, draft: string): Promise<boolean> {
  if (!isUuid(draft)) return false;
  const rows = await sql`
    select from counter.synced where draft = ${draft} and ${held(sql)} limit 1`;
  return rows.length > 0;
}

/** A floor manager lets it go on. False where it was not held any more. */
export async function letGo(
  sql: Sql,
  at: Date,
  item: string,
  { officer, reason }: { readonly officer: OfficerId; readonly reason: string },
): Promise<boolean> {
  const rows = await sql`
    update counter.synced
    set let_go_at = ${at}, let_go_by = ${officer}, let_go_reason = ${reason}
    where item = ${item} and ${held(sql)} returning item`;
  return rows.length === 1;
}

/** What the hall said of a ticket that was called on its device. */
export async function recordServed(
  sql: Sql,
  at: Date,
  { item }: Pick<Synced, "item">,
  {
    number,
    served,
    calledBy,
  }: {
    readonly number: string;
    readonly served: "here" | "both";
    readonly calledBy: OfficerId | null;
  },
): Promise<void> {
  await sql`
    update counter.synced set number = ${number}, served = ${served}, called_by = ${calledBy},
      served_at = ${at}
    where item = ${item} and served is null`;
}

const toldHours = 12;

/** Tickets of this hall that were called on both sides in the last hours, the newest first. */
export const calledTwice = (
  sql: Sql,
  now: Date,
  centre: string,
): Promise<readonly CalledTwice[]> => sql<CalledTwice[]>`
  select number, device.name as device, coalesce(served_at, received_at) as "toldAt",
    coalesce(called_by, case when taken_confirmed is not false then taken_by end, delivered_by)
      as officer
  from counter.synced join counter.device on device.id = synced.device
  where served = 'both' and centre = ${centre}
    and coalesce(served_at, received_at) > ${new Date(now.getTime() - toldHours * 3_600_000)}
  order by "toldAt" desc limit 10`;

const shownDays = 30;

/** What was discarded for a reason in the last days, in their halls; newest first. */
export const discarded = (sql: Sql, now: Date, who: Among): Promise<readonly Discarded[]> => sql<
  Discarded[]
>`
  select reference, settled_at as at, settled_by as by, drop_reason as reason from counter.synced
  where drop_reason is not null and reference is not null and ${among(sql, who)}
    and settled_at > ${new Date(now.getTime() - shownDays * 86_400_000)}
  order by settled_at desc limit 50`;

/** Whether this officer may settle this item. */
export async function isAmong(
  sql: Sql,
  { item }: Pick<Synced, "item">,
  who: Among,
): Promise<boolean> {
  const rows = await sql`
    select from counter.synced where item = ${item} and ${among(sql, who)}`;
  return rows.length > 0;
}

/** The results of these items of one device. */
export const syncedAmong = (sql: Sql, device: string, items: readonly string[]) =>
  items.length === 0
    ? Promise.resolve([])
    : sql<Synced[]>`
        select ${columns(sql)} from counter.synced
        where device = ${device} and item in ${sql(items)}`;

/** Whether this device has reached its limit of applications in 24 hours. */
export async function isFullToday(
  sql: Sql,
  now: Date,
  { id }: Pick<CentreDevice, "id">,
): Promise<boolean> {
  const dayAgo = new Date(now.getTime() - 24 * 3_600_000);
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from counter.synced
    where device = ${id} and kind = 'application' and received_at > ${dayAgo}`;
  return (row?.count ?? 0) >= deliveredADay;
}
