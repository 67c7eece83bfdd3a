import {
  type Appeal,
  actingFor,
  type Committee,
  type Definition,
  type Opinion,
  type Outcome,
  type Process,
  type Stage,
  type Target,
  type TaskWanted,
} from "../catalogue/index.ts";

/** Stage name of an appeal's task; no definition may use it. */
export const appealStage = "appeal";

/** The process of a definition; a rules-only service has none, and asking for it is a bug. */
export function processOf(definition: Definition): Process {
  if (definition.process) return definition.process;
  throw new Error(`service ${definition.id} answers by rules alone and has no process`);
}

/** A stage by its id; the definition was checked, so a missing one is a bug. */
export function stageOf(definition: Definition, id: string): Stage {
  const stage = processOf(definition).stages.find((each) => each.id === id);
  if (stage) return stage;
  throw new Error(`service ${definition.id} v${definition.version} has no stage ${id}`);
}

/**
 * The reasons for which a task of this stage may refuse. Appeals have none: they are decided with a
 * statement alone.
 */
export const refusalReasonsAt = (
  definition: Definition,
  stage: string,
): Process["refusalReasons"] =>
  stage === appealStage
    ? []
    : processOf(definition).refusalReasons.filter(
        ({ stages }) => stages === undefined || stages.includes(stage),
      );

/** The appeal as a task like any other. */
export const appealTask = ({
  authority,
  role,
  decideWithin,
  outcomes,
}: Appeal): Omit<TaskWanted, "office"> => ({
  id: appealStage,
  title: {},
  authority,
  role,
  within: decideWithin,
  outcomes: outcomes.map(({ id, title, to }) => ({ id, title, to, reasonRequired: true })),
  fourEyes: false,
  skippedInRenewal: false,
});

/** The task by which the contested authority gives its opinion, beside that of the appeal. */
export const opinionTaskId = "opinion";

/** The opinion as a task of those who decided; whatever they say, they say why. */
export const opinionTask = <By extends Pick<TaskWanted, "authority" | "role">>(
  opinion: Opinion,
  by: By,
): By & Omit<TaskWanted, "office"> => ({
  ...opinion,
  ...by,
  id: opinionTaskId,
  outcomes: opinion.outcomes.map((outcome) => ({ ...outcome, reasonRequired: true })),
  fourEyes: false,
  skippedInRenewal: false,
});

/** Whether a task is the opinion of the authority whose decision is contested. */
export const isOpinion = ({ stage, task }: { readonly stage: string; readonly task: string }) =>
  stage === appealStage && task === opinionTaskId;

/** Whether a task decides an appeal. */
export const isOnAppeal = (task: { readonly stage: string; readonly task: string }): boolean =>
  task.stage === appealStage && !isOpinion(task);

/** The definition of an open task, by its stage and name. */
export function taskWanted(
  definition: Definition,
  { stage, task }: { readonly stage: string; readonly task: string },
): TaskWanted {
  const { appeal } = definition;
  if (appeal?.opinion && isOpinion({ stage, task })) return opinionTask(appeal.opinion, appeal);
  if (stage === appealStage && appeal) return appealTask(appeal);
  const definedTask = stageOf(definition, stage).tasks.find(({ id }) => id === task);
  if (definedTask) return definedTask;
  throw new Error(`stage ${stage} of ${definition.id} has no task ${task}`);
}

/** The committee that decides a task by votes; undefined where one officer does. */
export function committeeOf(
  definition: Definition,
  { stage, task = stage }: { readonly stage: string; readonly task?: string },
): Committee | undefined {
  if (stage === appealStage)
    return isOpinion({ stage, task }) ? undefined : definition.appeal?.committee;
  return definition.process?.stages.find(({ id }) => id === stage)?.committee;
}

/** What rules of a process may see: the answers, and the outcomes of the tasks done so far. */
export interface ProcessFacts {
  readonly values: Readonly<Record<string, unknown>>;
  /** Local date. */
  readonly today: string;
  readonly renewal: boolean;
}

/** A task to open, for the authority and office that the answers select. */
export interface TaskToOpen extends Omit<TaskWanted, "office"> {
  readonly office?: string;
}

/** The tasks that open when a stage is entered, each with its authority and office. */
export const tasksToOpen = (stage: Stage, facts: ProcessFacts): readonly TaskToOpen[] =>
  stage.tasks
    .filter(
      ({ when, skippedInRenewal }) =>
        !(facts.renewal && skippedInRenewal) &&
        (when === undefined || when.holds(facts.values, { today: facts.today })),
    )
    .map(({ office: rule, ...task }) => {
      const office = rule?.evaluate(facts.values, { today: facts.today });
      return {
        ...(task.authorityBy ? { ...task, authority: authorityOf(task, facts) } : task),
        ...(typeof office === "string" && office !== "" && { office }),
      };
    });

/** The authority that the answers select, or the task's own. */
function authorityOf(task: TaskWanted, { values, today }: ProcessFacts): TaskWanted["authority"] {
  const authority = task.authorityBy?.evaluate(values, { today });
  return actingFor(task).find((id) => id === authority) ?? task.authority;
}

/** The outcomes that these facts allow. */
export const outcomesOpen = (
  { outcomes }: Pick<TaskWanted, "outcomes">,
  { values, today }: Pick<ProcessFacts, "values" | "today">,
): readonly Outcome[] =>
  outcomes.filter(({ when }) => when === undefined || when.holds(values, { today }));

/** Outcomes so far of the tasks that were opened in a stage; undefined where one is still open. */
export type Outcomes = readonly { readonly task: string; readonly outcome?: string }[];

function enough({ join }: Stage, outcomes: Outcomes): boolean {
  const done = outcomes.filter(({ outcome }) => outcome !== undefined).length;
  if (join.kind === "all") return done === outcomes.length;
  const needed = "count" in join ? join.count : 1;
  return done >= Math.min(needed, outcomes.length);
}

/**
 * Where a stage leads now; undefined while it has to wait. A stage of one task leads where the
 * outcome says, one of several to its `next`; a stage in which no task opened is skipped.
 */
export function leadsTo(stage: Stage, outcomes: Outcomes): Target | undefined {
  if (!enough(stage, outcomes)) return undefined;
  const [only] = stage.tasks;
  if (stage.tasks.length > 1 || !only) return stage.next;
  const reached = outcomes[0]?.outcome;
  const chosen = only.outcomes.find(({ id }) => id === reached);
  return chosen?.to ?? stage.next ?? only.outcomes.find(({ to }) => to && "stage" in to)?.to;
}
