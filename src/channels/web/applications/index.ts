/**
 * What became of an application: where it stands and why, what waits for the person, fees, papers,
 * requests to answer, appeal and renewal, and who has looked at the file. Everything is the signed-in
 * person's own; another's is not found.
 */
import type { FastifyInstance } from "fastify";
import { applyRoutes } from "../apply/index.ts";
import type { WebDeps } from "../deps.ts";

/** Everything of a signed-in person: applying, and what follows. */
export function webApplicationRoutes(app: FastifyInstance, deps: WebDeps): void {
  applyRoutes(app, deps);
}
