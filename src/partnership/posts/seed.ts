import { Type } from "typebox";
import type { WorkingGroup } from "../groups/model.ts";
import { inLanguages, oneOf, readSeedFile, seedDay, strict } from "../seed-file.ts";
import type { PostSeed } from "./handle.ts";
import { postRoles } from "./model.ts";

const post = Type.Object(
  {
    side: Type.String({ pattern: "^[a-z]{2}$" }),
    title: inLanguages,
    role: oneOf(postRoles),
    group: Type.Optional(Type.String()),
    deputy: Type.Optional(Type.String()),
    holder: Type.Optional(
      Type.Object(
        {
          since: seedDay,
          name: Type.String(),
          email: Type.Optional(Type.String()),
          phone: Type.Optional(Type.String()),
          lang: Type.String({ pattern: "^[a-z]{2}$" }),
        },
        strict,
      ),
    ),
  },
  strict,
);

/**
 * The groups (`partnership/groups.yaml`) and posts (`posts.yaml`) of a folder; none where it has no
 * such files. Throws with all that is wrong.
 */
export function readPostSeeds(folder: string): {
  readonly groups: readonly Pick<WorkingGroup, "id" | "title">[];
  readonly posts: readonly PostSeed[];
} {
  const group = Type.Object({ title: inLanguages }, strict);
  return {
    groups: readSeedFile(folder, "groups", group).map(([id, { title }]) => ({ id, title })),
    posts: readSeedFile(folder, "posts", post).map(([id, { holder, deputy, ...opened }]) => ({
      id,
      commands: [
        { type: "open" as const, post: { id, ...opened } },
        ...(holder ? [{ type: "fill" as const, since: holder.since }] : []),
        ...(deputy ? [{ type: "name-deputy" as const, deputy }] : []),
      ],
      ...(holder && { holder }),
    })),
  };
}
