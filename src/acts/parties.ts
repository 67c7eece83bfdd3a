import { type Account, actorIdsOf, personIdOf } from "../cases/index.ts";
import { personAndOfficers } from "../platform/auth/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** Whom a decision tells, and whose names stand on its papers. */
export interface Parties {
  /** Where the applicant's account is written to. */
  readonly account?: Account;
  /** Officers who have worked on it, by id; whoever decides now is not among them. */
  readonly names: ReadonlyMap<string, string>;
}

/** Both of a case, by its id alone: read with it, they cost no exchange of their own. */
export async function partiesOf(sql: Sql, caseId: string): Promise<Parties> {
  const [person, officers] = [personIdOf(sql, caseId), actorIdsOf(sql, caseId)];
  const { person: account, names } = await personAndOfficers(sql, { person, officers });
  return { ...(account && { account }), names };
}
