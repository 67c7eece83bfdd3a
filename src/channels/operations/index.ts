/**
 * The page of operations staff: how each system of others answers, what waits for it, and what
 * failed, to be tried again or given up. It shows and asks; `acts` does and records.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { linkNow, operationsRole } from "../../acts/index.ts";
import { requireOfficer } from "../../platform/auth/index.ts";
import { notFound } from "../../platform/http/index.ts";
import { staffRequest } from "../staff/index.ts";
import type { Operations, OperationsDeps } from "./deps.ts";
import { giveUpOne, linkPage, replay } from "./link-page.ts";
import { overviewPage } from "./overview.ts";
import { useAgain } from "./returned.ts";

export type { OperationsDeps } from "./deps.ts";

/** All pages of operations staff; call it after sign-in has been installed. */
export function operationsRoutes(app: FastifyInstance, deps: OperationsDeps): void {
  const at = (request: FastifyRequest, reply: FastifyReply): Operations =>
    staffRequest(deps, request, reply, requireOfficer(request, operationsRole));
  const onLink =
    (page: typeof linkPage) => async (request: FastifyRequest, reply: FastifyReply) => {
      const desk = at(request, reply);
      const { link: id = "" } = request.params as { readonly link?: string };
      const now = await linkNow(deps, id);
      if (!now) throw notFound();
      return page(desk, now);
    };
  app.get("/operations", (request, reply) => overviewPage(at(request, reply)));
  app.get("/operations/:link", onLink(linkPage));
  app.post("/operations/:link/replay", onLink(replay));
  app.post("/operations/:link/give-up", onLink(giveUpOne));
  app.post("/operations/:link/use-again", onLink(useAgain));
}
