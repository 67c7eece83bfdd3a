import type { Criterion, Definition, Ranking, Stage } from "../catalogue/index.ts";
import type { ProcessFacts } from "./stages.ts";

/** An application of a call, with its values in the order of the criteria. */
export interface Ranked {
  readonly id: string;
  /** Null where there is no number: it sorts last. */
  readonly numbers: readonly (number | null)[];
}

/** The rank of an application. */
export interface RankedPlace<T extends Ranked = Ranked> {
  readonly entry: T;
  /** 1 for the best; equal ones share a rank and the following ranks are skipped (1, 2, 2, 4). */
  readonly rank: number;
  /** How many have this rank, itself included. */
  readonly equal: number;
  /**
   * The criterion that ranked it behind the one before: 0 is `by`, 1 the first of `ties`; undefined
   * where it is equal.
   */
  readonly behindBy?: number;
}

/** The criteria in order. */
export const criteriaOf = ({ by, ties }: Ranking): readonly Criterion[] => [by, ...ties];

/** The stage in which a service ranks the applications of a call, if it does. */
export const rankingStage = ({
  process,
}: Definition): (Stage & { readonly ranking: Ranking }) | undefined =>
  process?.stages.find((stage): stage is Stage & { ranking: Ranking } => Boolean(stage.ranking));

/** Whether an outcome of the task that ranks selects an application: it then takes a place. */
export function selects(definition: Definition, outcome: string | undefined): boolean {
  const task = rankingStage(definition)?.tasks[0];
  const to = task?.outcomes.find(({ id }) => id === outcome)?.to;
  return to !== undefined && !("end" in to && to.end === "refused");
}

/** The values of one application on the day on which it enters the ranking. */
export const numbersOf = (
  ranking: Ranking,
  { values, today }: Pick<ProcessFacts, "values" | "today">,
): readonly (number | null)[] =>
  criteriaOf(ranking).map(({ value }) => {
    const number = value.evaluate(values, { today });
    return typeof number === "number" ? number : null;
  });

const worth = (value: number | null | undefined): number => value ?? Number.NEGATIVE_INFINITY;

/** The first criterion in which two differ; -1 where they are equal in all. */
const apart = (a: Ranked, b: Ranked): number =>
  a.numbers.findIndex((value, i) => worth(value) !== worth(b.numbers[i]));

function compare(a: Ranked, b: Ranked): number {
  const i = apart(a, b);
  return i < 0 ? 0 : worth(b.numbers[i]) - worth(a.numbers[i]) || 0;
}

/**
 * Ranks applications, the best first. Equal ones share a rank: neither time of arrival nor database
 * order decides. Those of a rank are listed by id.
 */
export function rank<T extends Ranked>(entries: readonly T[]): readonly RankedPlace<T>[] {
  const order = [...entries].sort((a, b) => compare(a, b) || (a.id < b.id ? -1 : 1));
  const places: RankedPlace<T>[] = [];
  for (const [i, entry] of order.entries()) {
    const before = places.at(-1);
    const behind = before ? apart(before.entry, entry) : -1;
    const equal = order.filter((other) => apart(other, entry) < 0).length;
    const rankHere = before && behind < 0 ? before.rank : i + 1;
    const behindBy = behind >= 0 ? behind : before?.behindBy;
    places.push({ entry, rank: rankHere, equal, ...(behindBy !== undefined && { behindBy }) });
  }
  return places;
}

/**
 * Where a rank lies relative to the line below the last place: above, below, or with equal ones on
 * both sides of it.
 */
export function lineOf(
  { rank: at, equal }: Pick<RankedPlace, "rank" | "equal">,
  places: number | undefined,
): "above" | "below" | "across" {
  if (places === undefined || at + equal - 1 <= places) return "above";
  return at > places ? "below" : "across";
}
