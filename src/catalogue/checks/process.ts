import type { Target } from "../model.ts";
import { targetOf } from "../read/process.ts";
import type { RawProcess, RawStage } from "../schema/process.ts";
import type { Path } from "../yaml-file.ts";
import { among, type Check } from "./check.ts";

const stagePath = (id: string): Path => ["process", "stages", id];

/** Stages and ends to which a stage leads. */
function leadsTo({ task, tasks, next }: RawStage): Target[] {
  const outcomes = [task, ...Object.values(tasks ?? {})].flatMap((one) =>
    Object.values(one?.outcomes ?? {}),
  );
  return [...outcomes.map(({ to }) => to), next].flatMap((to) =>
    to === undefined ? [] : [targetOf(to)],
  );
}

/** Every stage named exists. */
export const unknownStages: Check = ({ raw, report }) => {
  if (!raw.process) return;
  const { clock, moreInformation, stages, refusalReasons } = raw.process;
  const look = (path: Path, to: string | undefined, ends: boolean) => {
    if (to === undefined || to in stages || (ends && (to === "granted" || to === "refused")))
      return;
    const targets = [...Object.keys(stages), ...(ends ? ["granted", "refused"] : [])];
    report(path, `\`${to}\` leads nowhere: there is no such stage`, among(targets), "value");
  };
  if (clock.starts !== "submitted")
    look(["process", "clock", "starts"], clock.starts.slice(6), false);
  for (const [i, id] of moreInformation.from.entries())
    look(["process", "moreInformation", "from", i], id, false);
  for (const [reason, { stages: offered = [] }] of Object.entries(refusalReasons))
    for (const [i, id] of offered.entries())
      look(["process", "refusalReasons", reason, "stages", i], id, false);
  for (const [id, { task, tasks = {}, next }] of Object.entries(stages)) {
    look([...stagePath(id), "next"], next, true);
    for (const [outcome, { to }] of Object.entries(task?.outcomes ?? {}))
      look([...stagePath(id), "task", "outcomes", outcome, "to"], to, true);
    for (const [name, one] of Object.entries(tasks))
      for (const [outcome, { to }] of Object.entries(one.outcomes))
        look([...stagePath(id), "tasks", name, "outcomes", outcome, "to"], to, true);
  }
  for (const [id, { after }] of Object.entries(raw.interim ?? {}))
    look(["interim", id, "after"], after, false);
  for (const [id, { due }] of Object.entries(raw.fees ?? {}))
    if (due.startsWith("before ")) look(["fees", id, "due"], due.slice(7), false);
  for (const [id, { to }] of Object.entries(raw.appeal?.outcomes ?? {}))
    look(["appeal", "outcomes", id, "to"], to, true);
};

/** `granted` and `refused` are ends, so no stage has these names. */
export const stagesNamedLikeEnds: Check = ({ raw, report }) => {
  for (const end of ["granted", "refused"])
    if (raw.process && end in raw.process.stages)
      report(stagePath(end), `\`${end}\` is an end, not a stage`, "give the stage another name");
};

/** A stage has one task whose outcomes lead on, or several that lead on together. */
export const stagesWithoutWayOn: Check = ({ raw, report }) => {
  for (const [id, stage] of Object.entries(raw.process?.stages ?? {})) {
    const path = stagePath(id);
    if ((stage.task === undefined) === (stage.tasks === undefined))
      report(
        path,
        `the stage \`${id}\` needs one of \`task\` and \`tasks\``,
        "use `task:` for one, `tasks:` for several side by side",
      );
    if (stage.tasks && stage.next === undefined)
      report(
        path,
        `the tasks of \`${id}\` lead nowhere together`,
        "add `next:` with a stage, granted or refused",
      );
    if (
      stage.task &&
      stage.next === undefined &&
      (stage.task.when !== undefined || stage.task.skippedInRenewal)
    )
      report(
        path,
        `where its task is not opened, \`${id}\` leads nowhere`,
        "add `next:` for that case",
      );
    for (const [outcome, { to }] of Object.entries(stage.task?.outcomes ?? {}))
      if (to === undefined)
        report(
          [...path, "task", "outcomes", outcome],
          `the outcome \`${outcome}\` leads nowhere`,
          "add `to:` with a stage, granted or refused",
        );
    outcomesSideBySide(id, stage, report);
  }
};

function outcomesSideBySide(
  id: string,
  { tasks, join }: RawStage,
  report: Parameters<Check>[0]["report"],
): void {
  const path = stagePath(id);
  for (const [name, { outcomes, title }] of Object.entries(tasks ?? {})) {
    if (title === undefined)
      report([...path, "tasks", name], `the task \`${name}\` has no title`, "add `title:`");
    for (const [outcome, { to }] of Object.entries(outcomes))
      if (to !== undefined)
        report(
          [...path, "tasks", name, "outcomes", outcome, "to"],
          "a task among several does not lead on by itself",
          "remove `to:` here and use the stage's `next:`",
        );
  }
  const count = Object.keys(tasks ?? {}).length;
  if (tasks && typeof join === "object" && join.count > count)
    report(
      [...path, "join"],
      `${join.count} tasks can never be done: there are ${count}`,
      `use at most ${count}`,
      "value",
    );
}

/** Every stage can be reached: from the beginning, another stage, or an appeal. */
export const unreachableStages: Check = ({ raw, report }) => {
  if (!raw.process) return;
  const { stages } = raw.process;
  const appealed = Object.values(raw.appeal?.outcomes ?? {}).map(({ to }) => to);
  const reached = new Set<string>();
  const queue = [Object.keys(stages)[0] ?? "", ...appealed];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const stage = stages[id];
    if (!stage || reached.has(id)) continue;
    reached.add(id);
    for (const to of leadsTo(stage)) if ("stage" in to) queue.push(to.stage);
  }
  for (const id of Object.keys(stages))
    if (!reached.has(id))
      report(
        stagePath(id),
        `the stage \`${id}\` is never reached`,
        "let an outcome lead to it, or remove it",
      );
};

/** Every stage can reach a decision. */
export const stagesWithoutDecision: Check = ({ raw, report }) => {
  if (!raw.process) return;
  const decided = stagesThatEnd(raw.process);
  for (const id of Object.keys(raw.process.stages))
    if (!decided.has(id))
      report(
        stagePath(id),
        `no way leads from \`${id}\` to a decision`,
        "let an outcome lead to granted or refused, or to a stage from which one does",
      );
};

function stagesThatEnd({ stages }: RawProcess): ReadonlySet<string> {
  const ending = new Set<string>();
  for (let before = -1; before !== ending.size; ) {
    before = ending.size;
    for (const [id, stage] of Object.entries(stages))
      if (leadsTo(stage).some((to) => "end" in to || ending.has(to.stage))) ending.add(id);
  }
  return ending;
}

/** What happens at a deadline needs a deadline, and the reverse. */
export const deadlinesWithoutClock: Check = ({ raw, report }) => {
  for (const [id, { task, tasks = {} }] of Object.entries(raw.process?.stages ?? {}))
    for (const [name, one] of [["task", task] as const, ...Object.entries(tasks)]) {
      if (!one) continue;
      const path = [...stagePath(id), ...(one === task ? ["task"] : ["tasks", name])];
      if (one.onExpiry !== undefined && one.within === undefined)
        report(
          [...path, "onExpiry"],
          "a deadline without a clock: nothing says how long the task may take",
          "add `within:`",
        );
      if (
        one.onExpiry !== undefined &&
        one.onExpiry !== "escalate" &&
        !(one.onExpiry in one.outcomes)
      )
        report(
          [...path, "onExpiry"],
          `\`${one.onExpiry}\` is no outcome of this task`,
          among([...Object.keys(one.outcomes), "escalate"]),
          "value",
        );
    }
  const clock = raw.process?.clock;
  if (clock?.grantBlockedBy !== undefined && clock.onExpiry !== "grant")
    report(
      ["process", "clock", "grantBlockedBy"],
      "silence does not grant here, so nothing is blocked",
      "remove it, or use `onExpiry: grant`",
    );
};

/** Rounds of questions need a stage that may ask, and the reverse. */
export const askingFromNowhere: Check = ({ raw, report }) => {
  const asking = raw.process?.moreInformation;
  if (asking && asking.rounds > 0 && asking.from.length === 0)
    report(
      ["process", "moreInformation", "from"],
      "no stage may ask the applicant for more",
      "name a stage, or set `rounds: 0`",
    );
};
