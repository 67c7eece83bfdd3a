import type { FastifyRequest } from "fastify";
import { centresOffice } from "../../centres/index.ts";
import { type Officer, requireOfficer } from "../../platform/auth/index.ts";
import { TurnedAway } from "../../platform/http/index.ts";

export const roleMissing = () =>
  new TurnedAway({ refusal: { kind: "not-allowed", code: "auth.role-missing" } });

/**
 * The officer who asks, in this role if one is named. A role is worth something here only where the
 * service centres gave it: another authority may call its own people operators too.
 */
export function staffOf(request: FastifyRequest, role?: string): Officer {
  const officer = requireOfficer(request, role);
  if (officer.authority !== centresOffice) throw roleMissing();
  return officer;
}
