import type { JSONWebKeySet } from "jose";
import { json, type Sql } from "../platform/db/index.ts";
import type { Scope } from "./scopes.ts";

/** A registered program. */
export interface Client {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly secretHash: Buffer | null;
  /** Its public keys (RFC 7517). */
  readonly jwks: JSONWebKeySet | null;
  /** It gets only tokens that are bound to a key (RFC 9449, 5.2). */
  readonly bindsTokens?: boolean;
  /** The authority whose own system it is, and the stages whose tasks it takes (`agencies.ts`). */
  readonly authority?: string | null;
  readonly stages?: readonly string[];
}

/** As the table requires; any other id cannot exist, and may not even be text. */
export const idForm = /^[a-z0-9][a-z0-9-]{1,38}$/;

/** An enabled client; undefined where unknown or disabled. */
export async function findClient(sql: Sql, id: unknown): Promise<Client | undefined> {
  if (typeof id !== "string" || !idForm.test(id)) return undefined;
  const [client] = await sql<Client[]>`
    select id, name, scopes, secret_hash as "secretHash", jwks, binds_tokens as "bindsTokens"
    from programs.client where id = ${id} and disabled_at is null`;
  return client;
}

export const listClients = (sql: Sql) => sql<(Client & { readonly disabledAt: Date | null })[]>`
  select id, name, scopes, secret_hash as "secretHash", jwks, binds_tokens as "bindsTokens",
    authority, stages,
    disabled_at as "disabledAt"
  from programs.client order by id`;

/** Registers a program, or replaces the rights and keys of a registered one. */
export async function keepClient(sql: Sql, client: Client, at: Date): Promise<void> {
  const jwks = client.jwks && json(sql, client.jwks);
  await sql`
    insert into programs.client (id, name, scopes, secret_hash, jwks, binds_tokens, authority,
      stages, created_at)
    values (${client.id}, ${client.name}, ${[...client.scopes]}, ${client.secretHash}, ${jwks},
      ${client.bindsTokens ?? false}, ${client.authority ?? null}, ${[...(client.stages ?? [])]},
      ${at})
    on conflict on constraint client_pk do update set name = excluded.name,
      scopes = excluded.scopes, secret_hash = excluded.secret_hash, jwks = excluded.jwks,
      binds_tokens = excluded.binds_tokens, authority = excluded.authority,
      stages = excluded.stages, disabled_at = null`;
}

/** Disables a program and its tokens at once. False where there is none. */
export async function disableClient(sql: Sql, id: string, at: Date): Promise<boolean> {
  const { count } = await sql`
    update programs.client set disabled_at = ${at} where id = ${id} and disabled_at is null`;
  return count === 1;
}

/** Records an assertion; false where it was used before. */
export async function useAssertion(sql: Sql, client: string, jti: string, until: Date) {
  const { count } = await sql`
    insert into programs.assertion (client, jti, until) values (${client}, ${jti}, ${until})
    on conflict on constraint assertion_pk do nothing`;
  return count === 1;
}
