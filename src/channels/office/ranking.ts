import {
  type CallRanking,
  callOfCase,
  isWorkOf,
  supervises,
  supervisor,
  type WorkRow,
} from "../../cases/index.ts";
import type { Definition } from "../../catalogue/index.ts";
import { dateIn } from "../../kernel/index.ts";
import { rankingStage } from "../../workflow/index.ts";
import { actorAt, type Desk, notThere, notYours } from "./desk.ts";

/** The call that the address names, with its applications in order. */
export interface AtRanking {
  readonly definition: Definition;
  readonly ranking: CallRanking;
}

/** Where the officer who decides, and the one who passes the names on, find their call. */
export const rankingPath = (service: string, opens: string): string =>
  `/office/rankings/${service}/${opens}`;

/**
 * Those who decide on the ranked, those to whom they go next, and their supervisors may see the
 * order.
 */
export function maySeeRanking(desk: Desk, definition: Definition): boolean {
  const stage = rankingStage(definition);
  if (!stage) return false;
  const nextStages = [
    stage.next,
    ...stage.tasks.flatMap(({ outcomes }) => outcomes.map((o) => o.to)),
  ]
    .flatMap((to) => (to && "stage" in to ? [to.stage] : []))
    .flatMap((id) => definition.process?.stages.find((each) => each.id === id) ?? []);
  const officer = actorAt(desk);
  return [stage, ...nextStages]
    .flatMap(({ tasks }) => tasks)
    .some(
      (task) =>
        isWorkOf(officer, { authority: task.authority, role: task.role }, definition.id) ||
        (officer.authority === task.authority && officer.roles.includes(supervisor)),
    );
}

/** The way from a row of those who decide on the ranked to its call; undefined for all others. */
export function callHref(
  desk: Desk,
  { stage, sentAt, service }: WorkRow,
  definition: Definition,
): string | undefined {
  if (rankingStage(definition)?.id !== stage || !maySeeRanking(desk, definition)) return undefined;
  const { timeZone } = desk.deps.catalogue.jurisdiction;
  const opens = callOfCase(definition, { asOf: dateIn(sentAt, timeZone) });
  return opens && rankingPath(service, opens);
}

/** The ranking of the address; else the refusal, already sent. */
export async function findRanking(desk: Desk): Promise<AtRanking | undefined> {
  const { service = "", opens = "" } = desk.request.params as { service?: string; opens?: string };
  const definition = desk.deps.catalogue.current(service);
  const ranking = definition && (await desk.deps.cases.rankingOf(definition, opens));
  if (definition && ranking && maySeeRanking(desk, definition)) return { definition, ranking };
  if (definition && ranking) notYours(desk);
  else notThere(desk);
  return undefined;
}

/** Names of applicants by the ids of their applications. */
export type Names = ReadonlyMap<string, string>;

/**
 * Whose the applications are, for those who decide on them or supervise it: they read the files,
 * and see whom they know. Nobody else is told.
 */
export async function namesIn(desk: Desk, { definition, ranking }: AtRanking): Promise<Names> {
  const officer = actorAt(desk);
  const task = rankingStage(definition)?.tasks[0];
  if (!task) return new Map();
  const { authority, role } = task;
  const isTheirs =
    isWorkOf(officer, { authority, role }, definition.id) || supervises(officer, { authority });
  if (!isTheirs) return new Map();
  const ids = ranking.places.map(({ entry }) => entry.id);
  const rows = await desk.deps.cases.workDetails(ids, []);
  return new Map(rows.map(({ caseId, applicant }) => [caseId, applicant ?? ""]));
}
