import { type Pool, type Sql, together } from "../platform/db/index.ts";
import { type WorkDetails, workDetails } from "./work-details.ts";
import { type WorkView, workViewsOf } from "./work-views.ts";
import {
  type Counted,
  countsOfWork,
  mostCounted,
  type WorkRow,
  type WorkWanted,
  worklist,
} from "./worklist.ts";

/** What an officer's list shows. */
export interface OfficersList {
  readonly rows: readonly WorkRow[];
  /** What is said of each case beside its work; nothing of one whose answers were erased. */
  readonly details: ReadonlyMap<string, WorkDetails>;
  /** How many rows each of the lists has that were asked for. */
  readonly counts: readonly number[];
  readonly views: readonly WorkView[];
}

export interface ListWanted {
  readonly work: Omit<WorkWanted, "now">;
  /** The lists that are counted beside it, and within what. */
  readonly counted: readonly Counted[];
  readonly within: Omit<WorkWanted, "now">;
  /** The questions by which the files of a service are told apart. */
  readonly namesOf: (service: string) => readonly string[];
}

interface Read {
  readonly revision: number;
  readonly names: string;
  readonly details: WorkDetails;
}

/** How long a list that had more than are counted is taken to have still as many. */
const fullForMs = 60_000;
/** Officers and lists of whom that is remembered. */
const mostFull = 10_000;

/**
 * Counts some lists at once and reads the views of their officer, in one statement. Those lists are
 * left out of which it was found a moment ago that they have more than are counted: an office with
 * much work would look at the same hundred rows for each page.
 */
function makeCountsAndViews(clock: () => Date) {
  const fullAt = new Map<string, number>();
  return async (sql: Sql, within: Omit<WorkWanted, "now">, lists: readonly Counted[]) => {
    const now = clock();
    const scope = JSON.stringify(within);
    const keys = lists.map((list) => scope + JSON.stringify(list));
    const isFull = keys.map((key) => Math.abs(now.getTime() - (fullAt.get(key) ?? 0)) < fullForMs);
    const asked = lists.filter((_, at) => !isFull[at]);
    const [row] = await sql<{ counts: number[]; views: WorkView[] }[]>`
      select ${countsOfWork(sql, { ...within, now }, asked)} as counts,
        ${workViewsOf(sql, within.officer.id)} as views`;
    const counted = (row?.counts ?? []).values();
    if (fullAt.size + keys.length > mostFull) fullAt.clear();
    const counts = keys.map((key, at) => {
      if (isFull[at]) return mostCounted;
      const count = counted.next().value ?? 0;
      if (count >= mostCounted) fullAt.set(key, now.getTime());
      return count;
    });
    return { counts, views: row?.views ?? [] };
  };
}

/** Cases whose details are remembered: a few thousand rows that are looked at again and again. */
const mostRead = 10_000;

/**
 * Reads the list of an officer, its counts and their views in one exchange, which may be the one
 * that reads the session. What is said of a case comes from its newest answers, which are most of
 * what a list costs: they are read once, and again when there are newer ones. The list itself says
 * of each row which are the newest.
 */
export function makeOfficersList(sql: Pool, clock: () => Date) {
  const read = new Map<string, Read>();
  const countsAndViews = makeCountsAndViews(clock);
  const detailsIn = (rows: readonly WorkRow[], namesOf: ListWanted["namesOf"]) => {
    const details = new Map<string, WorkDetails>();
    const missing: WorkRow[] = [];
    for (const row of rows) {
      if (row.revision === null) continue;
      const before = read.get(row.caseId);
      const isNewest = before?.revision === row.revision;
      if (isNewest && before.names === namesOf(row.service).join())
        details.set(row.caseId, before.details);
      else missing.push(row);
    }
    return { details, missing };
  };
  return async (
    { work, counted, within, namesOf }: ListWanted,
    at: Sql = together(sql),
  ): Promise<OfficersList> => {
    const now = clock();
    const [rows, { counts, views }] = await Promise.all([
      worklist(at, { ...work, now }),
      countsAndViews(at, within, counted),
    ]);
    const { details, missing } = detailsIn(rows, namesOf);
    if (missing.length > 0) {
      const of = new Map(missing.map((row) => [row.caseId, row]));
      const names = new Set(missing.flatMap(({ service }) => namesOf(service)));
      if (read.size + missing.length > mostRead) read.clear();
      for (const each of await workDetails(sql, [...of.keys()], [...names])) {
        const { service = "", revision } = of.get(each.caseId) ?? {};
        details.set(each.caseId, each);
        if (revision === each.revision)
          read.set(each.caseId, { revision, names: namesOf(service).join(), details: each });
      }
    }
    return { rows, details, counts, views };
  };
}
