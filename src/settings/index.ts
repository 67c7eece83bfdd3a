/**
 * What administrators change of a government while it runs: its public holidays, and every value of
 * its files that `kinds.ts` names. The file is the seed; what is edited here is laid over it by the
 * catalogue, which every server follows. Each change is an event with who did it and what was
 * before and after, in the same transaction.
 */
import {
  type Finding,
  type Holiday,
  type LiveCatalogue,
  putEdits,
  readHolidays,
  setHoliday,
  type TriedEdits,
} from "../catalogue/index.ts";
import { type CommandId, canonical, dateIn, ok, type Result } from "../kernel/index.ts";
import type { Pool, Sql } from "../platform/db/index.ts";
import {
  type EventLog,
  handle,
  latestOfAdministration,
  load,
  type Recorded,
} from "../platform/events/index.ts";
import {
  type SettingCommand,
  type SettingEvent,
  type SettingFacts,
  type SettingState,
  settingDecider,
} from "./change.ts";
import { holidayDecider } from "./decide.ts";
import { editsOf, placesOf, type SettingPlace, settingValue } from "./kinds.ts";
import type { HolidayCommand, HolidayEvent, HolidayFacts, HolidaysState } from "./model.ts";
import { streamOf } from "./past.ts";
import { type Registering, register } from "./register.ts";

export { markOf, type SettingCommand, settingEvolution } from "./change.ts";
export { holidayEvolution } from "./decide.ts";
export { type EmblemProblem, readEmblem } from "./emblem.ts";
export { type SettingName, type SettingPlace, settingKinds, withSource } from "./kinds.ts";
export type { HolidayCommand, HolidayDay, HolidayEvent } from "./model.ts";
export { pastValues } from "./past.ts";
export {
  type RegisterEvent,
  type RegisteredBadge,
  type RegisteredClient,
  type RegisteredDevice,
  registerEvents,
} from "./register.ts";
export { type DayHours, type DayProblem, hoursOf, type Week, weekOf } from "./week.ts";

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
  /** What a setting is now, as plain data; undefined where nothing is said. */
  value(place: SettingPlace): unknown;
  /** What would be wrong with a value, and what the government would be with it. */
  check(command: Omit<SettingCommand, "type">): Promise<SettingCheck>;
  /**
   * Changes a setting; this server follows before it answers, others within five seconds. Refuses
   * settings.not-in-order (`check` says what is wrong), settings.conflict (it is no longer what was
   * seen).
   */
  change(
    command: Omit<SettingCommand, "type">,
    occasion: SettingsOccasion,
  ): Promise<Result<unknown>>;
  /**
   * Writes a change of a list that another part keeps, with its rows, in one transaction. Refuses
   * with what the change names where there is nothing to change, settings.conflict.
   */
  register(change: Registering, occasion: SettingsOccasion): Promise<Result<unknown>>;
  /** The latest changes, newest first: 100 of them, before an instant. */
  changes(asked: { readonly before?: Date }): Promise<readonly Recorded[]>;
}

/** Something wrong with a value. */
export interface SettingProblem extends Finding {
  /** From the value on; absent where it is elsewhere, in what does not fit together with it. */
  readonly within?: readonly (string | number)[];
}

export interface SettingCheck extends Omit<TriedEdits, "findings"> {
  readonly problems: readonly SettingProblem[];
}

export interface SettingsNeeds {
  readonly live: Pick<LiveCatalogue, "look" | "tryEdits" | "valueAt">;
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

/** Where in the value a finding is. */
function problemOf(place: SettingPlace, finding: Finding): SettingProblem {
  const { path = [] } = finding;
  const [first] = placesOf(place);
  if (!first) return finding;
  // Of a setting of several keys the key is part of its value.
  const start = first.key === undefined ? first.path : first.path.slice(0, -1);
  const isWithin =
    finding.file.endsWith(first.file) && start.every((step, i) => String(path[i]) === step);
  return isWithin ? { ...finding, within: path.slice(start.length) } : finding;
}

async function changeSetting(
  { sql, clock, log, live }: SettingsNeeds,
  command: SettingCommand,
  { key, actor }: SettingsOccasion,
): Promise<Result<SettingState>> {
  const about = streamOf(command.setting, command.of);
  const edits = editsOf(command, command.value);
  const done = await handle<SettingState, SettingCommand, SettingEvent, SettingFacts, object>(log, {
    ...{ sql, stream: about, decider: settingDecider, command, key, actor, clock },
    load: async (from) => {
      const history = await load(from, about);
      await live.look();
      const value = settingValue(command, live.valueAt);
      const commands = new Set(history.map((event) => event.command));
      return ok({
        ...{ state: value === undefined ? {} : { value }, version: history.length, commands },
      });
    },
    facts: async () => ({ wrong: (await live.tryEdits(edits)).findings.length }),
    project: (tx, { at }) => [putEdits(tx, edits, at)],
    follow: () => [],
    conflict: "settings.conflict",
  });
  // Where the database is away just now, the next regular look takes it up.
  if (done.ok) await live.look().catch(() => undefined);
  return done;
}

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
    value: (place) => settingValue(place, needs.live.valueAt),
    async check(command) {
      const { findings, ...rest } = await needs.live.tryEdits(editsOf(command, command.value));
      return { ...rest, problems: findings.map((finding) => problemOf(command, finding)) };
    },
    change: (command, occasion) =>
      changeSetting(needs, { ...command, type: "change-setting" }, occasion),
    register: (change, occasion) => register(needs, change, occasion),
    changes: ({ before }) => latestOfAdministration(sql, "settings", before),
  };
}
