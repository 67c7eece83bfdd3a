import { isHeld, type Synced } from "../counter/index.ts";
import type { OfficerId, Reference } from "../kernel/index.ts";
import { personById } from "../platform/auth/index.ts";
import { recordSecurity } from "../platform/security/index.ts";
import type { Item } from "./bring.ts";
import { type BringDeps, tellTaken } from "./bring-application.ts";
import type { ActDeps } from "./deps.ts";
import { floorManagersOf, recordNotifications } from "./tell-officers.ts";

type BellDeps = Pick<ActDeps, "sql" | "clock" | "notifications">;

/** The bell of a floor manager about what was taken without network. */
const bellOf = (kind: "not-them" | "not-taken", item: string): string => `${kind}:${item}`;

interface Doubted {
  readonly item: string;
  readonly reference: Reference | null;
  readonly centre: string;
  /** Who took it, as the device says: they hear of it from others. */
  readonly takenBy: OfficerId | null;
}

/** Tells who runs the floor of the hall that somebody says: not them, or not taken by them. */
export async function ringManagers(
  deps: BellDeps,
  kind: "not-them" | "not-taken",
  { item, reference, centre, takenBy }: Doubted,
): Promise<void> {
  const managers = await floorManagersOf(deps, centre);
  await recordNotifications(
    deps,
    managers
      .filter(({ id }) => id !== takenBy)
      .map(({ id: officer }) => ({ id: bellOf(kind, item), officer, kind, reference })),
  );
}

/**
 * The officer whom a device names says whether they took it. What they did not take waits for a
 * floor manager of its hall, who is told. False where it was not theirs to say.
 */
export async function answerTaken(
  deps: BellDeps & Pick<ActDeps, "counter">,
  item: string,
  { officer, isTheirs }: { readonly officer: OfficerId; readonly isTheirs: boolean },
): Promise<boolean> {
  const { sql, clock, counter } = deps;
  if (!(await counter.answerClaim(item, { officer, isTheirs }))) return false;
  if (isTheirs) return true;
  await recordSecurity(sql, clock(), {
    ...{ kind: "claim-denied", actor: `officer:${officer}`, about: `item:${item}` },
  });
  const row = await counter.syncedOf(item);
  const device = row?.state === "conflict" ? await counter.deviceOf(row.device) : undefined;
  if (row && device) {
    const { reference, takenBy } = row;
    await ringManagers(deps, "not-taken", { item, reference, takenBy, centre: device.centre });
  }
  return true;
}

export type SettledDeps = BringDeps & BellDeps;

/** What was held is settled: the bells are off, and whoever has an account is told. */
export async function tellSettled(
  deps: SettledDeps,
  { row, item }: { readonly row: Synced; readonly item: Item },
  template: "taken-let-go" | "taken-discarded",
): Promise<void> {
  if (!isHeld(row)) return;
  await deps.notifications.settle(deps.sql, [bellOf("not-taken", row.item)]);
  const person = row.person && (await personById(deps.sql, row.person));
  const device = await deps.counter.deviceOf(row.device);
  if (person && device && item.kind === "application")
    await tellTaken(deps, { item, device }, person, template);
}
