import { type CommandId, dateIn, must, ok, type Result } from "../../kernel/index.ts";
import { json, type Sql } from "../../platform/db/index.ts";
import { handle, load, type Recorded } from "../../platform/events/index.ts";
import {
  loadStream,
  notYetBegun,
  type Occasion,
  ownLog,
  type PartnershipDeps,
  type WithinDeps,
} from "../shell.ts";
import { groupDecider } from "./decide.ts";
import type { GroupCommand, GroupState, WorkingGroup } from "./model.ts";

/** The working groups of the register. */
export interface Groups {
  /** All of them, those that have ended too. */
  all(): Promise<readonly WorkingGroup[]>;
  /** Gives a command to a group. Refuses partnership.group-*. */
  give(id: string, command: GroupCommand, occasion: Occasion): Promise<Result<GroupState>>;
  /** Everything that was recorded of one, oldest first. */
  history(id: string): Promise<readonly Recorded[]>;
}

const groupStream = (id: string): string => `group-${id}`;

const saveGroup = (tx: Sql, { id, title, endedOn }: WorkingGroup) => tx`
  insert into partnership.working_group (id, title, ended_on)
  values (${id}, ${json(tx, title)}, ${endedOn ?? null})
  on conflict (id) do update set title = excluded.title, ended_on = excluded.ended_on`;

async function openOf(sql: Sql, id: string): Promise<number> {
  const [row] = await sql<{ open: number }[]>`
    select count(*)::int as open from partnership.commitment
    where group_id = ${id} and phase in ('proposed', 'agreed')`;
  return row?.open ?? 0;
}

const giveGroup = (
  deps: WithinDeps,
  id: string,
  command: GroupCommand,
  { key, actor }: Occasion,
): Promise<Result<GroupState>> =>
  handle(deps.log ?? ownLog, {
    ...{ sql: deps.sql, stream: groupStream(id), decider: groupDecider, command, key, actor },
    clock: deps.clock,
    load: async (from) => ok({ ...(await loadStream(groupDecider, from, groupStream(id))), from }),
    facts: async ({ from }, at) => ({
      today: dateIn(at, deps.timeZone),
      open: command.type === "end" ? await openOf(from, id) : 0,
    }),
    project: (tx, { after }) => (after.group ? [saveGroup(tx, after.group)] : []),
    follow: () => [],
    conflict: "partnership.conflict",
  });

export const makeGroups = (deps: PartnershipDeps): Groups => ({
  all: async () => {
    const rows = await deps.sql<
      { id: string; title: WorkingGroup["title"]; endedOn: string | null }[]
    >`select id, title, ended_on as "endedOn" from partnership.working_group order by id`;
    return rows.map(({ endedOn, ...group }) => ({ ...group, ...(endedOn && { endedOn }) }));
  },
  give: (id, command, occasion) => giveGroup(deps, id, command, occasion),
  history: (id) => load(deps.sql, groupStream(id)),
});

/** Makes the groups of a government's folder, each once: one that was renamed keeps its name. */
export async function seedGroups(
  deps: WithinDeps,
  groups: readonly Pick<WorkingGroup, "id" | "title">[],
): Promise<void> {
  for (const group of await notYetBegun(deps.sql, groups, groupStream)) {
    const key = `seed:group:${group.id}` as CommandId;
    must(await giveGroup(deps, group.id, { type: "make", group }, { key, actor: "system" }));
  }
}
