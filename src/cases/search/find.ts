import type { Answers } from "../../form/index.ts";
import type { CaseId, PersonId, Reference } from "../../kernel/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import type { HeldRole, Status } from "../model.ts";
import { supervisor } from "../policy.ts";
import { taskOfRole } from "../worklist.ts";
import { type SearchTerm, type SearchWanted, similarTerms } from "./words.ts";

/** One file that an officer may read, as a list shows it. */
export interface FileRow {
  readonly id: CaseId;
  readonly reference: Reference;
  readonly service: string;
  readonly status: Status;
  readonly submittedAt: Date;
  readonly dueAt: Date | null;
  readonly decidedAt: Date | null;
  readonly applicant: string | null;
  /** The newest answers. */
  readonly answers: Answers;
  /** The steps that are open now. */
  readonly steps: readonly { readonly stage: string; readonly task: string }[];
  /** Only a word that is one letter off was searched for. */
  readonly similar?: true;
}

/** Who searches, and the services whose certificates they may end. */
export interface Searcher {
  readonly id: string;
  readonly authority: string;
  readonly roles: readonly string[];
  readonly held: readonly HeldRole[];
  readonly persons?: readonly PersonId[];
  readonly revokes: readonly string[];
}

/** Rows that a search shows; whoever gets more types more. */
export const mostFiles = 20;
/** Files of the first words that are looked at, so that three letters cost no more than ten. */
const mostHits = 1_000;

export interface FilesFound {
  readonly rows: readonly FileRow[];
  /** There are others, which are not shown. */
  readonly more: boolean;
}

/**
 * Files with all these words, or whose number begins so, that the officer may read, newest first;
 * after them those with names that are one letter off.
 */
export async function findByWords(
  sql: Sql,
  officer: Searcher,
  { terms, numberStart }: SearchWanted,
): Promise<FilesFound> {
  const byWords = ofWords(sql, terms);
  const byNumber = numberStart && ofNumberStart(sql, numberStart);
  const hits =
    byWords && byNumber ? sql`${byWords} union ${byNumber}` : (byWords ?? (byNumber || undefined));
  const exact = hits ? await readable(sql, officer, hits) : { rows: [], more: false };
  const wider = exact.rows.length < few ? similarTerms(terms) : undefined;
  const similar = wider && ofWords(sql, wider);
  if (!similar) return exact;
  const own = new Set(exact.rows.map(({ id }) => id));
  const { rows, more } = await readable(sql, officer, similar);
  const others = rows.filter(({ id }) => !own.has(id));
  const all = [...exact.rows, ...others.map((row) => ({ ...row, similar: true as const }))];
  return { rows: all.slice(0, mostFiles), more: more || all.length > mostFiles };
}

/** Fewer exact matches than these may be a slip of whoever typed. */
const few = 10;

/** In the order of characters, for which the numbers have an index. */
const ofNumberStart = (sql: Sql, start: string) => sql`
  (select id from cases.application
   where reference ~>=~ ${start} and reference ~<~ ${`${start}\uffff`} limit ${mostHits})`;

function ofWords(sql: Sql, [first, ...others]: readonly SearchTerm[]) {
  if (!first) return undefined;
  const also = others.map(
    (term) => sql`
      and exists (select from cases.search_word other
        where other.case_id = search_word.case_id and ${matches(sql, term)})`,
  );
  // The words first and then each case once: asked for both at a time, PostgreSQL reads the words
  // of all cases in the order of their ids.
  return sql`
    (with matched as materialized (
      select case_id from cases.search_word where ${matches(sql, first)}
      ${also.reduce((all, each) => sql`${all} ${each}`, sql``)} limit ${mostHits})
    select distinct case_id as id from matched)`;
}

/** Those of these cases that the officer may read, newest first. */
export const findByIds = (
  sql: Sql,
  officer: Searcher,
  ids: readonly string[],
  most = mostFiles,
): Promise<FilesFound> =>
  ids.length === 0
    ? Promise.resolve({ rows: [], more: false })
    : readable(sql, officer, sql`select unnest(${[...ids]}::uuid[]) as id`, most);

const matches = (sql: Sql, { prefix, whole }: SearchTerm) => {
  const wholes = sql`word = any(${[...whole]}::text[])`;
  if (prefix === undefined) return wholes;
  const begins = sql`word >= ${prefix} and word < ${`${prefix}\uffff`}`;
  return whole.length === 0 ? begins : sql`(${begins} or ${wholes})`;
};

type SqlPart = ReturnType<Sql["unsafe"]>;

/** The same rule as `mayRead`, over rows. */
async function readable(
  sql: Sql,
  officer: Searcher,
  hits: SqlPart,
  most = mostFiles,
): Promise<FilesFound> {
  const { id, authority, roles, held, persons = [], revokes } = officer;
  const work = roles.includes(supervisor)
    ? sql`true`
    : roles
        .map((role) => taskOfRole(sql, role, held))
        .reduce(
          (all, each) => sql`${all} or ${each}`,
          sql`claimed_by = ${id} or closed_by = ${id}`,
        );
  const rows = await sql<(FileRow & { readonly hits: number })[]>`
    with hit as materialized (${hits})
    select a.id, a.reference, a.service, a.status, a.submitted_at as "submittedAt",
      a.due_at as "dueAt", a.decided_at as "decidedAt",
      newest.asked->'applicant'->>'name' as applicant, coalesce(newest.answers, '{}') as answers,
      (select coalesce(jsonb_agg(jsonb_build_object('stage', stage, 'task', task) order by key),
        '[]') from cases.task where case_id = a.id and closed_at is null) as steps,
      (select count(*)::int from hit) as hits
    from hit join cases.application a on a.id = hit.id left join lateral (
      select asked, answers from cases.answers
      where case_id = a.id order by revision desc limit 1) as newest on true
    where a.erased_at is null and a.person_id <> all(${[...persons]}::uuid[])
      and (a.status = 'granted' and a.service = any(${[...revokes]}::text[]) or exists (
        select from cases.task t
        where t.case_id = a.id and t.authority = ${authority} and (${work})))
    order by a.submitted_at desc, a.id limit ${most + 1}`;
  const more = rows.length > most || (rows[0]?.hits ?? 0) >= mostHits;
  return { rows: rows.slice(0, most).map(({ hits: _hits, ...row }) => row), more };
}
