import type { Sql, Transaction } from "../db/index.ts";
import { transaction } from "../db/index.ts";
import { recordSecurity } from "../security/index.ts";
import type { NewOfficer, Officer } from "./model.ts";

/** The changes that a list of officers made, by their ids. */
export interface OfficersChanged {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly left: readonly string[];
}

/**
 * Synchronises the officers with this list: adds and changes them; officers who are no longer
 * listed become inactive, and their sessions end in the same transaction (ASVS 7.4.2). An officer
 * whose roles or office changed has to sign in again. Each change is a security event. Needs the
 * owner's login.
 */
export const syncOfficers = (
  sql: Sql,
  officers: readonly NewOfficer[],
  { newId, now }: { readonly newId: () => string; readonly now: Date },
): Promise<OfficersChanged> =>
  transaction(sql, async (tx) => {
    const added: string[] = [];
    const changed: string[] = [];
    for (const officer of officers) {
      const change = await keep(tx, officer, newId(), now);
      if (change) (change.fresh ? added : changed).push(change.id);
    }
    const accounts = officers.map(({ iss, sub }) => `${iss} ${sub}`);
    const removed = await tx<{ id: string }[]>`
      update auth.officer set active = false, updated_at = ${now}
       where active and not (iss || ' ' || sub = any(${accounts})) returning id`;
    const left = removed.map(({ id }) => id);
    await tx`delete from auth.session where officer = any(${[...left, ...changed]}::uuid[])`;
    const events = [
      ...added.map((id) => ({ kind: "officer-added", id }) as const),
      ...changed.map((id) => ({ kind: "officer-changed", id }) as const),
      ...left.map((id) => ({ kind: "officer-left", id }) as const),
    ];
    for (const { kind, id } of events)
      await recordSecurity(tx, now, { kind, actor: "command", about: `officer:${id}` });
    return { added, changed, left };
  });

/** Undefined where nothing changed. */
async function keep(tx: Transaction, officer: NewOfficer, id: string, now: Date) {
  const { roles, offices, networks = [], nationalId = null } = officer;
  const [row] = await tx<{ id: string; fresh: boolean }[]>`
    insert into auth.officer as known (id, iss, sub, name, authority, roles, offices, networks,
      national_id, active, created_at, updated_at)
    values (${id}, ${officer.iss}, ${officer.sub}, ${officer.name}, ${officer.authority},
      ${[...roles]}, ${[...offices]}, ${[...networks]}, ${nationalId}, true, ${now}, ${now})
    on conflict on constraint officer_account do update set
      name = excluded.name, authority = excluded.authority, roles = excluded.roles,
      offices = excluded.offices, networks = excluded.networks,
      national_id = excluded.national_id, active = true, updated_at = excluded.updated_at
    where (known.name, known.authority, known.roles, known.offices, known.networks,
        known.national_id, known.active)
      is distinct from (excluded.name, excluded.authority, excluded.roles, excluded.offices,
        excluded.networks, excluded.national_id, true)
    returning id, id = ${id} as fresh`;
  return row;
}

/** The active officer of an account. */
export async function officerByAccount(
  sql: Sql,
  account: { readonly iss: string; readonly sub: string },
): Promise<Officer | undefined> {
  const [row] = await sql<Officer[]>`
    select id, name, authority, roles, offices from auth.officer
     where iss = ${account.iss} and sub = ${account.sub} and active`;
  return row;
}
