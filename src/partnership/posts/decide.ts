import {
  type Decider,
  type Evolution,
  evolveBy,
  ok,
  type Result,
  refuse,
} from "../../kernel/index.ts";
import type { Day } from "../instruments/model.ts";
import type { PostCommand, PostEvent, PostState } from "./model.ts";

type Events = Result<readonly PostEvent[]>;

/** What each event leads to. */
export const postEvolution: Evolution<PostState, PostEvent> = {
  PostOpened: (state, { data }) => ({ ...state, opened: data }),
  PostFilled: (state, { data }) => ({ ...state, heldSince: data.since }),
  PostVacated: ({ heldSince: _before, ...state }) => state,
  DeputyNamed: ({ deputy: _before, ...state }, { data }) => ({ ...state, ...data }),
  PostAssigned: ({ opened, ...state }, { data: { role, group } }) => {
    if (!opened) return state;
    const { group: _before, ...post } = opened;
    return { ...state, opened: { ...post, role, ...(group && { group }) } };
  },
  HandOverWritten: (state, { data }) => ({ ...state, handOverOn: data.on }),
  LeaveSet: ({ leave: _before, ...state }, { data }) => ({ ...state, ...data }),
};

function decide(
  state: PostState,
  command: PostCommand,
  { today }: { readonly today: Day },
): Events {
  if (command.type === "open")
    return state.opened
      ? refuse("conflict", "partnership.post-exists")
      : ok([{ type: "PostOpened", data: command.post }]);
  if (!state.opened) return refuse("not-found", "partnership.post-unknown");
  switch (command.type) {
    case "fill":
      if (command.since > today) return refuse("invalid", "partnership.day-in-future");
      return ok([{ type: "PostFilled", data: { since: command.since } }]);
    case "vacate":
      return ok(state.heldSince ? [{ type: "PostVacated", data: { on: today } }] : []);
    case "name-deputy": {
      const { deputy } = command;
      if (deputy === state.opened.id) return refuse("invalid", "partnership.own-deputy");
      if (deputy === state.deputy) return ok([]);
      return ok([{ type: "DeputyNamed", data: { ...(deputy && { deputy }) } }]);
    }
    case "assign": {
      const { role, group } = command;
      if (role === "co-chair" && !group) return refuse("invalid", "partnership.group-missing");
      if (role === state.opened.role && group === state.opened.group) return ok([]);
      return ok([{ type: "PostAssigned", data: { role, ...(group && { group }) } }]);
    }
    case "hand-over":
      return ok([{ type: "HandOverWritten", data: { on: today } }]);
    case "set-leave": {
      const { leave } = command;
      if (leave && leave.until < leave.from) return refuse("invalid", "partnership.leave");
      return ok([{ type: "LeaveSet", data: { ...(leave && { leave }) } }]);
    }
  }
}

/** The life of a post: opened, assigned, filled, vacated, its deputy, leave and hand-over. */
export const postDecider: Decider<PostState, PostCommand, PostEvent, { readonly today: Day }> = {
  initial: {},
  decide,
  evolve: evolveBy(postEvolution),
};
