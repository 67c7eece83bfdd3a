import { type CaseId, type CredentialId, ok, type Result, refuse } from "../kernel/index.ts";
import { type Sql, transaction } from "../platform/db/index.ts";
import type { SignedCredential } from "./paper.ts";
import type { Parts } from "./parts.ts";
import { findById, keepSignatures, putOffSigning, takeUnsigned, unsignedContent } from "./store.ts";
import { currentStatus, grantIssuer } from "./store-issuers.ts";
import type { Words } from "./trust-list.ts";

/** A paper that is recorded and not signed yet. */
export interface Unsigned {
  readonly id: CredentialId;
  readonly caseId: CaseId;
  readonly authority: { readonly id: string; readonly name: Words };
  readonly documentType: string;
  /** The claims, `encodeClaims`. */
  readonly content: Uint8Array;
}

type Kind = Pick<Unsigned, "authority" | "documentType">;

/**
 * The key that signs a kind now: it may have been changed since a paper was recorded. Refuses
 * `credentials.no-key`, `credentials.issuer-withdrawn`.
 */
async function keyFor(parts: Parts, sql: Sql, kind: Kind): Promise<Result<string>> {
  const { authority, documentType } = kind;
  const opened = await parts.signer.publicKey(authority.id);
  if (!opened.ok) return opened;
  const { value: key } = opened;
  const status = await currentStatus(sql, key.kid, documentType);
  if (status !== undefined && status !== "granted")
    return refuse("not-allowed", "credentials.issuer-withdrawn");
  if (status === undefined) {
    const type = { jurisdiction: parts.territory, authority: authority.id, documentType };
    await grantIssuer(sql, { ...type, name: authority.name, key, since: parts.clock() });
  }
  return ok(key.kid);
}

const signContent = (
  { signer }: Pick<Parts, "signer">,
  { id, caseId, authority, content }: Unsigned,
  kid: string,
): Promise<Result<Uint8Array>> =>
  signer.sign(
    {
      ...{ kind: "paper", authority: authority.id },
      content: Buffer.from(content).toString("base64url"),
      follows: { caseId, credentialId: id },
    },
    kid,
  );

/**
 * The certificate with its signature: signed now where it is not yet, and kept unless another came
 * first. Refuses `credentials.not-found`, `credentials.issuer-withdrawn`, and as `Signer` does.
 */
export async function signRecorded(
  parts: Parts,
  id: CredentialId,
): Promise<Result<SignedCredential>> {
  const { sql } = parts;
  for (;;) {
    const record = await findById(sql, id);
    if (!record) return refuse("not-found", "credentials.not-found");
    if (record.cwt) return ok({ ...record, cwt: record.cwt });
    const content = await unsignedContent(sql, id);
    // Another server signed it meanwhile.
    if (!content) continue;
    const kid = await keyFor(parts, sql, record);
    if (!kid.ok) return kid;
    const signed = await signContent(parts, { ...record, content }, kid.value);
    if (!signed.ok) return signed;
    await keepSignatures(sql, [{ id, cwt: signed.value }]);
  }
}

/** Signed in one lot: the locks of its rows are held until all of it is signed. */
const mostInLot = 50;

/**
 * Signs a lot of what waits, the longest due first, with one look-up and one transaction for all.
 * What others sign at the same time is left to them, and what is refused is tried again after a
 * pause. @returns whether more may wait
 */
export const signLot = (parts: Parts): Promise<boolean> =>
  transaction(parts.sql, async (tx) => {
    const papers = await takeUnsigned(tx, mostInLot);
    const keys = new Map<string, Promise<Result<string>>>();
    const keyOf = (paper: Unsigned) => {
      const kind = `${paper.authority.id} ${paper.documentType}`;
      const key = keys.get(kind) ?? keyFor(parts, tx, paper);
      keys.set(kind, key);
      return key;
    };
    const signed = await Promise.all(
      papers.map(async (paper) => {
        const kid = await keyOf(paper);
        return kid.ok ? signContent(parts, paper, kid.value) : kid;
      }),
    );
    const signatures = papers.flatMap(({ id }, n) => {
      const one = signed[n];
      return one?.ok ? [{ id, cwt: one.value }] : [];
    });
    const refused = papers.flatMap(({ id }, n) => {
      const one = signed[n];
      return one && !one.ok ? [{ id, isAway: one.refusal.kind === "unavailable" }] : [];
    });
    const putOff = (isAway: boolean, mostSeconds: number) => {
      const ids = refused.filter((one) => one.isAway === isAway).map(({ id }) => id);
      return ids.length > 0 && putOffSigning(tx, ids, mostSeconds);
    };
    await Promise.all([
      signatures.length > 0 && keepSignatures(tx, signatures),
      putOff(true, 60),
      putOff(false, 24 * 3600),
    ]);
    return papers.length === mostInLot;
  });

/** Signs all that waits and is due: for tests that drive the clock, without `startSigning`. */
export async function signWaiting(parts: Parts): Promise<void> {
  while (await signLot(parts));
}
