import type { Definition, Treaty } from "../catalogue/index.ts";
import type { Values } from "./model.ts";

/** Since when a treaty binds every side: the last of their days; undefined while one has none. */
export function inForceOn({ parties }: Treaty): string | undefined {
  const days = parties.map(({ inForceOn: day }) => day);
  return days.includes(null)
    ? undefined
    : days
        .flatMap((day) => day ?? [])
        .sort()
        .at(-1);
}

/** Whether it binds every side on that day, `YYYY-MM-DD`. */
export function isInForce(treaty: Treaty, today: string): boolean {
  const since = inForceOn(treaty);
  const { endsOn } = treaty;
  return since !== undefined && since <= today && (endsOn === undefined || today < endsOn);
}

/** Treaties as rules name them: `treaty.<id>.in_force`. */
export const treatyValues = ({ treaties }: Definition, today: string): Values =>
  treaties
    ? {
        treaty: Object.fromEntries(
          treaties.map((each) => [
            each.id,
            {
              in_force: isInForce(each, today),
              in_force_on: inForceOn(each) ?? null,
              signed_on: each.signedOn ?? null,
            },
          ]),
        ),
      }
    : {};
