import type { Result } from "../../kernel/index.ts";
import type { Occasion, PartnershipDeps } from "../shell.ts";
import { givePost } from "./handle.ts";
import type { Personal, Post, PostCommand, PostState } from "./model.ts";
import { readPosts } from "./store.ts";

/** The posts that own commitments. */
export interface Posts {
  all(): Promise<ReadonlyMap<string, Post>>;
  /** Gives a command to a post, with what is personal of it. Refuses partnership.*. */
  give(
    id: string,
    command: PostCommand,
    occasion: Occasion,
    personal?: Personal,
  ): Promise<Result<PostState>>;
}

export const makePosts = (deps: PartnershipDeps): Posts => ({
  all: () => readPosts(deps.sql),
  give: (id, command, occasion, personal) => givePost(deps, id, command, occasion, personal),
});
