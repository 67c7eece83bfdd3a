import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Centre } from "../../../centres/index.ts";
import { type CommandId, isUuid, type Refusal } from "../../../kernel/index.ts";
import { requirePerson } from "../../../platform/auth/index.ts";
import { newId } from "../../../platform/db/index.ts";
import {
  type FormFields,
  formOf,
  notFound,
  redirectTo,
  sendRefusal,
  textOf,
} from "../../../platform/http/index.ts";
import { csrfField, narrow } from "../../components/index.ts";
import { webPage, wordsOf } from "../page.ts";
import { orderView, withdrawView } from "./call-out-view.ts";
import { centreCrumbs } from "./centre-routes.ts";
import { centreIn, type VisitDeps } from "./deps.ts";
import { minePage, type OfAppointment } from "./mine-routes.ts";

type OfCentre = { Params: { id: string } };

/** `/centres/:id/call-out`: operators come; `/call-outs/:id/cancel`: no longer needed. */
export function callOutRoutes(app: FastifyInstance, deps: VisitDeps): void {
  app.get<OfCentre>("/centres/:id/call-out", (request, reply) => ask(request, reply, deps));
  app.post<OfCentre>("/centres/:id/call-out", (request, reply) => order(request, reply, deps));
  app.get<OfAppointment>("/call-outs/:id/cancel", async (request, reply) => {
    const mine = await openCallOut(request, deps);
    const t = wordsOf(request, deps);
    const content = withdrawView(mine, csrfField(request, reply), t);
    return minePage(request, reply, deps, { title: t("visits.withdraw-heading"), content });
  });
  app.post<OfAppointment>("/call-outs/:id/cancel", async (request, reply) => {
    const { id, person } = await openCallOut(request, deps);
    const gone = await deps.callOuts.withdraw(id, person);
    if (!gone.ok) return sendRefusal(reply, gone.refusal);
    return redirectTo(reply, "/appointments", { kind: "success", code: "visits.withdrawn" });
  });
}

async function openCallOut(request: FastifyRequest<OfAppointment>, { callOuts }: VisitDeps) {
  const person = requirePerson(request);
  const callOut = await callOuts.find(request.params.id);
  if (callOut?.person !== person.id) throw notFound("centre.outing-unknown");
  return callOut;
}

/** A centre that offers home visits; answers 404 for any other. */
function callOutCentre(deps: VisitDeps, id: string): Centre {
  const centre = centreIn(deps, id);
  if (!centre.callOuts) throw notFound("centre.no-call-outs");
  return centre;
}

function ask(
  request: FastifyRequest<OfCentre>,
  reply: FastifyReply,
  deps: VisitDeps,
  back?: { readonly form: FormFields; readonly refusal: Refusal },
): FastifyReply {
  const centre = callOutCentre(deps, request.params.id);
  requirePerson(request);
  const t = wordsOf(request, deps);
  const days = deps.callOuts.wishDays(centre.id);
  const hidden = csrfField(request, reply);
  const view = { centre, days, hidden, key: newId(), catalogue: deps.catalogue, ...back };
  return webPage(request, reply, deps, {
    title: t("visits.call-out"),
    content: narrow(orderView(view, t)),
    before: centreCrumbs(t, [{ text: t.words(centre.name), href: `/centres/${centre.id}` }]),
    ...(back && { failed: true, status: 422 }),
  });
}

async function order(
  request: FastifyRequest<OfCentre>,
  reply: FastifyReply,
  deps: VisitDeps,
): Promise<FastifyReply> {
  const centre = callOutCentre(deps, request.params.id);
  const { id: person } = requirePerson(request);
  const form = formOf(request);
  const [service, key] = [textOf(form, "service"), textOf(form, "_key")];
  const topics = centre.topics.filter(({ id }) => centre.callOuts?.topics.includes(id));
  const topic = topics.find(({ services }) => services.includes(service));
  const ordered = await deps.callOuts.order({
    ...{ centre: centre.id, person, topic: topic?.id ?? topics[0]?.id ?? "", services: [service] },
    ...{ address: textOf(form, "address"), wishedDay: textOf(form, "day") },
    ...{ lang: wordsOf(request, deps).lang },
    key: (isUuid(key) ? key : newId()) as CommandId,
  });
  if (ordered.ok)
    return redirectTo(reply, "/appointments", { kind: "success", code: "visits.ordered" });
  const { refusal } = ordered;
  if (refusal.code === "centre.has-outing")
    return redirectTo(reply, "/appointments", {
      kind: "notice",
      code: "refusals.centre.has-outing",
    });
  return refusal.problems
    ? ask(request, reply, deps, { form, refusal })
    : sendRefusal(reply, refusal);
}
