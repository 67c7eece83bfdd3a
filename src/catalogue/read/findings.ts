import type { Scope } from "../../rules/index.ts";
import type { RawProcess } from "../schema/process.ts";
import { findingsName, findingsScope } from "../scope.ts";
import { fieldsScope } from "./form.ts";

/** The types of the findings of a process. */
export function findingsOf(raw: RawProcess | undefined): Scope {
  const tasks: Record<string, Scope> = {};
  for (const [stage, { task, tasks: several = {} }] of Object.entries(raw?.stages ?? {}))
    for (const [id, one] of [...(task ? [[stage, task] as const] : []), ...Object.entries(several)])
      if (one.findings) tasks[findingsName(id)] = fieldsScope(Object.entries(one.findings));
  return findingsScope(tasks);
}
