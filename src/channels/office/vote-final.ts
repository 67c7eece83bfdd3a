import { type Application, voteHeldUntil } from "../../cases/index.ts";
import type { Desk } from "./desk.ts";
import { effectTime } from "./take-back.ts";

type Happened = Application["history"][number];

/** Of a vote, or of what votes decided, that can still be taken back: until when. */
export function notFinalWords(
  { deps, t, now }: Desk,
  { history, state }: Application,
  event: Happened,
): readonly string[] {
  if (event.type !== "VoteCast" && event.type !== "DecisionSigned") return [];
  const { task: key, by } = event.data;
  const isAfter = (each: Happened) =>
    each.type === event.type &&
    each.data.task === key &&
    (each.type !== "VoteCast" || each.data.by === by);
  const task = state.tasks.find((each) => each.key === key);
  const isStanding = history.findLast(isAfter) === event && task && !task.done && !task.cancelled;
  if (!isStanding || !task.votes) return [];
  const at = now.toISOString();
  const vote = task.votes.find((each) => each.by === by);
  if (event.type === "VoteCast") {
    const until = vote && voteHeldUntil(task, vote, at);
    return until ? [t("committee.not-final", { time: effectTime(deps, until) })] : [];
  }
  const { takesEffectAt = "" } = task.signed ?? {};
  return takesEffectAt > at
    ? [t("committee.effect", { time: effectTime(deps, takesEffectAt) })]
    : [];
}
