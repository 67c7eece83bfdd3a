import type { Committee, Jurisdiction, TaskWanted } from "../catalogue/index.ts";
import { durationText } from "../kernel/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import type { Node } from "./model.ts";

/** Whose words, and in which language. */
export interface Saying {
  readonly jurisdiction: Jurisdiction;
  readonly t: Translate;
}

export const plain = { note: "", decides: false };

/** A lane for each authority, and one for a task that comes to whichever the answers name. */
export const laneOf = ({ id, authority, authorityBy }: TaskWanted): string =>
  authorityBy ? `by-${id}` : authority;

/**
 * One piece of work as a node: its term beside its title, and the timer where something follows.
 */
export function taskNode(id: string, task: TaskWanted, { t }: Saying, committee?: Committee): Node {
  const { title, within, onExpiry, fourEyes } = task;
  const term = within ? t.duration(durationText(within)) : "";
  const who = committee
    ? t("explain.committee-short", { members: committee.members, quorum: committee.quorum })
    : fourEyes
      ? t("explain.four-eyes-short")
      : "";
  const node: Node = {
    ...plain,
    id,
    kind: "user-task",
    label: t.words(title),
    note: [term, who].filter(Boolean).join(" · "),
    lane: laneOf(task),
  };
  if (!within || !onExpiry) return node;
  return { ...node, timer: { term: within, label: term, escalates: onExpiry === "escalate" } };
}
