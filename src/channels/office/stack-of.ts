import {
  type Doubles,
  isForOthers,
  isOpen,
  isWorkOf,
  meaningOf,
  refuses,
  type Task,
} from "../../cases/index.ts";
import type { Definition, Field, Outcome, RefusalReason } from "../../catalogue/index.ts";
import { findingsWanted } from "../../form/index.ts";
import { isUuid } from "../../kernel/index.ts";
import type { PlainKey } from "../../platform/i18n/index.ts";
import { committeeOf, rankingStage, refusalReasonsAt, taskWanted } from "../../workflow/index.ts";
import { actorAt, type Desk } from "./desk.ts";
import { differenceLines, differencesSeen } from "./differences.ts";
import { searcherAt } from "./find.ts";
import type { StackFile } from "./stack-digest.ts";
import { fitsRow } from "./stack-typed.ts";

/** Why a file is not signed together with others. */
export type WhyAlone =
  | "not-yours"
  | "withdrawn"
  | "in-hand"
  | "signed-first"
  | "other-step-as-deputy"
  | "other-step"
  | "differs"
  | StepAlone;

/** Why no file of a step is. */
export type StepAlone = "vote" | "findings" | "papers" | "reason";

export const whyAlone = (why: WhyAlone): PlainKey => `office-pages.stack.alone.${why}`;

/** Files that are signed together: of one step of one service, all signed once or not at all. */
export interface Stack {
  readonly files: readonly StackFile[];
  /** Of each file: those that look like it. One with the same number is decided alone. */
  readonly doubles: ReadonlyMap<string, Doubles>;
  /** Chosen files that are not, each with why. */
  readonly leftOut: readonly LeftOut[];
  /** None where it is the second signature. */
  readonly outcomes: readonly Outcome[];
  /** Why they may be refused together: reasons that need no words of the officer. */
  readonly reasons: readonly RefusalReason[];
  /** The one question of the step, which is answered once for all of them. */
  readonly finding?: Field;
  /** Each file is filled in by itself: the step asks what was found in it. */
  readonly inRows: boolean;
  readonly second: boolean;
}

interface LeftOut {
  readonly caseId: string;
  readonly reference: string;
  readonly why: WhyAlone;
  /** What was found beside what the application says, where these are not the same. */
  readonly differs?: readonly string[];
}

/** The work that the value of a chosen row names; undefined where it is none. */
export function workIn(
  value: string,
): { readonly caseId: string; readonly task: string } | undefined {
  const [caseId = "", task = ""] = value.split("~", 2);
  return isUuid(caseId) && task !== "" ? { caseId, task } : undefined;
}

const stackKey = ({ application, task }: StackFile): string =>
  `${application.definition.id}~${task.stage}~${task.task}~${task.proposed !== undefined}`;

/** The chosen files that this officer can sign together, and why the others are left out. */
export async function stackOf(desk: Desk, chosen: readonly string[]): Promise<Stack> {
  const read = await Promise.all(chosen.map((each) => chosenFile(desk, each)));
  const all = read.flat();
  const [first] = all.filter(({ why }) => !why);
  const sorted = all.map(({ why, differs = [], ...file }) => {
    const isOther = first && stackKey(file) !== stackKey(first);
    return { file, differs, why: why ?? (isOther ? ("other-step" as const) : undefined) };
  });
  const leftOut = sorted.flatMap(({ file: { application }, why, differs }) => {
    const { submitted } = application.state;
    return why
      ? [{ caseId: application.id, reference: submitted?.reference ?? "", why, differs }]
      : [];
  });
  const files = sorted.flatMap(({ file, why }) => (why ? [] : [file]));
  const searched = files.map(({ application }) => application);
  const doubles = await desk.deps.cases.doublesOf(searcherAt(desk), searched);
  const second = first?.task.proposed !== undefined;
  const step = first && !second && stepTogether(first.application.definition, first.task);
  return {
    ...{ files, second, leftOut, doubles },
    outcomes: step && "outcomes" in step ? step.outcomes : [],
    reasons:
      first && step && "outcomes" in step
        ? readyReasons(first.application.definition, first.task)
        : [],
    inRows: step ? "inRows" in step && step.inRows === true : false,
    ...(step && "finding" in step && step.finding && { finding: step.finding }),
  };
}

type Chosen = StackFile & Pick<LeftOut, "differs"> & { readonly why?: WhyAlone };

async function chosenFile(desk: Desk, value: string): Promise<readonly Chosen[]> {
  const actor = actorAt(desk);
  const work = workIn(value);
  const application = work && (await desk.deps.cases.open(work.caseId));
  const task = application?.state.tasks.find(({ key }) => key === work?.task);
  if (!application || !task) return [];
  const file = { application, task };
  const isTheirs = isOpen(task) && !task.signed && isWorkOf(actor, task, application.definition.id);
  const isWithdrawn = meaningOf(application.state.status).outcome === "withdrawn";
  const why = isWithdrawn ? "withdrawn" : "not-yours";
  if (!isTheirs) return actor.authority === task.authority ? [{ ...file, why }] : [];
  if (task.claimedBy && task.claimedBy !== actor.id) return [{ ...file, why: "in-hand" }];
  if (task.proposed?.by === actor.id) return [{ ...file, why: "signed-first" }];
  if (isForOthers(application, task, actor)) return [{ ...file, why: "other-step-as-deputy" }];
  const differs = differenceLines(desk, application, differencesSeen(desk, application));
  if (differs.length > 0) return [{ ...file, why: "differs", differs }];
  if (task.proposed) return [file];
  const step = stepTogether(application.definition, task);
  return [{ ...file, ...("why" in step && step) }];
}

/** Kinds of question that one answer can be given to for many files. */
const simple: readonly Field["type"][] = ["yes-no", "choice"];

/** The reasons for refusing that the service explains to the applicant by itself. */
const readyReasons = (definition: Definition, { stage }: Pick<Task, "stage">) =>
  refusalReasonsAt(definition, stage).filter(({ explanation }) => explanation !== undefined);

/**
 * The outcomes of a step that need no words and no paper, with the one simple question that is
 * answered once for all, or with questions that are answered in a row for each file; or why its
 * files are decided one by one.
 */
export function stepTogether(
  definition: Definition,
  task: Pick<Task, "stage" | "task">,
):
  | { readonly outcomes: readonly Outcome[]; readonly finding?: Field; readonly inRows?: boolean }
  | { readonly why: StepAlone } {
  if (committeeOf(definition, task)) return { why: "vote" };
  const { outcomes, documents = [] } = taskWanted(definition, task);
  const findings = findingsWanted(definition, task);
  const [finding, ...more] = findings;
  const isForAll =
    finding && more.length === 0 && simple.includes(finding.type) && !finding.confirms;
  // Who is compared with others is assessed file by file.
  const isRanked = rankingStage(definition) !== undefined;
  if (finding && !isForAll && (isRanked || !fitsRow(findings))) return { why: "findings" };
  if (documents.some(({ required }) => required)) return { why: "papers" };
  const simpleOnes = outcomes.filter((outcome) => !outcome.reasonRequired && !refuses(outcome));
  if (simpleOnes.length === 0) return { why: "reason" };
  const inRows = finding !== undefined && !isForAll;
  const mayRefuse = !inRows && !isRanked && readyReasons(definition, task).length > 0;
  return {
    outcomes: outcomes.filter((each) => (refuses(each) ? mayRefuse : simpleOnes.includes(each))),
    ...(finding && (isForAll ? { finding } : { inRows })),
  };
}
