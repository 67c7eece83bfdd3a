import { isUuid } from "../kernel/index.ts";
import { newId, type Sql } from "../platform/db/index.ts";
import type { CentresDeps } from "./deps.ts";

/** A public browser in a hall. */
export interface HallDevice {
  readonly id: string;
  readonly centre: string;
  readonly kind: "kiosk" | "board";
  readonly printer: boolean;
  /** The floor manager's name for it; may be empty, at most 60 characters. */
  readonly name: string;
  /** The officer who registered it; null in a demonstration. */
  readonly givenBy: string | null;
  readonly givenAt: Date;
  readonly seenAt: Date;
  readonly revokedAt: Date | null;
}

export type NewDevice = Pick<HallDevice, "centre" | "kind" | "printer" | "name" | "givenBy">;

/** The screens of the halls. The channel checks who may register and revoke one. */
export interface HallDevices {
  add(device: NewDevice): Promise<HallDevice>;
  /** The device, recording when it was last seen; undefined where there is none. */
  see(id: string): Promise<HallDevice | undefined>;
  /** Records that these are up now: they watch a stream, which asks for nothing. */
  areUp(ids: readonly string[]): Promise<void>;
  /** Active devices registered since then, newest first. */
  ofCentre(centre: string, since: Date): Promise<readonly HallDevice[]>;
  /** Every active device of all halls. */
  inUse(): Promise<readonly HallDevice[]>;
  /**
   * False where this hall has no such device, or it was already revoked. `tx` does it in a
   * transaction of the caller.
   */
  revoke(id: string, centre: string, tx?: Sql): Promise<boolean>;
}

/** Screens ask several times a minute; the time is recorded at most once per interval. */
const seenEvery = 60_000;

/** A screen that is up is seen every minute or two; after so long without a sign it is off. */
const offAfter = 5 * 60_000;

/** Since when a screen has given no sign of life; undefined while it is up. */
export const offSince = ({ seenAt }: Pick<HallDevice, "seenAt">, now: Date): Date | undefined =>
  now.getTime() - seenAt.getTime() > offAfter ? seenAt : undefined;

type Store = Pick<CentresDeps, "clock"> & { readonly sql: Sql };

const columns = (sql: Sql) => sql`
  id, centre, kind, printer, name, given_by as "givenBy", given_at as "givenAt",
  seen_at as "seenAt", revoked_at as "revokedAt"`;

export async function seeDevice(
  { sql, clock }: Store,
  id: string,
): Promise<HallDevice | undefined> {
  if (!isUuid(id)) return undefined;
  const [device] = await sql<HallDevice[]>`
    select ${columns(sql)} from centres.device where id = ${id}`;
  const now = clock();
  const stale = device && !device.revokedAt && now.getTime() - device.seenAt.getTime() >= seenEvery;
  if (stale) await sql`update centres.device set seen_at = ${now} where id = ${id}`;
  return device;
}

export async function addDevice({ sql, clock }: Store, device: NewDevice): Promise<HallDevice> {
  const now = clock();
  const [created] = await sql<HallDevice[]>`
    insert into centres.device (id, centre, kind, printer, name, given_by, given_at, seen_at)
    values (${newId()}, ${device.centre}, ${device.kind}, ${device.printer}, ${device.name},
      ${device.givenBy}, ${now}, ${now})
    returning ${columns(sql)}`;
  if (!created) throw new Error("a device was written and not returned");
  return created;
}

export const makeDevices = (deps: CentresDeps): HallDevices => ({
  add: (device) => addDevice(deps, device),
  see: (id) => seeDevice(deps, id),
  areUp: async (ids) => {
    const now = deps.clock();
    await deps.sql`
      update centres.device set seen_at = ${now}
      where id = any(${[...ids]}::uuid[]) and revoked_at is null
        and seen_at <= ${new Date(now.getTime() - seenEvery)}`;
  },
  ofCentre: (centre, since) => deps.sql<HallDevice[]>`
    select ${columns(deps.sql)} from centres.device
    where centre = ${centre} and revoked_at is null and given_at > ${since}
    order by given_at desc, id desc limit 100`,
  inUse: async () => deps.sql<HallDevice[]>`
    select ${columns(deps.sql)} from centres.device
    where revoked_at is null order by seen_at, id limit 1000`,
  revoke: async (id, centre, tx = deps.sql) => {
    if (!isUuid(id)) return false;
    const revoked = await tx`
      update centres.device set revoked_at = ${deps.clock()}
      where id = ${id} and centre = ${centre} and revoked_at is null returning id`;
    return revoked.length > 0;
  },
});

export interface DevicePresence {
  /** Kiosks and displays that were set up and not taken away. */
  readonly total: number;
  /** Of them: off, see `offSince`. */
  readonly silent: number;
}

/** Whether kiosks and displays of halls are there, for whoever runs the servers. */
export async function devicePresence(sql: Sql, now: Date): Promise<DevicePresence> {
  const [row] = await sql<DevicePresence[]>`
    select count(*)::int as total,
      count(*) filter (where seen_at < ${new Date(now.getTime() - offAfter)})::int as silent
    from centres.device where revoked_at is null`;
  return row ?? { total: 0, silent: 0 };
}
