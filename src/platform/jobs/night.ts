import type { Sql } from "../db/index.ts";
import { enqueue, type JobSpec, type NightlyName } from "./enqueue.ts";

/** Each a few minutes after the one before, from one o'clock UTC on. */
const slotOf = (index: number, now: Date): Date => {
  const slot = new Date(now);
  slot.setUTCHours(1, (index * 7) % 60, 0, 0);
  if (slot > now) slot.setUTCDate(slot.getUTCDate() - 1);
  return slot;
};

/**
 * Plans what is to be done every night, once for all processes: each at its time, and where nobody
 * was there then, as soon as somebody is. What has never been planned waits for its next night.
 */
export async function planNight(sql: Sql, tasks: readonly NightlyName[], now: Date): Promise<void> {
  for (const [index, task] of tasks.entries()) {
    const day = slotOf(index, now).toISOString().slice(0, 10);
    const first = await sql`
      insert into jobs.night (task, day) values (${task}, ${day}) on conflict do nothing`;
    if (first.count > 0) continue;
    const { count } = await sql`
      update jobs.night set day = ${day} where task = ${task} and day < ${day}`;
    const job = { task, payload: {}, key: `nightly:${task}`, maxAttempts: 5 } as JobSpec;
    if (count > 0) await enqueue(sql, [job]);
  }
}
