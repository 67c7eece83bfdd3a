import { type CredentialId, fold, isUuid, ok, type Result, refuse } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { handle, type Loaded, load } from "../platform/events/index.ts";
import { credentialDecider } from "./decide.ts";
import type { CredentialEvent, CredentialState } from "./model.ts";
import { logOf, type Parts } from "./parts.ts";
import { markRevoked, streamOf } from "./store.ts";

export interface RevokeCommand {
  readonly id: CredentialId;
  /** `officer:<id>` or `system`. */
  readonly by: string;
  /** Shown to the holder; names no third person. */
  readonly reason: string;
  readonly command: string;
}

/**
 * The certificate from its events. The command that issued it is left out, since it revokes
 * nothing.
 */
async function read(sql: Sql, id: CredentialId): Promise<Loaded<CredentialState>> {
  const recorded = await load(sql, streamOf(id));
  const [, ...later] = recorded;
  // Only `decide` writes this stream, so its events have these types.
  const events = recorded.map(({ type, data }) => ({ type, data }) as CredentialEvent);
  return {
    state: fold(credentialDecider, events),
    version: recorded.length,
    commands: new Set(later.map(({ command }) => command)),
  };
}

/**
 * Revokes a certificate for good. Idempotent by command. Refuses `credentials.not-found`,
 * `credentials.reason-missing`, `credentials.already-revoked`.
 */
export async function revoke(parts: Parts, command: RevokeCommand): Promise<Result<void>> {
  if (!isUuid(command.id)) return refuse("not-found", "credentials.not-found");
  const { id, by, reason } = command;
  const revoked = await handle(logOf(parts), {
    sql: parts.sql,
    stream: streamOf(id),
    decider: credentialDecider,
    command: { type: "revoke", credentialId: id, reason },
    key: command.command,
    actor: by,
    clock: parts.clock,
    load: async (sql) => ok(await read(sql, id)),
    facts: () => undefined,
    project: (tx, { at }) => [markRevoked(tx, id, at, reason.trim())],
    follow: () => [],
    conflict: "credentials.already-revoked",
  });
  return revoked.ok ? ok(undefined) : revoked;
}
