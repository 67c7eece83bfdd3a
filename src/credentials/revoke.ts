import { type CredentialId, fold, isUuid, ok, type Result, refuse } from "../kernel/index.ts";
import { transaction } from "../platform/db/index.ts";
import { append, load, type Recorded } from "../platform/events/index.ts";
import { credentialDecider } from "./decide.ts";
import { streamOf } from "./issue.ts";
import type { CredentialEvent } from "./model.ts";
import type { Parts } from "./parts.ts";
import { markRevoked } from "./store.ts";

export interface RevokeCommand {
  readonly id: CredentialId;
  /** `officer:<id>` or `system`. */
  readonly by: string;
  /** Told to the holder; names no third person. */
  readonly reason: string;
  readonly command: string;
}

// The stream is ours alone: what stands in it was written by `decide`.
const eventOf = ({ type, data }: Recorded) => ({ type, data }) as CredentialEvent;

const raced = Symbol("somebody else was quicker");

function attempt({ sql, clock }: Parts, command: RevokeCommand) {
  const { id, by, reason } = command;
  return transaction(sql, async (tx): Promise<Result<void>> => {
    const history = await load(tx, streamOf(id));
    if (history.some((event) => event.command === command.command && event.version > 1)) {
      return ok(undefined);
    }
    const state = fold(credentialDecider, history.map(eventOf));
    const act = { type: "revoke", credentialId: id, reason } as const;
    const decided = credentialDecider.decide(state, act, undefined);
    if (!decided.ok) return decided;
    const at = clock();
    const meta = { command: command.command, actor: by, at };
    if (!(await append(tx, streamOf(id), history.length, decided.value, meta))) throw raced;
    await markRevoked(tx, id, at, reason.trim());
    return ok(undefined);
  });
}

/**
 * Ends a paper for good. The same command again is the same act.
 * Refuses `credentials.not-found`, `credentials.reason-missing`, `credentials.already-revoked`.
 */
export async function revoke(parts: Parts, command: RevokeCommand): Promise<Result<void>> {
  if (!isUuid(command.id)) return refuse("not-found", "credentials.not-found");
  try {
    return await attempt(parts, command);
  } catch (fault) {
    if (fault !== raced) throw fault;
    return attempt(parts, command);
  }
}
