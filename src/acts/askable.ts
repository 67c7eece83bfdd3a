import type { Application } from "../cases/index.ts";

/** Paths that may be asked for anew: every answer and paper on the way that the person took. */
export const askable = ({ asked }: Pick<Application, "asked">): ReadonlySet<string> =>
  new Set(asked.pages.flatMap(({ rows }) => rows.map(({ field }) => field)));
