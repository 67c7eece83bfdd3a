import { createHash } from "node:crypto";
import {
  canonical,
  type Decider,
  type Evolution,
  evolveBy,
  ok,
  type Result,
  refuse,
} from "../kernel/index.ts";
import type { SettingPlace } from "./kinds.ts";
import type { Happened } from "./model.ts";

/** Gives a setting another value; without one it is removed where it can be left out. */
export interface SettingCommand extends SettingPlace {
  readonly type: "change-setting";
  readonly value?: unknown;
  /** Mark of the value that whoever changes it has seen: no change by others is overwritten. */
  readonly seen?: string;
}

export type SettingEvent = Happened<
  "SettingChanged",
  SettingPlace & { readonly before?: unknown; readonly after?: unknown }
>;

/** The setting as it is; a value is plain data. */
export interface SettingState {
  readonly value?: unknown;
}

export interface SettingFacts {
  /** How many things would be wrong with the files of the government. */
  readonly wrong: number;
}

/** A mark of a value, to tell whether somebody has changed it meanwhile. */
export const markOf = (value: unknown): string =>
  createHash("sha256")
    .update(canonical(value ?? null))
    .digest("hex")
    .slice(0, 16);

export const settingEvolution: Evolution<SettingState, SettingEvent> = {
  SettingChanged: (_, { data: { after } }) => (after === undefined ? {} : { value: after }),
};

function decide(
  { value: before }: SettingState,
  { setting, of, value: after, seen }: SettingCommand,
  { wrong }: SettingFacts,
): Result<readonly SettingEvent[]> {
  if (canonical(after ?? null) === canonical(before ?? null)) return ok([]);
  if (seen !== undefined && seen !== markOf(before)) return refuse("conflict", "settings.conflict");
  if (wrong > 0) return refuse("invalid", "settings.not-in-order");
  const data = {
    ...{ setting, of },
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
  return ok([{ type: "SettingChanged", data }]);
}

/** A setting edited in the product over its seed. Refuses settings.conflict, .not-in-order. */
export const settingDecider: Decider<SettingState, SettingCommand, SettingEvent, SettingFacts> = {
  ...{ initial: {}, decide, evolve: evolveBy(settingEvolution) },
};
