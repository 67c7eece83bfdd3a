import { type CaseId, type CredentialId, ok, type Result, refuse } from "../kernel/index.ts";
import { inLots, type Sql } from "../platform/db/index.ts";
import type { SignedCredential } from "./paper.ts";
import type { Parts } from "./parts.ts";
import { findById, keepSignatures, type Signature, unsignedContent, unsignedIds } from "./store.ts";
import { currentStatus, grantIssuer } from "./store-issuers.ts";

/** So many are signed in a night at most, where a signer was away. */
const mostLeft = 5000;

interface ToBeSigned {
  readonly id: CredentialId;
  readonly caseId: CaseId;
  readonly authority: { readonly id: string };
  /** The claims, `encodeClaims`. */
  readonly content: Uint8Array;
}

type Keep = (signature: Signature) => Promise<unknown>;
const keepers = new WeakMap<Sql, Keep>();

/** Each signature is a transaction of its own only while few are made at a time. */
function keeperOf(sql: Sql): Keep {
  const made = keepers.get(sql);
  if (made) return made;
  const keep: Keep = inLots(async (signatures: readonly Signature[]) => {
    await keepSignatures(sql, signatures);
    return signatures;
  });
  keepers.set(sql, keep);
  return keep;
}

/**
 * Has a committed certificate signed by the key `kid`, and keeps its signature unless another came
 * first. Refuses as `Signer` does.
 */
export async function signContent(
  { sql, signer }: Pick<Parts, "sql" | "signer">,
  { id, caseId, authority, content }: ToBeSigned,
  kid: string,
): Promise<Result<Uint8Array>> {
  const signed = await signer.sign(
    {
      ...{ kind: "paper", authority: authority.id },
      content: Buffer.from(content).toString("base64url"),
      follows: { caseId, credentialId: id },
    },
    kid,
  );
  if (signed.ok) await keeperOf(sql)({ id, cwt: signed.value });
  return signed;
}

/**
 * The certificate with its signature: signed now where it is not yet. Refuses
 * `credentials.not-found`, `credentials.issuer-withdrawn`, and as `Signer` does.
 */
export async function signRecorded(
  parts: Parts,
  id: CredentialId,
): Promise<Result<SignedCredential>> {
  const { sql, signer, clock, territory } = parts;
  for (;;) {
    const record = await findById(sql, id);
    if (!record) return refuse("not-found", "credentials.not-found");
    const { cwt, authority, documentType } = record;
    if (cwt) return ok({ ...record, cwt });
    const content = await unsignedContent(sql, id);
    // Another server signed it meanwhile.
    if (!content) continue;
    const opened = await signer.publicKey(authority.id);
    if (!opened.ok) return opened;
    const { kid } = opened.value;
    // The key may have been changed since the certificate was recorded.
    const status = await currentStatus(sql, kid, documentType);
    if (status !== undefined && status !== "granted")
      return refuse("not-allowed", "credentials.issuer-withdrawn");
    const issuer = { jurisdiction: territory, authority: authority.id, documentType };
    if (status === undefined)
      await grantIssuer(sql, {
        ...issuer,
        ...{ name: authority.name, key: opened.value, since: clock() },
      });
    const signed = await signContent(parts, { ...record, content }, kid);
    if (!signed.ok) return signed;
  }
}

/** Signs what waits since its signer was away, or its server ended. */
export async function signLeft(parts: Parts): Promise<void> {
  for (const id of await unsignedIds(parts.sql, mostLeft)) {
    const signed = await signRecorded(parts, id);
    if (!signed.ok && signed.refusal.kind === "unavailable")
      throw new Error(`refused: ${signed.refusal.code}`);
  }
}
