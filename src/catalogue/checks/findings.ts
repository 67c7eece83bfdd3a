import { findingsName, reservedNames } from "../scope.ts";
import type { Check } from "./check.ts";
import { tasksOf } from "./officers.ts";

/** A finding's name stands for one thing only, beside the answers that its own rules may use. */
export const takenFindings: Check = ({ raw, report }) => {
  const taken = new Set(["outcome", ...reservedNames, ...Object.keys(raw.calculate ?? {})]);
  for (const { repeat, fields } of Object.values(raw.form))
    for (const name of repeat ? [repeat.name] : Object.keys(fields)) taken.add(name);
  for (const { path, task } of tasksOf(raw))
    for (const name of Object.keys(task.findings ?? {}))
      if (taken.has(name))
        report(
          [...path, "findings", name],
          `the name \`${name}\` already stands for something else`,
          "choose another name for what the officer finds",
        );
};

/** Rules name findings by their task, so two tasks that find something need two names. */
export const mixedFindings: Check = ({ raw, report }) => {
  const seen = new Set<string>();
  for (const { id, path, task } of tasksOf(raw)) {
    if (!task.findings) continue;
    const name = findingsName(id);
    if (seen.has(name))
      report(
        [...path, "findings"],
        `\`findings.${name}\` would stand for two tasks`,
        "give one of the tasks another id",
      );
    seen.add(name);
  }
};

/** Some outcome is possible whatever was found. */
export const tasksThatMayStick: Check = ({ raw, report }) => {
  for (const { id, path, task } of tasksOf(raw))
    if (Object.values(task.outcomes).every(({ when }) => when !== undefined))
      report(
        [...path, "outcomes"],
        `the task \`${id}\` may have no outcome at all`,
        "let one outcome have no `when`",
      );
};
