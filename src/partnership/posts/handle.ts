import { type CommandId, dateIn, must, ok, type Result } from "../../kernel/index.ts";
import { transaction } from "../../platform/db/index.ts";
import { handle } from "../../platform/events/index.ts";
import { seedGroups } from "../groups/handle.ts";
import type { WorkingGroup } from "../groups/model.ts";
import {
  loadStream,
  notYetBegun,
  type Occasion,
  ownLog,
  type PartnershipDeps,
  type WithinDeps,
} from "../shell.ts";
import { postDecider } from "./decide.ts";
import type { Holder, Personal, PostCommand, PostState } from "./model.ts";
import { postStream, savePost } from "./store.ts";

/**
 * Gives a command to a post. What is personal is written beside the events: who holds it with
 * `fill`, the note for the next holder with `hand-over`. Refuses partnership.post-*.
 */
export const givePost = (
  deps: WithinDeps,
  id: string,
  command: PostCommand,
  { key, actor }: Occasion,
  personal: Personal = {},
): Promise<Result<PostState>> =>
  handle(deps.log ?? ownLog, {
    ...{ sql: deps.sql, stream: postStream(id), decider: postDecider, command, key, actor },
    clock: deps.clock,
    load: async (from) => ok(await loadStream(postDecider, from, postStream(id))),
    facts: (_read, at) => ({ today: dateIn(at, deps.timeZone) }),
    project: (tx, { after }) => [savePost(tx, after, personal)],
    follow: () => [],
    conflict: "partnership.conflict",
  });

export interface PostSeed {
  readonly id: string;
  readonly commands: readonly PostCommand[];
  readonly holder?: Holder;
}

/** Opens the groups and posts of a government's folder, each once; deputies after all are there. */
export const seedPosts = (
  deps: PartnershipDeps,
  groups: readonly Pick<WorkingGroup, "id" | "title">[],
  posts: readonly PostSeed[],
): Promise<void> =>
  transaction(deps.sql, async (tx) => {
    await seedGroups({ ...deps, sql: tx }, groups);
    const fresh = await notYetBegun(tx, posts, postStream);
    const give = async ({ id, holder }: PostSeed, command: PostCommand) => {
      const key = `seed:post:${id}:${command.type}` as CommandId;
      const personal = { ...(holder && { holder }) };
      must(await givePost({ ...deps, sql: tx }, id, command, { key, actor: "system" }, personal));
    };
    const isDeputy = ({ type }: PostCommand) => type === "name-deputy";
    for (const post of fresh)
      for (const command of post.commands) if (!isDeputy(command)) await give(post, command);
    for (const post of fresh)
      for (const command of post.commands.filter(isDeputy)) await give(post, command);
  });
