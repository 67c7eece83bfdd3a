/**
 * Token Status List (draft-ietf-oauth-status-list-21) as `statuslist+jwt`: one bit per certificate,
 * so that fetching the list does not reveal which one is being checked.
 */

import { deflateSync } from "node:zlib";
import type { ToSign } from "../signing/index.ts";

/** Entries of one list: 16 KiB before compression, some hundred bytes after it. */
export const listSize = 2 ** 17;
/** A list takes new certificates until half full, so that a random place is nearly always free. */
export const listFill = listSize / 2;
const hour = 3600;
/** How often a verifier should fetch it again, and when it must stop trusting it: seconds. */
export const listTtl = 12 * hour;
export const listLife = 7 * 24 * hour;

/** Bit `index` is bit `index % 8`, least significant first, of byte `index / 8` (section 4.1). */
export function listBits(revoked: Iterable<number>): Uint8Array {
  const bytes = new Uint8Array(listSize / 8);
  for (const index of revoked) {
    if (!Number.isInteger(index) || index < 0 || index >= listSize) {
      throw new RangeError(`status index ${index} is outside the list`);
    }
    bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7));
  }
  return bytes;
}

/** `uri` is both the address of the list and its `sub` (section 5.1). */
export function statusListToSign(revoked: Iterable<number>, uri: string, at: Date): ToSign {
  const iat = Math.floor(at.getTime() / 1000);
  const lst = deflateSync(listBits(revoked), { level: 9 }).toString("base64url");
  const payload = { sub: uri, iat, exp: iat + listLife, ttl: listTtl };
  return {
    kind: "list",
    typ: "statuslist+jwt",
    payload: { ...payload, status_list: { bits: 1, lst } },
  };
}

/** Places in the list from four random bytes each; the database says which are free. */
export function randomIndexes(random: Uint8Array): readonly number[] {
  const view = new DataView(random.buffer, random.byteOffset, random.byteLength);
  const count = Math.floor(random.byteLength / 4);
  return Array.from({ length: count }, (_, at) => view.getUint32(at * 4) % listSize);
}
