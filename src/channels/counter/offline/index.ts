/**
 * The counter without network (docs/decisions/0013): its pages run on the device with the very
 * modules that ask and judge here; what was taken there arrives by `POST /counter/sync`, once, and
 * what does not fit waits at `/counter/sync/conflicts`. It decides nothing of its own: cases,
 * centres and counter do.
 */
import type { FastifyInstance } from "fastify";
import type { CounterDeps } from "../deps.ts";
import { answerClaim } from "./claims.ts";
import { conflictsPage, settle } from "./conflicts.ts";
import { devicesPage, revoke } from "./devices.ts";
import { chooseOwnPin, ownPinPage, ownPinPath } from "./own-pin.ts";
import { shellRoutes } from "./shell.ts";
import { deviceState, enrol, sync } from "./sync.ts";

/** All addresses of the counter without network; called with the other pages of the counter. */
export function offlineRoutes(app: FastifyInstance, deps: CounterDeps): void {
  shellRoutes(app, deps);
  app.get("/counter/offline/state", deviceState(deps));
  app.post("/counter/offline/devices", enrol(deps));
  app.post("/counter/sync", sync(deps));
  app.get("/counter/sync/conflicts", conflictsPage(deps));
  app.post("/counter/sync/conflicts/:item", settle(deps));
  app.post("/counter/sync/claims/:item", answerClaim(deps));
  app.get(ownPinPath, ownPinPage(deps));
  app.post(ownPinPath, chooseOwnPin(deps));
  app.get("/counter/devices", devicesPage(deps));
  app.post("/counter/devices/:id", revoke(deps));
}
