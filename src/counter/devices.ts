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

/**
 * Makes a device known. Its range of ticket numbers was never another's; a draw that was is drawn anew.
 */
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
      const [made] = await sql<CentreDevice[]>`
        insert into counter.device (id, centre, code, name, public_key, enrolled_by, enrolled_at)
        values (${newId()}, ${centre}, ${code}, ${name}, ${json(sql, publicKey)}, ${enrolledBy},
          ${now})
        returning ${columns(sql)}`;
      if (made) return made;
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

/** All of them, the newest first. */
export const devices = (sql: Sql): Promise<readonly CentreDevice[]> => sql<CentreDevice[]>`
  select ${columns(sql)} from counter.device order by enrolled_at desc limit 500`;

/** Takes a device out of use, or back into it: what a revoked one delivers is not taken in. */
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
 * So many new references for this device that it holds as many as it should; what it says of itself is
 * not believed beyond that.
 */
export async function drawReferences(
  sql: Sql,
  now: Date,
  random: Random,
  device: Pick<CentreDevice, "id">,
  held: number,
): Promise<readonly Reference[]> {
  const wanted = heldReferences - Math.min(heldReferences, Math.max(0, held));
  if (wanted === 0) return [];
  const drawn = Array.from({ length: wanted }, () => makeReference(random(18)));
  const rows = await sql<{ reference: Reference }[]>`
    insert into counter.reference_block (reference, device, drawn_at)
    select reference, ${device.id}, ${now} from unnest(${drawn}::text[]) as reference
    on conflict do nothing returning reference`;
  return rows.map(({ reference }) => reference);
}

/** Was this reference given to this device? */
export async function isOfBlock(
  sql: Sql,
  device: Pick<CentreDevice, "id">,
  reference: string,
): Promise<boolean> {
  const rows = await sql`
    select from counter.reference_block where reference = ${reference} and device = ${device.id}`;
  return rows.length === 1;
}
