import type { Sql } from "../platform/db/index.ts";
import { latestOfTasks } from "../platform/events/index.ts";
import { streamOf } from "./store.ts";

interface OfCase {
  readonly caseId: string;
  /** Key of the task. */
  readonly key: string;
}

/** The tasks of these that came to whoever had them last by a command of their own, by its key. */
export async function givenBy<Task extends OfCase>(
  sql: Sql,
  tasks: readonly Task[],
  keyOf: (task: Task) => string,
): Promise<readonly Task[]> {
  if (tasks.length === 0) return [];
  const asked = tasks.map(({ caseId, key }) => ({ stream: streamOf(caseId), task: key }));
  const rows = await latestOfTasks(sql, asked, ["TaskAssigned", "TaskClaimed"]);
  const commands = new Map(rows.map(({ stream, task, command }) => [`${stream} ${task}`, command]));
  return tasks.filter(
    (each) => commands.get(`${streamOf(each.caseId)} ${each.key}`) === keyOf(each),
  );
}
