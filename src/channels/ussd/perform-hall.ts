import type { Line } from "./line.ts";
import { langFor } from "./line.ts";
import type { Effect, Fact, PhoneState } from "./places.ts";
import { fact, keyOf, refusedAs } from "./said.ts";
import { ticketSaid, topicSaid } from "./waiting.ts";

type HallEffect = Extract<
  Effect,
  { readonly do: "days" | "slots" | "book" | "cancel" | "wait" | "meetings" }
>;

/** Days and hours that are kept, as many as a telephone can list. */
const listed = 14;

/** Coming to a hall: through the door of the halls. */
export async function performAtHall(
  line: Line,
  state: PhoneState,
  effect: HallEffect,
): Promise<Fact> {
  if (effect.do === "wait") return waiting(line, state, effect);
  const { appointments: times } = line.deps;
  if (!times) return fact("ussd.no-centres");
  if (effect.do === "days") {
    const { centre, topic } = effect;
    return {
      know: "days",
      centre,
      topic,
      days: (await times.freeDays(centre, topic)).slice(0, listed),
    };
  }
  if (effect.do === "slots") {
    const { centre, topic, day } = effect;
    const slots = (await times.freeSlots(centre, topic, day)).filter(({ free }) => free > 0);
    return {
      know: "slots",
      centre,
      topic,
      slots: slots.map(({ startsAt }) => startsAt.toISOString()),
    };
  }
  return performOwn(line, state, effect);
}

/** What needs to know whose telephone it is. */
async function performOwn(
  line: Line,
  state: PhoneState,
  effect: Extract<HallEffect, { readonly do: "book" | "cancel" | "meetings" }>,
): Promise<Fact> {
  const { deps, person } = line;
  const { appointments: times } = deps;
  if (!person || !times) return fact("ussd.unknown-phone");
  if (effect.do === "book") return book(line, state, effect);
  if (!state.unlocked) return fact("ussd.pin-none");
  if (effect.do === "cancel") {
    const cancelled = await times.cancel(effect.id, person.id);
    if (!cancelled.ok) return refusedAs(cancelled.refusal);
    return { know: "said", key: "ussd.cancelled", ends: true };
  }
  const rows = (await times.ofPerson(person.id)).filter(({ status }) => status === "booked");
  return {
    know: "meetings",
    rows: rows.slice(0, listed).map(({ id, centre, code, startsAt }) => ({
      id,
      centre,
      code,
      startsAt: startsAt.toISOString(),
    })),
  };
}

async function book(
  line: Line,
  state: PhoneState,
  { centre, topic, startsAt }: Extract<Effect, { readonly do: "book" }>,
): Promise<Fact> {
  const { deps, person } = line;
  if (!person || !deps.appointments) return fact("ussd.unknown-phone");
  const lang = langFor(state, deps);
  const key = keyOf(line, state);
  const booked = await deps.appointments.book({
    ...{ centre, topic, lang, key },
    person: person.id,
    startsAt: new Date(startsAt),
  });
  if (!booked.ok) return refusedAs(booked.refusal);
  const t = deps.i18n.for(lang);
  const name = t.words(deps.centres.list().find(({ id }) => id === centre)?.name);
  const when = t.dateTime(booked.value.startsAt, deps.catalogue.jurisdiction.timeZone);
  const facts = { when, centre: name, code: booked.value.code };
  return { know: "said", key: "ussd.booked", facts, ends: true };
}

/** Of a ticket, or of whoever would come now. */
async function waiting(
  { deps }: Line,
  state: PhoneState,
  { centre, ...asked }: Extract<HallEffect, { readonly do: "wait" }>,
): Promise<Fact> {
  const { centres } = deps;
  const t = deps.i18n.for(langFor(state, deps));
  const answer =
    "topic" in asked
      ? await topicSaid(centres, centre, asked.topic)
      : await ticketSaid(deps, centre, asked.number, t);
  if (!answer) return fact("ussd.no-ticket");
  const { key, facts = {} } = answer;
  return { know: "said", key, facts, ends: true };
}
