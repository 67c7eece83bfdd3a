import {
  type Decider,
  type Evolution,
  evolveBy,
  ok,
  type Result,
  refuse,
} from "../kernel/index.ts";
import type { CredentialCommand, CredentialEvent, CredentialState } from "./model.ts";

/**
 * Refuses `credentials.already-issued`, `credentials.not-found`, `credentials.reason-missing`,
 * `credentials.already-revoked`. A revocation cannot be undone (EUDI ARF annex 2, VCR_04): a holder
 * who is entitled again receives a new certificate.
 */
function decide(
  state: CredentialState,
  command: CredentialCommand,
): Result<readonly CredentialEvent[]> {
  if (command.type === "issue") {
    if (state.is !== "none") return refuse("conflict", "credentials.already-issued");
    const { type: _, ...data } = command;
    return ok([{ type: "CredentialIssued", data }]);
  }
  if (state.is === "none") return refuse("not-found", "credentials.not-found");
  if (state.is === "revoked") return refuse("conflict", "credentials.already-revoked");
  const reason = command.reason.trim();
  if (!reason) return refuse("invalid", "credentials.reason-missing");
  const data = { credentialId: command.credentialId, reason };
  return ok([{ type: "CredentialRevoked", data }]);
}

/** The state after each event. */
export const credentialEvolution: Evolution<CredentialState, CredentialEvent> = {
  CredentialIssued: () => ({ is: "issued" }),
  CredentialRevoked: (_state, { data: { reason } }) => ({ is: "revoked", reason }),
};

export const credentialDecider: Decider<
  CredentialState,
  CredentialCommand,
  CredentialEvent,
  undefined
> = { initial: { is: "none" }, decide, evolve: evolveBy(credentialEvolution) };
