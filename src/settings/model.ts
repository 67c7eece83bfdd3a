import type { Holiday } from "../catalogue/index.ts";

/** A day on which offices are closed. */
export type HolidayDay = Omit<Holiday, "observed">;

/** The holidays from today to the last year that may be changed, removed ones included, by day. */
export interface HolidaysState {
  readonly days: ReadonlyMap<string, Holiday>;
}

export type HolidayCommand =
  | { readonly type: "add-holiday"; readonly day: HolidayDay }
  /** Moves it, renames it, or both; `date` is the day on which it is until then. */
  | { readonly type: "change-holiday"; readonly date: string; readonly day: HolidayDay }
  | { readonly type: "remove-holiday"; readonly date: string };

export interface Happened<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

/** Every event has what it changed as it was before and after; who did it is its actor. */
export type HolidayEvent =
  | Happened<"HolidayAdded", { readonly after: HolidayDay }>
  | Happened<"HolidayChanged", { readonly before: HolidayDay; readonly after: HolidayDay }>
  | Happened<"HolidayRemoved", { readonly before: HolidayDay }>;

export interface HolidayFacts {
  /** `YYYY-MM-DD`, local: what has passed is not changed. */
  readonly today: string;
  /** The last day that may be changed. */
  readonly last: string;
}
