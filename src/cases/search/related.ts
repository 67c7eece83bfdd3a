import { isDeepStrictEqual } from "node:util";
import { definedKind, type Page } from "../../catalogue/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import { type Application, answersOf } from "../read.ts";
import { type FilesFound, findByIds, type Searcher } from "./find.ts";
import { type SearchKeys, searchWords } from "./words.ts";

/** Files that have to do with another: of those, what an officer may read. */
export interface RelatedFiles {
  /** Other files of the same applicant. */
  readonly others: FilesFound;
  /** Files of the same service that are about the same, whoever sent them. */
  readonly doubles: FilesFound;
}

/** Files of one kind that are looked at. */
const mostRelated = 200;

const nobody = {
  ...{ name: null, birthDate: null, nationality: null, nationalId: null },
  ...{ phone: null, email: null },
};

/**
 * The applicant's other files, and likely doubles: files of the same service that name the same
 * number (of a child, a company, a title), and open ones of the same applicant with the same
 * answers to the questions by which the service tells files apart. The applicant's own numbers and
 * telephones make no double: a family may share them.
 */
export async function relatedFiles(
  { sql, searchKeys }: { readonly sql: Sql; readonly searchKeys: SearchKeys },
  officer: Searcher,
  { id, state, definition, answers, asked, contact }: Application,
): Promise<RelatedFiles> {
  const person = state.submitted?.person ?? null;
  const { applicant } = asked;
  const own = new Set(searchWords({ definition, answers: {}, applicant, contact }, searchKeys));
  const about = {
    ...{ answers, applicant: nobody, contact: null },
    definition: { ...definition, form: definition.form.map(withoutTelephones) },
  };
  const numbers = searchWords(about, searchKeys).filter(
    (word) => word.startsWith("#") && !own.has(word),
  );
  const rows = await sql<{ id: string; isOwn: boolean; isDouble: boolean }[]>`
    (select id, true as "isOwn",
      service = ${definition.id} and decided_at is null and status <> 'withdrawn' as "isDouble"
     from cases.application
     where person_id = ${person} and id <> ${id} and erased_at is null
     order by submitted_at desc limit ${mostRelated})
    union all
    (select distinct a.id, false, true
     from cases.search_word w join cases.application a on a.id = w.case_id
     where w.word = any(${numbers}::text[]) and a.id <> ${id} and a.service = ${definition.id}
       and a.status <> 'withdrawn' limit ${mostRelated})`;
  const candidates = rows.filter(({ isDouble }) => isDouble);
  const theirs = await answersOf(sql, idsOf(candidates));
  const names = definition.worklist ?? [];
  const isSame = ({ id: other }: { readonly id: string }) =>
    names.every((name) => isDeepStrictEqual(theirs.get(other)?.[name], answers[name]));
  const alike = candidates.filter((row) => !row.isOwn || isSame(row));
  const [others, doubles] = await Promise.all([
    findAmong(sql, officer, idsOf(rows.filter(({ isOwn }) => isOwn))),
    findAmong(sql, officer, idsOf(alike)),
  ]);
  return { others, doubles };
}

const withoutTelephones = ({ fields, ...page }: Page): Page => ({
  ...page,
  fields: fields.filter(({ type }) => !definedKind(type).telephone),
});

const idsOf = (rows: readonly { readonly id: string }[]) => [...new Set(rows.map(({ id }) => id))];

const findAmong = (sql: Sql, officer: Searcher, ids: readonly string[]): Promise<FilesFound> =>
  ids.length === 0 ? Promise.resolve({ rows: [], more: false }) : findByIds(sql, officer, ids);
