import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Booking, Centre, Topic } from "../../../centres/index.ts";
import { type CommandId, dateIn, isUuid } from "../../../kernel/index.ts";
import { requirePerson } from "../../../platform/auth/index.ts";
import { newId } from "../../../platform/db/index.ts";
import {
  type FormFields,
  formOf,
  redirectTo,
  refusalFlash,
  sendRefusal,
  textOf,
} from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { csrfField, narrow, type SafeHtml } from "../../components/index.ts";
import { webPage, wordsOf } from "../page.ts";
import { confirmView, topicsView } from "./book-view.ts";
import { centreCrumbs } from "./centre-routes.ts";
import { addressOf, daysView, timesView } from "./choose-view.ts";
import { asked, centreIn, dayIn, topicIn, type VisitDeps } from "./deps.ts";
import { takesAppointments } from "./words.ts";

type OfCentre = { Params: { id: string } };

/** `/centres/:id/book`: topic, then day, then time, then yes. Signed in, so that nobody hoards. */
export function bookRoutes(app: FastifyInstance, deps: VisitDeps): void {
  app.get<OfCentre>("/centres/:id/book", (request, reply) => choose(request, reply, deps));
  app.post<OfCentre>("/centres/:id/book", (request, reply) => book(request, reply, deps));
}

async function choose(
  request: FastifyRequest<OfCentre>,
  reply: FastifyReply,
  deps: VisitDeps,
): Promise<FastifyReply> {
  const centre = centreIn(deps, request.params.id);
  requirePerson(request);
  const t = wordsOf(request, deps);
  const page = (title: string, content: SafeHtml) =>
    webPage(request, reply, deps, {
      title: `${title} – ${t.words(centre.name)}`,
      content,
      before: centreCrumbs(t, [{ text: t.words(centre.name), href: `/centres/${centre.id}` }]),
    });
  const topicId = asked(request.query, "topic");
  if (topicId === "") return page(t("visits.choose-topic"), narrow(topicsView(centre, t)));
  const topic = topicIn(centre, topicId);
  if (!takesAppointments(topic))
    return sendRefusal(reply, { kind: "not-found", code: "centre.no-slots" });
  const at = instantIn(asked(request.query, "at"));
  if (!at) return chooseTime(request, deps, { centre, topic, t, page });
  const hidden = csrfField(request, reply);
  const service = serviceIn(topic, asked(request.query, "service"));
  const { timeZone } = deps.calendar();
  const view = { centre, topic, service, at, timeZone, hidden, key: newId() };
  return page(t("visits.confirm"), narrow(confirmView(view, deps.catalogue, t)));
}

interface Choice {
  readonly centre: Centre;
  readonly topic: Topic;
  readonly t: Translate;
  readonly page: (title: string, content: SafeHtml) => FastifyReply;
}

async function chooseTime(
  request: FastifyRequest,
  { appointments, calendar }: VisitDeps,
  { centre, topic, t, page }: Choice,
): Promise<FastifyReply> {
  const day = dayIn(asked(request.query, "day"));
  const choosing = {
    path: `/centres/${centre.id}/book`,
    query: { topic: topic.id, service: asked(request.query, "service") },
    caption: `${t.words(centre.name)} · ${t.words(topic.name)}`,
    timeZone: calendar().timeZone,
  };
  if (day === undefined) {
    const days = await appointments.freeDays(centre.id, topic.id);
    return page(t("visits.choose-day"), daysView(days, choosing, t));
  }
  const slots = await appointments.freeSlots(centre.id, topic.id, day);
  return page(t("visits.time"), timesView(day, slots, choosing, t));
}

const serviceIn = ({ services }: Topic, id: string): string | undefined =>
  services.find((each) => each === id);

/** An instant as our own links write it; anything else is none. */
export function instantIn(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text)) return undefined;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

function bookingOf(form: FormFields, topic: Topic) {
  const [service, group] = [serviceIn(topic, textOf(form, "service")), textOf(form, "group")];
  const [party, key] = [Number(textOf(form, "party")), textOf(form, "_key")];
  return {
    topic: topic.id,
    ...(service && { service }),
    ...(group && { group }),
    // An invalid number of visitors counts as one, without an error.
    party: Number.isInteger(party) && party >= 1 && party <= 20 ? party : 1,
    key: (isUuid(key) ? key : newId()) as CommandId,
  };
}

async function book(
  request: FastifyRequest<OfCentre>,
  reply: FastifyReply,
  deps: VisitDeps,
): Promise<FastifyReply> {
  const centre = centreIn(deps, request.params.id);
  const { id: person } = requirePerson(request);
  const form = formOf(request);
  const topic = topicIn(centre, textOf(form, "topic"));
  const startsAt = instantIn(textOf(form, "startsAt"));
  if (!startsAt) return sendRefusal(reply, { kind: "invalid", code: "centre.no-such-slot" });
  const { lang } = wordsOf(request, deps);
  const booking: Booking = {
    ...bookingOf(form, topic),
    ...{ centre: centre.id, startsAt, person, lang },
  };
  const booked = await deps.appointments.book(booking);
  if (booked.ok)
    return redirectTo(reply, `/appointments/${booked.value.id}`, {
      kind: "success",
      code: "visits.booked",
    });
  const { code } = booked.refusal;
  const notice = refusalFlash(booked.refusal);
  if (code === "centre.has-appointment") return redirectTo(reply, "/appointments", notice);
  if (code !== "centre.slot-taken") return sendRefusal(reply, booked.refusal);
  const day = dateIn(startsAt, deps.calendar().timeZone);
  const again = { topic: topic.id, service: booking.service ?? "", day };
  return redirectTo(reply, addressOf(`/centres/${centre.id}/book`, again), notice);
}
