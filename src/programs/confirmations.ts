import type { PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** A code that a program asked for. Without a person nobody was sent one. */
export interface ProgramConfirmation {
  readonly id: string;
  readonly client: string;
  /** The person as a pseudonym derived from the identifier that the program sent. */
  readonly about: string;
  /**
   * What exactly is consented to; checked before anything that depends on the person's identity.
   */
  readonly purpose: string;
  readonly person: PersonId | null;
  readonly codeId: string | null;
  readonly tries: number;
  readonly askedAt: Date;
}

/** How many codes for one person a program has asked for since then. */
export async function askedSince(sql: Sql, client: string, about: string, since: Date) {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from programs.confirmation
    where client = ${client} and about = ${about} and asked_at > ${since}`;
  return row?.count ?? 0;
}

export const findConfirmation = async (sql: Sql, client: string, id: string) => {
  const [confirmation] = await sql<ProgramConfirmation[]>`
    select id, client, about, purpose, person, code_id as "codeId", tries, asked_at as "askedAt"
    from programs.confirmation where id = ${id} and client = ${client}`;
  return confirmation;
};

/** Records the request; deleted a day later. */
export async function addConfirmation(sql: Sql, asked: Omit<ProgramConfirmation, "tries">) {
  const { id, client, about, purpose, person, codeId, askedAt } = asked;
  const dayBefore = new Date(askedAt.getTime() - 24 * 3_600_000);
  await sql`
    with gone as (delete from programs.confirmation where client = ${client}
      and asked_at < ${dayBefore})
    insert into programs.confirmation (id, client, about, purpose, person, code_id, asked_at)
    values (${id}, ${client}, ${about}, ${purpose}, ${person}, ${codeId}, ${askedAt})
    on conflict on constraint confirmation_pk do nothing`;
}

/** Counts a try before it is checked, and returns the number of tries. */
export async function countTry(sql: Sql, id: string): Promise<number> {
  const [row] = await sql<{ tries: number }[]>`
    update programs.confirmation set tries = tries + 1 where id = ${id} returning tries`;
  return row?.tries ?? 0;
}
