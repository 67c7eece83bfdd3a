import type { Sql, Transaction } from "../db/index.ts";
import { transaction } from "../db/index.ts";
import type { NewOfficer, Officer } from "./model.ts";

/**
 * Makes the officers those of this list: new ones are added, changed ones changed, and whoever is no
 * longer on it has left: they are kept by name, made inactive, and every session of theirs ends in
 * the same transaction (ASVS 7.4.2).
 */
export const syncOfficers = (
  sql: Sql,
  officers: readonly NewOfficer[],
  { newId, now }: { readonly newId: () => string; readonly now: Date },
): Promise<void> =>
  transaction(sql, async (tx) => {
    for (const officer of officers) await keep(tx, officer, newId(), now);
    const accounts = officers.map(({ iss, sub }) => `${iss} ${sub}`);
    await tx`
      update auth.officer set active = false, updated_at = ${now}
       where active and not (iss || ' ' || sub = any(${accounts}))`;
    await tx`
      delete from auth.session s using auth.officer o
       where o.id = s.officer and not o.active`;
  });

const keep = (tx: Transaction, officer: NewOfficer, id: string, now: Date) => tx`
  insert into auth.officer (id, iss, sub, name, authority, roles, offices, national_id, active,
    created_at, updated_at)
  values (${id}, ${officer.iss}, ${officer.sub}, ${officer.name}, ${officer.authority},
          ${[...officer.roles]}, ${[...officer.offices]}, ${officer.nationalId ?? null}, true,
          ${now}, ${now})
  on conflict on constraint officer_account do update set
    name = excluded.name, authority = excluded.authority, roles = excluded.roles,
    offices = excluded.offices, national_id = excluded.national_id,
    active = true, updated_at = excluded.updated_at`;

/** The officer behind an account, if they still work here. */
export async function officerByAccount(
  sql: Sql,
  account: { readonly iss: string; readonly sub: string },
): Promise<Officer | undefined> {
  const [row] = await sql<Officer[]>`
    select id, name, authority, roles, offices from auth.officer
     where iss = ${account.iss} and sub = ${account.sub} and active`;
  return row;
}
