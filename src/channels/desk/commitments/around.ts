import type { Side } from "../../../partnership/index.ts";
import type { CommitmentsAround } from "../../components/index.ts";
import { type Desk, ownSide } from "../desk.ts";

/** All sides of the instruments in the register, our own first. */
export async function sidesOf(desk: Desk): Promise<readonly Side[]> {
  const instruments = await desk.deps.partnership.instruments();
  const parties = instruments.flatMap(({ text }) => text?.parties ?? []);
  return [...new Set([ownSide(desk), ...parties])];
}

/** Posts, groups and instruments by id, for the pages of commitments. */
export async function aroundOf({ deps, today }: Desk): Promise<CommitmentsAround> {
  const { partnership } = deps;
  const [posts, groups, instruments] = await Promise.all([
    partnership.posts.all(),
    partnership.groups.all(),
    partnership.instruments(),
  ]);
  return {
    ...{ today, posts, atDesk: true },
    groups: new Map(groups.map(({ id, title }) => [id, title])),
    endedGroups: new Set(groups.flatMap(({ id, endedOn }) => (endedOn ? [id] : []))),
    instruments: new Map(
      instruments.flatMap(({ text }) => (text ? [[text.id, text.title] as const] : [])),
    ),
  };
}
