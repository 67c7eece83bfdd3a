import type { Sql } from "../db/index.ts";

/** The `iss` of demonstration accounts: the same on every port. */
export const demonstrationIssuer = "urn:hamwe:demo-issuer";

/** Whether there are accounts of a demonstration, and of another issuer. */
export async function accountsKnown(
  sql: Sql,
): Promise<{ readonly invented: boolean; readonly real: boolean }> {
  const [row] = await sql<{ invented: boolean; real: boolean }[]>`
    with account as (select iss from auth.officer union select iss from auth.person)
    select exists (select from account where iss = ${demonstrationIssuer}) as invented,
      exists (select from account where iss <> ${demonstrationIssuer}
        and iss not like 'urn:hamwe:%') as real`;
  return row ?? { invented: false, real: false };
}
