import type { FastifyInstance } from "fastify";
import type { Static } from "typebox";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import {
  addWebhook,
  dropWebhook,
  enableWebhook,
  findWebhook,
  newWebhookSecret,
  urlFor,
  type Webhook,
  webhooksOf,
} from "../../../programs/index.ts";
import { IdParams } from "../applications/schemas.ts";
import { bearerOf } from "../bearer.ts";
import type { ApiDeps } from "../deps.ts";
import { type Act, keyed, type Outcome } from "../keyed.ts";
import { sendApiProblem } from "../problem.ts";
import { told } from "../route.ts";
import * as shapes from "./schemas.ts";
import { hookView } from "./views.ts";

type OfHook = { Params: Static<typeof IdParams> };
type NewWebhook = Static<typeof shapes.NewWebhook>;

const tag = "Webhooks";
const scope = "webhooks:manage";

const create = told({
  id: "createWebhook",
  tag,
  scope,
  keyed: true,
  summary: "Be told at an address when something happens to what you sent",
  description:
    "By Standard Webhooks: `webhook-id`, `webhook-timestamp`, " +
    "`webhook-signature`. The body says what happened and to which application; " +
    "what there is to know you then read. Anything but 2xx is tried again for three days.",
  body: shapes.NewWebhook,
  ok: [201, shapes.WebhookMade, "The webhook, with its secret"],
  refusals: [413, 415],
});
const list = told({
  id: "listWebhooks",
  tag,
  scope,
  summary: "Your webhooks",
  ok: [200, shapes.Webhooks, "Without their secrets"],
});
const remove = told({
  id: "dropWebhook",
  tag,
  scope,
  summary: "Be told no more",
  params: IdParams,
  ok: [204, {}, "It is gone, and what was told at it"],
  refusals: [404, 422],
});
const enable = told({
  id: "enableWebhook",
  tag,
  scope,
  keyed: true,
  summary: "Switch a webhook on again",
  description: "What was held meanwhile comes by a replay.",
  params: IdParams,
  ok: [200, shapes.WebhookShape, "The webhook"],
  refusals: [404],
});

export function hookRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { sql } = deps;
  app.post<{ Body: NewWebhook }>("/webhooks", create, (request, reply) =>
    keyed(deps, request, reply, (act) => make(deps, act, request.body)),
  );
  app.get("/webhooks", list, async (request, reply) => {
    const hooks = await webhooksOf(sql, bearerOf(request).client);
    return reply.send({ items: hooks.map(hookView) });
  });
  app.delete<OfHook>("/webhooks/:id", remove, async (request, reply) => {
    const gone = await dropWebhook(sql, bearerOf(request).client, request.params.id);
    return gone ? reply.code(204).send() : sendApiProblem(reply, notFound.refusal);
  });
  app.post<OfHook>("/webhooks/:id/enable", enable, (request, reply) =>
    keyed(deps, request, reply, async ({ client }) => {
      const { id } = request.params;
      if (!(await findWebhook(sql, client, id))) return notFound;
      await enableWebhook(sql, id);
      const hook = await findWebhook(sql, client, id);
      return hook ? ok({ status: 200, body: hookView(hook) }) : notFound;
    }),
  );
}

export const notFound = refuse("not-found", "api.webhook-not-found");

async function make(
  deps: ApiDeps,
  act: Act,
  { url, events = [] }: NewWebhook,
): Promise<Result<Outcome>> {
  const { sql, seal, clock, demonstration } = deps;
  if (!urlFor(url, demonstration))
    return refuse("invalid", "api.address-refused", {
      problems: [{ field: "/url", code: "invalid" }],
    });
  const hook: Webhook = {
    id: act.id,
    client: act.client,
    url,
    events,
    secret: seal.close(newWebhookSecret()),
    createdAt: clock(),
    failingSince: null,
    disabledAt: null,
  };
  if (!(await addWebhook(sql, hook))) return refuse("conflict", "api.too-many-webhooks");
  // The one that is there, should this be the same request once more.
  const stored = (await findWebhook(sql, act.client, act.id)) ?? hook;
  return ok({ status: 201, body: { ...hookView(stored), secret: seal.open(stored.secret) } });
}
