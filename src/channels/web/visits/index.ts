/**
 * Being served in person, for people: where the centres are and when they are open, where a mobile
 * unit stops, keeping a time, moving it and giving it up, and ordering a visit at home. The kiosk,
 * the board and the ticket in hand are channels/hall; what is done at the counter is
 * channels/counter.
 */
import type { FastifyInstance } from "fastify";
import { serveAssets } from "../../../platform/http/index.ts";
import { bookRoutes } from "./book-routes.ts";
import { callOutRoutes } from "./call-out-routes.ts";
import { centreRoutes } from "./centre-routes.ts";
import type { VisitDeps } from "./deps.ts";
import { mineRoutes } from "./mine-routes.ts";
import { moveRoutes } from "./move-routes.ts";
import { visitStyle } from "./style.ts";

export type { VisitDeps } from "./deps.ts";
export { type CentreWaitsNow, inPersonSection, waitsFor } from "./in-person.ts";

export function webVisitRoutes(app: FastifyInstance, deps: VisitDeps): void {
  serveAssets(app, [visitStyle]);
  centreRoutes(app, deps);
  bookRoutes(app, deps);
  mineRoutes(app, deps);
  moveRoutes(app, deps);
  callOutRoutes(app, deps);
}
