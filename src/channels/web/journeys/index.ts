/**
 * A life event: several services in one conversation. The page that says what it is, the questions
 * (`channels/questions` asks what the services leave to one another), one check, one agreement, and
 * how far each service has come. Which services belong together is data; nothing here knows one.
 */
import type { FastifyInstance } from "fastify";
import { questionRoutes } from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";
import { checkRoutes } from "./check-routes.ts";
import { endRoutes } from "./end-routes.ts";
import { journeyHost } from "./host.ts";
import { lifeEventRoutes } from "./life-event.ts";
import { overviewRoutes } from "./overview.ts";
import { wayRoutes } from "./way-routes.ts";

export { journeyBlocks } from "./blocks.ts";

export function journeyRoutes(app: FastifyInstance, deps: WebDeps): void {
  lifeEventRoutes(app, deps);
  wayRoutes(app, deps);
  questionRoutes(app, journeyHost(deps));
  checkRoutes(app, deps);
  overviewRoutes(app, deps);
  endRoutes(app, deps);
}
