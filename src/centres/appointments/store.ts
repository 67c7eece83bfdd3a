import type { PersonId } from "../../kernel/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import type { Appointment } from "../door-appointments.ts";
import type { SlotTime } from "./slots.ts";

/** A seat in a slot on a local day, and until when it is held for a late person. */
export interface ReservedSlot extends SlotTime {
  readonly seat: number;
  readonly day: string;
  readonly code: string;
  readonly voidAt: Date;
}

export type NewAppointment = ReservedSlot &
  Omit<Appointment, "status" | "startsAt" | "endsAt"> & { readonly command: string };

/** An appointment with the columns that only this module needs. */
export type AppointmentRow = Appointment & Pick<ReservedSlot, "day" | "voidAt">;

const columns = (sql: Sql) => sql`
  id, centre, topic, service, person, code, lower(during) as "startsAt", upper(during) as "endsAt",
  party, grp as "group", lang, status, booked_at as "bookedAt", day, void_at as "voidAt"`;

/** Undefined on a conflict: of the seat, the code, the key or the person's open appointment. */
export async function insertAppointment(
  sql: Sql,
  a: NewAppointment,
): Promise<AppointmentRow | undefined> {
  const [row] = await sql<AppointmentRow[]>`
    insert into centres.appointment (id, centre, topic, service, person, code, day, seat, during,
      void_at, party, grp, lang, booked_at, command)
    values (${a.id}, ${a.centre}, ${a.topic}, ${a.service}, ${a.person}, ${a.code}, ${a.day},
      ${a.seat}, tstzrange(${a.startsAt}, ${a.endsAt}), ${a.voidAt}, ${a.party}, ${a.group},
        ${a.lang},
      ${a.bookedAt}, ${a.command})
    on conflict do nothing returning ${columns(sql)}`;
  return row;
}

/**
 * Releases the old seat and takes the new one in one statement. Throws on a conflict of seat or
 * code.
 */
export async function changePlace(
  sql: Sql,
  id: string,
  to: ReservedSlot,
): Promise<AppointmentRow | undefined> {
  const [row] = await sql<AppointmentRow[]>`
    update centres.appointment set code = ${to.code}, day = ${to.day}, seat = ${to.seat},
      during = tstzrange(${to.startsAt}, ${to.endsAt}), void_at = ${to.voidAt}
    where id = ${id} and status = 'booked' returning ${columns(sql)}`;
  return row;
}

/** Ends a booked appointment; undefined where it had ended before. */
export async function endAppointment(
  sql: Sql,
  id: string,
  status: Exclude<Appointment["status"], "booked">,
  at: Date,
): Promise<AppointmentRow | undefined> {
  const [row] = await sql<AppointmentRow[]>`
    update centres.appointment set status = ${status}, ended_at = ${at}
    where id = ${id} and status = 'booked' returning ${columns(sql)}`;
  return row;
}

/** Every future time with appointments, once each. */
export const timesAhead = (
  sql: Sql,
  now: Date,
): Promise<readonly (SlotTime & Pick<AppointmentRow, "centre">)[]> => sql<
  (SlotTime & Pick<AppointmentRow, "centre">)[]
>`
  select distinct centre, lower(during) as "startsAt", upper(during) as "endsAt"
  from centres.appointment where status = 'booked' and lower(during) > ${now}`;

/** The times ahead that are booked at a centre, and how many appointments each has. */
export const bookedAhead = (
  sql: Sql,
  centre: string,
  now: Date,
): Promise<readonly (SlotTime & { readonly count: number })[]> => sql<
  (SlotTime & { readonly count: number })[]
>`
  select lower(during) as "startsAt", upper(during) as "endsAt", count(*)::int as count
  from centres.appointment
  where centre = ${centre} and status = 'booked' and lower(during) > ${now}
  group by during`;

/** Calls off all appointments at that time of a centre. */
export const callOffTime = (
  sql: Sql,
  { centre, startsAt, endsAt }: SlotTime & Pick<AppointmentRow, "centre">,
  at: Date,
): Promise<readonly AppointmentRow[]> => sql<AppointmentRow[]>`
  update centres.appointment set status = 'called-off', ended_at = ${at}
  where centre = ${centre} and during = tstzrange(${startsAt}, ${endsAt}) and status = 'booked'
  returning ${columns(sql)}`;

export async function findAppointment(sql: Sql, id: string): Promise<AppointmentRow | undefined> {
  const [row] = await sql<AppointmentRow[]>`
    select ${columns(sql)} from centres.appointment where id = ${id}`;
  return row;
}

export async function findByCode(
  sql: Sql,
  { centre, day, code }: Pick<AppointmentRow, "centre" | "day" | "code">,
): Promise<AppointmentRow | undefined> {
  const [row] = await sql<AppointmentRow[]>`
    select ${columns(sql)} from centres.appointment
    where centre = ${centre} and day = ${day} and code = ${code}`;
  return row;
}

export async function findByCommand(
  sql: Sql,
  person: PersonId,
  command: string,
): Promise<AppointmentRow | undefined> {
  const [row] = await sql<AppointmentRow[]>`
    select ${columns(sql)} from centres.appointment
    where person = ${person} and command = ${command}`;
  return row;
}

export async function hasOpen(sql: Sql, person: PersonId, topic: string): Promise<boolean> {
  const rows = await sql`
    select from centres.appointment
    where person = ${person} and topic = ${topic} and status = 'booked'`;
  return rows.length > 0;
}

/** Newest time first, a hundred at most. */
export const appointmentsOf = (
  sql: Sql,
  person: PersonId,
): Promise<readonly AppointmentRow[]> => sql<AppointmentRow[]>`
  select ${columns(sql)} from centres.appointment where person = ${person}
  order by lower(during) desc, id limit 100`;

export interface OccupiedSeat extends SlotTime {
  readonly seat: number;
}

/** Seats taken for a topic between two instants, without those of the appointment to be moved. */
export const takenBetween = (
  sql: Sql,
  { centre, topic }: Pick<Appointment, "centre" | "topic">,
  { startsAt, endsAt }: SlotTime,
  except?: string,
): Promise<readonly OccupiedSeat[]> => sql<OccupiedSeat[]>`
  select seat, lower(during) as "startsAt", upper(during) as "endsAt" from centres.appointment
  where centre = ${centre} and topic = ${topic} and status in ('booked', 'arrived')
    and during && tstzrange(${startsAt}, ${endsAt}) and id is distinct from ${except ?? null}`;

export async function countKept(
  sql: Sql,
  centre: string,
  from: string,
  to: string,
): Promise<Record<Appointment["status"], number>> {
  const rows = await sql<{ status: Appointment["status"]; count: number }[]>`
    select status, count(*) as count from centres.appointment
    where centre = ${centre} and day between ${from} and ${to} group by status`;
  const counts = { booked: 0, arrived: 0, cancelled: 0, missed: 0, "called-off": 0 };
  for (const { status, count } of rows) counts[status] = count;
  return counts;
}
