import type { OfficeCount, OpenCase } from "../cases/index.ts";
import type { ActDeps } from "./deps.ts";

/** The service by which people report what stops or slows them between the two countries. */
export const obstacleService = "obstacle-report";

type Deps = Pick<ActDeps, "cases">;

/** Reported obstacles by working group, for everybody: figures and no person. */
export const obstacleCounts = ({ cases }: Deps): PromiseLike<readonly OfficeCount[]> =>
  cases.countsByOffice(obstacleService);

/**
 * Obstacles that stand open with a working group, oldest first: they belong on the agenda of its
 * next session. @param group id of the group, such as `trade`
 */
export const openObstacles = ({ cases }: Deps, group: string): PromiseLike<readonly OpenCase[]> =>
  cases.openAtOffice(obstacleService, group);
