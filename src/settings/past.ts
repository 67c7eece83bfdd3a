import type { Sql } from "../platform/db/index.ts";
import { loadEach } from "../platform/events/index.ts";
import type { SettingEvent } from "./change.ts";
import type { SettingName } from "./kinds.ts";

/** Whose setting, and the ISO instant at which it is asked for. */
export interface PastAsked {
  readonly of: string;
  readonly at: string;
}

export const streamOf = (setting: SettingName, of: string): string => `settings-${setting}-${of}`;

/**
 * What settings of one kind were at an instant, by whose they are; undefined where nothing was
 * said. One that was never changed is not among them: it is as it is now.
 */
export async function pastValues(
  sql: Sql,
  setting: SettingName,
  asked: readonly PastAsked[],
): Promise<ReadonlyMap<string, unknown>> {
  const events = await loadEach(
    sql,
    asked.map(({ of }) => streamOf(setting, of)),
  );
  return new Map(
    asked.flatMap(({ of, at }): readonly (readonly [string, unknown])[] => {
      const history = events.filter(({ stream }) => stream === streamOf(setting, of));
      const dataOf = (event: (typeof history)[number] | undefined) =>
        event?.data as SettingEvent["data"] | undefined;
      const last = dataOf(history.findLast((event) => event.at.toISOString() <= at));
      const first = dataOf(history[0]);
      return first ? [[of, last ? last.after : first.before]] : [];
    }),
  );
}
