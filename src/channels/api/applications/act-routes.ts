import type { FastifyInstance } from "fastify";
import type { Static } from "typebox";
import { perform, rate, verifyByProgram } from "../../../acts/index.ts";
import type { Result } from "../../../kernel/index.ts";
import { ok } from "../../../kernel/index.ts";
import type { ApiDeps } from "../deps.ts";
import { type Act, keyed, type Outcome } from "../keyed.ts";
import { told } from "../route.ts";
import { type OfApplication, shown } from "./application-routes.ts";
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

const rateIt = told({
  id: "rateApplication",
  tag,
  scope,
  keyed: true,
  summary: "Say how the person was served",
  description:
    "Once an application is decided, for 60 days; the person says yes to exactly this rating. Rated again, the later rating counts.",
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
        const gone = await takeBack(deps, act, request.params.id, confirmation);
        return gone.ok ? shown(deps, request, act.client, gone.value, 200) : gone;
      }),
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

async function takeBack(
  deps: ApiDeps,
  { client, command }: Act,
  caseId: string,
  confirmation: Static<typeof shapes.Confirmed>["confirmation"],
): Promise<Result<string>> {
  const brought = await openBrought(deps, client, caseId);
  if (!brought.ok) return brought;
  if (brought.value.state.commands.has(command)) return ok(caseId);
  const app = brought.value;
  const wish = { act: "withdraw" } as const;
  const yes = await verifyByProgram(deps, client, { kind: "case", app, wish }, confirmation);
  if (!yes.ok) return yes;
  const through = { door: "api", client } as const;
  const given = await perform(deps, { app, person: yes.value, wish, key: command, through });
  return given.ok ? ok(caseId) : given;
}
