import type { Sql } from "../platform/db/index.ts";
import type { ToSign } from "../signing/index.ts";

/** Bytes of each digest: enough that nobody finds a forgery with one that is on the list. */
const digestBytes = 16;

export const issuedUri = (origin: string, kid: string): string => `${origin}/v/issued/${kid}`;

/**
 * The papers that were really issued with a key that was stolen: SHA-256 of each signed code, the
 * first 16 bytes, sorted and joined. Final, as nothing is issued with that key any more.
 */
export function issuedListToSign(
  digests: readonly Uint8Array[],
  { uri, kid, at }: { readonly uri: string; readonly kid: string; readonly at: Date },
): ToSign {
  const issued = Buffer.concat(digests).toString("base64url");
  const iat = Math.floor(at.getTime() / 1000);
  return { kind: "list", typ: "issuedlist+jwt", payload: { sub: uri, iat, kid, issued } };
}

/** Of all papers whose code names this key: its eight bytes stand in the header, at the start. */
export async function issuedDigests(sql: Sql, kid: string): Promise<Uint8Array[]> {
  const rows = await sql<{ digest: Buffer }[]>`
    select substring(sha256(cwt) from 1 for ${digestBytes}::int) as digest
    from credentials.credential
    where position(${Buffer.from(kid, "base64url")} in substring(cwt from 1 for 64)) > 0
    order by 1`;
  return rows.map(({ digest }) => digest);
}

/** Keys that were stolen. */
export async function compromisedKeys(sql: Sql, jurisdiction: string): Promise<string[]> {
  const rows = await sql<{ kid: string }[]>`
    select distinct kid from credentials.issuer_status join credentials.issuer_key using (kid)
    where status = 'compromised' and jurisdiction = ${jurisdiction} order by kid`;
  return rows.map(({ kid }) => kid);
}
