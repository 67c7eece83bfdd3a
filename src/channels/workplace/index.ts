/**
 * What every member of staff has, whatever their role: their day, signing in with a passkey, their
 * passkeys, and the proof that it is they before an act that binds others.
 */
import type { FastifyInstance } from "fastify";
import { serveAssets } from "../../platform/http/index.ts";
import { passkeyScript } from "../staff/index.ts";
import { type DayDeps, dayRoutes } from "./day.ts";
import { keysRoutes } from "./keys.ts";
import { leaveRoutes } from "./leave.ts";
import { notificationRoutes } from "./notifications.ts";
import { signInRoutes } from "./sign-in.ts";

export type { DayDeps as WorkplaceDeps } from "./day.ts";

/** All pages of the workplace; call it after sign-in has been installed. */
export function workplaceRoutes(app: FastifyInstance, deps: DayDeps): void {
  serveAssets(app, [passkeyScript]);
  signInRoutes(app, deps);
  keysRoutes(app, deps);
  dayRoutes(app, deps);
  notificationRoutes(app, deps);
  leaveRoutes(app, deps);
}
