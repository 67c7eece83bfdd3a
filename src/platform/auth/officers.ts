import type { Sql, Transaction } from "../db/index.ts";
import { transaction } from "../db/index.ts";
import { recordSecurity } from "../security/index.ts";
import type { NewOfficer, Officer } from "./model.ts";
import { endSessionsWhere } from "./signed-out.ts";

/** The changes that a list of officers made, by their ids. */
export interface OfficersChanged {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly left: readonly string[];
  /** Names of those who are in no list and stay, as nobody else would have the lasting role. */
  readonly kept: readonly string[];
}

interface Sync {
  readonly newId: () => string;
  readonly now: Date;
  /** The role that somebody always has: no list takes it from the last ones. */
  readonly lasting?: string;
}

/** The list takes the lasting role from everybody who has it. */
export class NobodyLeft extends Error {}

/**
 * Synchronises the officers with this list: adds and changes them; officers who are no longer
 * listed become inactive, and their sessions end in the same transaction (ASVS 7.4.2). An officer
 * whose roles or office changed has to sign in again. Each change is a security event. Needs the
 * owner's login. Throws `NobodyLeft`, and changes nothing, where the list itself takes the lasting
 * role from the last who have it.
 */
export const syncOfficers = (
  sql: Sql,
  officers: readonly NewOfficer[],
  { newId, now, lasting }: Sync,
): Promise<OfficersChanged> =>
  transaction(sql, async (tx) => {
    const before = await holdersOf(tx, lasting, now);
    const added: string[] = [];
    const changed: string[] = [];
    for (const change of await Promise.all(officers.map((one) => keep(tx, one, newId(), now))))
      if (change) (change.fresh ? added : changed).push(change.id);
    const accounts = officers.map(({ iss, sub }) => `${iss} ${sub}`);
    const holders = await holdersOf(tx, lasting, now);
    const stays = holders.some(({ account }) => accounts.includes(account)) ? [] : holders;
    if (before.length > 0 && holders.length === 0) throw new NobodyLeft();
    const removed = await tx<{ id: string }[]>`
      update auth.officer set active = false, updated_at = ${now}
       where active and not (iss || ' ' || sub = any(${accounts}))
         and not (id = any(${stays.map(({ id }) => id)}::uuid[])) returning id`;
    const left = removed.map(({ id }) => id);
    await endSessionsWhere(tx, tx`officer = any(${[...left, ...changed]}::uuid[])`, now);
    const events = [
      ...added.map((id) => ({ kind: "officer-added", id }) as const),
      ...changed.map((id) => ({ kind: "officer-changed", id }) as const),
      ...left.map((id) => ({ kind: "officer-left", id }) as const),
    ];
    for (const { kind, id } of events)
      await recordSecurity(tx, now, { kind, actor: "command", about: `officer:${id}` });
    return { added, changed, left, kept: stays.map(({ name }) => name) };
  });

/** The active officers who have a role now, by whatever account. */
const holdersOf = (tx: Transaction, role: string | undefined, now: Date) => tx<
  { id: string; name: string; account: string }[]
>`
  select id, name, iss || ' ' || sub as account from auth.officer each
   where active and exists (select from auth.roles_at(each.id, ${now}) held
     where held.role = ${role ?? ""} and held.deputy_for is null)
   order by name`;

/** Undefined where nothing changed. */
async function keep(tx: Transaction, officer: NewOfficer, id: string, now: Date) {
  const { networks = [], nationalId = null } = officer;
  const officers = tx<{ id: string; fresh: boolean }[]>`
    insert into auth.officer as known (id, iss, sub, name, authority, networks, national_id,
      active, created_at, updated_at)
    values (${id}, ${officer.iss}, ${officer.sub}, ${officer.name}, ${officer.authority},
      ${[...networks]}, ${nationalId}, true, ${now}, ${now})
    on conflict on constraint officer_account do update set
      name = excluded.name, authority = excluded.authority, networks = excluded.networks,
      national_id = excluded.national_id, active = true, left_at = null,
      updated_at = excluded.updated_at
    where (known.name, known.authority, known.networks, known.national_id, known.active)
      is distinct from (excluded.name, excluded.authority, excluded.networks,
        excluded.national_id, true)
    returning id, id = ${id} as fresh`;
  const [[row], [roles]] = await Promise.all([officers, keepRoles(tx, officer, now)]);
  return row ?? (roles && { ...roles, fresh: false });
}

/** Makes the roles those of the list; a row where any changed. */
const keepRoles = (tx: Transaction, { iss, sub, roles, offices }: NewOfficer, now: Date) => tx<
  { id: string }[]
>`
  with whose as (select id from auth.officer where iss = ${iss} and sub = ${sub}),
  ended as (
    update auth.held_role set status = 'ended', ended_by = 'command', ended_at = ${now}
     where officer = (select id from whose) and status <> 'ended'
       and not (role = any(${[...roles]}) and offices = ${[...offices]} and services = '{}'
         and status = 'held' and until_at is null)
    returning officer),
  given as (
    insert into auth.held_role (id, officer, role, offices, services, status, asked_by, asked_at,
      given_by, given_at)
    select gen_random_uuid(), whose.id, wanted, ${[...offices]}, '{}', 'held', 'command', ${now},
      'command', ${now}
    from whose, unnest(${[...roles]}::text[]) as wanted
    where not exists (select from auth.held_role held where held.officer = whose.id
      and held.role = wanted and held.offices = ${[...offices]} and held.services = '{}'
      and held.status = 'held' and held.until_at is null)
    returning officer)
  select officer as id from ended union select officer from given`;

/** The active officer of an account. */
export async function officerByAccount(
  sql: Sql,
  account: { readonly iss: string; readonly sub: string },
  now: Date,
): Promise<Officer | undefined> {
  const [row] = await sql<Omit<Officer, "roles" | "offices">[]>`
    select id, name, authority, ${heldAt(sql, now)} as held from auth.officer o
     where iss = ${account.iss} and sub = ${account.sub} and active`;
  return row && withRoles(row);
}

/** The roles that the officer `o` of a query has at an instant, as JSON for `withRoles`. */
export const heldAt = (sql: Sql, at: Date) => sql`
  (select coalesce(json_agg(json_build_object('role', role, 'offices', offices,
     'services', services, 'deputyFor', deputy_for)), '[]')
   from auth.roles_at(o.id, ${at}))`;

/**
 * An officer with what their roles come to together: their own first, then those of whom they stand
 * in for. Sorted here, since every request of an officer reads them.
 */
export function withRoles(officer: Omit<Officer, "roles" | "offices">): Officer {
  const held = officer.held.toSorted(
    (one, other) =>
      compare(one.deputyFor ?? "", other.deputyFor ?? "") || compare(one.role, other.role),
  );
  const everywhere = held.some(({ offices }) => offices.length === 0);
  return {
    ...officer,
    held,
    roles: [...new Set(held.map(({ role }) => role))],
    offices: everywhere ? [] : [...new Set(held.flatMap(({ offices }) => offices))],
  };
}

const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);
