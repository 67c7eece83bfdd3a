import type { Figure } from "./figure.ts";
import { cpuOfIdling, idleLane, measure, type Stage, undisturbed } from "./stage.ts";
import { sending, several } from "./submit.ts";

const shotsInRound = 60;
const [few, many] = [10_000, 1_000_000];
/** What the machine's own unrest does to two equal measurements. */
const unrest = 1.1;

/** As many as one statement may add in its time. */
const chunk = 50_000;

/** Jobs that wait: half of them due in a lane where nobody works, half of them for their time. */
async function addWaiting({ sql }: Stage, count: number): Promise<void> {
  for (let first = 1; first <= count; first += chunk)
    await sql`
      insert into jobs.job (task, lane, payload, key, run_at, timed)
      select 'case-fall-due', case when n % 2 = 0 then ${idleLane} else '' end, '{}',
        'bench:' || n,
        now() + case when n % 2 = 0 then 0 else n end * interval '1 second'
          + case when n % 2 = 0 then 0 else 1 end * interval '1 day', true
      from generate_series(${first}::int, ${Math.min(count, first + chunk - 1)}::int) as n
      on conflict do nothing`;
}

const wholeOf = async (stage: Stage): Promise<number> => {
  const shots = () => several(() => sending(stage), shotsInRound);
  const contestants = [{ server: stage.server, shots }];
  const [value = Number.NaN] = await undisturbed(stage, () => measure(stage, contestants, "whole"));
  return value;
};

/** What waiting jobs cost those who do not wait, and what a worker costs that has nothing to do. */
export async function benchJobs(stage: Stage): Promise<Figure[]> {
  const idle = await cpuOfIdling(stage, 10);
  const alone = await wholeOf(stage);
  const growth = async (count: number): Promise<Figure> => {
    await addWaiting(stage, count);
    await stage.sql.unsafe("vacuum analyze jobs.job");
    const value = await wholeOf(stage);
    return {
      ...{ name: `submit.whole.beside-${count}`, value, unit: "ms CPU", ratio: value / alone },
      ...{ than: "without", goal: unrest },
    };
  };
  const figures = [await growth(few), await growth(many)];
  return [{ name: "jobs.idle", value: idle, unit: "ms CPU a second", goal: 5 }, ...figures];
}
