import type { Sql } from "../platform/db/index.ts";
import { sha256 } from "./digest.ts";
import type { Scope } from "./scopes.ts";

/** The client of a token, and its rights. */
export interface Bearer {
  readonly client: string;
  readonly scopes: readonly Scope[];
  /** Of the key that has to sign each request; null: whoever has the token may use it. */
  readonly keyThumbprint: string | null;
}

interface NewToken extends Bearer {
  /** Shown once; only its hash is stored. */
  readonly secret: string;
  readonly expiresAt: Date;
}

/** Stores a token's hash, and deletes expired ones. */
export async function keepToken(sql: Sql, now: Date, token: NewToken): Promise<void> {
  await sql`
    with gone as (delete from programs.token where expires_at < ${now}),
    seen as (delete from programs.assertion where until < ${now})
    insert into programs.token (hash, client, scopes, expires_at, key_thumbprint)
    values (${sha256(token.secret)}, ${token.client}, ${[...token.scopes]}, ${token.expiresAt},
      ${token.keyThumbprint})`;
}

/** The client of this token, while it is valid and the client enabled. */
export async function findBearer(sql: Sql, now: Date, secret: string): Promise<Bearer | undefined> {
  const [bearer] = await sql<Bearer[]>`
    select client, token.scopes, key_thumbprint as "keyThumbprint"
    from programs.token join programs.client on client.id = client
    where hash = ${sha256(secret)} and expires_at > ${now} and disabled_at is null`;
  return bearer;
}
