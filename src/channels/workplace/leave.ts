import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { endOwnLeave } from "../../acts/index.ts";
import { requireOfficer } from "../../platform/auth/index.ts";
import { formOf, redirectTo, refusalFlash } from "../../platform/http/index.ts";
import { dayPath, endLeavePath, staffOccasion } from "../staff/index.ts";
import type { DayDeps } from "./day.ts";

/** POST /staff/leave-end: whoever is back before the day ends their own leave. */
export function leaveRoutes(app: FastifyInstance, deps: DayDeps): void {
  app.post(endLeavePath, (request, reply) => endLeave(deps, request, reply));
}

async function endLeave(deps: DayDeps, request: FastifyRequest, reply: FastifyReply) {
  const officer = requireOfficer(request);
  const done = await endOwnLeave(deps, officer, staffOccasion({ officer }, formOf(request)));
  const code = "staff.own-leave.ended";
  return redirectTo(
    reply,
    dayPath,
    done.ok ? { kind: "success", code } : refusalFlash(done.refusal),
  );
}
