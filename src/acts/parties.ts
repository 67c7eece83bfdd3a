import { type Account, actorIdsOf, personIdOf } from "../cases/index.ts";
import { officerNamesOf, personById } from "../platform/auth/index.ts";
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
  const [account, names] = await Promise.all([
    personById(sql, personIdOf(sql, caseId)),
    officerNamesOf(sql, actorIdsOf(sql, caseId)),
  ]);
  return { ...(account && { account }), names };
}
