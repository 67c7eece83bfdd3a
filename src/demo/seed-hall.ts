import { type Centres, ticketsAt } from "../centres/index.ts";
import type { Calendar } from "../kernel/index.ts";
import { officersWith } from "../platform/auth/index.ts";
import type { Pool } from "../platform/db/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import type { MovingClock } from "./moving-clock.ts";

export interface HallNeeds {
  readonly sql: Pool;
  readonly clock: MovingClock;
  readonly calendar: () => Calendar;
  readonly centres: Centres;
}

const visitors = 16;
const minute = 60_000;

/**
 * People in the halls that are open now and empty: some wait, some are being served. Where it is
 * night, or a Sunday, nobody is let in, and the screens say when it opens.
 */
export async function seedHalls(needs: HallNeeds, lang: Lang): Promise<void> {
  const { sql, clock, centres, calendar } = needs;
  const operators = await officersWith(sql, "service-centres", "operator", clock.now());
  const [centre] = centres.list();
  if (!centre || !ticketsAt(centre, clock.now(), calendar()).open) return;
  if (((await centres.hall(centre.id))?.today.taken ?? 0) > 0) return;
  const now = clock.now().getTime();
  for (let visitor = 0; visitor < visitors; visitor++) {
    clock.set(new Date(now - (visitors - visitor) * 2 * minute));
    const topic = centre.topics[(visitor * 3) % centre.topics.length]?.id ?? "";
    // Refused where the hall had not opened yet at that time; then fewer have come.
    await centres.takeTicket({ centre: centre.id, topic, lang, party: 1 + (visitor % 3) });
  }
  // One stays free, so that a counter can be opened by whoever runs the floor.
  for (const [index, { id: officer }] of operators.slice(0, -1).entries()) {
    const counter = centre.counters[index * 3]?.id;
    if (counter === undefined) break;
    const seat = { centre: centre.id, counter, officer };
    clock.set(new Date(now - (operators.length - index) * minute));
    if (!(await centres.openCounter(seat)).ok) continue;
    const called = await centres.callNext(seat);
    if (called.ok && called.value && index > 0) await centres.start(seat);
  }
  clock.release();
}
