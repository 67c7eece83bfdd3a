import type { CallOut, CallOutRefusal } from "../../centres/index.ts";
import { addDays, dateIn } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import type { HallDeps } from "./deps.ts";
import { timeIn } from "./place.ts";

/**
 * Why a centre may say that it cannot come; each is told to the person in words of `visits.why`.
 */
export const refusalsOfVisit: readonly CallOutRefusal[] = ["no-team", "too-far", "not-possible"];

/** `26 November 2026, 10:00–11:00`, in the hall's own time; a dash while it is not planned. */
export const timesOf = (deps: HallDeps, { day, from, to }: CallOut, t: Translate): string =>
  day && from && to ? `${t.date(day)}, ${timeIn(deps, from)}–${timeIn(deps, to)}` : "–";

/** People wish for a day at most two weeks ahead; a plan may move it by a week more. */
const daysAhead = 21;

/** Local days that a visit can be planned for: from today on. */
export function planDays({ clock, catalogue }: HallDeps): readonly string[] {
  const today = dateIn(clock(), catalogue.jurisdiction.timeZone);
  return Array.from({ length: daysAhead + 1 }, (_, ahead) => addDays(today, ahead));
}
