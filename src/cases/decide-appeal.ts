import { type Refused, refuse } from "../kernel/index.ts";
import { appealStage, appealTask, stageOf } from "../workflow/index.ts";
import { decideCase, enterStage, opening } from "./course.ts";
import type { CaseCommand, Reason } from "./model.ts";
import { type Story, tell } from "./story.ts";
import { appealWindow } from "./windows.ts";

/** The person appeals against the refusal: once, in time, with reasons. */
export function appeal(
  story: Story,
  { statement }: Extract<CaseCommand, { type: "appeal" }>,
): Refused | undefined {
  const { state, facts } = story;
  const { definition, at, calendar } = facts;
  const open = appealWindow(state, definition, at, calendar);
  if (!open.ok) return open;
  const offered = definition.appeal;
  if (!offered) throw new Error(`${definition.id} offers no appeal that could be open`);
  if (!statement.text.trim()) {
    return refuse("invalid", "case.reason-missing", {
      problems: [{ field: "text", code: "required" }],
    });
  }
  const tasks = opening(story, appealStage, [appealTask(offered)]);
  tell(story, { type: "AppealLodged", data: { text: statement.id, tasks } });
  return undefined;
}

/**
 * The appeal body's decision: the refusal stands, is overturned, or the file returns to a stage.
 */
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
