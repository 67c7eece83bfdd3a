import {
  type Application,
  isBarred,
  isOpen,
  isOwnCase,
  isWorkOf,
  type OpenVote,
  seatsCounted,
  substitutesToVote,
  type Task,
} from "../cases/index.ts";
import type { CommandId } from "../kernel/index.ts";
import { type Colleague, officersOf } from "../platform/auth/index.ts";
import type { RolesChanged } from "../staff/index.ts";
import { committeeOf } from "../workflow/index.ts";
import { actorOf } from "./assign.ts";
import type { ActDeps } from "./deps.ts";
import { done } from "./of-case.ts";

type Needs = Pick<ActDeps, "sql" | "clock" | "cases">;

/**
 * Counts the members of committees who can still vote on each open file: roles began or ended, or
 * somebody left. At night on all of them, since roles begin and end by their days too.
 */
export async function countSeats(deps: Needs, changed?: RolesChanged): Promise<void> {
  const votes = await deps.cases.openVotes(changed);
  const officers = new Map<string, Promise<readonly Colleague[]>>();
  for (const vote of votes) {
    const { authority } = vote;
    const all = officers.get(authority) ?? officersOf(deps.sql, authority, deps.clock());
    officers.set(authority, all);
    await countOn(deps, vote, await all);
  }
}

/** How many of these officers can vote on a task, and have not. */
export function ableOn(
  application: Pick<Application, "state" | "definition">,
  task: Task,
  officers: readonly Colleague[],
): number {
  const { state, definition } = application;
  const { votes = [], recused = [] } = task;
  const acted = new Set([...votes, ...recused].map(({ by }) => by));
  return officers.map(actorOf).filter((officer) => {
    const isMember = isWorkOf(officer, task, definition.id) && !isOwnCase(officer, state);
    return isMember && !acted.has(officer.id) && !isBarred(application, task, officer.id);
  }).length;
}

async function countOn(
  { cases }: Needs,
  { caseId, key }: OpenVote,
  officers: readonly Colleague[],
): Promise<void> {
  const application = await cases.open(caseId);
  const task = application?.state.tasks.find((each) => each.key === key);
  if (!application || !task || !isOpen(task)) return;
  const committee = committeeOf(application.definition, task);
  const able = ableOn(application, task, officers);
  if (!committee) return;
  const { vacant, filled } = seatsCounted(committee, task, able);
  const here = new Set<string>(officers.map(({ id }) => id));
  const gone = substitutesToVote(task).flatMap(({ to }) => (here.has(to) ? [] : [to]));
  const isSame = vacant === (task.vacant ?? 0) && filled === (task.filled ?? 0);
  if (isSame && gone.length === 0) return;
  const command = { type: "count-seats" as const, task: key, able, gone };
  const counted = `seats:${caseId}:${key}:${application.state.version}:${able}` as CommandId;
  const actor = { kind: "system" } as const;
  done(await cases.give({ caseId, command, actor, key: counted, loaded: application }));
}
