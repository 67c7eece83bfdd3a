import type { Definition } from "../../catalogue/index.ts";
import { callOf } from "../../form/index.ts";
import { numbersOf, rankingStage } from "../../workflow/index.ts";
import { type FindingsByTask, workValues } from "../findings.ts";
import type { CaseEvent, CaseState, Submitted } from "../model.ts";

/**
 * The call to which an application belongs, by its first day `YYYY-MM-DD`: the one open at
 * submission.
 */
export function callOfCase(
  definition: Definition,
  { asOf, renews }: Pick<Submitted, "asOf" | "renews">,
): string | undefined {
  if (renews || !rankingStage(definition)) return undefined;
  const now = callOf(definition, asOf);
  return now.state === "open" ? now.call.opens : undefined;
}

/** An application that has just entered the ranking: its task, and its criteria of that day. */
export interface Entered {
  readonly task: string;
  readonly numbers: readonly (number | null)[];
}

/** The entry in the ranking that new events make, if any. */
export function enteredRanking(
  events: readonly CaseEvent[],
  after: CaseState,
  facts: {
    readonly definition: Definition;
    /** Computed only when read. */
    readonly values: Readonly<Record<string, unknown>>;
    readonly today: string;
  },
  findings: FindingsByTask = {},
): Entered | undefined {
  const stage = rankingStage(facts.definition);
  if (!stage) return undefined;
  const event = events.findLast(
    (each) => each.type === "StageEntered" && each.data.stage === stage.id,
  );
  const task = event?.type === "StageEntered" ? event.data.tasks[0] : undefined;
  if (!task) return undefined;
  const values = { ...facts.values, ...workValues(facts.definition, after, findings) };
  return { task: task.key, numbers: numbersOf(stage.ranking, { values, today: facts.today }) };
}
