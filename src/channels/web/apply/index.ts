/**
 * Applying in one's own browser: beginning, the questions (`channels/questions` asks them),
 * checking and sending. What is asked next and what is wrong with an answer comes from `form`; what
 * becomes of it from `cases`.
 */
import type { FastifyInstance } from "fastify";
import { questionRoutes } from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";
import { checkRoutes } from "./check-routes.ts";
import { webHost } from "./draft.ts";
import { peopleRoutes } from "./people-routes.ts";
import { startRoutes } from "./start-routes.ts";

export function applyRoutes(app: FastifyInstance, deps: WebDeps): void {
  startRoutes(app, deps);
  questionRoutes(app, webHost(deps));
  peopleRoutes(app, deps);
  checkRoutes(app, deps);
}
