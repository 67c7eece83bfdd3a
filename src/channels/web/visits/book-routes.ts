import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Booking, Centre, Topic } from "../../../centres/index.ts";
import { type CommandId, dateIn, isUuid, type Refusal, refuse } from "../../../kernel/index.ts";
import { actorOf, requirePerson } from "../../../platform/auth/index.ts";
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
import { type WebPage, webPage, wordsOf } from "../page.ts";
import { confirmView, topicsView } from "./book-view.ts";
import { centreCrumbs } from "./centre-routes.ts";
import { addressOf, daysView, timesView } from "./choose-view.ts";
import { asked, centreIn, dayIn, topicIn, type VisitDeps } from "./deps.ts";
import { takesAppointments } from "./words.ts";

type OfCentre = { Params: { id: string } };

/**
 * `/centres/:id/book`: topic, then day, then time, then yes. Everybody sees the free times; only
 * the last step asks who it is, and comes back to it, so that nobody hoards times.
 */
export function bookRoutes(app: FastifyInstance, deps: VisitDeps): void {
  app.get<OfCentre>("/centres/:id/book", (request, reply) => choose(request, reply, deps));
  app.post<OfCentre>("/centres/:id/book", (request, reply) => book(request, reply, deps));
}

type ShowPage = (
  title: string,
  content: SafeHtml,
  more?: Pick<WebPage, "failed" | "status">,
) => FastifyReply;

const failed = { failed: true, status: 422 } as const;

function pageOf(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: VisitDeps,
  centre: Centre,
): ShowPage {
  const t = wordsOf(request, deps);
  const name = t.words(centre.name);
  return (title, content, more) =>
    webPage(request, reply, deps, {
      title: `${title} – ${name}`,
      content: narrow(content),
      before: centreCrumbs(t, [{ text: name, href: `/centres/${centre.id}` }]),
      ...more,
    });
}

async function choose(
  request: FastifyRequest<OfCentre>,
  reply: FastifyReply,
  deps: VisitDeps,
): Promise<FastifyReply> {
  const centre = centreIn(deps, request.params.id);
  const t = wordsOf(request, deps);
  const page = pageOf(request, reply, deps, centre);
  const topic = topicAsked(centre, request.query);
  if (!topic) return page(t("visits.choose-topic"), topicsView(centre, t));
  if (!takesAppointments(topic))
    return sendRefusal(reply, { kind: "not-found", code: "centre.no-slots" });
  const at = instantIn(asked(request.query, "at"));
  if (!at) return chooseTime(request, deps, { centre, topic, t, page });
  const service = serviceIn(topic, asked(request.query, "service"));
  return confirm(request, reply, deps, { centre, topic, service, at });
}

/** What one comes for, from the address or from the service that it names. */
function topicAsked(centre: Centre, query: unknown): Topic | undefined {
  const id = asked(query, "topic");
  if (id !== "") return topicIn(centre, id);
  const service = asked(query, "service");
  return centre.topics.find(({ services }) => services.includes(service));
}

interface Chosen {
  readonly centre: Centre;
  readonly topic: Topic;
  readonly service: string | undefined;
  readonly at: Date;
}

/** The last page: the form for a person, the way to sign in for a guest. */
function confirm(
  request: FastifyRequest<OfCentre>,
  reply: FastifyReply,
  deps: VisitDeps,
  chosen: Chosen,
  again?: { readonly form: FormFields; readonly refusal: Refusal },
): FastifyReply {
  const t = wordsOf(request, deps);
  const hidden = csrfField(request, reply);
  const isGuest = actorOf(request).kind === "guest";
  const view = { ...chosen, ...again, hidden, isGuest, key: newId() };
  const page = pageOf(request, reply, deps, chosen.centre);
  return page(t("visits.confirm"), confirmView(view, deps, t), again && failed);
}

interface Choice {
  readonly centre: Centre;
  readonly topic: Topic;
  readonly t: Translate;
  readonly page: ShowPage;
}

async function chooseTime(
  request: FastifyRequest,
  { appointments, calendar }: VisitDeps,
  { centre, topic, t, page }: Choice,
): Promise<FastifyReply> {
  const { query } = request;
  const day = dayIn(asked(query, "day"));
  const missing = missingIn(query, t);
  const choosing = {
    path: `/centres/${centre.id}/book`,
    query: { topic: topic.id, service: asked(query, "service") },
    caption: `${t.words(centre.name)} · ${t.words(topic.name)}`,
    timeZone: calendar().timeZone,
    missing,
  };
  const more = missing === undefined ? undefined : failed;
  if (day === undefined) {
    const days = await appointments.loads(centre.id, topic.id);
    return page(t("visits.choose-day"), daysView(days, choosing, t), more);
  }
  const slots = await appointments.freeSlots(centre.id, topic.id, day);
  return page(t("visits.time"), timesView(day, slots, choosing, t), more);
}

/** What was to be chosen and is not there: a time or a day that is empty, or none. */
export function missingIn(query: unknown, t: Translate): string | undefined {
  const has = (name: string) => Object.hasOwn(query as object, name);
  if (has("at") && !instantIn(asked(query, "at"))) return t("visits.time-missing");
  if (has("day") && !dayIn(asked(query, "day"))) return t("visits.day-missing");
  return undefined;
}

const serviceIn = ({ services }: Topic, id: string): string | undefined =>
  services.find((each) => each === id);

/** An instant as our own links write it; anything else is none. */
export function instantIn(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text)) return undefined;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** A family comes together; more people are a group that asks beforehand. */
const mostTogether = 20;

function bookingOf(form: FormFields, topic: Topic) {
  const [service, group] = [serviceIn(topic, textOf(form, "service")), textOf(form, "group")];
  const [party, key] = [Number(textOf(form, "party").trim() || "1"), textOf(form, "_key")];
  return {
    topic: topic.id,
    ...(service && { service }),
    ...(group && { group }),
    party,
    key: (isUuid(key) ? key : newId()) as CommandId,
  };
}

const isParty = (party: number): boolean =>
  Number.isInteger(party) && party >= 1 && party <= mostTogether;

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
  const path = `/centres/${centre.id}/book`;
  const way = { topic: topic.id, service: textOf(form, "service") };
  if (!startsAt) return redirectTo(reply, `${addressOf(path, way)}&at=`);
  const { lang } = wordsOf(request, deps);
  const order = bookingOf(form, topic);
  if (!isParty(order.party)) {
    const { refusal } = refuse("invalid", "centre.party", { facts: { most: mostTogether } });
    const chosen = { centre, topic, service: order.service, at: startsAt };
    return confirm(request, reply, deps, chosen, { form, refusal });
  }
  const booking: Booking = { ...order, centre: centre.id, startsAt, person, lang };
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
  return redirectTo(reply, addressOf(path, { ...way, day }), notice);
}
