import type { Fee, Tariff } from "./model.ts";

/** The tariff in force on a day (`YYYY-MM-DD`): the newest that has begun; the oldest has no beginning. */
export const tariffOn = ({ tariffs }: Fee, day: string): Tariff | undefined =>
  tariffs.find(({ from }) => from === undefined || from <= day);
