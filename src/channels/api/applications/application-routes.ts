import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Static } from "typebox";
import { caseNow } from "../../../acts/index.ts";
import type { ApplicationRow } from "../../../cases/index.ts";
import { isUuid, ok, type Result } from "../../../kernel/index.ts";
import { langOf } from "../../../platform/http/index.ts";
import { broughtBy } from "../../../programs/index.ts";
import { bearerOf } from "../bearer.ts";
import { badCursor } from "../catalogue/routes.ts";
import { pageOf, placeOf } from "../cursor.ts";
import type { ApiDeps } from "../deps.ts";
import { keyed, type Outcome } from "../keyed.ts";
import { sendApiProblem } from "../problem.ts";
import { told } from "../route.ts";
import { pageQuery, shape } from "../schemas.ts";
import { applicationView, billView, rowView } from "./application-view.ts";
import { openBrought } from "./own.ts";
import * as shapes from "./schemas.ts";
import { sendDraft } from "./send.ts";

export type OfApplication = { Params: Static<typeof shapes.IdParams> };

const tag = "Applications";
const scope = "applications:read";

const send = told({
  id: "sendApplication",
  tag,
  scope: "applications:write",
  keyed: true,
  summary: "Send an application to which the person said yes",
  body: shapes.NewApplication,
  ok: [201, shapes.ApplicationShape, "The application"],
  refusals: [404, 413, 415],
});

const list = told({
  id: "listApplications",
  tag,
  scope,
  summary: "Applications that this program sent, newest first",
  query: shape(pageQuery),
  ok: [200, shapes.ApplicationsPage, "A page of applications"],
  refusals: [422],
});

const one = told({
  id: "getApplication",
  tag,
  scope,
  summary: "Where an application stands",
  description:
    "What happened, what is asked, what is owed, by when it is decided. No answer, no name.",
  params: shapes.IdParams,
  ok: [200, shapes.ApplicationShape, "The application"],
  refusals: [404, 422],
});

const bills = told({
  id: "listBills",
  tag,
  scope,
  summary: "Bills of an application",
  params: shapes.IdParams,
  ok: [200, shapes.Bills, "Bills, oldest first"],
  refusals: [404, 422],
});

export function applicationRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.post<{ Body: Static<typeof shapes.NewApplication> }>(
    "/applications",
    send,
    (request, reply) =>
      keyed(deps, request, reply, async ({ client }) => {
        const { draft, confirmation } = request.body;
        const sent = await sendDraft(deps, client, draft, confirmation);
        return sent.ok ? shown(deps, request, client, sent.value, 201) : sent;
      }),
  );
  app.get<{ Querystring: { limit?: number; cursor?: string } }>(
    "/applications",
    list,
    async (request, reply) => {
      const { limit = 20, cursor } = request.query;
      const before = cursor === undefined ? undefined : placeOf(cursor);
      if (cursor !== undefined && !isUuid(before ?? "")) return sendApiProblem(reply, badCursor);
      const brought = await broughtBy(deps.sql, bearerOf(request).client, before, limit + 1);
      const page = pageOf(brought, limit, ({ caseId }) => caseId);
      const rows = await deps.cases.rowsOf(page.items.map(({ caseId }) => caseId));
      const byId = new Map<string, ApplicationRow>(rows.map((row) => [row.id, row]));
      const items = page.items.flatMap(({ caseId }) => {
        const row = byId.get(caseId);
        return row ? [rowView(row)] : [];
      });
      return reply.send({ ...page, items });
    },
  );
  app.get<OfApplication>("/applications/:id", one, async (request, reply) => {
    const broughtCase = await openBrought(deps, bearerOf(request).client, request.params.id);
    if (!broughtCase.ok) return sendApiProblem(reply, broughtCase.refusal);
    return reply.send(
      applicationView(await caseNow(deps, broughtCase.value), deps.i18n.for(langOf(request))),
    );
  });
  app.get<OfApplication>("/applications/:id/bills", bills, async (request, reply) => {
    const broughtCase = await openBrought(deps, bearerOf(request).client, request.params.id);
    if (!broughtCase.ok) return sendApiProblem(reply, broughtCase.refusal);
    const t = deps.i18n.for(langOf(request));
    const all = await deps.payments.billsOfCase(broughtCase.value.id);
    return reply.send({ items: all.map((bill) => billView(bill, t)) });
  });
}

/** The application as it is now: what an act on it answers. */
export async function shown(
  deps: ApiDeps,
  request: FastifyRequest,
  client: string,
  caseId: string,
  status: 200 | 201,
): Promise<Result<Outcome>> {
  const broughtCase = await openBrought(deps, client, caseId);
  if (!broughtCase.ok) return broughtCase;
  const body = applicationView(
    await caseNow(deps, broughtCase.value),
    deps.i18n.for(langOf(request)),
  );
  return ok({ status, body, location: `/api/v1/applications/${caseId}` });
}
