/**
 * Applying: the questions of a service page by page, its papers, checking and sending. What is asked
 * next and what is wrong with an answer comes from `form`; what becomes of it from `cases`.
 */
import type { FastifyInstance } from "fastify";
import type { WebDeps } from "../deps.ts";
import { checkRoutes } from "./check-routes.ts";
import { documentRoutes } from "./document-routes.ts";
import { pageRoutes } from "./page-routes.ts";
import { startRoutes } from "./start-routes.ts";

export function applyRoutes(app: FastifyInstance, deps: WebDeps): void {
  startRoutes(app, deps);
  pageRoutes(app, deps);
  documentRoutes(app, deps);
  checkRoutes(app, deps);
}
