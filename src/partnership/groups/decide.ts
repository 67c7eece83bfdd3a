import {
  canonical,
  type Decider,
  type Evolution,
  evolveBy,
  ok,
  type Result,
  refuse,
} from "../../kernel/index.ts";
import type { Day, Words } from "../instruments/model.ts";
import type { GroupCommand, GroupEvent, GroupState } from "./model.ts";

export interface GroupFacts {
  readonly today: Day;
  /** Open commitments that the group follows. */
  readonly open: number;
}

type Events = Result<readonly GroupEvent[]>;

/** What each event leads to. */
export const groupEvolution: Evolution<GroupState, GroupEvent> = {
  GroupMade: (_state, { data }) => ({ group: data }),
  GroupRenamed: ({ group }, { data }) => (group ? { group: { ...group, ...data } } : {}),
  GroupEnded: ({ group }, { data }) => (group ? { group: { ...group, endedOn: data.on } } : {}),
};

const untitled = (title: Words): boolean =>
  !Object.values(title).some((words) => words.trim() !== "");

function decide({ group }: GroupState, command: GroupCommand, { today, open }: GroupFacts): Events {
  if (command.type === "make") {
    if (group) return refuse("conflict", "partnership.group-exists");
    if (untitled(command.group.title)) return refuse("invalid", "partnership.group-untitled");
    return ok([{ type: "GroupMade", data: command.group }]);
  }
  if (!group) return refuse("not-found", "partnership.group-unknown");
  if (group.endedOn) return refuse("conflict", "partnership.group-ended");
  switch (command.type) {
    case "rename":
      if (untitled(command.title)) return refuse("invalid", "partnership.group-untitled");
      if (canonical(command.title) === canonical(group.title)) return ok([]);
      return ok([{ type: "GroupRenamed", data: { title: command.title } }]);
    case "end":
      if (command.reason.trim() === "") return refuse("invalid", "partnership.reason-missing");
      // Silence about these would be told to nobody.
      if (open > 0) return refuse("conflict", "partnership.group-busy", { facts: { count: open } });
      return ok([{ type: "GroupEnded", data: { on: today, reason: command.reason } }]);
  }
}

/**
 * A working group: made, renamed, ended once no open commitment is left to it.
 * Refusals: partnership.group-*, reason-missing.
 */
export const groupDecider: Decider<GroupState, GroupCommand, GroupEvent, GroupFacts> = {
  initial: {},
  decide,
  evolve: evolveBy(groupEvolution),
};
