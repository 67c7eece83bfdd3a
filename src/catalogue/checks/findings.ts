import { definedKind, fieldTypes } from "../field-kinds.ts";
import type { RawTask } from "../schema/process.ts";
import { findingsName, reservedNames } from "../scope.ts";
import type { Path } from "../yaml-file.ts";
import type { Check } from "./check.ts";
import { tasksOf } from "./officers.ts";

/** The name of a finding is unique among the names that its rules may use. */
export const takenFindings: Check = ({ raw, report }) => {
  const reserved = new Set(["outcome", ...reservedNames, ...Object.keys(raw.calculate ?? {})]);
  for (const { repeat, fields } of Object.values(raw.form))
    for (const name of repeat ? [repeat.name] : Object.keys(fields)) reserved.add(name);
  for (const { path, task } of tasksOf(raw))
    for (const name of Object.keys(task.findings ?? {}))
      if (reserved.has(name))
        report(
          [...path, "findings", name],
          `the name \`${name}\` already stands for something else`,
          "choose another name for what the officer finds",
        );
};

/** What confirms an answer can be compared with it: neither long words nor money nor a list. */
export const comparable: Check = ({ raw, report }) => {
  for (const { path, task } of tasksOf(raw))
    for (const [name, { type, confirms }] of Object.entries(task.findings ?? {}))
      if (confirms !== undefined && !definedKind(type).means)
        report(
          [...path, "findings", name, "confirms"],
          `what an officer finds as \`${type}\` is compared with no answer`,
          `use one of ${fieldTypes.filter((each) => definedKind(each).means).join(", ")}`,
        );
};

/** Rules name findings by task, so two tasks with findings need two names. */
export const mixedFindings: Check = ({ raw, report }) => {
  const taskNames = new Set<string>();
  for (const { id, path, task } of tasksOf(raw)) {
    if (!task.findings) continue;
    const name = findingsName(id);
    if (taskNames.has(name))
      report(
        [...path, "findings"],
        `\`findings.${name}\` would stand for two tasks`,
        "give one of the tasks another id",
      );
    taskNames.add(name);
  }
};

/** A paper is recorded by its id, whoever brings it: an officer's has another than all others. */
export const takenPapers: Check = ({ raw, report }) => {
  const ids = new Set(Object.keys(raw.documents ?? {}));
  const opinion = raw.appeal?.opinion;
  const named: { readonly path: Path; readonly task: Pick<RawTask, "documents"> }[] = [
    ...tasksOf(raw),
    ...(opinion ? [{ path: ["appeal", "opinion"], task: opinion }] : []),
  ];
  for (const { path, task } of named)
    for (const id of Object.keys(task.documents ?? {})) {
      if (ids.has(id))
        report(
          [...path, "documents", id],
          `the id \`${id}\` already stands for another paper`,
          "choose another id for what the officer attaches",
        );
      ids.add(id);
    }
};

/** Some outcome is possible whatever the findings. */
export const tasksThatMayStick: Check = ({ raw, report }) => {
  for (const { id, path, task } of tasksOf(raw))
    if (Object.values(task.outcomes).every(({ when }) => when !== undefined))
      report(
        [...path, "outcomes"],
        `the task \`${id}\` may have no outcome at all`,
        "let one outcome have no `when`",
      );
};
