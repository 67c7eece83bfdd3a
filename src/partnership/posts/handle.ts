import { type CommandId, dateIn, must, ok, type Result } from "../../kernel/index.ts";
import { transaction } from "../../platform/db/index.ts";
import { handle, load } from "../../platform/events/index.ts";
import {
  loadStream,
  type Occasion,
  ownLog,
  type PartnershipDeps,
  type WithinDeps,
} from "../shell.ts";
import { postDecider } from "./decide.ts";
import type { Holder, PostCommand, PostState, WorkingGroup } from "./model.ts";
import { postStream, saveGroup, savePost } from "./store.ts";

/**
 * Gives a command to a post. `holder` goes with `fill`: who holds it is written beside the events,
 * for it is personal. Refuses partnership.post-*.
 */
export const givePost = (
  deps: WithinDeps,
  id: string,
  command: PostCommand,
  { key, actor }: Occasion,
  holder?: Holder,
): Promise<Result<PostState>> =>
  handle(deps.log ?? ownLog, {
    ...{ sql: deps.sql, stream: postStream(id), decider: postDecider, command, key, actor },
    clock: deps.clock,
    load: async (from) => ok(await loadStream(postDecider, from, postStream(id))),
    facts: (_read, at) => ({ today: dateIn(at, deps.timeZone) }),
    project: (tx, { after }) => [savePost(tx, after, holder)],
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
  groups: readonly WorkingGroup[],
  posts: readonly PostSeed[],
): Promise<void> =>
  transaction(deps.sql, async (tx) => {
    for (const group of groups) await saveGroup(tx, group);
    const fresh: PostSeed[] = [];
    for (const post of posts)
      if ((await load(tx, postStream(post.id))).length === 0) fresh.push(post);
    const give = async ({ id, holder }: PostSeed, command: PostCommand) => {
      const key = `seed:post:${id}:${command.type}` as CommandId;
      must(await givePost({ ...deps, sql: tx }, id, command, { key, actor: "system" }, holder));
    };
    const isDeputy = ({ type }: PostCommand) => type === "name-deputy";
    for (const post of fresh)
      for (const command of post.commands) if (!isDeputy(command)) await give(post, command);
    for (const post of fresh)
      for (const command of post.commands.filter(isDeputy)) await give(post, command);
  });
