import { type Pool, type Sql, transaction } from "../db/index.ts";
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
export async function planNight(
  sql: Sql | Pool,
  tasks: readonly NightlyName[],
  now: Date,
): Promise<void> {
  const nightly = (task: NightlyName) =>
    ({ task, payload: {}, key: `nightly:${task}`, maxAttempts: 5 }) as JobSpec;
  const days = tasks.map((_task, index) => slotOf(index, now).toISOString().slice(0, 10));
  await transaction(sql, async (tx) => {
    const due = await tx<{ task: NightlyName }[]>`
      with slot as (
        select * from unnest(${[...tasks]}::text[], ${days}::date[]) as slot (task, day)),
      first as (
        insert into jobs.night (task, day) select task, day from slot on conflict do nothing)
      update jobs.night set day = slot.day from slot
      where night.task = slot.task and night.day < slot.day returning night.task`;
    if (due.length > 0)
      await enqueue(
        tx,
        due.map(({ task }) => nightly(task)),
      );
  });
}
