import type { CentreRules } from "./model.ts";

/**
 * In what order a hall calls. `arrival`: within one series of numbers in the order of arrival, and
 * the policy weighs the first of each series; `optimised`: it weighs everybody.
 */
export type CallOrder = NonNullable<CentreRules["order"]>;

/** What a ticket says of itself that decides its series; an appointment by its time or id. */
export interface SeriesFacts {
  readonly group: string | null;
  readonly appointment: unknown;
  readonly party: number;
  readonly prepared: boolean;
  /** Put first by whoever runs the floor: it then stands with those who have priority. */
  readonly putFirst?: boolean;
}

/**
 * The second letter of a ticket, after that of its topic: people with priority, appointments,
 * families, and filled-in forms have numbers of their own, because they take another time at the
 * counter or have a right to another turn. Empty for everybody else.
 */
export function seriesOf({ putFirst, group, appointment, ...more }: SeriesFacts): string {
  if (putFirst || group !== null) return "P";
  if (appointment !== null && appointment !== undefined) return "R";
  if (more.party > 1) return "F";
  return more.prepared ? "Q" : "";
}

/** The line in which a ticket of this series of a topic stands. */
export const lineName = (topic: string, series: string): string => `${topic} ${series}`;

/** Without a rule of the hall: what people see as fair. */
export const orderOf = ({ order = "arrival" }: Pick<CentreRules, "order">): CallOrder => order;
