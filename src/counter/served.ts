import type { CaseId, DraftId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { Visit } from "./model.ts";

/** What a person came for and got in a visit: their application sent, or a certificate in hand. */
export interface Served {
  /** The draft to whose sending they consented, or the application of the certificate. */
  readonly of: { readonly draft: DraftId } | { readonly caseId: CaseId };
  readonly at: Date;
}

/** The newest such occasion of this visit. */
export async function lastServed(sql: Sql, { id }: Pick<Visit, "id">): Promise<Served | undefined> {
  const [row] = await sql<{ draft: DraftId | null; caseId: CaseId; at: Date }[]>`
    select null::uuid as draft, case_id as "caseId", at from counter.handover where visit = ${id}
    union all
    select subject, null, given_at from counter.consent
    where visit = ${id} and kind = 'draft' and given_at is not null
    order by at desc, "caseId" nulls last limit 1`;
  if (!row) return undefined;
  const { draft, caseId, at } = row;
  return { of: draft ? { draft } : { caseId }, at };
}
