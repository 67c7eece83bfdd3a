import type { CaseId } from "../kernel/index.ts";
import { json, newId, type Sql } from "../platform/db/index.ts";

/** What a night did. */
export interface NightCounts {
  /** Files erased because their term was over. */
  readonly files: number;
  /** Files that would have been, but for a hold. */
  readonly held: number;
  /** Applications begun and never sent. */
  readonly drafts: number;
  /** Messages that belong to no case. */
  readonly messages: number;
  /** Certificates that were over, of files erased before. */
  readonly certificates: number;
  /** Files that could not be erased; they are tried again the next night. */
  readonly failed: number;
}

export interface Night {
  readonly id: string;
  readonly beganAt: Date;
  /** Null where it was cut short. */
  readonly endedAt: Date | null;
  readonly counts: Partial<NightCounts>;
}

/** That a file was erased. */
export interface Erasure {
  readonly caseId: CaseId;
  readonly service: string;
  readonly definition: number;
  readonly cause: "retention" | "request";
  /** The night that did it; null for a request that was carried out by day. */
  readonly night: string | null;
  readonly closedAt: Date;
  /** The end of the term that the service promises. */
  readonly dueAt: Date;
  readonly at: Date;
  /** How many rows of each kind went. */
  readonly counts: Readonly<Record<string, number>>;
}

export async function beginNight(sql: Sql, at: Date): Promise<string> {
  const id = newId();
  await sql`insert into privacy.night (id, began_at) values (${id}, ${at})`;
  return id;
}

export const endNight = (sql: Sql, at: Date, id: string, counts: NightCounts) => sql`
  update privacy.night set ended_at = ${at}, counts = ${json(sql, counts)} where id = ${id}`;

export const nights = (sql: Sql) => sql<Night[]>`
  select id, began_at as "beganAt", ended_at as "endedAt", counts from privacy.night
  order by began_at desc limit 100`;

const erasureColumns = (sql: Sql) => sql`
  case_id as "caseId", service, definition, cause, night, closed_at as "closedAt",
  due_at as "dueAt", at, counts`;

export const recordErasure = (tx: Sql, erasure: Erasure) => tx`
  insert into privacy.erasure (case_id, service, definition, cause, night, closed_at, due_at, at,
    counts)
  values (${erasure.caseId}, ${erasure.service}, ${erasure.definition}, ${erasure.cause},
    ${erasure.night}, ${erasure.closedAt}, ${erasure.dueAt}, ${erasure.at},
    ${json(tx, erasure.counts)})`;

/** The files that one night erased. */
export const erasuresOf = (sql: Sql, night: string) => sql<Erasure[]>`
  select ${erasureColumns(sql)} from privacy.erasure where night = ${night}
  order by service, at limit 1000`;
