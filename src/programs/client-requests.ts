import { json, type Sql } from "../platform/db/index.ts";
import type { Client } from "./clients.ts";

/** A program that waits for a second administrator. */
export interface ClientRequest {
  readonly client: Omit<Client, "secretHash">;
  /** `officer:<id>` */
  readonly askedBy: string;
  readonly askedAt: Date;
}

/** Every program that waits, the oldest first. */
export const clientRequests = (sql: Sql): Promise<readonly ClientRequest[]> => sql<ClientRequest[]>`
  select record as client, asked_by as "askedBy", asked_at as "askedAt"
  from programs.client_request order by asked_at`;

/** Asks for it; what was asked for the same program before is replaced. */
export const askForClient = (sql: Sql, { client, askedBy, askedAt }: ClientRequest) => sql`
  insert into programs.client_request (client, record, asked_by, asked_at)
  values (${client.id}, ${json(sql, client)}, ${askedBy}, ${askedAt})
  on conflict (client) do update
    set record = excluded.record, asked_by = excluded.asked_by, asked_at = excluded.asked_at`;

/** Ends a request as it was read; false where it has changed or is no longer there. */
export async function endClientRequest(
  sql: Sql,
  { client, askedAt }: Pick<ClientRequest, "client" | "askedAt">,
): Promise<boolean> {
  const { count } = await sql`
    delete from programs.client_request where client = ${client.id} and asked_at = ${askedAt}`;
  return count === 1;
}
