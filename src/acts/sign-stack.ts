import {
  type Application,
  type CaseState,
  differencesIn,
  isKeptFrom,
  type OfficerActor,
  type Task,
} from "../cases/index.ts";
import type { Answers } from "../form/index.ts";
import { type CommandId, ok, type Refusal, type Result, refuse } from "../kernel/index.ts";
import type { ActDeps } from "./deps.ts";
import { withFindings } from "./explain-double.ts";

/** One file of a stack, as the officer saw it. */
export interface StackItem {
  readonly caseId: string;
  readonly task: string;
  /** The version of the case that was shown: one that has changed since is left out. */
  readonly version: number;
  /** What was found in this file, where each has answers of its own. */
  readonly findings?: Answers;
}

/** What is done to each file: its second signature, or one outcome of its task. */
export type StackAct =
  | { readonly type: "confirm"; readonly findings?: never }
  | {
      readonly type: "complete";
      readonly outcome: string;
      /** Why all of them are refused: a reason that the service explains in words of its own. */
      readonly code?: string;
      /** The answer to the one question of the step, the same for all. */
      readonly findings?: Answers;
    };

export interface StackResult {
  readonly caseId: string;
  readonly reference: string;
  /** Why nothing was done; undefined where it was. */
  readonly refusal: Refusal | undefined;
  /** When it takes effect (ISO instant), where it can be taken back until then. */
  readonly takesEffectAt?: string;
  /** The file has gone on, and can be taken back until a colleague opens it. */
  readonly isStepOpen?: boolean;
  readonly task: string;
  /** The version that was shown. */
  readonly version: number;
  /** The file as it was before; absent where there is none. */
  readonly application?: Application;
}

/** Files of one stack. */
export const mostInStack = 50;

/**
 * Signs a stack of files one after another, each by the rules of its own service. One that was
 * changed, taken or signed meanwhile is left out and says why; the others are not held up by it.
 * Idempotent by `key`: the same stack again does nothing twice.
 */
export async function signStack(
  { cases }: Pick<ActDeps, "cases">,
  items: readonly StackItem[],
  {
    act,
    actor,
    key,
  }: { readonly act: StackAct; readonly actor: OfficerActor; readonly key: string },
): Promise<readonly StackResult[]> {
  const results: StackResult[] = [];
  for (const item of items.slice(0, mostInStack)) {
    const application = await cases.open(item.caseId);
    const { findings } = item;
    const own = act.type === "complete" && findings ? { ...act, findings } : act;
    const given = await signOne({ cases }, application, {
      ...{ item, actor, key: `${key}:${item.caseId}:${item.task}` as CommandId },
      command: { ...own, task: item.task },
    });
    const step = { key: item.task, by: actor.id };
    const isStepOpen = given.ok && cases.stepOpenUntil(given.value, step) !== undefined;
    const signed = given.ok && given.value.tasks.find((each) => each.key === item.task)?.signed;
    results.push({
      caseId: item.caseId,
      task: item.task,
      version: item.version,
      reference: application?.state.submitted?.reference ?? "",
      refusal: given.ok ? undefined : given.refusal,
      ...(isStepOpen && { isStepOpen }),
      ...(signed && { takesEffectAt: signed.takesEffectAt }),
      ...(application && { application }),
    });
  }
  return results;
}

interface One {
  readonly item: StackItem;
  readonly actor: OfficerActor;
  readonly key: CommandId;
  readonly command: StackAct & { readonly task: string };
}

async function signOne(
  { cases }: Pick<ActDeps, "cases">,
  application: Application | undefined,
  { item, actor, key, command }: One,
): Promise<Result<CaseState>> {
  if (!application) return refuse("not-found", "case.not-found");
  const { state, id } = application;
  if (state.commands.has(key)) return ok(state);
  if (state.version !== item.version) return refuse("conflict", "case.conflict");
  // Both are read side by side, in the file itself.
  const { definition } = application;
  const isKept = (task: Task) => isKeptFrom(definition, state, task, actor.id);
  if (differencesIn(application).some(({ task }) => !isKept(task)))
    return refuse("conflict", "case.findings-differ");
  const file = withFindings(application, item.task, command.findings);
  const doubles = (await cases.conflictsOf([file])).get(id) ?? [];
  if (doubles.length > 0) return refuse("conflict", "case.same-number");
  return cases.give({ caseId: id, command, actor, key, loaded: application });
}

/**
 * Takes back the decisions of a stack, or votes, that have not taken effect yet; of the others
 * people have been told, and each says so.
 */
export async function takeBackStack(
  { cases }: Pick<ActDeps, "cases">,
  items: readonly Pick<StackItem, "caseId" | "task">[],
  actor: OfficerActor,
  most = mostInStack,
): Promise<readonly Pick<StackResult, "caseId" | "task" | "reference" | "refusal">[]> {
  const results = [];
  for (const { caseId, task } of items.slice(0, most)) {
    const application = await cases.open(caseId);
    if (!application) continue;
    const command = { type: "take-back", task } as const;
    const given = await cases.give({ caseId, command, actor, loaded: application });
    const reference = application.state.submitted?.reference ?? "";
    results.push({ caseId, task, reference, refusal: given.ok ? undefined : given.refusal });
  }
  return results;
}
