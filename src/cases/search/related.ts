import { isDeepStrictEqual } from "node:util";
import { type Definition, definedKind, officeAsked, type Page } from "../../catalogue/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import { type Application, answersOf } from "../read.ts";
import { type FileRow, type FilesFound, findByIds, mostFiles, type Searcher } from "./find.ts";
import { answeredNumbers, recordedNumbers, type SearchKeys, searchWords } from "./words.ts";

/** Files that have to do with another: of those, what an officer may read. */
export interface RelatedFiles {
  /** Other files of the same applicant. */
  readonly others: FilesFound;
  /** Files of the same service that are about the same, whoever sent them. */
  readonly doubles: FilesFound;
}

/** Files of one kind that are looked at. */
const mostRelated = 200;
/** How long a file that was granted may have been sent twice: nobody asks again for it so soon. */
const grantedDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

interface Needs {
  readonly sql: Sql;
  readonly searchKeys: SearchKeys;
  readonly clock: () => Date;
}

/** The applicant's other files, and likely doubles. */
export async function relatedFiles(
  needs: Needs,
  officer: Searcher,
  application: Application,
): Promise<RelatedFiles> {
  const candidates = await candidatesOf(needs, [application]);
  const { own = [], doubles = [] } = candidates.get(application.id) ?? {};
  const [others, alike] = await Promise.all([
    findByIds(needs.sql, officer, own),
    findByIds(needs.sql, officer, doubles),
  ]);
  return { others, doubles: alike };
}

/** The likely doubles of each of these files that the officer may read, by the id of the file. */
export async function doublesOf(
  needs: Needs,
  officer: Searcher,
  applications: readonly Application[],
): Promise<ReadonlyMap<string, readonly FileRow[]>> {
  const candidates = await candidatesOf(needs, applications);
  const all = [...new Set([...candidates.values()].flatMap(({ doubles }) => doubles))];
  const { rows } = await findByIds(needs.sql, officer, all, all.length);
  return new Map(
    [...candidates].map(([id, { doubles }]) => {
      const own = new Set(doubles);
      return [id, rows.filter((row) => own.has(row.id)).slice(0, mostFiles)];
    }),
  );
}

interface Candidates {
  readonly own: readonly string[];
  readonly doubles: readonly string[];
}

/**
 * Likely doubles are files of the same service that name the same number (of a child, a company, a
 * title), those of which an officer recorded the same number (of an entry in a register), and those
 * of the same applicant with the same answers to the questions by which the service tells files
 * apart: open ones, and what was granted a short time ago. The applicant's own numbers and
 * telephones make no double: a family may share them. Nor does an answer that only chooses the
 * office make a difference: it is the same matter at another one.
 */
async function candidatesOf(
  { sql, searchKeys, clock }: Needs,
  applications: readonly Application[],
): Promise<ReadonlyMap<string, Candidates>> {
  const about = applications.map(({ id, state, definition }) => ({
    ...{ of: id, person: state.submitted?.person ?? null, service: definition.id },
  }));
  const numbers = applications.flatMap((application) =>
    numbersOf(application, searchKeys).map((word) => ({
      ...{ of: application.id, service: application.definition.id, word },
    })),
  );
  const grantedFrom = new Date(clock().getTime() - grantedDays * dayMs);
  const rows = await sql<
    { readonly of: string; readonly id: string; isOwn: boolean; isDouble: boolean }[]
  >`
    select about.of, own.id, true as "isOwn", own."isDouble"
    from unnest(${about.map(({ of }) => of)}::uuid[], ${about.map(({ person }) => person)}::uuid[],
      ${about.map(({ service }) => service)}::text[]) as about(of, person, service)
    cross join lateral (
      select id, service = about.service and (decided_at is null and status <> 'withdrawn'
        or status = 'granted' and decided_at >= ${grantedFrom}) as "isDouble"
      from cases.application
      where person_id = about.person and id <> about.of and erased_at is null
      order by submitted_at desc limit ${mostRelated}) as own
    union all
    select about.of, same.id, false, true
    from unnest(${numbers.map(({ of }) => of)}::uuid[], ${numbers.map(({ word }) => word)}::text[],
      ${numbers.map(({ service }) => service)}::text[]) as about(of, word, service)
    cross join lateral (
      select a.id from cases.search_word w join cases.application a on a.id = w.case_id
      where w.word = about.word and a.id <> about.of and a.service = about.service
        and a.status <> 'withdrawn' limit ${mostRelated}) as same`;
  const theirs = await answersOf(
    sql,
    idsOf(rows.filter(({ isOwn, isDouble }) => isOwn && isDouble)),
  );
  return new Map(
    applications.map(({ id, definition, answers }) => {
      const names = namesApart(definition);
      const isSame = (other: string) =>
        names.every((name) => isDeepStrictEqual(theirs.get(other)?.[name], answers[name]));
      const ofThis = rows.filter(({ of }) => of === id);
      const alike = ofThis.filter((row) => row.isDouble && (!row.isOwn || isSame(row.id)));
      return [id, { own: idsOf(ofThis.filter(({ isOwn }) => isOwn)), doubles: idsOf(alike) }];
    }),
  );
}

/** The questions by which the service tells files apart, without those that choose the office. */
function namesApart(definition: Definition): readonly string[] {
  const tasks = definition.process?.stages.flatMap((stage) => stage.tasks) ?? [];
  const offices = new Set(tasks.flatMap((task) => officeAsked(definition, task)?.name ?? []));
  const fields = definition.form.flatMap((page) => page.fields);
  const isOfOffice = (name: string) => {
    const outer = fields.find((field) => field.name === name)?.within?.answer;
    return offices.has(name) || (outer !== undefined && offices.has(outer));
  };
  return (definition.worklist ?? []).filter((name) => !isOfOffice(name));
}

function numbersOf(
  { definition, answers, asked: { applicant }, contact, findings }: Application,
  keys: SearchKeys,
): readonly string[] {
  const own = new Set(searchWords({ definition, answers: {}, applicant, contact }, keys));
  const about = { ...definition, form: definition.form.map(withoutTelephones) };
  return [
    ...answeredNumbers(about, answers, keys).filter((word) => !own.has(word)),
    ...recordedNumbers(definition, findings, keys),
  ];
}

const withoutTelephones = ({ fields, ...page }: Page): Page => ({
  ...page,
  fields: fields.filter(({ type }) => !definedKind(type).telephone),
});

const idsOf = (rows: readonly { readonly id: string }[]) => [...new Set(rows.map(({ id }) => id))];
