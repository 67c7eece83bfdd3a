import type { PersonId } from "../../kernel/index.ts";
import type { Sql } from "../db/index.ts";

/**
 * Deletes an account with its PIN, its codes, its sessions and the forms that wait for them.
 * Whoever signs in again later gets a new one, to which nothing leads from before.
 */
export async function erasePerson(tx: Sql, id: PersonId): Promise<void> {
  await tx`delete from auth.session where person = ${id}`;
  await tx`delete from auth.confirmation where person = ${id}`;
  await tx`delete from auth.pin where person_id = ${id}`;
  await tx`delete from auth.person where id = ${id}`;
}
