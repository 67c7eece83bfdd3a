import { createHash, randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import {
  type CertificateClaims,
  type PublicKey,
  type Statement,
  statementDigest,
} from "../certificate-code/index.ts";
import { type CredentialId, makeReference, ok, type Result, refuse } from "../kernel/index.ts";
import { newId, transaction } from "../platform/db/index.ts";
import { credentialDecider } from "./decide.ts";
import { operatorKey } from "./keys.ts";
import { numberFields, packClaims } from "./pack.ts";
import {
  type BoundStatement,
  type Claim,
  type Credential,
  expiryOf,
  type IssueCommand,
} from "./paper.ts";
import { logOf, type Parts } from "./parts.ts";
import { listFill, randomIndex } from "./status-list.ts";
import {
  findByCaseAndType,
  findById,
  insertCredential,
  type NewCredential,
  nextPaper,
} from "./store.ts";
import {
  currentStatus,
  type DocumentTypeRow,
  grantIssuer,
  lockDocumentType,
  readDocumentType,
  saveDocumentType,
} from "./store-issuers.ts";
import type { DocumentField } from "./trust-list.ts";

export const streamOf = (id: CredentialId): string => `credential-${id}`;
export const statusUri = (origin: string, list: number): string => `${origin}/s/${list}`;

/**
 * Registers the fields of this kind of certificate and the key that may sign it; numbers the
 * fields.
 */
export function register(
  parts: Parts,
  command: Pick<IssueCommand, "authority" | "documentType" | "title" | "claims">,
  key: PublicKey,
  at: Date,
) {
  const { authority, documentType, title, claims } = command;
  const type = { jurisdiction: parts.territory, authority: authority.id, documentType };
  const fieldsOf = ({ fields }: DocumentTypeRow) => numberFields(fields, claims, at);
  return transaction(parts.sql, async (tx): Promise<readonly DocumentField[]> => {
    const issuer = { ...type, name: authority.name, key, since: at };
    await grantIssuer(tx, issuer);
    // Usually nothing has changed: only a change takes the lock.
    const before = await readDocumentType(tx, type);
    if (before && isDeepStrictEqual({ title, fields: fieldsOf(before) }, before))
      return before.fields;
    const fields = fieldsOf(await lockDocumentType(tx, type));
    await saveDocumentType(tx, type, { title, fields });
    return fields;
  });
}

interface Drawn {
  readonly command: IssueCommand;
  readonly fields: readonly DocumentField[];
  readonly key: PublicKey;
  readonly at: Date;
}

/** Draws a number and a place in the status list, and signs. Writes nothing yet. */
async function draw(
  parts: Parts,
  { command, fields, key, at }: Drawn,
): Promise<Result<NewCredential>> {
  const { claims, authority, validUntil, documentType } = command;
  const statusList = 1 + Math.floor((await nextPaper(parts.sql)) / listFill);
  const statusIndex = randomIndex(randomBytes(4));
  const number = makeReference(randomBytes(18));
  const expiresAt = validUntil === undefined ? undefined : expiryOf(validUntil, parts.timeZone);
  const base: Omit<CertificateClaims, "fields" | "leftOut" | "digest"> = {
    issuer: `${parts.territory.toLowerCase()}/${authority.id}`,
    issuedAt: Math.floor(at.getTime() / 1000),
    ...(expiresAt ? { expiresAt: Math.floor(expiresAt.getTime() / 1000) } : {}),
    status: { index: statusIndex, uri: statusUri(parts.origin, statusList) },
    documentType,
    number,
  };
  const bound = boundStatement(number, claims);
  const digest = await statementDigest(bound.salt, bound.statement);
  const { certificate, inCode } = packClaims(base, { claims, fields, key, digest });
  const follows = { caseId: command.caseId, command: command.command };
  const toSign = { kind: "paper", authority: authority.id, claims: certificate, follows } as const;
  const cwt = await parts.signer.sign(toSign, key.kid);
  if (!cwt.ok) return cwt;
  const { command: _, claims: __, ...record } = command;
  return ok({
    ...record,
    id: newId<CredentialId>(),
    jurisdiction: parts.territory,
    number,
    claims: claims.map(({ options: _, ...claim }) => ({
      ...claim,
      inCode: inCode.has(claim.name),
    })),
    ...(certificate.digest && { bound }),
    issuedAt: at,
    ...(expiresAt ? { expiresAt } : {}),
    statusList,
    statusIndex,
    cwt: cwt.value,
  });
}

/** All lines of a certificate as one text, with the salt of its digest. */
function boundStatement(number: string, claims: readonly Claim[]): BoundStatement {
  const lines = claims.map(({ name, label, value }) => ({ name, label, value }));
  const statement: Statement = { number, lines };
  return { salt: randomBytes(16), statement: JSON.stringify(statement) };
}

/** Stores record and history in one transaction; false when number, place or case is taken. */
function keep(parts: Parts, certificate: NewCredential, command: string): Promise<boolean> {
  const decided = credentialDecider.decide(
    credentialDecider.initial,
    {
      type: "issue",
      credentialId: certificate.id,
      caseId: certificate.caseId,
      number: certificate.number,
      authority: certificate.authority.id,
      documentType: certificate.documentType,
      ...(certificate.validUntil === undefined ? {} : { validUntil: certificate.validUntil }),
      digest: createHash("sha256").update(certificate.cwt).digest("base64url"),
    },
    undefined,
  );
  if (!decided.ok) throw new Error(`a new paper was refused: ${decided.refusal.code}`);
  return transaction(parts.sql, async (tx) => {
    if (!(await insertCredential(tx, certificate))) return false;
    const meta = { command, actor: "system", at: certificate.issuedAt };
    await logOf(parts).record(tx, {
      stream: streamOf(certificate.id),
      after: 0,
      events: decided.value,
      meta,
    });
    return true;
  });
}

/**
 * Issues the certificate of a case, once: the same case and document type return the same record.
 * Refuses `credentials.issuer-withdrawn` and as `Signer` does.
 */
export async function issue(parts: Parts, command: IssueCommand): Promise<Result<Credential>> {
  const { sql, signer, clock } = parts;
  const { authority, caseId, documentType } = command;
  const before = await findByCaseAndType(sql, caseId, documentType);
  if (before) return ok(before);
  if (authority.id === operatorKey) {
    return refuse("unavailable", "credentials.no-key", { facts: { authority: authority.id } });
  }
  const opened = await signer.publicKey(authority.id);
  if (!opened.ok) return opened;
  const key = opened.value;
  const at = clock();
  const fields = await register(parts, command, key, at);
  if ((await currentStatus(sql, key.kid, documentType)) === "withdrawn") {
    return refuse("not-allowed", "credentials.issuer-withdrawn");
  }
  // A list is at most half full, so all twenty draws fail about once in a million.
  for (let attempt = 0; attempt < 20; attempt++) {
    const drawn = await draw(parts, { command, fields, key, at });
    if (!drawn.ok) return drawn;
    const isStored = await keep(parts, drawn.value, command.command);
    const stored = isStored
      ? await findById(sql, drawn.value.id)
      : await findByCaseAndType(sql, caseId, documentType);
    if (stored) return ok(stored);
  }
  throw new Error("no free document number or status index in twenty draws");
}
