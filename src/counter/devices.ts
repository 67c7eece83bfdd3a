import {
  isUuid,
  makeCode,
  makeReference,
  type OfficerId,
  type Reference,
} from "../kernel/index.ts";
import { isConflict, json, newId, type Sql } from "../platform/db/index.ts";
import { type CentreDevice, codeLength, heldReferences, type NewDevice } from "./model-offline.ts";

const columns = (sql: Sql) => sql`
  id, centre, code, name, public_key as "publicKey", enrolled_by as "enrolledBy",
  enrolled_at as "enrolledAt", revoked_at as "revokedAt", delivered_until as "deliveredUntil"`;

type Random = (bytes: number) => Uint8Array;

/** Registers a device with a unique range of ticket numbers; draws again on a conflict. */
export async function enrolDevice(
  sql: Sql,
  now: Date,
  random: Random,
  device: NewDevice,
): Promise<CentreDevice> {
  const { centre, name, publicKey, enrolledBy } = device;
  for (let draw = 0; draw < 40; draw++) {
    const code = makeCode(random(2 * codeLength), codeLength);
    try {
      const [created] = await sql<CentreDevice[]>`
        insert into counter.device (id, centre, code, name, public_key, enrolled_by, enrolled_at)
        values (${newId()}, ${centre}, ${code}, ${name}, ${json(sql, publicKey)}, ${enrolledBy},
          ${now})
        returning ${columns(sql)}`;
      if (created) return created;
    } catch (error) {
      if (!isConflict(error, "device_code")) throw error;
    }
  }
  throw new Error(`no range of ticket numbers is left in ${centre}`);
}

export async function deviceOf(sql: Sql, id: string): Promise<CentreDevice | undefined> {
  if (!isUuid(id)) return undefined;
  const [device] = await sql<CentreDevice[]>`
    select ${columns(sql)} from counter.device where id = ${id}`;
  return device;
}

/** All devices, the newest first. */
export const devices = (sql: Sql): Promise<readonly CentreDevice[]> => sql<CentreDevice[]>`
  select ${columns(sql)} from counter.device order by enrolled_at desc limit 500`;

/** Revokes or reinstates a device; deliveries of a revoked one are refused. */
export async function revokeDevice(
  sql: Sql,
  now: Date,
  id: string,
  by: OfficerId | null,
): Promise<void> {
  await sql`
    update counter.device set revoked_at = ${by ? now : null}, revoked_by = ${by} where id = ${id}`;
}

/** Writes down that all that was taken on a device until now has arrived. */
export async function deliveredAll(
  sql: Sql,
  now: Date,
  { id }: Pick<CentreDevice, "id">,
): Promise<void> {
  await sql`update counter.device set delivered_until = ${now} where id = ${id}`;
}

/**
 * Draws new references so that this device holds its reserve; a device that claims to hold fewer
 * than it does gets no more than its limit.
 */
export async function drawReferences(
  sql: Sql,
  now: Date,
  random: Random,
  device: Pick<CentreDevice, "id">,
  inReserve: number,
): Promise<readonly Reference[]> {
  const missing = heldReferences - Math.min(heldReferences, Math.max(0, inReserve));
  if (missing === 0) return [];
  const drawn = Array.from({ length: missing }, () => makeReference(random(18)));
  const rows = await sql<{ reference: Reference }[]>`
    insert into counter.reference_block (reference, device, drawn_at)
    select reference, ${device.id}, ${now} from unnest(${drawn}::text[]) as reference
    on conflict do nothing returning reference`;
  return rows.map(({ reference }) => reference);
}

/** Whether this reference was given to this device. */
export async function isOfBlock(
  sql: Sql,
  device: Pick<CentreDevice, "id">,
  reference: string,
): Promise<boolean> {
  const rows = await sql`
    select from counter.reference_block where reference = ${reference} and device = ${device.id}`;
  return rows.length === 1;
}
