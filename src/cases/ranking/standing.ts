import type { Definition } from "../../catalogue/index.ts";
import { lineOf, type RankedPlace, rank, rankingStage } from "../../workflow/index.ts";
import type { RankRow } from "./store.ts";

/** An application with its values for the criteria. */
export interface Standing extends RankRow {
  readonly task: string;
  readonly numbers: readonly (number | null)[];
}

/** All applications of one call so far. */
export interface CallRanking {
  readonly call: { readonly opens: string; readonly closes: string };
  readonly places: readonly RankedPlace<Standing>[];
  /** How many of the call are not ranked yet. */
  readonly missing: number;
  /** The call is over and none is missing: the committee may decide. */
  readonly complete: boolean;
}

const onTheWay: ReadonlySet<string> = new Set([
  "awaiting-payment",
  "in-review",
  "waiting-for-applicant",
  "in-appeal",
]);

/** Whoever has no number for the first criterion was not assessed, and is not ranked. */
const stands = (row: RankRow): row is Standing =>
  row.numbers !== null && row.numbers[0] !== null && row.task !== null;

/** The ranking of a call on a local day; undefined where the definition has no such call. */
export function rankingOfCall(
  definition: Definition,
  opens: string,
  rows: readonly RankRow[],
  today: string,
): CallRanking | undefined {
  const call = definition.calls?.find((each) => each.opens === opens);
  if (!call || !rankingStage(definition)) return undefined;
  const missing = rows.filter((row) => !stands(row) && onTheWay.has(row.status)).length;
  return {
    call,
    places: rank(rows.filter(stands)),
    missing,
    complete: call.closes < today && missing === 0,
  };
}

/** The rank of one application, for the officer who decides on it. */
export interface OwnPlace {
  readonly rank: number;
  readonly equal: number;
  readonly of: number;
  /** Its position relative to the line below the last place. */
  readonly line: "above" | "below" | "across";
  readonly missing: number;
  /** First and last day of the call. */
  readonly opens: string;
  readonly closes: string;
  readonly complete: boolean;
  /** The places of the call, and how many other applications take one; no number: no limit. */
  readonly places: number | undefined;
  readonly taken: number;
  /** Those of them that are decided, by their references. */
  readonly takenBy: readonly string[];
  /** In the order of the criteria. */
  readonly numbers: readonly (number | null)[];
  /** Key of the task that decides on it. */
  readonly task: string;
}

/** Whether other applications take all places of the call. */
export const arePlacesTaken = (place: Pick<OwnPlace, "places" | "taken"> | undefined): boolean =>
  place?.places !== undefined && place.taken >= place.places;

export function placeOf(
  definition: Definition,
  ranking: CallRanking,
  caseId: string,
): OwnPlace | undefined {
  const { places, missing, complete, call } = ranking;
  const entryPlace = places.find(({ entry }) => entry.id === caseId);
  if (!entryPlace) return undefined;
  const { places: most } = rankingStage(definition)?.ranking ?? {};
  const line = lineOf(entryPlace, most);
  const others = places.flatMap(({ entry }) => (entry.taken && entry.id !== caseId ? [entry] : []));
  const takenBy = others.flatMap(({ closed, reference }) => (closed ? [reference] : []));
  const { rank: at, equal, entry } = entryPlace;
  const { numbers, task } = entry;
  const { opens, closes } = call;
  return {
    ...{ rank: at, equal, of: places.length, line, missing, opens, closes, complete },
    ...{ numbers, task, places: most, taken: others.length, takenBy },
  };
}
