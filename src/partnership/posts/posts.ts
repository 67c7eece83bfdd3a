import type { Result } from "../../kernel/index.ts";
import type { Occasion, PartnershipDeps } from "../shell.ts";
import { givePost } from "./handle.ts";
import type { Holder, Post, PostCommand, PostState, WorkingGroup } from "./model.ts";
import { readGroups, readPosts } from "./store.ts";

/** The posts that own commitments, and the working groups. */
export interface Posts {
  all(): Promise<ReadonlyMap<string, Post>>;
  groups(): Promise<readonly WorkingGroup[]>;
  /** Gives a command to a post; `holder` goes with `fill`. Refuses partnership.*. */
  give(
    id: string,
    command: PostCommand,
    occasion: Occasion,
    holder?: Holder,
  ): Promise<Result<PostState>>;
}

export const makePosts = (deps: PartnershipDeps): Posts => ({
  all: () => readPosts(deps.sql),
  groups: () => readGroups(deps.sql),
  give: (id, command, occasion, holder) => givePost(deps, id, command, occasion, holder),
});
