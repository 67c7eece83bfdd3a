/**
 * The web for people: find a service, apply, pay, follow, answer, appeal, renew, show a paper. It
 * asks the parts of the house and shows what they say; it decides nothing and keeps nothing. Every
 * page works without JavaScript, by keyboard and on a narrow screen. Officers have channels/office.
 */
import type { FastifyInstance } from "fastify";
import { webApplicationRoutes } from "./applications/index.ts";
import type { WebDeps } from "./deps.ts";
import { webHelpRoutes } from "./help/index.ts";
import { keptPostRoutes } from "./kept-posts.ts";
import { webHomeRoutes } from "./me/index.ts";
import { onPhoneRoutes } from "./on-phone/index.ts";
import { webPublicRoutes } from "./public/index.ts";
import { sharedRoutes } from "./shared/shared-routes.ts";
import { updateRoutes } from "./updates/update.ts";
import { webVisitRoutes } from "./visits/index.ts";

export { webApplicationRoutes } from "./applications/index.ts";
export type { WebDeps } from "./deps.ts";
export { footOf, lookIn, type PageDeps, type WebPage, webPage } from "./page.ts";
export { problemPage } from "./problem-page.ts";
export { webPublicRoutes } from "./public/index.ts";
export { type VerifyParts, verifyRoutes } from "./verify/index.ts";

/** All pages for people. */
export function webRoutes(app: FastifyInstance, deps: WebDeps): void {
  webPublicRoutes(app, deps);
  webHomeRoutes(app, deps);
  webApplicationRoutes(app, deps);
  webVisitRoutes(app, deps);
  webHelpRoutes(app, deps);
  keptPostRoutes(app, deps);
  sharedRoutes(app, deps);
  onPhoneRoutes(app, deps);
  updateRoutes(app, deps);
}
