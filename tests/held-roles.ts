import type { Pool } from "../src/platform/db/index.ts";

/** Gives an officer these roles instead of those that they hold, in these offices. */
export const setRoles = (
  ownerSql: Pool,
  name: string,
  roles: readonly string[],
  offices: readonly string[] = [],
) => ownerSql`
  with whose as (select id from auth.officer where name = ${name}),
  ended as (
    update auth.held_role set status = 'ended' where officer = (select id from whose))
  insert into auth.held_role (id, officer, role, offices, services, status, asked_by, asked_at,
    given_by, given_at)
  select gen_random_uuid(), whose.id, role, ${[...offices]}, '{}', 'held', 'command', now(),
    'command', now()
  from whose, unnest(${[...roles]}::text[]) as role`;

/** Moves the roles that an officer holds to these offices; none: to all of the authority. */
export const setOffices = (ownerSql: Pool, name: string, offices: readonly string[]) => ownerSql`
  update auth.held_role set offices = ${[...offices]}
  where officer = (select id from auth.officer where name = ${name})`;
