import type { FastifyInstance } from "fastify";
import type { WebDeps } from "../deps.ts";
import { aboutRoutes } from "./about.ts";
import { authorityRoutes } from "./authorities.ts";
import { calendarRoutes } from "./calendar.ts";
import { checkRoutes } from "./check.ts";
import { codeListRoutes } from "./code-lists.ts";
import { commitmentRoutes } from "./commitments.ts";
import { homeRoutes } from "./home.ts";
import { publicIndicatorRoutes } from "./indicators.ts";
import { installedRoutes } from "./installed.ts";
import { linkedDataRoutes } from "./linked-data.ts";
import { partnershipRoutes } from "./partnership.ts";
import { partnershipFileRoutes } from "./partnership-files.ts";
import { publicPilotRoutes } from "./pilots.ts";
import { robotsRoutes } from "./robots.ts";
import { serviceRoutes } from "./service.ts";
import { serviceNamesRoute, servicesRoutes } from "./services.ts";
import { publicSessionRoutes } from "./sessions.ts";
import { statusRoutes } from "./status.ts";
import { themeRoutes } from "./theme.ts";
import { trackRoutes } from "./track.ts";

/** The pages that need no sign-in. */
export function webPublicRoutes(app: FastifyInstance, deps: WebDeps): void {
  homeRoutes(app, deps);
  themeRoutes(app, deps);
  servicesRoutes(app, deps);
  serviceNamesRoute(app, deps);
  serviceRoutes(app, deps);
  linkedDataRoutes(app, deps);
  checkRoutes(app, deps);
  codeListRoutes(app, deps);
  trackRoutes(app, deps);
  partnershipRoutes(app, deps);
  partnershipFileRoutes(app, deps);
  commitmentRoutes(app, deps);
  calendarRoutes(app, deps);
  publicSessionRoutes(app, deps);
  publicPilotRoutes(app, deps);
  publicIndicatorRoutes(app, deps);
  aboutRoutes(app, deps);
  authorityRoutes(app, deps);
  statusRoutes(app, deps);
  installedRoutes(app, deps);
  robotsRoutes(app, deps);
}
