import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { appointmentWords } from "../../../acts/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import { formOf, redirectTo, sendRefusal, textOf } from "../../../platform/http/index.ts";
import { button, buttonGroup, csrfField, html } from "../../components/index.ts";
import { wordsOf } from "../page.ts";
import { instantIn, missingIn } from "./book-routes.ts";
import { addressOf, daysView, timesView } from "./choose-view.ts";
import { asked, dayIn, type VisitDeps } from "./deps.ts";
import { minePage, type OfAppointment, openMine } from "./mine-routes.ts";

/**
 * `/appointments/:id/move`: another day and time at the same centre for the same topic. The old
 * time stays booked until the new one is confirmed.
 */
export function moveRoutes(app: FastifyInstance, deps: VisitDeps): void {
  app.get<OfAppointment>("/appointments/:id/move", (request, reply) =>
    choose(request, reply, deps),
  );
  app.post<OfAppointment>("/appointments/:id/move", (request, reply) => move(request, reply, deps));
}

async function choose(
  request: FastifyRequest<OfAppointment>,
  reply: FastifyReply,
  deps: VisitDeps,
): Promise<FastifyReply> {
  const mine = await openMine(request, deps);
  if (mine.status !== "booked")
    return sendRefusal(reply, { kind: "conflict", code: "centre.appointment-over" });
  const t = wordsOf(request, deps);
  const { timeZone } = deps.calendar();
  const { when } = appointmentWords(deps, mine, t);
  const path = `/appointments/${mine.id}/move`;
  const caption = t("visits.moving", { time: when });
  const missing = missingIn(request.query, t);
  const choosing = { path, query: {}, caption, timeZone, missing };
  const page = (content: ReturnType<typeof daysView>) =>
    minePage(request, reply, deps, {
      ...{ title: t("visits.move"), content },
      ...(missing !== undefined && { failed: true, status: 422 }),
    });
  const at = instantIn(asked(request.query, "at"));
  const day = dayIn(asked(request.query, "day"));
  if (at) {
    const { when: time } = appointmentWords(deps, { ...mine, startsAt: at }, t);
    return page(
      html`<span class="govuk-caption-l">${choosing.caption}</span><h1 class="govuk-heading-l">
        ${t("visits.move-to", { time })}</h1><form method="post" action="${path}">
        ${csrfField(request, reply)}
        <input type="hidden" name="startsAt" value="${at.toISOString()}">
        ${buttonGroup(
          button({ text: t("visits.move-button") }),
          html`
          <a class="govuk-link" href="/appointments/${mine.id}">${t("visits.keep")}</a>`,
        )}</form>`,
    );
  }
  if (day !== undefined) {
    const slots = await deps.appointments.freeSlots(mine.centre, mine.topic, day);
    return page(timesView(day, slots, choosing, t));
  }
  return page(daysView(await deps.appointments.loads(mine.centre, mine.topic), choosing, t));
}

async function move(
  request: FastifyRequest<OfAppointment>,
  reply: FastifyReply,
  deps: VisitDeps,
): Promise<FastifyReply> {
  const { id, person } = await openMine(request, deps);
  const startsAt = instantIn(textOf(formOf(request), "startsAt"));
  if (!startsAt) return redirectTo(reply, `/appointments/${id}/move?at=`);
  const moved = await deps.appointments.move(id, person, startsAt);
  if (moved.ok)
    return redirectTo(reply, `/appointments/${id}`, { kind: "success", code: "visits.moved" });
  if (moved.refusal.code !== "centre.slot-taken") return sendRefusal(reply, moved.refusal);
  const day = dateIn(startsAt, deps.calendar().timeZone);
  const notice = { kind: "notice", code: "refusals.centre.slot-taken" } as const;
  return redirectTo(reply, addressOf(`/appointments/${id}/move`, { day }), notice);
}
