/** The certificate that a decision would issue, before it is signed. */
import { type Application, isKeptFrom, type Task } from "../cases/index.ts";
import type { Outcome } from "../catalogue/index.ts";
import type { ActDeps } from "./deps.ts";
import { paperFor } from "./issue.ts";
import { langOf } from "./wording.ts";

type Deps = Pick<ActDeps, "sql" | "clock" | "calendar" | "catalogue" | "credentials" | "i18n">;

/** Whether an outcome of a task grants, and the service then gives a certificate. */
export function givesPaper({ definition }: Application, task: Task, { to }: Outcome): boolean {
  const stage = definition.process?.stages.find(({ id }) => id === task.stage);
  const target = to ?? stage?.next;
  const grants = target !== undefined && "end" in target && target.end === "granted";
  return grants && definition.output !== undefined;
}

/** Who would sign it, and at which task. */
export interface Signing {
  readonly task: Task;
  readonly officer: string;
}

/**
 * What the certificate would say if this officer granted the application now, drawn as a draft:
 * without a number, a code and a seal's worth. Nothing is recorded. Undefined where the service
 * gives none, or where findings on it are kept from the officer.
 */
export async function drawDraft(
  deps: Deps,
  application: Application,
  signing: Signing,
): Promise<Uint8Array | undefined> {
  const { definition, state } = application;
  const isKept = (task: Task) => isKeptFrom(definition, state, task, signing.officer);
  if (state.tasks.some(isKept)) return undefined;
  const paper = await paperFor(deps, asGranted(application, signing, deps.clock().toISOString()));
  return paper && deps.credentials.draft(paper.order, langOf(deps.i18n, paper.order.lang));
}

/** The file as it is once the task is done and the application granted. */
function asGranted(application: Application, { task, officer }: Signing, at: string): Application {
  const { state } = application;
  if (state.decision?.outcome === "granted") return application;
  const first = task.proposed && { first: task.proposed.by };
  const done = { outcome: task.proposed?.outcome ?? "", by: officer, at, ...first };
  const decision = { outcome: "granted", by: [officer], at } as const;
  const tasks = state.tasks.map((each) => (each.key === task.key ? { ...each, done } : each));
  return { ...application, state: { ...state, tasks, decision } };
}
