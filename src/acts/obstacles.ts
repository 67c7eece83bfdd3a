import type { OfficeCount, OpenCase } from "../cases/index.ts";
import { dateIn, type Result } from "../kernel/index.ts";
import {
  groupOfSeries,
  type ListedObstacle,
  type Occasion,
  type SessionState,
} from "../partnership/index.ts";
import type { ActDeps } from "./deps.ts";

/** The service by which people report what stops or slows them between the two countries. */
export const obstacleService = "obstacle-report";

export type { ListedObstacle };

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

/** The same as they stand on the agenda: number and days, in local dates. */
export async function listedObstacles(
  { cases, calendar }: Pick<ActDeps, "cases" | "calendar">,
  group: string,
): Promise<readonly ListedObstacle[]> {
  const { timeZone } = calendar();
  return (await openObstacles({ cases }, group)).map(({ reference, submittedAt, dueAt }) => ({
    ...{ number: reference, receivedOn: dateIn(submittedAt, timeZone) },
    ...(dueAt && { dueOn: dateIn(dueAt, timeZone) }),
  }));
}

/**
 * Opens a session: the register fills item 1 with the open decisions, and for a working group the
 * next one with what people reported to it. Refuses as the session does.
 */
export async function openSession(
  deps: Pick<ActDeps, "cases" | "calendar" | "partnership">,
  id: string,
  today: string,
  occasion: Occasion,
): Promise<Result<SessionState>> {
  const { sessions } = deps.partnership;
  const group = groupOfSeries((await sessions.one(id))?.series);
  const reported = group === undefined ? [] : await listedObstacles(deps, group);
  return sessions.open(id, today, occasion, reported);
}
