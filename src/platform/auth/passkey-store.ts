import type { OfficerId } from "../../kernel/index.ts";
import { json, type Sql } from "../db/index.ts";

/** A passkey as its officer sees it. */
export interface Passkey {
  /** Credential id, base64url. */
  readonly id: string;
  /** `Firefox, Windows`; null where unknown. */
  readonly device: string | null;
  /** Whether their provider copies it to other devices of theirs. */
  readonly synced: boolean;
  readonly addedAt: Date;
  readonly usedAt: Date | null;
}

/** A passkey as an answer is checked against it. */
export interface StoredPasskey {
  readonly id: string;
  readonly officer: OfficerId;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** The passkey of somebody who works here now. */
export async function passkeyById(sql: Sql, id: string): Promise<StoredPasskey | undefined> {
  const [row] = await sql<StoredPasskey[]>`
    select p.id, p.officer, p.public_key as "publicKey", p.counter::int as counter, p.transports
    from auth.passkey p join auth.officer o on o.id = p.officer
    where p.id = ${id} and o.active`;
  return row;
}

export const passkeysOf = (sql: Sql, officer: string): Promise<readonly Passkey[]> => sql<
  Passkey[]
>`
  select id, device, synced, added_at as "addedAt", used_at as "usedAt"
  from auth.passkey where officer = ${officer} order by added_at, id`;

/** Records a use; false where another use came first, which only a copied device can do. */
export async function usePasskey(
  sql: Sql,
  { id, counter: before }: Pick<StoredPasskey, "id" | "counter">,
  counter: number,
  now: Date,
): Promise<boolean> {
  const { count } = await sql`
    update auth.passkey set counter = ${counter}, used_at = ${now}
    where id = ${id} and counter = ${before}`;
  return count === 1;
}

export interface NewPasskey {
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly device: string | null;
  readonly synced: boolean;
}

/** @param proof hash of an invitation that is being used, or of a session with a fresh proof */
export async function addPasskey(
  tx: Sql,
  proof: Buffer,
  { officer, key }: { readonly officer: string; readonly key: NewPasskey },
  now: Date,
): Promise<boolean> {
  const { publicKey, ...shown } = key;
  const [row] = await tx<{ id: string | null }[]>`
    select auth.add_passkey(${proof}, ${now}, ${officer}, ${json(tx, shown)},
      ${Buffer.from(publicKey)}) as id`;
  return row?.id === key.id;
}

export async function removePasskey(
  sql: Sql,
  proof: Buffer,
  id: string,
  now: Date,
): Promise<boolean> {
  const [row] = await sql<{ removed: boolean }[]>`
    select auth.remove_passkey(${proof}, ${now}, ${id}) as removed`;
  return row?.removed === true;
}
