import { hash, randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import {
  boundBytes,
  type CertificateClaims,
  encodeClaims,
  type PublicKey,
  type Statement,
} from "../certificate-code/index.ts";
import { type CredentialId, makeReference, ok, type Result } from "../kernel/index.ts";
import { inOneGo, isConflict, newId, type Sql, transaction } from "../platform/db/index.ts";
import { digestOf } from "../signing/index.ts";
import { credentialDecider } from "./decide.ts";
import { numberFields, packClaims } from "./pack.ts";
import {
  type BoundStatement,
  type Claim,
  expiryOf,
  type IssueCommand,
  type SignedCredential,
} from "./paper.ts";
import { logOf, type Parts } from "./parts.ts";
import type { CertificatePlace, Places } from "./places.ts";
import { signRecorded } from "./sign-recorded.ts";
import { findIssued, insertCredential, type NewCredential, streamOf } from "./store.ts";
import {
  type DocumentTypeRow,
  grantIssuer,
  lockDocumentType,
  type Registered,
  readDocumentType,
  saveDocumentType,
} from "./store-issuers.ts";
import type { DocumentField } from "./trust-list.ts";

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
  readonly statusList: number;
  readonly statusIndex: number;
}

/** Draws a number, and says what is to be signed. Writes nothing yet. */
function draw(
  parts: Parts,
  { command, fields, key, at, statusList, statusIndex }: Drawn,
): NewCredential {
  const { claims, authority, validUntil, documentType } = command;
  const number = makeReference(randomBytes(18));
  const expiresAt = validUntil === undefined ? undefined : expiryOf(validUntil, parts.timeZone);
  const base: Omit<CertificateClaims, "fields" | "leftOut" | "digest"> = {
    issuer: `${parts.territory.toLowerCase()}/${authority.id}`,
    issuedAt: Math.floor(at.getTime() / 1000),
    ...(expiresAt ? { expiresAt: Math.floor(expiresAt.getTime() / 1000) } : {}),
    status: { index: statusIndex, uri: statusUri(parts.origin, statusList) },
    documentType,
    number,
    ...(parts.demonstration && { demonstration: true }),
  };
  const bound = boundStatement(number, claims);
  const digest = hash("sha256", boundBytes(bound.salt, bound.statement), "buffer");
  const { certificate, inCode } = packClaims(base, { claims, fields, key, digest });
  const { command: _, claims: __, ...record } = command;
  return {
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
    content: encodeClaims(certificate),
  };
}

/** All lines of a certificate as one text, with the salt of its digest. */
function boundStatement(number: string, claims: readonly Claim[]): BoundStatement {
  const lines = claims.map(({ options: _, part: __, ...line }) => line);
  const statement: Statement = { number, lines };
  return { salt: randomBytes(16), statement: JSON.stringify(statement) };
}

/** A certificate that is recorded with the decision that it follows from, and then signed. */
export interface PreparedCertificate {
  /** Violate a constraint where number, place in the status list, or case are taken meanwhile. */
  readonly rows: (tx: Sql) => readonly PromiseLike<unknown>[];
  readonly id: CredentialId;
}

/** Stores record and history. */
async function store(
  tx: Sql,
  parts: Parts,
  certificate: NewCredential,
  command: string,
): Promise<void> {
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
      content: digestOf(certificate.content),
    },
    undefined,
  );
  if (!decided.ok) throw new Error(`a new paper was refused: ${decided.refusal.code}`);
  await Promise.all([
    insertCredential(tx, certificate),
    logOf(parts).record(tx, {
      stream: streamOf(certificate.id),
      after: 0,
      events: decided.value,
      meta: { command, actor: "system", at: certificate.issuedAt },
    }),
  ]);
}

/**
 * A certificate for a case that has none of this document type yet; most often nothing is written.
 * Refuses as `Places.find` does. @param placing its place, where that was asked for before
 */
export async function prepare(
  parts: Parts,
  places: Places,
  command: IssueCommand,
  placing?: Promise<Result<CertificatePlace>>,
): Promise<Result<PreparedCertificate>> {
  const { authority, documentType } = command;
  const place = await (placing ?? places.find({ authority: authority.id, documentType }));
  if (!place.ok) return place;
  const { key, registered, statusList, statusIndex } = place.value;
  const at = parts.clock();
  let fields = registeredFields(registered, command, at);
  if (!fields) {
    places.forget();
    fields = await register(parts, command, key, at);
  }
  const certificate = draw(parts, { command, fields, key, at, statusList, statusIndex });
  return ok({
    id: certificate.id,
    rows: (tx) => [store(tx, parts, certificate, command.command)],
  });
}

/** The fields of this kind of certificate where all is registered as it is now. */
function registeredFields(
  { status, name, kind }: Registered,
  { authority, title, claims }: IssueCommand,
  at: Date,
): readonly DocumentField[] | undefined {
  if (status !== "granted" || !kind || !isDeepStrictEqual(name, authority.name)) return undefined;
  const now = { title, fields: numberFields(kind.fields, claims, at) };
  return isDeepStrictEqual(now, kind) ? kind.fields : undefined;
}

/**
 * Issues the certificate of a case, once: the same case and document type return the same record,
 * and so does another order that replaces the same paper.
 * Refuses as `prepare` and `signRecorded` do.
 */
export async function issue(
  parts: Parts,
  places: Places,
  command: IssueCommand,
): Promise<Result<SignedCredential>> {
  const { sql } = parts;
  for (let attempt = 0; attempt < 20; attempt++) {
    const existing = await findIssued(sql, command);
    if (existing) return signRecorded(parts, existing.id);
    try {
      const prepared = await prepare(parts, places, command);
      if (!prepared.ok) return prepared;
      const { rows, id } = prepared.value;
      await inOneGo(sql, rows);
      return await signRecorded(parts, id);
    } catch (error) {
      // Somebody else has drawn the same number or place, or was quicker with the same paper.
      if (!isConflict(error)) throw error;
    }
  }
  throw new Error("no free document number or status index in twenty draws");
}
