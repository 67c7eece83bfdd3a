import { canonical, type Result, refuse } from "../kernel/index.ts";
import { officersWith } from "../platform/auth/index.ts";
import {
  markOf,
  type SettingCommand,
  type SettingPlace,
  type SettingProblem,
  type Settings,
  type SettingsOccasion,
} from "../settings/index.ts";
import { administrator } from "../staff/index.ts";
import type { ActDeps } from "./deps.ts";
import { recordNotifications } from "./tell-officers.ts";

/** What a change of a setting leads to. */
export interface SettingEffect {
  /** All that is wrong with it. */
  readonly problems: readonly SettingProblem[];
  /** Appointments at the centre that it closes at their time: they are called off. */
  readonly calledOff: number;
}

type EffectDeps = Pick<ActDeps, "appointments"> & { readonly settings: Pick<Settings, "check"> };

/**
 * What this change would do now, for whoever decides about it.
 * @param centre the id of the centre that it is about, if it is about one
 */
export async function effectOfSetting(
  { settings, appointments }: EffectDeps,
  command: Omit<SettingCommand, "type">,
  centre?: string,
): Promise<SettingEffect> {
  const { problems, jurisdiction } = await settings.check(command);
  const changed = jurisdiction?.centres?.find(({ id }) => id === centre);
  const calledOff = problems.length > 0 || !changed ? 0 : await appointments.calledOffBy(changed);
  return { problems, calledOff };
}

type ChangeDeps = Pick<ActDeps, "sql" | "clock" | "catalogue" | "notifications"> & {
  readonly settings: Pick<Settings, "change" | "changes" | "value">;
};

/** What people read or pay by: one administrator changes it, and the others are told. */
const reachesPeople: ReadonlySet<SettingPlace["setting"]> = new Set([
  ...(["agent-tariff", "letter-text", "message-text"] as const),
]);

/**
 * Changes a setting. Where it reaches people, every other administrator is told, and can put back
 * what was before with one press. Refuses as `settings.change` does.
 */
export async function changeAndTell(
  deps: ChangeDeps,
  command: Omit<SettingCommand, "type">,
  occasion: SettingsOccasion,
): Promise<Result<unknown>> {
  const done = await deps.settings.change(command, occasion);
  if (!done.ok || !reachesPeople.has(command.setting)) return done;
  const by = occasion.actor.replace("officer:", "");
  const homes = deps.catalogue.jurisdiction.authorities.filter(
    ({ roles }) => administrator in roles,
  );
  const all = await Promise.all(
    homes.map(({ id }) => officersWith(deps.sql, id, administrator, deps.clock())),
  );
  const others = new Set(all.flat().map(({ id }) => String(id)));
  others.delete(by);
  const id = `setting:${occasion.key}`;
  const kind = "setting-changed" as const;
  await recordNotifications(
    deps,
    Array.from(others, (officer) => ({ id, officer, kind, by })),
  );
  return done;
}

interface Changed extends SettingPlace {
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Whether a change can be put back: it reaches people, and is how the setting stands now. */
export function canPutBack(
  { settings }: Pick<ChangeDeps, "settings">,
  { setting, of, after }: Changed,
): boolean {
  const now = settings.value({ setting, of });
  return reachesPeople.has(setting) && canonical(now ?? null) === canonical(after ?? null);
}

/**
 * Puts back what a setting was before its latest change, and tells the others of that. Refuses
 * settings.conflict where somebody has changed it since.
 */
export async function putBack(
  deps: ChangeDeps,
  command: string,
  occasion: SettingsOccasion,
): Promise<Result<unknown>> {
  const changes = await deps.settings.changes({});
  const change = changes.find((each) => each.command === command);
  const changed = change?.type === "SettingChanged" ? (change.data as Changed) : undefined;
  if (!changed || !canPutBack(deps, changed)) return refuse("conflict", "settings.conflict");
  const { setting, of, before: value, after } = changed;
  return changeAndTell(deps, { setting, of, value, seen: markOf(after) }, occasion);
}
