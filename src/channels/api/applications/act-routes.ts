import type { FastifyInstance } from "fastify";
import type { Static } from "typebox";
import { perform, rate, startPayment, verifyByProgram, type Wish } from "../../../acts/index.ts";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { ApiDeps } from "../deps.ts";
import { type Act, keyed, type Outcome } from "../keyed.ts";
import { told } from "../route.ts";
import { type OfApplication, shown } from "./application-routes.ts";
import { chosenLang } from "./confirmation-routes.ts";
import { openBrought, submittedOf } from "./own.ts";
import * as shapes from "./schemas.ts";
import { giveAnswers } from "./send.ts";

const tag = "Applications";
const scope = "applications:write";

const answer = told({
  id: "answerRequest",
  tag,
  scope,
  keyed: true,
  summary: "Give what an officer asked for",
  description:
    "With a draft that names the application and holds the answers and papers asked for.",
  params: shapes.IdParams,
  body: shapes.NewGiven,
  ok: [200, shapes.ApplicationShape, "The application, under way again"],
  refusals: [404, 413, 415],
});

const withdraw = told({
  id: "withdrawApplication",
  tag,
  scope,
  keyed: true,
  summary: "Take an application back",
  params: shapes.IdParams,
  body: shapes.Confirmed,
  ok: [200, shapes.ApplicationShape, "The application, withdrawn"],
  refusals: [404, 413, 415],
});

const appeal = told({
  id: "appealApplication",
  tag,
  scope,
  keyed: true,
  summary: "Appeal against a refusal",
  description:
    "Once, in its time, with the grounds; " +
    "the person says yes to exactly these words. `acts` of the application says until when.",
  params: shapes.IdParams,
  body: shapes.NewAppeal,
  ok: [200, shapes.ApplicationShape, "The application, under appeal"],
  refusals: [404, 413, 415],
});

const contact = told({
  id: "changeContact",
  tag,
  scope,
  keyed: true,
  summary: "Send the messages about an application elsewhere",
  description:
    "The person says yes to exactly this, and tells the code that was sent to each address. " +
    "Their account does not change, and gets a message.",
  params: shapes.IdParams,
  body: shapes.NewContact,
  ok: [200, shapes.ApplicationShape, "The application"],
  refusals: [404, 413, 415],
});

const pay = told({
  id: "payBill",
  tag,
  scope,
  keyed: true,
  summary: "Open a way to pay a bill",
  description: "The person pays in a browser, and comes back to the application.",
  params: shapes.IdParams,
  body: shapes.NewPayment,
  ok: [201, shapes.PaymentShape, "Where the person pays"],
  refusals: [404, 413, 415, 503],
});

const rateIt = told({
  id: "rateApplication",
  tag,
  scope,
  keyed: true,
  summary: "Say how the person was served",
  description:
    "Once an application is decided, for 60 days; " +
    "the person says yes to exactly this rating. Rated again, the later rating counts.",
  params: shapes.IdParams,
  body: shapes.NewRating,
  ok: [200, shapes.RatingShape, "The rating"],
  refusals: [404, 413, 415],
});

/** What a person may do with an application through the program that brought it. */
export function actRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.post<OfApplication & { Body: Static<typeof shapes.NewGiven> }>(
    "/applications/:id/answers",
    answer,
    (request, reply) =>
      keyed(deps, request, reply, async ({ client, command }) => {
        const { draft, confirmation } = request.body;
        const by = { client, command, caseId: request.params.id };
        const given = await giveAnswers(deps, by, draft, confirmation);
        return given.ok ? shown(deps, request, client, given.value, 200) : given;
      }),
  );
  app.post<OfApplication & { Body: Static<typeof shapes.Confirmed> }>(
    "/applications/:id/withdrawal",
    withdraw,
    (request, reply) =>
      keyed(deps, request, reply, async (act) => {
        const { confirmation } = request.body;
        const wish = { act: "withdraw" } as const;
        const gone = await actFor(deps, act, request.params.id, wish, { confirmation });
        return gone.ok ? shown(deps, request, act.client, gone.value, 200) : gone;
      }),
  );
  app.post<OfApplication & { Body: Static<typeof shapes.NewAppeal> }>(
    "/applications/:id/appeal",
    appeal,
    (request, reply) =>
      keyed(deps, request, reply, async (act) => {
        const { text, confirmation } = request.body;
        const wish = { act: "appeal", text } as const;
        const lodged = await actFor(deps, act, request.params.id, wish, { confirmation });
        return lodged.ok ? shown(deps, request, act.client, lodged.value, 200) : lodged;
      }),
  );
  app.post<OfApplication & { Body: Static<typeof shapes.NewContact> }>(
    "/applications/:id/contact",
    contact,
    (request, reply) =>
      keyed(deps, request, reply, async (act) => {
        const { confirmation, codes, toldIn, ...typed } = request.body;
        const wish = { act: "contact", contact: typed, ...chosenLang(toldIn) } as const;
        const given = { confirmation, codes };
        const changed = await actFor(deps, act, request.params.id, wish, given);
        return changed.ok ? shown(deps, request, act.client, changed.value, 200) : changed;
      }),
  );
  app.post<OfApplication & { Body: Static<typeof shapes.NewPayment> }>(
    "/applications/:id/payments",
    pay,
    (request, reply) =>
      keyed(deps, request, reply, (act) => payFor(deps, act, request.params.id, request.body)),
  );
  app.post<OfApplication & { Body: Static<typeof shapes.NewRating> }>(
    "/applications/:id/rating",
    rateIt,
    (request, reply) =>
      keyed(deps, request, reply, (act) => rateFor(deps, act, request.params.id, request.body)),
  );
}

async function rateFor(
  deps: ApiDeps,
  { client }: Act,
  caseId: string,
  { confirmation, ...rated }: Static<typeof shapes.NewRating>,
): Promise<Result<Outcome>> {
  const brought = await openBrought(deps, client, caseId);
  if (!brought.ok) return brought;
  const { score, comment = "" } = rated;
  const subject = { kind: "rating", app: brought.value, score, comment } as const;
  const yes = await verifyByProgram(deps, client, subject, confirmation);
  if (!yes.ok) return yes;
  const { lang } = submittedOf(brought.value);
  const given = { person: yes.value, score, comment, lang, door: "api" as const };
  const done = await rate(deps, brought.value, given);
  if (!done.ok) return done;
  const ratedAt = done.value.ratedAt.toISOString();
  return ok({ status: 200, body: { application: caseId, score, ratedAt } });
}

/** What the person said yes to through the program that brought the application. */
async function actFor(
  deps: ApiDeps,
  { client, command }: Act,
  caseId: string,
  wish: Wish,
  {
    confirmation,
    codes = {},
  }: Static<typeof shapes.Confirmed> & Partial<Pick<Static<typeof shapes.NewContact>, "codes">>,
): Promise<Result<string>> {
  const brought = await openBrought(deps, client, caseId);
  if (!brought.ok) return brought;
  if (brought.value.state.commands.has(command)) return ok(caseId);
  const app = brought.value;
  const yes = await verifyByProgram(deps, client, { kind: "case", app, wish }, confirmation);
  if (!yes.ok) return yes;
  const through = { door: "api", client } as const;
  const by = { person: yes.value, key: command, through };
  const given = await perform(deps, { app, wish, codes, ...by });
  return given.ok ? ok(caseId) : given;
}

/** Whoever knows a bill may pay it, as at any other door: paying needs no yes of its own. */
async function payFor(
  deps: ApiDeps,
  { client, command }: Act,
  caseId: string,
  { bill: number }: Static<typeof shapes.NewPayment>,
): Promise<Result<Outcome>> {
  const brought = await openBrought(deps, client, caseId);
  if (!brought.ok) return brought;
  const bill = await deps.payments.billByNumber(number);
  if (bill?.caseId !== brought.value.id) return refuse("not-found", "payments.no-such-bill");
  const started = await startPayment(deps, {
    bill,
    returnUrl: `${deps.baseUrl}/applications/${caseId}/paid`,
    key: command,
    by: { kind: "program", client },
  });
  if (!started.ok) return started;
  const payAt = new URL(started.value.redirectTo, deps.baseUrl).href;
  return ok({ status: 201, body: { bill: bill.number, payAt } });
}
