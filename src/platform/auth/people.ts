import type { PersonId } from "../../kernel/index.ts";
import type { Sql } from "../db/index.ts";
import type { Level, NewPerson, Person } from "./model.ts";

export interface PersonRow {
  readonly id: PersonId;
  readonly iss: string;
  readonly sub: string;
  readonly name: string;
  readonly given_name: string | null;
  readonly family_name: string | null;
  readonly birth_date: string | null;
  readonly national_id: string | null;
  readonly nationality: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly language: string | null;
  readonly told_in: string | null;
  readonly level: Level;
}

/** The columns of `auth.person as p`; a row as json would cost several times as much. */
export const personColumns = (sql: Sql) => sql`
  p.id, p.iss, p.sub, p.name, p.given_name, p.family_name, p.birth_date, p.national_id,
  p.nationality, p.phone, p.email, p.language, p.told_in, p.level`;

export const personFrom = (row: PersonRow): Person => ({
  id: row.id,
  iss: row.iss,
  sub: row.sub,
  name: row.name,
  givenName: row.given_name,
  familyName: row.family_name,
  birthDate: row.birth_date,
  nationalId: row.national_id,
  nationality: row.nationality,
  phone: row.phone,
  email: row.email,
  language: row.language,
  ...(row.told_in !== null && { toldIn: row.told_in }),
  level: row.level,
});

/** When a person is stored, and the id of a new account. */
interface Storing {
  readonly id: string;
  readonly now: Date;
}

/**
 * What is stored of a person. A telephone that a counter wrote down and another account has goes on
 * leading to that one.
 */
async function rowOf(sql: Sql, person: NewPerson, { id, now }: Storing) {
  const { phone } = person;
  const isShared =
    phone !== null &&
    person.iss === counterAccount &&
    (await holderOfPhone(sql, phone)) !== undefined;
  return {
    id,
    iss: person.iss,
    sub: person.sub,
    name: person.name,
    given_name: person.givenName,
    family_name: person.familyName,
    birth_date: person.birthDate,
    national_id: person.nationalId,
    nationality: person.nationality,
    phone: person.phone,
    email: person.email,
    language: person.language,
    level: person.level,
    phone_since: phone === null || isShared ? null : now,
    created_at: now,
    updated_at: now,
  };
}

/**
 * Stores the issuer's data of a person and returns them with our id. The account is (iss, sub);
 * `id` is used only for a new one.
 */
export async function rememberPerson(
  sql: Sql,
  person: NewPerson,
  storing: Storing,
): Promise<Person> {
  const row = await rowOf(sql, person, storing);
  const [stored] = await sql<PersonRow[]>`
    insert into auth.person as known ${sql(row)}
    on conflict on constraint person_account do update set
      name = excluded.name, given_name = excluded.given_name, family_name = excluded.family_name,
      birth_date = excluded.birth_date, national_id = excluded.national_id,
      nationality = excluded.nationality, phone = excluded.phone, email = excluded.email,
      phone_since = case when known.phone = excluded.phone then known.phone_since
        else excluded.phone_since end,
      language = excluded.language, level = excluded.level, updated_at = excluded.updated_at
    returning *`;
  if (!stored) throw new Error("a person was written and not returned");
  return personFrom(stored);
}

/**
 * Stores a person who has no account yet; undefined where somebody else was faster: what they wrote
 * stays as it is.
 */
export async function addPerson(
  sql: Sql,
  person: NewPerson,
  storing: Storing,
): Promise<Person | undefined> {
  const row = await rowOf(sql, person, storing);
  const [stored] = await sql<PersonRow[]>`
    insert into auth.person ${sql(row)} on conflict on constraint person_account do nothing
    returning *`;
  return stored && personFrom(stored);
}

/** The language in which the person wants to be told; null for the one in which they applied. */
export const setToldIn = (sql: Sql, id: PersonId, lang: string | null) =>
  sql`update auth.person set told_in = ${lang} where id = ${id}`;

export async function personById(sql: Sql, id: PersonId): Promise<Person | undefined> {
  const [row] = await sql<PersonRow[]>`
    select ${personColumns(sql)} from auth.person as p where id = ${id}`;
  return row && personFrom(row);
}

/**
 * Sets the level of an account of this issuer; of any other issuer nothing changes, since whoever
 * vouches for an account alone says how sure it is.
 */
export async function setLevel(
  sql: Sql,
  { id, iss }: Pick<Person, "id" | "iss">,
  level: Level,
  now: Date,
): Promise<void> {
  await sql`
    update auth.person set level = ${level}, updated_at = ${now} where id = ${id} and iss = ${iss}`;
}

/** What stands on a card that a counter saw. */
export type OnSeenCard = Pick<
  NewPerson,
  "sub" | "name" | "givenName" | "familyName" | "birthDate" | "nationalId"
>;

/**
 * What a counter mistyped of an account that it made and that nobody else has confirmed.
 * @returns whether there was such an account
 */
export async function correctUnconfirmed(
  sql: Sql,
  id: PersonId,
  { sub, name, givenName, familyName, birthDate, nationalId }: OnSeenCard,
  now: Date,
): Promise<boolean> {
  const { count } = await sql`
    update auth.person set sub = ${sub}, name = ${name}, given_name = ${givenName},
      family_name = ${familyName}, birth_date = ${birthDate}, national_id = ${nationalId},
      updated_at = ${now}
    where id = ${id} and iss = ${counterAccount} and level = 1`;
  return count === 1;
}

/** The name of an account that a counter made, as two officers read it on the card. */
export async function setCounterName(
  sql: Sql,
  id: PersonId,
  { name, givenName, familyName }: Pick<OnSeenCard, "name" | "givenName" | "familyName">,
  now: Date,
): Promise<void> {
  await sql`
    update auth.person
    set name = ${name}, given_name = ${givenName}, family_name = ${familyName}, updated_at = ${now}
    where id = ${id} and iss = ${counterAccount}`;
}

/**
 * The first telephone number of an account of this issuer; one that it has stays. A number that
 * another account has goes on leading to that one.
 */
export async function setFirstPhone(
  sql: Sql,
  { id, iss }: Pick<Person, "id" | "iss">,
  phone: string,
  now: Date,
): Promise<void> {
  await sql`
    update auth.person set phone = ${phone}, updated_at = ${now}, phone_since = case when not exists
      (select from auth.person as other where other.phone = ${phone}) then ${now}::timestamptz end
    where id = ${id} and iss = ${iss} and iss = ${counterAccount} and phone is null`;
}

/** An account that has this telephone number, in E.164; undefined where none has. */
export async function holderOfPhone(sql: Sql, phone: string): Promise<PersonId | undefined> {
  const [row] = await sql<{ id: PersonId }[]>`
    select id from auth.person where phone = ${phone}
    order by level desc, phone_since desc nulls last limit 1`;
  return row?.id;
}

/** The issuer of accounts that were made at a counter. */
export const counterAccount = "urn:hamwe:counter";

/**
 * The person with this national number, for a counter or an agent. Of several accounts, the one
 * with the strongest evidence, and one's own before one that a counter made, so that such an
 * account hides nobody. Undefined where there is none, or two of equal strength.
 */
export const personByNationalId = (sql: Sql, nationalId: string): Promise<Person | undefined> =>
  surest(sql<PersonRow[]>`
    select * from auth.person where national_id = ${nationalId}
    order by level desc, iss = ${counterAccount} limit 2`);

/**
 * The same by telephone, in E.164. Of accounts of equal strength, the one whose number was verified
 * last, since numbers change hands.
 */
export async function personByPhone(sql: Sql, phone: string): Promise<Person | undefined> {
  const [row, other] = await sql<(PersonRow & { readonly phone_since: Date | null })[]>`
    select * from auth.person where phone = ${phone}
    order by level desc, phone_since desc nulls last limit 2`;
  const isTied =
    other?.level === row?.level && +(other?.phone_since ?? 0) === +(row?.phone_since ?? 0);
  return row && !(other && isTied) ? personFrom(row) : undefined;
}

/** More accounts of one telephone are not told apart by a list. */
const mostSharing = 20;

/**
 * Everybody who has this telephone, in E.164, by name: where they are several, who is meant has to
 * be asked. Of several accounts with one national number, the surest.
 */
export async function peopleByPhone(sql: Sql, phone: string): Promise<readonly Person[]> {
  const rows = await sql<PersonRow[]>`
    select ${personColumns(sql)} from (
      select *, rank() over (partition by coalesce(national_id, id::text)
        order by level desc, iss = ${counterAccount}) as place
      from auth.person where phone = ${phone}) as p
    where place = 1 order by name, id limit ${mostSharing}`;
  return rows.map(personFrom);
}

async function surest(rows: Promise<readonly PersonRow[]>): Promise<Person | undefined> {
  const [row, other] = await rows;
  const isTied =
    other?.level === row?.level &&
    (other?.iss === counterAccount) === (row?.iss === counterAccount);
  return row && !(other && isTied) ? personFrom(row) : undefined;
}

/** More are born on no day of a country of fifteen million. */
const mostBorn = 5000;

/** Everybody of this birth date, one account for each national number: the surest. */
export async function peopleBornOn(sql: Sql, birthDate: string): Promise<readonly Person[]> {
  const rows = await sql<PersonRow[]>`
    select distinct on (coalesce(national_id, id::text)) p.* from auth.person as p
    where birth_date = ${birthDate}
    order by coalesce(national_id, id::text), level desc, iss = ${counterAccount}
    limit ${mostBorn}`;
  return rows.map(personFrom);
}

/** Whether any account has this national number, including ambiguous ones. */
export async function isNationalIdKnown(sql: Sql, nationalId: string): Promise<boolean> {
  const rows = await sql`select from auth.person where national_id = ${nationalId} limit 1`;
  return rows.length > 0;
}
