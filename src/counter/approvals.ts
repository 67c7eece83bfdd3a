import type { OfficerId, PersonId } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { CentreDevice } from "./model-offline.ts";

/** Of applications that a second officer sent, one in so many is looked into by another. */
const drawnOneIn = 4;

/** A second officer sends what somebody without a telephone gave where there was no network. */
export interface Approval {
  readonly item: string;
  readonly officer: OfficerId;
  readonly person: PersonId;
  readonly centre: string;
  readonly reason: string;
  readonly at: Date;
}

/** `draw`: a number from 0 to 1 by which it is decided whether somebody looks into it. */
export async function recordApproval(
  sql: Sql,
  at: Date,
  { item, officer, person, centre, reason, draw }: Omit<Approval, "at"> & { draw: number },
): Promise<void> {
  await sql`
    insert into counter.approval (item, officer, person, centre, reason, at, drawn)
    values (${item}, ${officer}, ${person}, ${centre}, ${reason}, ${at}, ${draw < 1 / drawnOneIn})
    on conflict (item) do nothing`;
}

/** What was sent for this person in that way, newest first. */
export const approvalsOf = (sql: Sql, person: PersonId): Promise<readonly Approval[]> => sql<
  Approval[]
>`
  select approval.item, officer, approval.person, centre, approval.reason, at
  from counter.approval join counter.synced on synced.item = approval.item
  where approval.person = ${person} and state = 'done' order by at desc limit 100`;

/** Whether this officer has delivered from a device since then; ever, where no day is given. */
export async function hasUsed(
  sql: Sql,
  { id }: Pick<CentreDevice, "id">,
  officer: OfficerId,
  since?: Date,
): Promise<boolean> {
  const rows = await sql`
    select from counter.synced where device = ${id} and delivered_by = ${officer}
      and received_at >= ${since ?? new Date(0)} limit 1`;
  return rows.length > 0;
}
