import type { FastifyRequest } from "fastify";
import { centresOffice } from "../../centres/index.ts";
import { type Officer, requireOfficer } from "../../platform/auth/index.ts";
import { notAllowed } from "../../platform/http/index.ts";

/** The refusal of somebody without the role; throw it. */
export const roleMissing = () => notAllowed("auth.role-missing");

/**
 * The officer of the service centres who asks, in this role if one is named. Throws `TurnedAway`
 * with `auth.role-missing` for another authority, which may have a role of the same name.
 */
export function centreOfficer(request: FastifyRequest, role?: string): Officer {
  const officer = requireOfficer(request, role);
  if (officer.authority !== centresOffice) throw roleMissing();
  return officer;
}
