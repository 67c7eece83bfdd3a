import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { appointmentCalendar, drawAppointment } from "../../../acts/index.ts";
import type { Appointment } from "../../../centres/index.ts";
import { isSharedComputer, requirePerson } from "../../../platform/auth/index.ts";
import { notFound, redirectTo, sendRefusal } from "../../../platform/http/index.ts";
import { isLang } from "../../../platform/i18n/index.ts";
import { breadcrumbs, csrfField, html, narrow, type SafeHtml } from "../../components/index.ts";
import { attachment, type WebPage, webPage, wordsOf } from "../page.ts";
import type { VisitDeps } from "./deps.ts";
import { appointmentOnPhone, cancelView, mineView, oneView } from "./mine-view.ts";
import { styleLink } from "./style.ts";

export type OfAppointment = { Params: { id: string } };

/** The caller's own appointment; answers 404 for another person's and for an unknown one. */
export async function openMine(
  request: FastifyRequest<OfAppointment>,
  { appointments }: Pick<VisitDeps, "appointments">,
): Promise<Appointment> {
  const person = requirePerson(request);
  const appointment = await appointments.find(request.params.id);
  if (appointment?.person !== person.id) throw notFound("centre.appointment-unknown");
  return appointment;
}

/** A page about one appointment or visit, with the way back to all of them. */
export function minePage(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: VisitDeps,
  shown: Pick<WebPage, "title" | "failed" | "status"> & { readonly content: SafeHtml },
): FastifyReply {
  const t = wordsOf(request, deps);
  const crumbs = breadcrumbs([{ text: t("visits.mine"), href: "/appointments" }], t);
  const before = html`${styleLink}${crumbs}`;
  return webPage(request, reply, deps, { ...shown, content: narrow(shown.content), before });
}

/**
 * `/appointments`: the times kept for the person and the visits ordered; `/appointments/:id`: one.
 */
export function mineRoutes(app: FastifyInstance, deps: VisitDeps): void {
  app.get("/appointments", async (request, reply) => {
    const { id } = requirePerson(request);
    const [appointments, callOuts] = await Promise.all([
      deps.appointments.ofPerson(id),
      deps.callOuts.ofPerson(id),
    ]);
    const t = wordsOf(request, deps);
    const content = narrow(mineView({ appointments, callOuts }, deps, t));
    return webPage(request, reply, deps, { title: t("visits.mine"), content });
  });
  app.get<OfAppointment>("/appointments/:id", async (request, reply) => {
    const mine = await openMine(request, deps);
    const t = wordsOf(request, deps);
    return minePage(request, reply, deps, {
      title: t("visits.appointment"),
      content: html`${oneView(mine, deps, t)}${
        isSharedComputer(request) ? null : appointmentOnPhone(mine, deps, t)
      }`,
    });
  });
  app.get<{ Params: { id: string; lang: string } }>(
    "/appointments/:id/slip/:lang",
    async (request, reply) => {
      const mine = await openMine(request, deps);
      const { lang } = request.params;
      if (!isLang(lang) || mine.status !== "booked") throw notFound("centre.appointment-unknown");
      const bytes = await drawAppointment(deps, mine, lang);
      return attachment(reply, `${mine.code}-${lang}.pdf`, "application/pdf", bytes);
    },
  );
  app.get<OfAppointment>("/appointments/:id/calendar", async (request, reply) => {
    const mine = await openMine(request, deps);
    if (mine.status !== "booked") throw notFound("centre.appointment-unknown");
    const { lang } = wordsOf(request, deps);
    const text = appointmentCalendar(deps, mine, lang);
    const type = "text/calendar; charset=utf-8";
    return attachment(reply, `${mine.code}.ics`, type, Buffer.from(text));
  });
  app.get<OfAppointment>("/appointments/:id/cancel", async (request, reply) => {
    const mine = await openMine(request, deps);
    const t = wordsOf(request, deps);
    const content = cancelView(mine, csrfField(request, reply), deps, t);
    return minePage(request, reply, deps, { title: t("visits.cancel-heading"), content });
  });
  app.post<OfAppointment>("/appointments/:id/cancel", async (request, reply) => {
    const { id, person } = await openMine(request, deps);
    const gone = await deps.appointments.cancel(id, person);
    if (!gone.ok) return sendRefusal(reply, gone.refusal);
    return redirectTo(reply, "/appointments", { kind: "success", code: "visits.cancelled" });
  });
}
