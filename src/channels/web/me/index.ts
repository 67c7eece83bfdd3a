/**
 * My Hamwe: what a person has to do, has under way and owns, on one page. What stands there comes
 * from acts; the pages of each application are channels/web/applications.
 */
import type { FastifyInstance } from "fastify";
import type { WebDeps } from "../deps.ts";
import { homeRoutes } from "./home-routes.ts";
import { profileRoutes } from "./profile-routes.ts";

export function webHomeRoutes(app: FastifyInstance, deps: WebDeps): void {
  homeRoutes(app, deps);
  profileRoutes(app, deps);
}
