import type { Definition, Fee, FeeMoment, Stage, Tariff } from "./model.ts";

/**
 * The tariff in force on a day (`YYYY-MM-DD`): the newest that has begun; the oldest has no
 * beginning.
 */
export const tariffOn = ({ tariffs }: Fee, day: string): Tariff | undefined =>
  tariffs.find(({ from }) => from === undefined || from <= day);

/** The stage before which a fee is due, if any. */
export const stageDue = ({ process }: Definition, due: FeeMoment): Stage | undefined =>
  process?.stages.find(({ id }) => due === `before ${id}`);
