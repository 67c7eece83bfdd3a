import type { Definition } from "../../catalogue/index.ts";
import { lineOf, type Place, rank, rankingStage } from "../../workflow/index.ts";
import type { RankRow } from "./store.ts";

/** An application with the numbers by which it stands. */
export interface Standing extends RankRow {
  readonly task: string;
  readonly numbers: readonly (number | null)[];
}

/** All applications of one call, as far as they have come. */
export interface CallRanking {
  readonly call: { readonly opens: string; readonly closes: string };
  readonly places: readonly Place<Standing>[];
  /** How many of the call are still on their way to the ranking. */
  readonly missing: number;
  /** The call is over and nobody is missing: now the committee may decide. */
  readonly complete: boolean;
}

const onTheWay: ReadonlySet<string> = new Set([
  "awaiting-payment",
  "in-review",
  "waiting-for-applicant",
  "in-appeal",
]);

const stands = (row: RankRow): row is Standing => row.numbers !== null && row.task !== null;

/** The ranking of a call on a local day; undefined where the definition knows no such call. */
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

/** Where one application stands, for who decides on it. */
export interface OwnPlace {
  readonly rank: number;
  readonly equal: number;
  readonly of: number;
  /** Where it lies to the line under the last place. */
  readonly line: "above" | "below" | "across";
  readonly missing: number;
  /** First and last day of the call. */
  readonly opens: string;
  readonly closes: string;
  readonly complete: boolean;
  /** In the order of the criteria. */
  readonly numbers: readonly (number | null)[];
  /** Key of the task in which it is decided on. */
  readonly task: string;
}

export function placeOf(
  definition: Definition,
  ranking: CallRanking,
  caseId: string,
): OwnPlace | undefined {
  const { places, missing, complete, call } = ranking;
  const own = places.find(({ entry }) => entry.id === caseId);
  if (!own) return undefined;
  const line = lineOf(own, rankingStage(definition)?.ranking.places);
  const { rank: at, equal, entry } = own;
  const { numbers, task } = entry;
  const { opens, closes } = call;
  return {
    ...{ rank: at, equal, of: places.length, line, missing, opens, closes, complete },
    ...{ numbers, task },
  };
}
