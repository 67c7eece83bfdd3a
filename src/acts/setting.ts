import type { SettingCommand, SettingProblem, Settings } from "../settings/index.ts";
import type { ActDeps } from "./deps.ts";

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
