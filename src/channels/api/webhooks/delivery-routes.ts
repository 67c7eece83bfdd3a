import type { FastifyInstance } from "fastify";
import type { Static } from "typebox";
import { isUuid, ok, type Result, refuse } from "../../../kernel/index.ts";
import { transaction } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { deliveriesOf, deliveryJob, findWebhook, replay } from "../../../programs/index.ts";
import { IdParams } from "../applications/schemas.ts";
import { bearerOf } from "../bearer.ts";
import { badCursor } from "../catalogue/routes.ts";
import { pageOf, placeOf } from "../cursor.ts";
import type { ApiDeps } from "../deps.ts";
import { keyed, type Outcome } from "../keyed.ts";
import { sendApiProblem } from "../problem.ts";
import { told } from "../route.ts";
import { pageQuery, shape } from "../schemas.ts";
import { notFound } from "./hook-routes.ts";
import * as shapes from "./schemas.ts";
import { deliveryView } from "./views.ts";

type OfHook = { Params: Static<typeof IdParams> };

const tag = "Webhooks";
const scope = "webhooks:manage";

const list = told({
  id: "listDeliveries",
  tag,
  scope,
  summary: "What was told at a webhook, newest first",
  params: IdParams,
  query: shape(pageQuery),
  ok: [200, shapes.DeliveriesPage, "A page of deliveries"],
  refusals: [404, 422],
});
const one = told({
  id: "replayDelivery",
  tag,
  scope,
  keyed: true,
  summary: "Tell one thing again",
  params: shapes.OfDelivery,
  ok: [202, shapes.Replayed, "On its way, with the same `webhook-id`"],
  refusals: [404],
});
const since = told({
  id: "replaySince",
  tag,
  scope,
  keyed: true,
  summary: "Tell everything again since a moment",
  description: "Of the last ninety days; at most a thousand things at a time, the oldest first.",
  params: IdParams,
  body: shapes.Since,
  ok: [202, shapes.Replayed, "On their way, oldest first"],
  refusals: [404, 413, 415],
});

export function deliveryRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.get<OfHook & { Querystring: { limit?: number; cursor?: string } }>(
    "/webhooks/:id/deliveries",
    list,
    async (request, reply) => {
      const { limit = 20, cursor } = request.query;
      const before = cursor === undefined ? undefined : placeOf(cursor);
      if (cursor !== undefined && !isUuid(before ?? "")) return sendApiProblem(reply, badCursor);
      const hook = await findWebhook(deps.sql, bearerOf(request).client, request.params.id);
      if (!hook) return sendApiProblem(reply, notFound.refusal);
      const read = await deliveriesOf(deps.sql, hook.id, before, limit + 1);
      const page = pageOf(read, limit, ({ id }) => id);
      return reply.send({ ...page, items: page.items.map(deliveryView) });
    },
  );
  app.post<{ Params: Static<typeof shapes.OfDelivery> }>(
    "/webhooks/:id/deliveries/:delivery/replay",
    one,
    (request, reply) =>
      keyed(deps, request, reply, async ({ client }) => {
        const { id, delivery } = request.params;
        return again(deps, client, id, { id: delivery });
      }),
  );
  app.post<OfHook & { Body: Static<typeof shapes.Since> }>(
    "/webhooks/:id/replay",
    since,
    (request, reply) =>
      keyed(deps, request, reply, async ({ client }) =>
        again(deps, client, request.params.id, { since: new Date(request.body.since) }),
      ),
  );
}

async function again(
  { sql }: ApiDeps,
  client: string,
  id: string,
  which: Parameters<typeof replay>[2],
): Promise<Result<Outcome>> {
  if (!(await findWebhook(sql, client, id))) return notFound;
  const ids = await transaction(sql, async (tx) => {
    const replayed = await replay(tx, id, which);
    if (replayed.length > 0) await enqueue(tx, [deliveryJob(client)]);
    return replayed;
  });
  if ("id" in which && ids.length === 0) return refuse("not-found", "api.delivery-not-found");
  return ok({ status: 202, body: { replayed: ids.length } });
}
