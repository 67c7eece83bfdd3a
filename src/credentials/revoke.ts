import { type CredentialId, fold, isUuid, ok, type Result, refuse } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { handle, type Loaded, load } from "../platform/events/index.ts";
import { credentialDecider } from "./decide.ts";
import { streamOf } from "./issue.ts";
import type { CredentialEvent, CredentialState } from "./model.ts";
import { logOf, type Parts } from "./parts.ts";
import { markRevoked } from "./store.ts";

export interface RevokeCommand {
  readonly id: CredentialId;
  /** `officer:<id>` or `system`. */
  readonly by: string;
  /** Told to the holder; names no third person. */
  readonly reason: string;
  readonly command: string;
}

/** The paper as its events tell it; the act that issued it is none that revokes it. */
async function read(sql: Sql, id: CredentialId): Promise<Loaded<CredentialState>> {
  const recorded = await load(sql, streamOf(id));
  const [, ...later] = recorded;
  // The stream is ours alone: what stands in it was written by `decide`.
  const events = recorded.map(({ type, data }) => ({ type, data }) as CredentialEvent);
  return {
    state: fold(credentialDecider, events),
    version: recorded.length,
    commands: new Set(later.map(({ command }) => command)),
  };
}

/**
 * Ends a paper for good. The same command again is the same act.
 * Refuses `credentials.not-found`, `credentials.reason-missing`, `credentials.already-revoked`.
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
