/**
 * What became of an application: where it stands and why, what waits for the person, fees, papers,
 * requests to answer, appeal and renewal, and who has looked at the file. Everything is the
 * signed-in person's own; another's is not found.
 */
import type { FastifyInstance } from "fastify";
import { applyRoutes } from "../apply/index.ts";
import type { WebDeps } from "../deps.ts";
import { journeyRoutes } from "../journeys/index.ts";
import { personalDataRoutes } from "../personal-data/index.ts";
import { actRoutes } from "./act-routes.ts";
import { answerRoutes } from "./answer-routes.ts";
import { appealRoutes } from "./appeal-routes.ts";
import { caseRoutes } from "./case-routes.ts";
import { contactRoutes } from "./contact-routes.ts";
import { listRoutes } from "./list-routes.ts";
import { messageRoutes } from "./message-routes.ts";
import { openedRoutes } from "./opened-routes.ts";
import { paperRoutes } from "./paper-routes.ts";
import { payRoutes } from "./pay-routes.ts";
import { rateRoutes } from "./rate-routes.ts";
import { sentRoutes } from "./sent-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { slipRoutes } from "./slip-routes.ts";

/** Everything of a signed-in person: applying, and what follows. */
export function webApplicationRoutes(app: FastifyInstance, deps: WebDeps): void {
  applyRoutes(app, deps);
  journeyRoutes(app, deps);
  listRoutes(app, deps);
  messageRoutes(app, deps);
  openedRoutes(app, deps);
  sessionRoutes(app, deps);
  personalDataRoutes(app, deps);
  caseRoutes(app, deps);
  sentRoutes(app, deps);
  actRoutes(app, deps);
  appealRoutes(app, deps);
  answerRoutes(app, deps);
  contactRoutes(app, deps);
  payRoutes(app, deps);
  paperRoutes(app, deps);
  slipRoutes(app, deps);
  rateRoutes(app, deps);
}
