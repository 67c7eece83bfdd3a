import { type Refused, refuse } from "../kernel/index.ts";
import { appealTask, stageOf, termEnd } from "../workflow/index.ts";
import { decideCase, enterStage, opening } from "./course.ts";
import type { CaseCommand, Reason } from "./model.ts";
import { type Story, tell } from "./story.ts";

/** The person asks the appeal body to look again: once, in time, with reasons. */
export function appeal(
  story: Story,
  { statement }: Extract<CaseCommand, { type: "appeal" }>,
): Refused | undefined {
  const { state, facts } = story;
  const offered = facts.definition.appeal;
  if (!offered || state.status !== "refused" || !state.decision || state.appeals > 0) {
    return refuse("conflict", "case.no-appeal");
  }
  const until = termEnd(new Date(state.decision.at), offered.within, facts.calendar);
  if (until && until < facts.at.toISOString()) return refuse("conflict", "case.too-late");
  if (!statement.text.trim()) {
    return refuse("invalid", "case.reason-missing", {
      problems: [{ field: "text", code: "required" }],
    });
  }
  const tasks = opening(story, [appealTask(offered)]);
  tell(story, { type: "AppealLodged", data: { text: statement.id, tasks } });
  return undefined;
}

/** What the appeal body decided: the refusal stands, is overturned, or the file goes back to a stage. */
export function decideAppeal(
  story: Story,
  outcome: string,
  by: readonly string[],
  reason: Reason | undefined,
): void {
  const chosen = story.facts.definition.appeal?.outcomes.find(({ id }) => id === outcome);
  const data = { outcome, by: by.at(-1) ?? "system", ...(reason && { reason }) };
  tell(story, { type: "AppealDecided", data });
  if (!chosen) return;
  if ("stage" in chosen.to) enterStage(story, stageOf(story.facts.definition, chosen.to.stage));
  else if (chosen.to.end === "granted") decideCase(story, "granted", by, reason);
}
