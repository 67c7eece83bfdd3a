import {
  canonical,
  type Decider,
  type Evolution,
  evolveBy,
  ok,
  type Refused,
  type Result,
  refuse,
} from "../kernel/index.ts";
import type {
  HolidayCommand,
  HolidayDay,
  HolidayEvent,
  HolidayFacts,
  HolidaysState,
} from "./model.ts";

const withDay = ({ days }: HolidaysState, day: HolidayDay, observed: boolean): HolidaysState => ({
  days: new Map([...days, [day.date, { ...day, observed }]]),
});

/** What each event leads to: a day that was removed stays, so that nobody seeds it again. */
export const holidayEvolution: Evolution<HolidaysState, HolidayEvent> = {
  HolidayAdded: (state, { data }) => withDay(state, data.after, true),
  HolidayChanged: (state, { data }) =>
    withDay(withDay(state, data.before, false), data.after, true),
  HolidayRemoved: (state, { data }) => withDay(state, data.before, false),
};

const dayRefusal = (date: string, { today, last }: HolidayFacts): Refused | undefined =>
  date < today
    ? refuse("invalid", "settings.holiday-past")
    : date > last
      ? refuse("invalid", "settings.holiday-far")
      : undefined;

function observedOn({ days }: HolidaysState, date: string): HolidayDay | undefined {
  const day = days.get(date);
  return day?.observed ? { date: day.date, name: day.name } : undefined;
}

function decide(
  state: HolidaysState,
  command: HolidayCommand,
  facts: HolidayFacts,
): Result<readonly HolidayEvent[]> {
  if (command.type === "add-holiday") {
    const { day: after } = command;
    const wrong = dayRefusal(after.date, facts);
    if (wrong) return wrong;
    if (observedOn(state, after.date)) return refuse("conflict", "settings.holiday-exists");
    return ok([{ type: "HolidayAdded", data: { after } }]);
  }
  const before = observedOn(state, command.date);
  if (!before) return refuse("not-found", "settings.holiday-unknown");
  const wrong = dayRefusal(before.date, facts);
  if (wrong) return wrong;
  if (command.type === "remove-holiday") return ok([{ type: "HolidayRemoved", data: { before } }]);
  const { day: after } = command;
  if (canonical(after) === canonical(before)) return ok([]);
  const badDay = dayRefusal(after.date, facts);
  if (badDay) return badDay;
  if (after.date !== before.date && observedOn(state, after.date))
    return refuse("conflict", "settings.holiday-exists");
  return ok([{ type: "HolidayChanged", data: { before, after } }]);
}

/** The public holidays as administrators change them. Refusals: settings.holiday-*. */
export const holidayDecider: Decider<HolidaysState, HolidayCommand, HolidayEvent, HolidayFacts> = {
  initial: { days: new Map() },
  decide,
  evolve: evolveBy(holidayEvolution),
};
