import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { caseNow, lookAtPayment, payable, startPayment } from "../../../acts/index.ts";
import { type Application, owedNow } from "../../../cases/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { formOf, redirectTo, sendRefusal, textOf } from "../../../platform/http/index.ts";
import { csrfField } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { wordsOf } from "../page.ts";
import { actPage, keyIn } from "./act-routes.ts";
import { openOwn } from "./own.ts";
import { billsView, outcomeView, preparingView } from "./pay-view.ts";

/** A bill is written by a job a moment after sending: so often the page looks again by itself. */
const lookAgainSeconds = 5;

const lookAgain = (reply: FastifyReply, path: string) =>
  reply.header("refresh", `${lookAgainSeconds};url=${path}?again=1`);

/** `/applications/:caseId/pay` and `/paid`: the fee, the provider, and what became of it. */
export function payRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/applications/:caseId/pay", async (request, reply) => showBills(request, reply, deps));
  app.post("/applications/:caseId/pay", async (request, reply) => pay(request, reply, deps));
  app.get("/applications/:caseId/paid", async (request, reply) =>
    showOutcome(request, reply, deps),
  );
}

async function showBills(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app } = await openOwn(request, deps);
  const { bills, now } = await caseNow(deps, app);
  const owes = owedNow(app.state).length > 0;
  const open = payable(bills, now);
  const t = wordsOf(request, deps);
  const title = t("pay.heading");
  if (open.length === 0 && !owes) return redirectTo(reply, `/applications/${app.id}`);
  if (open.length === 0) {
    // The bill is paid but the case has not recorded it yet, or the bill is not written yet.
    lookAgain(reply, `/applications/${app.id}/pay`);
    return actPage(request, reply, deps, app, { title, content: preparingView(app.id, t) });
  }
  const content = billsView(payingOf(request, reply, deps, app), open, t);
  return actPage(request, reply, deps, app, { title, content });
}

const payingOf = (
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  app: Application,
) => ({
  app,
  timeZone: deps.catalogue.jurisdiction.timeZone,
  key: newId(),
  csrf: csrfField(request, reply),
});

/**
 * Leads to the provider. The person comes back to `/paid`, where the books are asked and not the
 * browser.
 */
async function pay(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app, person } = await openOwn(request, deps);
  const form = formOf(request);
  const bills = await deps.payments.billsOfCase(app.id);
  const chosenBill = textOf(form, "bill");
  const bill = bills.find(({ billId }) => billId === chosenBill);
  if (!bill) return sendRefusal(reply, { kind: "not-found", code: "payments.no-such-bill" });
  const started = await startPayment(deps, {
    bill,
    returnUrl: `${deps.baseUrl}/applications/${app.id}/paid`,
    key: keyIn(form),
    by: { kind: "person", id: person.id },
  });
  if (!started.ok) return sendRefusal(reply, started.refusal);
  return reply.redirect(started.value.redirectTo, 303);
}

async function showOutcome(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app } = await openOwn(request, deps);
  const outcome = await lookAtPayment(deps, app.id);
  if (outcome.is === "waiting") lookAgain(reply, `/applications/${app.id}/paid`);
  const t = wordsOf(request, deps);
  const content = outcomeView(payingOf(request, reply, deps, app), outcome, t);
  return actPage(request, reply, deps, app, { title: t("pay.heading"), content });
}
