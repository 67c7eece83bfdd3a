import { addDays, dateIn, instantOf, ok, type Result, refuse } from "../kernel/index.ts";
import { newId, type Sql, transaction } from "../platform/db/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import { tellChange } from "./changes.ts";
import { type CentresDeps, centreOf, dayOf } from "./deps.ts";
import type { Expectations } from "./expectations.ts";
import { lineOf } from "./floor.ts";
import { ticketsAt } from "./hours.ts";
import type { Centre, NewTicket, Ticket, Topic } from "./model.ts";
import { phoneForm } from "./phone-form.ts";
import {
  addMoments,
  addPhone,
  addTicket,
  type Fresh,
  nextNumber,
  rememberActs,
  takeTurn,
  ticketsOfActs,
} from "./store.ts";
import { readFloor } from "./store-floor.ts";
import { callAtEnd } from "./wait.ts";

const mostTogether = 20;
const ownNumber = /^[A-Z0-9-]{2,12}$/;

/** What the ticket is for, or why there is none. Refuses what `Centres.takeTicket` says. */
function wantedTopic(
  deps: CentresDeps,
  wanted: NewTicket,
): Result<{ readonly centre: Centre; readonly topic: Topic }> {
  const centre = centreOf(deps, wanted.centre);
  if (!centre) return refuse("not-found", "centre.not-found");
  const topic = centre.topics.find(({ id }) => id === wanted.topic);
  if (!topic) return refuse("not-found", "centre.topic-unknown");
  if (wanted.group !== undefined && !centre.groups.some(({ id }) => id === wanted.group))
    return refuse("invalid", "centre.group-unknown");
  const { party = 1, phone, offline } = wanted;
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
  const time = opens.toLocaleTimeString("sv-SE", { timeZone, timeStyle: "short" });
  return refuse("unavailable", "centre.closed", {
    facts: { opens: `${dateIn(opens, timeZone)} ${time}` },
  });
}

/** See `Centres.takeTicket`. Also refuses centre.party (facts: most), centre.phone, centre.number-taken. */
export async function takeTicket(
  deps: CentresDeps,
  expectations: Expectations,
  wanted: NewTicket,
): Promise<Result<Ticket>> {
  const [known] = wanted.key ? (await ticketsOfActs(deps.sql, [wanted.key])).values() : [];
  if (known) return ok(known);
  const found = wantedTopic(deps, wanted);
  if (!found.ok) return found;
  const { person } = wanted;
  const said = wanted.prepared === true;
  const [expected, prepared] = await Promise.all([
    expectations(wanted.centre),
    said || (person !== undefined && deps.filledIn(person, found.value.topic.services)),
  ]);
  return transaction(deps.sql, async (tx) => {
    await takeTurn(tx, wanted.centre);
    const [twin] = wanted.key ? (await ticketsOfActs(tx, [wanted.key])).values() : [];
    if (twin) return ok(twin);
    const { centre, topic } = found.value;
    const near = wanted.phone !== undefined && (await isNearNow(deps, tx, centre, topic, expected));
    const ticket = await write(deps, tx, wanted, {
      letter: topic.letter,
      soonTold: near,
      prepared,
    });
    if (!ticket) return refuse("conflict", "centre.number-taken");
    await follow(deps, tx, wanted, ticket);
    return ok(ticket);
  });
}

const soonMinutes = 5;

/** Whom the first message already tells that it is nearly time needs no second one. */
async function isNearNow(
  deps: CentresDeps,
  tx: Sql,
  centre: Centre,
  { id, minutes }: Topic,
  expected: ReadonlyMap<string, number>,
): Promise<boolean> {
  const now = deps.clock();
  const rows = await readFloor(tx, centre.id, dayOf(deps, now));
  const asked = { topic: id, expectedMinutes: expected.get(id) ?? minutes };
  const { inMinutes } = callAtEnd(lineOf(deps, centre, rows, { expected, now }), asked);
  return inMinutes <= soonMinutes;
}

async function write(
  deps: CentresDeps,
  tx: Sql,
  wanted: NewTicket,
  { letter, soonTold, prepared }: Pick<Fresh, "soonTold" | "prepared"> & { letter: string },
): Promise<Ticket | undefined> {
  const takenAt = wanted.offline?.takenAt ?? deps.clock();
  const day = dayOf(deps, takenAt);
  return addTicket(tx, {
    id: newId(),
    token: Buffer.from(deps.random(16)).toString("base64url"),
    ...{ centre: wanted.centre, day, topic: wanted.topic, lang: wanted.lang, takenAt },
    number: wanted.offline?.number ?? (await nextNumber(tx, wanted.centre, day, letter)),
    group: wanted.group ?? null,
    party: wanted.party ?? 1,
    person: wanted.person ?? null,
    appointment: wanted.appointment ?? null,
    appointmentAt: wanted.appointmentAt ?? null,
    waitingSince: takenAt,
    soonTold: soonTold || wanted.phone === undefined,
    prepared,
  });
}

async function follow(
  deps: CentresDeps,
  tx: Sql,
  { phone, key, offline }: NewTicket,
  ticket: Ticket,
): Promise<void> {
  const { id, topic, centre, day, takenAt } = ticket;
  await Promise.all([
    addMoments(tx, takenAt, [{ ticket: id, what: "taken", topic }]),
    phone === undefined ? undefined : addPhone(tx, id, phone),
    key && rememberActs(tx, [{ key, ticket: id }]),
    tellChange(tx, centre),
  ]);
  const told: JobSpec = {
    task: "tell-ticket",
    payload: { ticket: id, template: "ticket-taken" },
  };
  const plans = firstOfLetter.test(ticket.number) || offline !== undefined;
  await deps.enqueue(tx, [
    ...(phone === undefined ? [] : [told]),
    ...(plans ? [closingOf(deps, centre, day)] : []),
  ]);
}

const firstOfLetter = /^[A-Z]001$/;

/** The end of the day is planned with its first tickets; of one key there is one job. */
const closingOf = ({ timeZone }: CentresDeps, centre: string, day: string): JobSpec => ({
  task: "centres.close-day",
  payload: { centre, day },
  key: `centres.close-day:${centre}:${day}`,
  runAt: new Date(instantOf(addDays(day, 1), 0, timeZone).getTime() + 30 * 60_000),
});
