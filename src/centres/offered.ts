import type { Centre } from "../catalogue/index.ts";

/** Invented ones serve a demonstration alone: nobody is sent to a hall that nobody has opened. */
export const offeredCentres = (
  centres: readonly Centre[] = [],
  demonstration: boolean,
): readonly Centre[] =>
  demonstration ? centres : centres.filter(({ illustrative }) => !illustrative);
