import type { OpenSpan } from "../model.ts";

/** A span as written: for several weekdays. */
export interface RawSpan extends Omit<OpenSpan, "weekday"> {
  readonly weekdays: readonly number[];
}

/** One span for each weekday. */
export const spansOf = (raw: readonly RawSpan[]): readonly OpenSpan[] =>
  raw.flatMap(({ weekdays, opens, closes }) =>
    weekdays.map((weekday) => ({ weekday, opens, closes })),
  );
