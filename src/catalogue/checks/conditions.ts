import type { RawTask } from "../schema/process.ts";
import type { RawService } from "../schema/service.ts";
import type { Path } from "../yaml-file.ts";
import type { Check } from "./check.ts";

interface RawCondition {
  readonly when?: unknown;
  readonly whenWords?: string;
}

/** Each condition that people are shown has words, and no words stand without a condition. */
export const unsaidConditions: Check = ({ raw, report }) => {
  for (const [path, { when, whenWords }] of conditionsShown(raw)) {
    if (when !== undefined && whenWords === undefined)
      report([...path, "when"], "people are shown this condition", "say it in `whenWords`", "key");
    if (when === undefined && whenWords !== undefined)
      report([...path, "whenWords"], "there is no condition", "remove it, or add `when`", "key");
  }
};

/** What a service page shows with its condition. */
function conditionsShown(raw: RawService): readonly (readonly [Path, RawCondition])[] {
  const { documents, fees, entitlements, process, interim, output, appeal } = raw;
  return [
    ...under(["documents"], documents),
    ...under(["fees"], fees),
    ...under(["entitlements"], entitlements),
    ...under(["process", "clock", "limits"], process?.clock.limits),
    ...Object.entries(process?.stages ?? {}).flatMap(([id, { task, tasks }]) => {
      const stage: Path = ["process", "stages", id];
      const alone: (readonly [Path, RawTask])[] = task ? [[[...stage, "task"], task]] : [];
      const beside = Object.entries(tasks ?? {}).map(
        ([name, one]) => [[...stage, "tasks", name], one] as const,
      );
      return [...alone, ...beside].flatMap(([at, one]) => [
        [at, one] as const,
        ...under([...at, "documents"], one.documents),
      ]);
    }),
    ...under(["interim"], interim),
    ...under(["appeal", "opinion", "documents"], appeal?.opinion?.documents),
    ...under(["output", "validities"], output?.validities),
  ];
}

const under = (
  path: Path,
  things: readonly RawCondition[] | Readonly<Record<string, RawCondition>> = {},
): (readonly [Path, RawCondition])[] =>
  Array.isArray(things)
    ? things.map((one, i) => [[...path, i], one])
    : Object.entries(things).map(([id, one]) => [[...path, id], one]);
