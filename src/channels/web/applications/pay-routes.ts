import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { BillId } from "../../../kernel/index.ts";
import type { Bill } from "../../../payments/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { formOf, redirectTo, sendRefusal, textOf } from "../../../platform/http/index.ts";
import type { WebDeps } from "../deps.ts";
import { csrfField, wordsOf } from "../page.ts";
import { actPage, keyIn } from "./act-routes.ts";
import { isPayable } from "./fees-view.ts";
import { openOwn } from "./own.ts";
import { billsView, type Outcome, outcomeView, preparingView } from "./pay-view.ts";

/** A bill is written by a job a moment after sending: so often the page looks again by itself. */
const lookAgainSeconds = 5;

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
  const bills = await deps.payments.billsOfCase(app.id);
  const owes =
    app.state.status === "awaiting-payment" || app.state.status === "granted-awaiting-payment";
  const open = bills.filter(isPayable);
  const t = wordsOf(request, deps);
  const title = t("pay.heading");
  if (open.length === 0 && !owes) return redirectTo(reply, `/applications/${app.id}`);
  if (open.length === 0) {
    // The bill was paid and the case has not heard of it yet, or it is not written yet.
    reply.header("refresh", String(lookAgainSeconds));
    return actPage(request, reply, deps, app, { title, content: preparingView(app.id, t) });
  }
  const view = {
    app,
    bills: open,
    timeZone: deps.catalogue.jurisdiction.timeZone,
    key: newId(),
    csrf: csrfField(request, reply),
  };
  return actPage(request, reply, deps, app, { title, content: billsView(view, t) });
}

/** Leads to the provider. The person comes back to `/paid`, where the books are asked and not the browser. */
async function pay(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app, person } = await openOwn(request, deps);
  const form = formOf(request);
  const bills = await deps.payments.billsOfCase(app.id);
  const wanted = textOf(form, "bill");
  const bill = bills.find(({ billId }) => billId === wanted);
  if (!bill) return sendRefusal(reply, { kind: "not-found", code: "payments.no-such-bill" });
  const started = await deps.payments.startAttempt({
    billId: bill.billId,
    personId: person.id,
    returnUrl: `${deps.baseUrl}/applications/${app.id}/paid`,
    command: keyIn(form),
    actor: `person:${person.id}`,
  });
  if (!started.ok) return sendRefusal(reply, started.refusal);
  return reply.redirect(started.value.redirectTo, 303);
}

async function showOutcome(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app } = await openOwn(request, deps);
  const before = await deps.payments.billsOfCase(app.id);
  for (const { billId } of before.filter(isPayable)) await readAgain(deps, billId);
  const bills = await deps.payments.billsOfCase(app.id);
  const outcome = outcomeOf(bills, await triedLast(bills, deps));
  if (outcome.is === "waiting") reply.header("refresh", String(lookAgainSeconds));
  const t = wordsOf(request, deps);
  const content = outcomeView(app, outcome, t);
  return actPage(request, reply, deps, app, { title: t("pay.heading"), content });
}

/** Asks the provider about every attempt that is open. Whatever it says, our books say it next. */
async function readAgain({ payments }: WebDeps, billId: BillId): Promise<void> {
  for (const { id, status } of await payments.attemptsOf(billId))
    if (status === "pending") await payments.readStatus(id);
}

/** The bill that the person comes back from: the one with the newest attempt; undefined where none was made. */
async function triedLast(bills: readonly Bill[], { payments }: WebDeps): Promise<Bill | undefined> {
  const tried = await Promise.all(
    bills.map(async (bill) => {
      const attempts = await payments.attemptsOf(bill.billId);
      return { bill, at: attempts.at(-1)?.startedAt ?? "" };
    }),
  );
  const [last] = tried.filter(({ at }) => at !== "").sort((a, b) => (a.at < b.at ? 1 : -1));
  return last?.bill;
}

/** What the person is told of the bill just tried; what else is to be paid is said with it. */
function outcomeOf(bills: readonly Bill[], tried: Bill | undefined): Outcome {
  const bill = tried ?? bills.find(isPayable) ?? bills.at(-1);
  if (!bill) return { is: "waiting" };
  const more = bills.filter((each) => each.billId !== bill.billId && isPayable(each));
  if (bill.status === "paid" || bill.status === "refunded") return { is: "paid", bill, more };
  if (bill.status === "pending") return { is: "waiting", bill };
  return { is: "failed", bill };
}
