/**
 * What administrators change of a government while it runs: so far its public holidays. State is
 * kept as rows by the catalogue, which every server follows; each change is an event with who did
 * it and what was before and after, in the same transaction.
 */
import { type Holiday, readHolidays, setHoliday } from "../catalogue/index.ts";
import { type CommandId, canonical, dateIn, ok, type Result } from "../kernel/index.ts";
import type { Pool, Sql } from "../platform/db/index.ts";
import {
  type EventLog,
  handle,
  latestOfAdministration,
  load,
  type Recorded,
} from "../platform/events/index.ts";
import { holidayDecider } from "./decide.ts";
import type { HolidayCommand, HolidayEvent, HolidayFacts, HolidaysState } from "./model.ts";

export { holidayEvolution } from "./decide.ts";
export type { HolidayCommand, HolidayDay, HolidayEvent } from "./model.ts";

/** How many years ahead holidays are changed: those that every server has seeded. */
const yearsAhead = 3;

const stream = "settings-calendar";

/** Who does it, and the key of the intended act: the same key again is the same act. */
export interface SettingsOccasion {
  readonly key: CommandId;
  readonly actor: string;
}

export interface Settings {
  /** The years whose holidays can be changed, this year first. */
  years(): readonly number[];
  /** The holidays of a year in order, with those that were removed. */
  holidays(year: number): Promise<readonly Holiday[]>;
  /**
   * Changes a holiday; this server follows before it answers, others within five seconds. Refuses
   * settings.holiday-*.
   */
  changeHoliday(command: HolidayCommand, occasion: SettingsOccasion): Promise<Result<unknown>>;
  /** Why this command would be refused now; nothing is changed. */
  checkHoliday(command: HolidayCommand): Promise<Result<unknown>>;
  /** The latest changes, newest first: 100 of them, before an instant. */
  changes(asked: { readonly before?: Date }): Promise<readonly Recorded[]>;
}

export interface SettingsNeeds {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly timeZone: string;
  readonly log: EventLog;
  /** Makes this server follow a change of the holidays. */
  readonly followHolidays: () => Promise<void>;
}

const dayOf = ({ clock, timeZone }: SettingsNeeds): string => dateIn(clock(), timeZone);

function yearsOf(needs: SettingsNeeds): number[] {
  const year = Number(dayOf(needs).slice(0, 4));
  return Array.from({ length: yearsAhead + 1 }, (_, index) => year + index);
}

function factsOf(needs: SettingsNeeds): HolidayFacts {
  const today = dayOf(needs);
  return { today, last: `${Number(today.slice(0, 4)) + yearsAhead}-12-31` };
}

async function stateOf(sql: Sql, needs: SettingsNeeds): Promise<HolidaysState> {
  const days = await readHolidays(sql, yearsOf(needs));
  return { days: new Map(days.map((day) => [day.date, day])) };
}

/** The days that differ, as they are now. */
const changedDays = (before: HolidaysState, after: HolidaysState): Holiday[] =>
  [...after.days.values()].filter(
    (day) => canonical(day) !== canonical(before.days.get(day.date) ?? null),
  );

/** The settings over one database. */
export function makeSettings(needs: SettingsNeeds): Settings {
  const { sql, clock, log } = needs;
  return {
    years: () => yearsOf(needs),
    holidays: (year) => readHolidays(sql, [year]),
    async changeHoliday(command, { key, actor }) {
      const done = await handle<HolidaysState, HolidayCommand, HolidayEvent, HolidayFacts, object>(
        log,
        {
          ...{ sql, stream, decider: holidayDecider, command, key, actor, clock },
          load: async (from) => {
            const history = await load(from, stream);
            const commands = new Set(history.map((event) => event.command));
            return ok({ state: await stateOf(from, needs), version: history.length, commands });
          },
          facts: () => factsOf(needs),
          project: (tx, { before, after }) =>
            changedDays(before, after).map((day) => setHoliday(tx, day)),
          follow: () => [],
          conflict: "settings.conflict",
        },
      );
      // Where the database is away just now, the next regular look takes it up.
      if (done.ok) await needs.followHolidays().catch(() => undefined);
      return done;
    },
    checkHoliday: async (command) =>
      holidayDecider.decide(await stateOf(sql, needs), command, factsOf(needs)),
    changes: ({ before }) => latestOfAdministration(sql, "settings", before),
  };
}
