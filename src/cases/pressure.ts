import type { Sql } from "../platform/db/index.ts";

export interface TaskPressure {
  readonly open: number;
  /** Open after the day by which they were promised. */
  readonly overdue: number;
  /** Open, and told to a supervisor. */
  readonly escalated: number;
}

/** How much work of officers is open now, for whoever runs the servers. */
export async function taskPressure(sql: Sql, now: Date): Promise<TaskPressure> {
  const [row] = await sql<TaskPressure[]>`
    select count(*)::int as open, count(*) filter (where due_at < ${now})::int as overdue,
      count(*) filter (where escalated)::int as escalated
    from cases.task where closed_at is null and not waiting`;
  return row ?? { open: 0, overdue: 0, escalated: 0 };
}
