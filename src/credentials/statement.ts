import { ok, type Result, refuse } from "../kernel/index.ts";
import { operatorKey, registerKey } from "../signing/index.ts";
import { register } from "./issue.ts";
import type { IssueCommand } from "./paper.ts";
import type { Parts } from "./parts.ts";
import { currentStatus } from "./store-issuers.ts";

/** A statement by one authority to another, such as a list; it is no certificate of a person. */
export interface StatementCommand
  extends Pick<IssueCommand, "authority" | "documentType" | "title"> {
  /** Plain JSON; the caller ensures that its reader may see it. */
  readonly content: unknown;
}

/**
 * Signs a statement as compact JWS (RFC 7515, ES256, `typ: hamwe-statement+jwt`) with the key of
 * the authority. Its document type is put on the trust list, so that another government can check
 * it as it checks certificates. Stores nothing of it. Refuses `credentials.no-key` and
 * `credentials.issuer-withdrawn`.
 */
export async function sign(parts: Parts, command: StatementCommand): Promise<Result<string>> {
  const { authority, documentType, title, content } = command;
  if (authority.id === operatorKey || authority.id === registerKey) {
    return refuse("unavailable", "credentials.no-key", { facts: { authority: authority.id } });
  }
  const opened = await parts.signer.publicKey(authority.id);
  if (!opened.ok) return opened;
  const at = parts.clock();
  await register(parts, { authority, documentType, title, claims: [] }, opened.value, at);
  const { kid } = opened.value;
  if ((await currentStatus(parts.sql, kid, documentType)) === "withdrawn")
    return refuse("not-allowed", "credentials.issuer-withdrawn");
  const payload = {
    iss: `${parts.territory.toLowerCase()}/${authority.id}`,
    iat: Math.floor(at.getTime() / 1000),
    documentType,
    content,
  };
  const toSign = { kind: "statement", authority: authority.id, payload } as const;
  const signed = await parts.signer.sign(toSign, kid);
  return signed.ok ? ok(Buffer.from(signed.value).toString()) : signed;
}
