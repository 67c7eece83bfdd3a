import type { Absence, OfficerId, StaffMember, Standing } from "../../kernel/index.ts";
import { json, type Sql } from "../db/index.ts";
import { hashOf } from "./sealed.ts";

/** Accounts of those who have not joined yet. */
const invitedIssuer = "urn:hamwe:invited";

const members = (sql: Sql, where: ReturnType<Sql["unsafe"]>) => sql<StaffMember[]>`
  select o.id, o.name, o.email, o.authority, o.networks, o.national_id as "nationalId",
    case when o.active then 'active'
      when o.left_at is null and o.iss = ${invitedIssuer} then 'invited' else 'left'
    end as standing,
    coalesce((select jsonb_agg(jsonb_build_object('id', id, 'role', role, 'offices', offices,
      'services', services, 'fromAt', from_at, 'untilAt', until_at, 'status', status,
      'askedBy', asked_by, 'askedAt', asked_at, 'givenBy', given_by, 'givenAt', given_at)
      order by asked_at, id)
      from auth.held_role where officer = o.id and status <> 'ended'), '[]') as roles,
    coalesce((select jsonb_agg(jsonb_build_object('id', id, 'deputy', deputy, 'fromAt', from_at,
      'untilAt', until_at, 'status', status, 'askedBy', asked_by, 'askedAt', asked_at,
      'givenBy', given_by, 'givenAt', given_at) order by from_at, id)
      from auth.absence where officer = o.id and status <> 'ended'), '[]') as absences,
    coalesce((select jsonb_agg(jsonb_build_object('id', id, 'status', status, 'askedBy', asked_by,
      'askedAt', asked_at) order by asked_at, id)
      from auth.recovery where officer = o.id and status = 'asked'), '[]') as recoveries
  from auth.officer o ${where}`;

export async function staffMember(sql: Sql, id: string): Promise<StaffMember | undefined> {
  const [row] = await members(sql, sql`where o.id = ${id}`);
  return row;
}

export interface StaffAsked {
  /** A part of a name or of an e-mail address. */
  readonly text?: string;
  readonly authority?: string;
  readonly role?: string;
  /** `here`: whoever has not left. */
  readonly standing?: Standing | "here";
  /** Only those about whom something waits for a second administrator. */
  readonly waiting?: boolean;
  readonly after?: string;
  readonly size?: number;
}

/** Members of staff by name: `size` of them (50), and one more where there are more. */
export function staffMembers(sql: Sql, asked: StaffAsked): Promise<readonly StaffMember[]> {
  const { text, authority, role, standing, waiting, after, size = 50 } = asked;
  const part = `%${(text ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  const waits = sql`exists (select from auth.held_role where officer = o.id and status = 'asked')
    or exists (select from auth.absence where officer = o.id and status = 'asked')
    or exists (select from auth.recovery where officer = o.id and status = 'asked')`;
  const left = sql`(not o.active and (o.left_at is not null or o.iss <> ${invitedIssuer}))`;
  const standings = {
    active: sql`and o.active`,
    invited: sql`and not o.active and not ${left}`,
    left: sql`and ${left}`,
    here: sql`and not ${left}`,
  };
  return members(
    sql,
    sql`where true
      ${text ? sql`and (o.name ilike ${part} or o.email ilike ${part})` : sql``}
      ${authority ? sql`and o.authority = ${authority}` : sql``}
      ${
        role
          ? sql`and exists (select from auth.held_role
              where officer = o.id and role = ${role} and status <> 'ended')`
          : sql``
      }
      ${standing ? standings[standing] : sql``}
      ${waiting ? sql`and (${waits})` : sql``}
      ${
        after
          ? sql`and (o.name, o.id) > (select name, id from auth.officer where id = ${after})`
          : sql``
      }
    order by o.name, o.id limit ${size + 1}`,
  );
}

/**
 * Writes a member of staff as they are after a change. The database refuses it where `by` does not
 * administer, or is the member.
 */
export const keepStaff = (tx: Sql, by: string, at: Date, member: StaffMember) =>
  tx`select auth.keep_staff(${by}, ${at}, ${json(tx, member)})`;

/**
 * Writes leave that is planned. A supervisor may do so for colleagues of the same authority; a
 * deputy then waits for an administrator, or the database refuses it.
 */
export const planAbsence = (
  tx: Sql,
  by: string,
  at: Date,
  { officer, absence }: { readonly officer: string; readonly absence: Absence },
) => {
  const { id, deputy, fromAt: from_at, untilAt: until_at, status } = absence;
  return tx`select auth.plan_absence(${by}, ${at}, ${officer},
    ${json(tx, { id, deputy, from_at, until_at, status })})`;
};

/**
 * Ends leave, or what was asked for. A supervisor may do so as `planAbsence` says, where nobody is
 * the deputy, or the deputy waits and the supervisor asked for it.
 */
export const endAbsence = (
  tx: Sql,
  by: string,
  at: Date,
  { officer, absence }: { readonly officer: string; readonly absence: string },
) => tx`select auth.end_absence(${by}, ${at}, ${officer}, ${absence})`;

/** Gives leave another end, by whoever may end it. */
export const changeAbsence = (
  tx: Sql,
  by: string,
  at: Date,
  { officer, absence }: { readonly officer: string; readonly absence: Absence },
) => tx`select auth.change_absence(${by}, ${at}, ${officer}, ${absence.id}, ${absence.untilAt})`;

/** The same of their recoveries alone. */
export const keepRecoveries = (
  tx: Sql,
  by: string,
  at: Date,
  { id, recoveries }: Pick<StaffMember, "id" | "recoveries">,
) => tx`select auth.keep_recoveries(${by}, ${at}, ${id}, ${json(tx, recoveries)})`;

/** How many others administer now. */
export async function otherAdministrators(sql: Sql, id: string, now: Date): Promise<number> {
  const [row] = await sql<{ others: number }[]>`
    select count(distinct held.officer)::int as others
    from auth.held_role held join auth.officer on officer.id = held.officer
    where officer.active and officer.id <> ${id} and held.role = 'administrator'
      and held.status = 'held' and coalesce(held.from_at <= ${now}, true)
      and coalesce(held.until_at > ${now}, true)`;
  return row?.others ?? 0;
}

/** A new link for somebody who has not joined; those of before open nothing any more. */
export const inviteStaff = (
  tx: Sql,
  { by, id, token }: { readonly by: string; readonly id: string; readonly token: string },
  { now, until }: { readonly now: Date; readonly until: Date },
) => tx`select auth.invite_staff(${by}, ${now}, ${id}, ${hashOf(token)}, ${until})`;

/** Whom a link invites; undefined where it is used, has expired, or was never made. */
export async function invitedBy(
  sql: Sql,
  token: string,
  now: Date,
): Promise<OfficerId | undefined> {
  if (token.length !== 43) return undefined;
  const [row] = await sql<{ officer: OfficerId }[]>`
    select officer from auth.invitation
    where token_hash = ${hashOf(token)} and used_at is null and open_until > ${now}`;
  return row?.officer;
}

/** Uses a link, once, with the account that signs in from now on. @returns who has joined */
export async function joinStaff(
  tx: Sql,
  token: string,
  account: { readonly iss: string; readonly sub: string },
  now: Date,
): Promise<OfficerId | undefined> {
  const [row] = await tx<{ id: OfficerId | null }[]>`
    select auth.join_staff(${hashOf(token)}, ${account.iss}, ${account.sub}, ${now}) as id`;
  return row?.id ?? undefined;
}
