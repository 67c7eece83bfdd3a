import { type Centre, type Centres, type Seat, spansOn, ticketsAt } from "../centres/index.ts";
import type { CounterDesk } from "../counter/index.ts";
import { addDays, type Calendar, dateIn } from "../kernel/index.ts";
import { demonstrationIssuer, type Officer, officerByAccount } from "../platform/auth/index.ts";
import type { Pool } from "../platform/db/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import type { MovingClock } from "./moving-clock.ts";
import type { DemoTown } from "./people.ts";
import { seedPins } from "./seed-pins.ts";

export interface HallNeeds {
  readonly sql: Pool;
  readonly clock: MovingClock;
  readonly calendar: () => Calendar;
  readonly centres: Centres;
  readonly counter: Pick<CounterDesk, "ownPins" | "setOwnPin">;
  readonly town: Pick<DemoTown, "officers">;
}

const visitors = 16;
const minute = 60_000;

/**
 * People in the first hall: some days of the past, so that its manager has a week to read, and
 * those who wait or are served now, where it is open and empty. Where it is night, or a Sunday,
 * nobody is let in, and the screens say when it opens. Who works there has a PIN of their own.
 */
export async function seedHalls(needs: HallNeeds, lang: Lang): Promise<void> {
  const { clock, centres, calendar } = needs;
  const [centre] = centres.list();
  if (!centre) return;
  const [managers, operators] = await Promise.all([
    officersOf(needs, "floor-manager"),
    officersOf(needs, "operator"),
  ]);
  await seedPins(needs.counter, [...managers, ...operators]);
  const now = clock.now();
  await seedPast(needs, { centre, operators, lang }, now);
  clock.set(now);
  if (
    ticketsAt(centre, now, calendar()).open &&
    ((await centres.hall(centre.id))?.today.taken ?? 0) === 0
  )
    await seedToday(needs, { centre, operators, lang }, now.getTime());
  clock.release();
}

/** Officers of the town with this role, in the order in which it names them. */
export async function officersOf(
  { sql, clock, town }: Pick<HallNeeds, "sql" | "clock" | "town">,
  role: string,
): Promise<readonly Officer[]> {
  const named = town.officers.filter(({ roles }) => roles.includes(role));
  const each = named.map(({ id: sub }) =>
    officerByAccount(sql, { iss: demonstrationIssuer, sub }, clock.now()),
  );
  return (await Promise.all(each)).filter((officer) => officer !== undefined);
}

interface InHall {
  readonly centre: Centre;
  readonly operators: readonly Officer[];
  readonly lang: Lang;
}

/**
 * Every third counter with an operator: whom the demonstration suggests first sits at the first
 * one, which does what most people come for. One stays free, for whoever runs the floor.
 */
const seatsIn = ({ centre, operators }: InHall): readonly Seat[] =>
  operators.slice(0, -1).flatMap(({ id: officer }, index) => {
    const counter = centre.counters[index * 3]?.id;
    return counter === undefined ? [] : [{ centre: centre.id, counter, officer }];
  });

async function seedToday({ clock, centres }: HallNeeds, hall: InHall, now: number) {
  const { centre, lang } = hall;
  for (let visitor = 0; visitor < visitors; visitor++) {
    clock.set(new Date(now - (visitors - visitor) * 2 * minute));
    const topic = centre.topics[(visitor * 3) % centre.topics.length]?.id ?? "";
    // Refused where the hall had not opened yet at that time; then fewer have come.
    await centres.takeTicket({ centre: centre.id, topic, lang, party: 1 + (visitor % 3) });
  }
  const seats = seatsIn(hall);
  for (const [index, seat] of seats.entries()) {
    clock.set(new Date(now - (seats.length + 1 - index) * minute));
    if (!(await centres.openCounter(seat)).ok) continue;
    const called = await centres.callNext(seat);
    if (called.ok && called.value && index > 0) await centres.start(seat);
  }
}

/** So few that the first start of a demonstration does not wait for them. */
const pastDays = 5;
/** People on each past day, and minutes from one to the next. */
const [aDay, between] = [12, 1];

/** The last days on which the hall was open; nothing where somebody has been there on them. */
async function seedPast(needs: HallNeeds, hall: InHall, now: Date): Promise<void> {
  const { centres, calendar } = needs;
  const { centre } = hall;
  const today = dateIn(now, calendar().timeZone);
  const [from, to] = [addDays(today, -pastDays), addDays(today, -1)];
  if (await centres.days({ centre: centre.id, from, to })) return;
  for (let ago = pastDays; ago > 0; ago--) {
    const [span] = spansOn(centre, addDays(today, -ago), calendar());
    if (span) await seedDay(needs, hall, { opens: span.opens, seed: ago });
  }
}

/**
 * One morning: people come one after another for what the open counters do, are called in turn, and
 * take as long as their topic, some longer; the second of the first topic has left when called.
 */
async function seedDay(
  { clock, centres }: HallNeeds,
  hall: InHall,
  { opens, seed }: { readonly opens: Date; readonly seed: number },
): Promise<void> {
  const { centre, lang } = hall;
  const at = (minutes: number) => clock.set(new Date(opens.getTime() + minutes * minute));
  const seats: { readonly seat: Seat; busyUntil: number }[] = [];
  at(1);
  for (const seat of seatsIn(hall))
    if ((await centres.openCounter(seat)).ok) seats.push({ seat, busyUntil: 0 });
  const able = centre.counters
    .filter(({ id }) => seats.some(({ seat }) => seat.counter === id))
    .flatMap(({ topics }) => topics);
  const waiting: string[] = [];
  let last = 0;
  const servedBy = (counter: string) => centre.counters.find(({ id }) => id === counter)?.topics;
  for (let step = 0; step < aDay || (waiting.length > 0 && step < 20 * aDay); step++) {
    const now = 2 + step * between;
    last = now;
    at(now);
    const topic = able[(step * 5 + seed) % able.length] ?? "";
    if (step < aDay && (await centres.takeTicket({ centre: centre.id, topic, lang })).ok)
      waiting.push(topic);
    for (const desk of seats) {
      if (desk.busyUntil > now) continue;
      if (desk.busyUntil > 0) await centres.finish(desk.seat);
      desk.busyUntil = 0;
      if (!servedBy(desk.seat.counter)?.some((each) => waiting.includes(each))) continue;
      const called = await centres.callNext(desk.seat);
      if (!called.ok || !called.value) continue;
      const { topic: own, number } = called.value;
      at(now + 1);
      const isGone = own === able[0] && number.endsWith("2");
      const skipped = isGone ? await centres.skip(desk.seat) : undefined;
      // Whoever does not come is called again before they are absent.
      if (!skipped || (skipped.ok && skipped.value.status === "absent"))
        waiting.splice(waiting.indexOf(own), 1);
      if (!isGone) {
        await centres.start(desk.seat);
        const usual = centre.topics.find(({ id }) => id === own)?.minutes ?? 10;
        desk.busyUntil = now + usual * (step % 4 === 3 ? 2 : 0.9);
      }
      at(now);
    }
  }
  // Whoever is served still is served to the end, and not until the last counter closes.
  for (const { seat, busyUntil } of seats.toSorted((a, b) => a.busyUntil - b.busyUntil)) {
    at(Math.max(busyUntil, last + 1));
    if (busyUntil > 0) await centres.finish(seat);
    await centres.closeCounter({ centre: seat.centre, counter: seat.counter });
  }
}
