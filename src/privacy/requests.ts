import {
  type CaseId,
  type OfficerId,
  ok,
  type PersonId,
  type Result,
  refuse,
} from "../kernel/index.ts";
import { json, newId, type Sql } from "../platform/db/index.ts";
import "./refusals.ts";

export const requestKinds = ["rectification", "erasure", "objection"] as const;
export type RequestKind = (typeof requestKinds)[number];

/** What an erasure did: figures by what became of each file, and whether the account went. */
export type ErasureDone = Readonly<Record<"erased" | "open" | "held", number>> & {
  readonly account: boolean;
};

/** What a person asks about their data. */
export interface DataRequest {
  readonly id: string;
  readonly person: PersonId;
  readonly kind: RequestKind;
  /** The application that it is about; null: everything. */
  readonly caseId: CaseId | null;
  readonly reference: string | null;
  readonly words: string;
  readonly lang: string;
  readonly askedAt: Date;
  readonly dueAt: Date;
  readonly outcome: "granted" | "refused" | "taken-back" | null;
  readonly reason: string | null;
  readonly decidedBy: OfficerId | null;
  readonly decidedAt: Date | null;
  readonly done: ErasureDone | null;
}

export type NewRequest = Pick<
  DataRequest,
  "person" | "kind" | "caseId" | "reference" | "words" | "lang"
>;

/** Most that one person may have open. */
const mostOpen = 10;

const columns = (sql: Sql) => sql`
  id, person, kind, case_id as "caseId", reference, words, lang, asked_at as "askedAt",
  due_at as "dueAt", outcome, reason, decided_by as "decidedBy", decided_at as "decidedAt", done`;

/** Refuses privacy.too-many-requests. */
export async function askRequest(
  sql: Sql,
  { at, dueAt }: { readonly at: Date; readonly dueAt: Date },
  request: NewRequest,
): Promise<Result<string>> {
  const id = newId();
  const { count } = await sql`
    insert into privacy.request (id, person, kind, case_id, reference, words, lang, asked_at,
      due_at)
    select ${id}, ${request.person}, ${request.kind}, ${request.caseId}, ${request.reference},
      ${request.words}, ${request.lang}, ${at}, ${dueAt}
    where (select count(*) from privacy.request
      where person = ${request.person} and outcome is null) < ${mostOpen}`;
  return count === 1 ? ok(id) : refuse("conflict", "privacy.too-many-requests");
}

export const requestsOf = (sql: Sql, person: PersonId) => sql<DataRequest[]>`
  select ${columns(sql)} from privacy.request where person = ${person}
  order by asked_at desc limit 100`;

/** Those to be answered, the most urgent first. */
export const openRequests = (sql: Sql) => sql<DataRequest[]>`
  select ${columns(sql)} from privacy.request where outcome is null order by due_at limit 500`;

/** The newest answered ones. */
export const answeredRequests = (sql: Sql) => sql<DataRequest[]>`
  select ${columns(sql)} from privacy.request where outcome is not null
  order by decided_at desc limit 50`;

/** Erasures that were granted and broke off before they were carried out. */
export const unfinishedErasures = (sql: Sql) => sql<DataRequest[]>`
  select ${columns(sql)} from privacy.request
  where kind = 'erasure' and outcome = 'granted' and done is null order by decided_at limit 500`;

export async function findRequest(sql: Sql, id: string): Promise<DataRequest | undefined> {
  const [request] = await sql<DataRequest[]>`
    select ${columns(sql)} from privacy.request where id = ${id}`;
  return request;
}

export interface RequestDecided {
  readonly id: string;
  readonly outcome: "granted" | "refused";
  readonly reason: string;
  readonly by: OfficerId;
}

/** Refuses privacy.request-answered where somebody has answered it, or it was taken back. */
export async function answerRequest(
  sql: Sql,
  at: Date,
  { id, outcome, reason, by }: RequestDecided,
): Promise<Result<undefined>> {
  const { count } = await sql`
    update privacy.request set outcome = ${outcome}, reason = ${reason}, decided_by = ${by},
      decided_at = ${at}
    where id = ${id} and outcome is null`;
  return count === 1 ? ok(undefined) : refuse("conflict", "privacy.request-answered");
}

/** Refuses privacy.request-answered. */
export async function takeBack(
  sql: Sql,
  at: Date,
  { id, person }: { readonly id: string; readonly person: PersonId },
): Promise<Result<undefined>> {
  const { count } = await sql`
    update privacy.request set outcome = 'taken-back', decided_at = ${at}
    where id = ${id} and person = ${person} and outcome is null`;
  return count === 1 ? ok(undefined) : refuse("conflict", "privacy.request-answered");
}

/** What the erasure did. Where the account went with it, the person's words go too. */
export const recordDone = (sql: Sql, id: string, done: ErasureDone) => sql`
  update privacy.request set done = ${json(sql, done)} where id = ${id}`;

export const eraseRequestWords = (tx: Sql, person: PersonId) =>
  tx`update privacy.request set words = '' where person = ${person}`;
