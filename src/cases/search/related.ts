import { isDeepStrictEqual } from "node:util";
import { type Definition, definedKind, officeAsked, type Page } from "../../catalogue/index.ts";
import type { Reference } from "../../kernel/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import { unlessChanged } from "../../platform/events/index.ts";
import { type Application, answersOf } from "../read.ts";
import { type FileRow, type FilesFound, findByIds, mostFiles, type Searcher } from "./find.ts";
import {
  answeredNumbers,
  type NumberIn,
  recordedNumbers,
  type SearchKeys,
  searchWords,
} from "./words.ts";

/** Files that have to do with another. */
export interface RelatedFiles {
  /** Other files of the same applicant, as far as the officer may read them. */
  readonly others: FilesFound;
  readonly doubles: Doubles;
}

/** Files of the same service that are about the same, whoever sent them. */
export interface Doubles {
  /** Those that the officer may read, the ones with the same number first. */
  readonly rows: readonly DoubleRow[];
  /** Those with the same number that the officer may not read. */
  readonly unread: readonly Pick<Double, "reference" | "same">[];
}

export type DoubleRow = FileRow & Pick<Double, "same" | "isConflict">;

/** A number that this file has and another has too. */
export type SameNumber = Omit<NumberIn, "word">;

/** A likely double of a file. */
export interface Double {
  readonly id: string;
  readonly reference: Reference;
  /** None where the same applicant answered the same to what tells files apart. */
  readonly same: readonly SameNumber[];
  /** It has the same number, and is open or granted: whoever grants this one says why. */
  readonly isConflict: boolean;
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
  const { own, doubles } = (await candidatesOf(needs, [application])).get(application.id) ?? none;
  const [others, alike] = await Promise.all([
    findByIds(needs.sql, officer, own),
    findByIds(needs.sql, officer, doubles.map(idOf), doubles.length),
  ]);
  return { others, doubles: readOf(doubles, alike.rows) };
}

/** The likely doubles of each of these files, by the id of the file. */
export async function doublesOf(
  needs: Needs,
  officer: Searcher,
  applications: readonly Application[],
): Promise<ReadonlyMap<string, Doubles>> {
  const candidates = await candidatesOf(needs, applications);
  const all = [...new Set([...candidates.values()].flatMap(({ doubles }) => doubles.map(idOf)))];
  const { rows } = await findByIds(needs.sql, officer, all, all.length);
  return new Map([...candidates].map(([id, { doubles }]) => [id, readOf(doubles, rows)]));
}

/** What the numbers of a file are in. */
export type NumbersOf = Pick<
  Application,
  "definition" | "answers" | "asked" | "contact" | "findings"
>;

/**
 * A statement of an act, which is refused with VersionConflict where any other file may have a
 * number of this one; some of those are no conflict (`conflictsOf`). Nothing where it has none.
 */
export function unlessShared(tx: Sql, id: string, file: NumbersOf, searchKeys: SearchKeys) {
  const words = [...new Set(numbersOf(file, searchKeys).map(({ word }) => word))];
  if (words.length === 0) return false;
  const alone = tx`not exists (
    select from unnest(${words}::text[]) as own(word)
    join cases.search_word w on w.word = own.word join cases.application a on a.id = w.case_id
    where a.id <> ${id} and a.service = ${file.definition.id}
      and a.status not in ('refused', 'withdrawn') and a.erased_at is null)`;
  return tx`select ${unlessChanged(tx, alone)}`;
}

/**
 * The files with the same number as each of these, whoever may read them, by its id: also those of
 * these in which an officer is about to record the same one.
 */
export async function conflictsOf(
  needs: Needs,
  applications: readonly Application[],
): Promise<ReadonlyMap<string, readonly Double[]>> {
  const recorded = applications.map((application) => ({
    application,
    numbers: recordedNumbers(application.definition, application.findings, needs.searchKeys),
  }));
  const among = (id: string): Double[] => {
    const own = recorded.find(({ application }) => application.id === id);
    return recorded.flatMap(({ application: { id: other, state, definition }, numbers }) => {
      const words = new Set(numbers.map(({ word }) => word));
      const same = (own?.numbers ?? []).filter(({ word }) => words.has(word)).map(withoutWord);
      const { reference } = state.submitted ?? {};
      const isOther = other !== id && definition.id === own?.application.definition.id;
      if (!isOther || same.length === 0 || !reference) return [];
      return [{ id: other, reference, same, isConflict: true }];
    });
  };
  const candidates = await candidatesOf(needs, applications, false);
  const conflicts = ({ doubles }: Candidates) => doubles.filter(({ isConflict }) => isConflict);
  return new Map([...candidates].map(([id, each]) => [id, [...conflicts(each), ...among(id)]]));
}

function readOf(doubles: readonly Double[], files: readonly FileRow[]): Doubles {
  const read = new Map(files.map((row) => [row.id as string, row]));
  const rows = doubles.flatMap(({ id, same, isConflict }) => {
    const row = read.get(id);
    return row ? [{ ...row, same, isConflict }] : [];
  });
  const unread = doubles.filter(({ id, isConflict }) => isConflict && !read.has(id));
  return {
    rows: rows.toSorted((a, b) => Number(b.isConflict) - Number(a.isConflict)).slice(0, mostFiles),
    unread: unread.map(({ reference, same }) => ({ reference, same })),
  };
}

const idOf = ({ id }: Pick<Double, "id">): string => id;

interface Candidates {
  readonly own: readonly string[];
  readonly doubles: readonly Double[];
}

const none: Candidates = { own: [], doubles: [] };

/** Another file that may be a double, of the same applicant or with the same number. */
interface Candidate {
  readonly of: string;
  readonly id: string;
  readonly reference: Reference;
  readonly isOwn: boolean;
  readonly isSameService: boolean;
  /** Null where it is told by its applicant alone. */
  readonly word: string | null;
  readonly standing: "open" | "granted" | "granted-earlier" | "refused" | "withdrawn";
}

/**
 * Likely doubles are files of the same service that name the same number (of a child, a company, a
 * title), those of which an officer recorded the same number (of an entry in a register), and those
 * of the same applicant with the same answers to the questions by which the service tells files
 * apart: open ones, and what was granted a short time ago. The applicant's own numbers and
 * telephones make no double: a family may share them. Nor does an answer that only chooses the
 * office make a difference: it is the same matter at another one. What was granted earlier about
 * the same matter is none: it is asked for again.
 *
 * @param withOwn false for those with the same number alone
 */
async function candidatesOf(
  { sql, searchKeys, clock }: Needs,
  applications: readonly Application[],
  withOwn = true,
): Promise<ReadonlyMap<string, Candidates>> {
  const about = applications.map(({ id, state, definition }) => ({
    ...{ of: id, person: state.submitted?.person ?? null, service: definition.id },
  }));
  const people = withOwn ? about : [];
  const numbers = new Map(applications.map((each) => [each.id, numbersOf(each, searchKeys)]));
  const shared = about.flatMap(({ of, person, service }) =>
    [...new Set(numbers.get(of)?.map(({ word }) => word))].map((word) => ({
      ...{ of, person, service, word },
    })),
  );
  const grantedFrom = new Date(clock().getTime() - grantedDays * dayMs);
  const standing = sql`case when status in ('refused', 'withdrawn') then status
    when status <> 'granted' then 'open'
    when decided_at >= ${grantedFrom} then 'granted' else 'granted-earlier' end`;
  const rows = await sql<Candidate[]>`
    select about.of, own.*, null as word
    from unnest(${people.map(({ of }) => of)}::uuid[],
      ${people.map(({ person }) => person)}::uuid[],
      ${people.map(({ service }) => service)}::text[]) as about(of, person, service)
    cross join lateral (
      select id, reference, true as "isOwn", service = about.service as "isSameService",
        ${standing} as standing
      from cases.application
      where person_id = about.person and id <> about.of and erased_at is null
      order by submitted_at desc limit ${mostRelated}) as own
    union all
    select about.of, same.*, about.word
    from unnest(${shared.map(({ of }) => of)}::uuid[], ${shared.map(({ word }) => word)}::text[],
      ${shared.map(({ service }) => service)}::text[],
      ${shared.map(({ person }) => person)}::uuid[]) as about(of, word, service, person)
    cross join lateral (
      select id, reference, person_id is not distinct from about.person as "isOwn",
        true as "isSameService", ${standing} as standing
      from cases.search_word w join cases.application a on a.id = w.case_id
      where w.word = about.word and a.id <> about.of and a.service = about.service
        and a.status <> 'withdrawn' and a.erased_at is null limit ${mostRelated}) as same`;
  const compared = rows.filter((row) => isRecentOwn(row) || isEarlier(row));
  const theirs = await answersOf(sql, [...new Set(compared.map(idOf))]);
  return new Map(
    applications.map((application) => {
      const names = namesApart(application.definition);
      const { id, answers } = application;
      const isTold = names.some((name) => answers[name] !== undefined);
      const isSame = ({ id: other, isOwn }: Candidate) =>
        (isOwn || isTold) &&
        names.every((name) => isDeepStrictEqual(theirs.get(other)?.[name], answers[name]));
      const ofThis = rows.filter(({ of }) => of === id);
      const alike = ofThis.filter((row) =>
        row.word === null ? isRecentOwn(row) && isSame(row) : !isEarlier(row) || !isSame(row),
      );
      const own = ofThis.filter(({ word }) => word === null).map(idOf);
      return [id, { own: [...new Set(own)], doubles: doublesIn(alike, numbers.get(id) ?? []) }];
    }),
  );
}

const isEarlier = ({ standing, word }: Candidate): boolean =>
  word !== null && standing === "granted-earlier";

const isRecentOwn = ({ word, isSameService, standing }: Candidate): boolean =>
  word === null && isSameService && (standing === "open" || standing === "granted");

/** Each file once, with all the numbers that it shares. */
function doublesIn(rows: readonly Candidate[], numbers: readonly NumberIn[]): readonly Double[] {
  const byId = Map.groupBy(rows, idOf);
  return [...byId].flatMap(([id, [first, ...more]]) => {
    if (!first) return [];
    const words = new Set([first, ...more].map(({ word }) => word));
    const same = numbers.filter(({ word }, index) => {
      const isFirst = numbers.findIndex((other) => other.word === word) === index;
      return isFirst && words.has(word);
    });
    const isConflict = same.length > 0 && first.standing !== "refused";
    return [{ id, reference: first.reference, same: same.map(withoutWord), isConflict }];
  });
}

const withoutWord = ({ word: _word, ...number }: NumberIn): SameNumber => number;

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
  { definition, answers, asked: { applicant }, contact, findings }: NumbersOf,
  keys: SearchKeys,
): readonly NumberIn[] {
  const own = new Set(searchWords({ definition, answers: {}, applicant, contact }, keys));
  const about = { ...definition, form: definition.form.map(withoutTelephones) };
  return [
    ...answeredNumbers(about, answers, keys).filter(({ word }) => !own.has(word)),
    ...recordedNumbers(definition, findings, keys),
  ];
}

const withoutTelephones = ({ fields, ...page }: Page): Page => ({
  ...page,
  fields: fields.filter(({ type }) => !definedKind(type).telephone),
});
