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

/** Rows that a search shows at first, and with each "Show more", up to so many. */
export const mostFiles = 20;
export const mostShownFiles = 100;
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
  most = mostFiles,
): Promise<FilesFound> {
  const byWords = ofWords(sql, terms);
  const byNumber = numberStart && ofNumberStart(sql, numberStart);
  const hits =
    byWords && byNumber ? sql`${byWords} union ${byNumber}` : (byWords ?? (byNumber || undefined));
  const exact = hits ? await readable(sql, officer, hits, most) : { rows: [], more: false };
  const wider = exact.rows.length < few ? similarTerms(terms) : undefined;
  const similar = wider && ofWords(sql, wider, mostSimilar);
  if (!similar) return exact;
  const own = new Set(exact.rows.map(({ id }) => id));
  const { rows, more } = await readable(sql, officer, similar, most);
  const others = rows.filter(({ id }) => !own.has(id));
  const all = [...exact.rows, ...others.map((row) => ({ ...row, similar: true as const }))];
  return { rows: all.slice(0, most), more: more || all.length > most };
}

/** Fewer exact matches than these may be a slip of whoever typed. */
const few = 10;

/** In the order of characters, for which the numbers have an index. */
const ofNumberStart = (sql: Sql, start: string) => sql`
  (select id from cases.application
   where reference ~>=~ ${start} and reference ~<~ ${`${start}\uffff`} limit ${mostHits})`;

/** Files of a term, or of each part of one, that are compared with those of the others. */
const mostCompared = 25_000;
/** The same where words are searched that are one letter off: hundreds for each. */
const mostSimilar = 5_000;
/** Files of a rare term whose own words are read. */
const mostProbed = 500;

/** Files with all these terms. */
function ofWords(sql: Sql, terms: readonly SearchTerm[], most = mostCompared) {
  const [only, ...others] = terms;
  if (!only || others.length > 0) return only && ofSeveral(sql, terms, most);
  // The words first and then each case once: asked for both at a time, PostgreSQL reads the words
  // of all cases in the order of their ids.
  return sql`
    (with matched as materialized (
      select case_id from cases.search_word where ${matches(sql, only)} limit ${mostHits})
    select distinct case_id as id from matched)`;
}

/**
 * PostgreSQL cannot tell how many files have a word that begins so, or one of hundreds, and then
 * reads all files of one term for each of the other. So the files of each term are read from the
 * index alone, up to a limit, and compared with one another; where one term is rare, its files are
 * also asked for the others, of which there may be more than the limit. Where all terms are that
 * frequent not every such file is shown: whoever gets those types more.
 */
function ofSeveral(sql: Sql, terms: readonly SearchTerm[], most: number) {
  const candidates = terms
    .flatMap((term, index) =>
      eitherOf(sql, term).map(
        (condition) => sql`(select ${index}::int as term, case_id from cases.search_word
          where ${condition} limit ${most})`,
      ),
    )
    .reduce((all, each) => sql`${all} union all ${each}`);
  const all = terms
    .map((term) => sql`bool_or(${matches(sql, term)})`)
    .reduce((before, each) => sql`${before} and ${each}`);
  // As a value and not by `exists`, which PostgreSQL answers by reading all words of the others.
  return sql`
    (with candidate as materialized (${candidates}),
    rarest as materialized (
      select n from generate_series(0, ${terms.length - 1}::int) as n
        left join candidate on term = n
      group by n having count(case_id) <= ${mostProbed} order by count(case_id) limit 1)
    (select case_id as id from candidate group by case_id
      having count(distinct term) = ${terms.length} limit ${mostHits})
    union
    (select case_id from candidate where term = (select n from rarest)
      and (select ${all} from cases.search_word where case_id = candidate.case_id)
      limit ${mostHits}))`;
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

const matches = (sql: Sql, term: SearchTerm) =>
  sql`(${eitherOf(sql, term).reduce((all, each) => sql`${all} or ${each}`)})`;

/** A word fulfils a term by any of these conditions; each can be looked up in the index alone. */
const eitherOf = (sql: Sql, { prefix, whole }: SearchTerm) => [
  ...(prefix === undefined ? [] : [sql`word >= ${prefix} and word < ${`${prefix}\uffff`}`]),
  ...(whole.length === 0 ? [] : [sql`word = any(${[...whole]}::text[])`]),
];

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
