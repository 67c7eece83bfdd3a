/**
 * The desk of those who keep the partnership: a folder for each subject, in the frame of `desk.ts`.
 * It asks the register and shows what it says.
 */
import type { FastifyInstance } from "fastify";
import { briefRoutes } from "./brief/routes.ts";
import { commitmentRoutes } from "./commitments/routes.ts";
import type { DeskDeps } from "./desk.ts";
import { groupRoutes } from "./groups/groups.ts";
import { indicatorRoutes } from "./indicators/routes.ts";
import { instrumentRoutes } from "./instruments/instrument.ts";
import { mondayRoutes } from "./monday/monday.ts";
import { noteRoutes } from "./notes/notes.ts";
import { obstacleRoutes } from "./obstacles/obstacles.ts";
import { pilotRoutes } from "./pilots/routes.ts";
import { postRoutes } from "./posts/posts.ts";
import { riskRoutes } from "./risks/routes.ts";
import { minutesRoutes } from "./sessions/minutes.ts";
import { sessionRoutes } from "./sessions/routes.ts";
import { linkDoor } from "./two-sides/link-door.ts";
import { twoSidesRoutes } from "./two-sides/two-sides.ts";

export type { DeskDeps } from "./desk.ts";

/** All pages of the desk; call it after sign-in has been installed. */
export async function deskRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  mondayRoutes(app, deps);
  instrumentRoutes(app, deps);
  commitmentRoutes(app, deps);
  postRoutes(app, deps);
  groupRoutes(app, deps);
  sessionRoutes(app, deps);
  minutesRoutes(app, deps);
  noteRoutes(app, deps);
  pilotRoutes(app, deps);
  riskRoutes(app, deps);
  obstacleRoutes(app, deps);
  indicatorRoutes(app, deps);
  briefRoutes(app, deps);
  twoSidesRoutes(app, deps);
  await linkDoor(app, deps.exchange);
}
