import { addDays, clockTime, dateIn, instantOf, ok, type Result, refuse } from "../kernel/index.ts";
import { newId, type Sql, transaction } from "../platform/db/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import { tellChange } from "./changes.ts";
import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import type { Expectations } from "./expectations.ts";
import { lineOf } from "./floor.ts";
import { ticketsAt } from "./hours.ts";
import type { Centre, NewTicket, Ticket, Topic } from "./model.ts";
import { phoneForm } from "./phone-form.ts";
import { orderOf, seriesOf } from "./series.ts";
import {
  addMoments,
  addPhone,
  addTicket,
  type Fresh,
  markTold,
  nextNumber,
  rememberActs,
  takeTurn,
  ticketById,
  ticketsOfActs,
} from "./store.ts";
import { readFloor } from "./store-floor.ts";
import { foreseenWithin } from "./wait.ts";
import { writeAct } from "./write-act.ts";

const mostTogether = 20;
const ownNumber = /^[A-Z0-9-]{2,12}$/;

/** The topic of the ticket, or a refusal as `Centres.takeTicket` says. */
function wantedTopic(
  deps: CentresDeps,
  order: NewTicket,
): Result<{ readonly centre: Centre; readonly topic: Topic }> {
  const centre = centreOf(deps, order.centre);
  if (!centre) return refuse("not-found", "centre.not-found");
  const topic = centre.topics.find(({ id }) => id === order.topic);
  if (!topic) return refuse("not-found", "centre.topic-unknown");
  if (order.group !== undefined && !centre.groups.some(({ id }) => id === order.group))
    return refuse("invalid", "centre.group-unknown");
  const { party = 1, phone, offline } = order;
  if (!Number.isInteger(party) || party < 1 || party > mostTogether)
    return refuse("invalid", "centre.party", { facts: { most: mostTogether } });
  if (phone !== undefined && !phoneForm.test(phone)) return refuse("invalid", "centre.phone");
  if (offline && !ownNumber.test(offline.number)) return refuse("conflict", "centre.number-taken");
  const calendar = deps.calendar();
  const open = ticketsAt(centre, offline?.takenAt ?? deps.clock(), calendar);
  return open.open ? ok({ centre, topic }) : closed(open.opens, calendar.timeZone);
}

function closed(opens: Date | undefined, timeZone: string) {
  if (!opens) return refuse("unavailable", "centre.closed-for-long");
  return refuse("unavailable", "centre.closed", {
    facts: { opens: `${dateIn(opens, timeZone)} ${clockTime(opens, timeZone)}` },
  });
}

/**
 * See `Centres.takeTicket`. Also refuses centre.party (facts: most), centre.phone,
 * centre.number-taken.
 */
export async function takeTicket(
  deps: CentresDeps,
  expectations: Expectations,
  order: NewTicket,
): Promise<Result<Ticket>> {
  const [existing] = order.key ? (await ticketsOfActs(deps.sql, [order.key])).values() : [];
  if (existing) return ok(existing);
  const chosenTopic = wantedTopic(deps, order);
  if (!chosenTopic.ok) return chosenTopic;
  const { person } = order;
  const saysPrepared = order.prepared === true;
  const [expected, prepared] = await Promise.all([
    expectations(order.centre),
    saysPrepared ||
      (person !== undefined && deps.filledIn(person, chosenTopic.value.topic.services)),
  ]);
  return transaction(deps.sql, async (tx) => {
    await takeTurn(tx, order.centre);
    const [twin] = order.key ? (await ticketsOfActs(tx, [order.key])).values() : [];
    if (twin) return ok(twin);
    const { centre, topic } = chosenTopic.value;
    const series = seriesFor(order, prepared);
    const letter = topic.letter + (orderOf(centre.rules) === "optimised" ? "" : series);
    const ticket = await write(deps, tx, order, { letter, prepared });
    if (!ticket) return refuse("conflict", "centre.number-taken");
    if (order.phone !== undefined && (await isNearNow(deps, tx, { centre, ticket, expected })))
      await markTold(tx, [ticket.id]);
    await follow(deps, tx, order, ticket);
    const served = order.offline?.served;
    const held = served && (await ticketById(tx, ticket.id));
    if (!served || !held) return ok(ticket);
    const { officer, ...end } = served;
    return writeAct(deps, tx, held, { type: "end", ...end }, { officer });
  });
}

/** The second letter of its number, where the hall calls in the order of arrival. */
const seriesFor = (order: NewTicket, prepared: boolean) =>
  seriesOf({
    ...{ group: order.group ?? null, appointment: order.appointmentAt },
    ...{ party: order.party ?? 1, prepared },
  });

const soonMinutes = 5;

interface Asked {
  readonly centre: Centre;
  readonly ticket: Ticket;
  readonly expected: ReadonlyMap<string, number>;
}

/** A holder whose first message already says that it is nearly time needs no second one. */
async function isNearNow(
  deps: CentresDeps,
  tx: Sql,
  { centre, ticket, expected }: Asked,
): Promise<boolean> {
  const now = deps.clock();
  const rows = await readFloor(deps, centre.id, dayOf(deps, now), tx);
  const soon = foreseenWithin(lineOf(deps, centre, rows, { expected, now }), soonMinutes);
  return soon.some(({ one, isUnserved }) => one.id === ticket.id && !isUnserved);
}

async function write(
  deps: CentresDeps,
  tx: Sql,
  order: NewTicket,
  { letter, prepared }: Pick<Fresh, "prepared"> & { letter: string },
): Promise<Ticket | undefined> {
  const takenAt = order.offline?.takenAt ?? deps.clock();
  const day = dayOf(deps, takenAt);
  return addTicket(tx, {
    id: newId(),
    token: Buffer.from(deps.random(16)).toString("base64url"),
    ...{ centre: order.centre, day, topic: order.topic, lang: order.lang, takenAt },
    number: order.offline?.number ?? (await nextNumber(tx, order.centre, day, letter)),
    group: order.group ?? null,
    party: order.party ?? 1,
    person: order.person ?? null,
    appointment: order.appointment ?? null,
    appointmentAt: order.appointmentAt ?? null,
    waitingSince: takenAt,
    soonTold: order.phone === undefined,
    prepared,
  });
}

async function follow(
  deps: CentresDeps,
  tx: Sql,
  { phone, key, offline, givenBy }: NewTicket,
  ticket: Ticket,
): Promise<void> {
  const { id, topic, centre, day, takenAt } = ticket;
  await Promise.all([
    addMoments(tx, takenAt, [{ ticket: id, what: "taken", topic, officer: givenBy ?? null }]),
    phone === undefined ? undefined : addPhone(tx, id, phone),
    key && rememberActs(tx, [{ key, ticket: id }]),
    tellChange(tx, centre),
  ]);
  const notice: JobSpec = {
    task: "tell-ticket",
    payload: { ticket: id, template: "ticket-taken" },
  };
  const plans = firstOfLetter.test(ticket.number) || offline !== undefined;
  await deps.enqueue(tx, [
    ...(phone === undefined ? [] : [notice]),
    ...(plans ? [closingOf(deps, centre, day)] : []),
  ]);
}

const firstOfLetter = /^[A-Z]{1,2}0+1$/;

/** The end of the day is scheduled with its first tickets; there is one job per key. */
const closingOf = ({ timeZone }: CentresDeps, centre: string, day: string): JobSpec => ({
  task: "centres.close-day",
  payload: { centre, day },
  key: `centres.close-day:${centre}:${day}`,
  runAt: new Date(instantOf(addDays(day, 1), 0, timeZone).getTime() + 30 * 60_000),
});
