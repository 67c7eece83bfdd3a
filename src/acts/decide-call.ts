import type { Actor, Application, CaseCommand, CaseState, Task } from "../cases/index.ts";
import type { Definition } from "../catalogue/index.ts";
import { type CommandId, ok, type Refusal, type Result, refuse } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { lineOf, type RankedPlace, rankingStage } from "../workflow/index.ts";
import type { ActDeps } from "./deps.ts";
import { langOf } from "./wording.ts";

type CallDeps = Pick<ActDeps, "cases" | "i18n">;

export interface CallDecision {
  readonly definition: Definition;
  /** First day of the call. */
  readonly opens: string;
  readonly actor: Actor;
  readonly key: string;
}

export interface CallResult {
  readonly caseId: string;
  /** Key of its task. */
  readonly task: string;
  readonly reference: string;
  /** Why it was not decided by the list; undefined where it was. */
  readonly refusal: Refusal | undefined;
  /** Until when the vote or decision can be taken back: an ISO instant. */
  readonly takesEffectAt?: string;
  /** What the others have decided before the officer could. */
  readonly decided?: string;
}

/**
 * Decides a whole call from its ranking, best first: those above the line get one outcome, those
 * below another, each with their place as the reason, in their own language. Equal ranks across the
 * line are left (`case.across-the-line`): people decide between equals. What was decided before is
 * passed over, and said where the officer had no part in it; where a committee decides, this is one
 * member's vote on each, but not on those on which they have voted. The same act again does nothing
 * twice. Refuses case.ranking-open, and
 * case.no-call where the service has no such call or does not let it be decided at once.
 */
export async function decideCall(
  { cases, i18n }: CallDeps,
  { definition, opens, actor, key }: CallDecision,
): Promise<Result<readonly CallResult[]>> {
  const stage = rankingStage(definition);
  const ranking = stage?.ranking.decide && (await cases.rankingOf(definition, opens));
  if (!stage || !ranking) return refuse("not-found", "case.no-call");
  const { missing, complete, call } = ranking;
  if (!complete)
    return refuse("conflict", "case.ranking-open", { facts: { missing, closes: call.closes } });
  const results: CallResult[] = [];
  for (const place of ranking.places) {
    const application = await cases.open(place.entry.id);
    const { task: taskKey, reference } = place.entry;
    const task = application?.state.tasks.find((each) => each.key === taskKey);
    if (!application || !task || hasActed(task, actor)) continue;
    const file = { caseId: application.id, reference, task: taskKey };
    if (task.done) {
      results.push({ ...file, refusal: undefined, decided: task.done.outcome });
      continue;
    }
    const command = commandFor({ i18n }, application, place, ranking.places.length);
    const given = command
      ? await cases.give({
          ...{ caseId: application.id, loaded: application, command, actor },
          key: `${key}:${application.id}` as CommandId,
        })
      : refuse("conflict", "case.across-the-line");
    const until = given.ok ? heldUntil(given.value, taskKey, actor) : undefined;
    results.push({
      ...{ ...file, refusal: given.ok ? undefined : given.refusal },
      ...(until && { takesEffectAt: until }),
    });
  }
  return ok(results);
}

/** Whether an officer has decided or voted on it, or recused themselves. */
const hasActed = ({ votes = [], recused = [], done }: Task, actor: Actor): boolean =>
  actor.kind === "officer" &&
  (done?.by === actor.id || [...votes, ...recused].some(({ by }) => by === actor.id));

/** Until when the officer can take back what they have just voted or decided. */
function heldUntil({ tasks }: CaseState, key: string, actor: Actor): string | undefined {
  const { votes, signed } = tasks.find((each) => each.key === key) ?? {};
  if (!votes) return signed?.takesEffectAt;
  return votes.find(({ by }) => actor.kind === "officer" && by === actor.id)?.finalAt;
}

type Place = RankedPlace<{
  readonly id: string;
  readonly task: string;
  readonly numbers: readonly (number | null)[];
}>;

/** What the rule says of one place; undefined where people decide between equals. */
function commandFor(
  { i18n }: Pick<CallDeps, "i18n">,
  { definition, state }: Application,
  place: Place,
  of: number,
): CaseCommand | undefined {
  const { decide, places = 0 } = rankingStage(definition)?.ranking ?? {};
  const line = lineOf(place, places);
  if (!decide || line === "across") return undefined;
  const common = { type: "complete" as const, task: place.entry.task };
  if (line === "above") return { ...common, outcome: decide.above };
  const t = i18n.for(langOf(i18n, state.submitted?.lang ?? ""));
  const text = t("committee.call.reason", { rank: place.rank, of, places });
  const statement = { id: newId(), text };
  return { ...common, outcome: decide.below, code: decide.reason, statement };
}
