import type { FastifyInstance } from "fastify";
import type { OfficeDeps } from "./deps.ts";
import { makeOffice } from "./desk.ts";
import { claimRow, worklist } from "./worklist.ts";

/**
 * The officers' desk: what waits, one file on one page with what can be done now, who has how much,
 * and the end of a certificate. It shows and asks; whether something may be done, the doors of
 * cases and credentials say. Every opening of a file is recorded and shown to its person.
 */
export function officeRoutes(app: FastifyInstance, deps: OfficeDeps): void {
  const office = makeOffice(deps);
  app.get("/office", (request, reply) => worklist(office, request, reply));
  app.post("/office/claim", (request, reply) => claimRow(office, request, reply));
}
