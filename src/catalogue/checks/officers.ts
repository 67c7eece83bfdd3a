import type { RawTask } from "../schema/process.ts";
import type { Path } from "../yaml-file.ts";
import { among, type Check, type Checked } from "./check.ts";

interface Named {
  readonly id: string;
  readonly stage: string;
  readonly path: Path;
  readonly task: RawTask;
}

/** Every task with its id and position; a single task has its stage's id. */
export const tasksOf = (raw: Checked["raw"]): Named[] =>
  Object.entries(raw.process?.stages ?? {}).flatMap(([stage, { task, tasks = {} }]) => {
    const path: Path = ["process", "stages", stage];
    return [
      ...(task ? [{ id: stage, stage, path: [...path, "task"], task }] : []),
      ...Object.entries(tasks).map(([id, one]) => ({
        id,
        stage,
        path: [...path, "tasks", id],
        task: one,
      })),
    ];
  });

/** `differentFrom` names existing tasks. */
export const unknownDifference: Check = ({ raw, report }) => {
  const tasks = tasksOf(raw);
  const taskIds = new Set(tasks.map(({ id }) => id));
  for (const { path, task } of tasks)
    for (const [i, id] of (task.differentFrom ?? []).entries())
      if (!taskIds.has(id))
        report([...path, "differentFrom", i], `there is no task \`${id}\``, among(taskIds));
};

/** Of two parallel tasks either may be done first, so both must name the other. */
export const oneWayDifference: Check = ({ raw, report }) => {
  const tasks = tasksOf(raw);
  for (const { id, stage, path, task } of tasks)
    for (const [i, other] of (task.differentFrom ?? []).entries()) {
      const beside = tasks.find((each) => each.stage === stage && each.id === other);
      if (!beside || other === id || beside.task.differentFrom?.includes(id)) continue;
      report(
        [...path, "differentFrom", i],
        `\`${other}\` may be done after \`${id}\` by the same officer`,
        `add \`differentFrom: [${id}]\` to \`${other}\` as well`,
      );
    }
};

/** Where one signature is enough there is none to do without. */
export const needlessProgramAlone: Check = ({ raw, report }) => {
  for (const { id, path, task } of tasksOf(raw))
    if (task.programAlone && !task.fourEyes)
      report(
        [...path, "programAlone"],
        `\`${id}\` needs no second signature, so nobody can do without it`,
        "leave `programAlone` out, or add `fourEyes: true`",
      );
};
