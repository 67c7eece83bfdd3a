import type { CredentialId } from "../kernel/index.ts";
import { json, type Sql } from "../platform/db/index.ts";
import type { Credential, IssueCommand, PaperDesign } from "./paper.ts";
import type { Unsigned } from "./sign-recorded.ts";
import type { Words } from "./trust-list.ts";

export const streamOf = (id: CredentialId): string => `credential-${id}`;

type Row = Omit<
  Credential,
  "authority" | "revoked" | "validUntil" | "expiresAt" | "bound" | "cwt" | keyof PaperDesign
> & {
  readonly design: PaperDesign | null;
  readonly authority: string;
  readonly authorityName: Credential["authority"]["name"];
  readonly validUntil: string | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedReason: string | null;
  readonly cwt: Buffer | null;
  readonly salt: Buffer | null;
  readonly statement: string | null;
};

const columns = (sql: Sql) => sql`
  id, number, case_id as "caseId", person_id as "personId", authority,
  authority_name as "authorityName", service, document_type as "documentType", title, claims, lang,
  issued_at as "issuedAt", valid_until as "validUntil", expires_at as "expiresAt",
  revoked_at as "revokedAt", revoked_reason as "revokedReason", cwt, salt, statement, design`;

function credentialOf(row: Row): Credential {
  const { authority, authorityName, validUntil, expiresAt, revokedAt, revokedReason, ...more } =
    row;
  const { cwt, salt, statement, design, ...rest } = more;
  return {
    ...rest,
    ...design,
    authority: { id: authority, name: authorityName },
    ...(validUntil === null ? {} : { validUntil }),
    ...(expiresAt === null ? {} : { expiresAt }),
    ...(cwt && { cwt }),
    ...(salt && statement !== null && { bound: { salt, statement } }),
    ...(revokedAt === null ? {} : { revoked: { at: revokedAt, reason: revokedReason ?? "" } }),
  };
}

const first = async (rows: Promise<readonly Row[]>): Promise<Credential | undefined> => {
  const [row] = await rows;
  return row && credentialOf(row);
};

export const findById = (sql: Sql, id: string) =>
  first(sql<Row[]>`select ${columns(sql)} from credentials.credential
    where id = ${id} and erased_at is null`);

export const findByNumber = (sql: Sql, number: string) =>
  first(sql<Row[]>`select ${columns(sql)} from credentials.credential
    where number = ${number} and erased_at is null`);

/** By the signed bytes of the code. They begin alike, so the index is over their digest. */
export const findByCode = (sql: Sql, cwt: Uint8Array) =>
  first(sql<Row[]>`select ${columns(sql)} from credentials.credential
    where sha256(cwt) = sha256(${Buffer.from(cwt)}) and cwt = ${Buffer.from(cwt)}`);

/** The paper of a case, or the one that was issued in the place of another. */
export const findIssued = (sql: Sql, { caseId, documentType, replaces }: IssueCommand) =>
  first(sql<Row[]>`select ${columns(sql)} from credentials.credential
    where case_id = ${caseId} and document_type = ${documentType}
      and replaces is not distinct from ${replaces ?? null}::uuid`);

export async function listByCase(sql: Sql, caseId: string): Promise<Credential[]> {
  const rows = await sql<Row[]>`select ${columns(sql)} from credentials.credential
    where case_id = ${caseId} and erased_at is null order by issued_at, number`;
  return rows.map(credentialOf);
}

export async function listByPerson(sql: Sql, personId: string): Promise<Credential[]> {
  const rows = await sql<Row[]>`select ${columns(sql)} from credentials.credential
    where person_id = ${personId} and erased_at is null order by issued_at desc, number`;
  return rows.map(credentialOf);
}

export interface NewCredential extends Omit<Credential, "revoked" | "cwt"> {
  /** The claims to be signed, `encodeClaims`. */
  readonly content: Uint8Array;
  readonly jurisdiction: string;
  readonly replaces?: CredentialId;
  readonly statusList: number;
  readonly statusIndex: number;
}

const designOf = ({ layout, subject, signed, office }: PaperDesign): PaperDesign => ({
  ...(layout && { layout }),
  ...(subject !== undefined && { subject }),
  ...(signed && { signed }),
  ...(office && { office }),
});

/** Violates a unique constraint where case and document type, number or place are taken. */
export const insertCredential = (sql: Sql, certificate: NewCredential) => sql`
    insert into credentials.credential (id, number, case_id, person_id, service, jurisdiction,
      authority, authority_name, document_type, title, claims, lang, issued_at, valid_until,
      expires_at, status_list, status_index, content, salt, statement, design, replaces)
    values (${certificate.id}, ${certificate.number}, ${certificate.caseId},
    ${certificate.personId}, ${certificate.service},
      ${certificate.jurisdiction}, ${certificate.authority.id},
    ${json(sql, certificate.authority.name)},
      ${certificate.documentType}, ${json(sql, certificate.title)},
    ${json(sql, certificate.claims)}, ${certificate.lang},
      ${certificate.issuedAt}, ${certificate.validUntil ?? null}, ${certificate.expiresAt ?? null},
      ${certificate.statusList}, ${certificate.statusIndex}, ${Buffer.from(certificate.content)},
      ${certificate.bound ? Buffer.from(certificate.bound.salt) : null},
    ${certificate.bound?.statement ?? null}, ${json(sql, designOf(certificate))},
      ${certificate.replaces ?? null})`;

/** What is to be signed of a certificate; undefined once it is. */
export async function unsignedContent(sql: Sql, id: string): Promise<Uint8Array | undefined> {
  const [row] = await sql<{ content: Buffer | null }[]>`
    select content from credentials.credential where id = ${id}`;
  return row?.content ?? undefined;
}

export interface Signature {
  readonly id: CredentialId;
  readonly cwt: Uint8Array;
}

/**
 * Keeps the first signature that comes of each certificate, while there is what was signed. Named
 * by their keys: PostgreSQL would read all that waits for a signature for each lot.
 */
export function keepSignatures(sql: Sql, signatures: readonly Signature[]) {
  const ids = signatures.map(({ id }) => id);
  return sql`
    update credentials.credential as c set cwt = s.cwt, content = null
    from unnest(${ids}::uuid[], ${signatures.map(({ cwt }) => cwt)}::bytea[]) as s(id, cwt)
    where c.id = s.id and c.id = any (${ids}::uuid[]) and c.content is not null`;
}

/** Whether any is due to be signed, as a condition. */
export const someUnsigned = (sql: Sql) => sql`
  (select true from credentials.credential
    where cwt is null and erased_at is null and sign_at <= now() limit 1) is not null`;

/** Locks those that are due to be signed, the longest due first, except what others have locked. */
export async function takeUnsigned(tx: Sql, most: number): Promise<Unsigned[]> {
  type Taken = Omit<Unsigned, "authority"> & {
    readonly authority: string;
    readonly authorityName: Words;
  };
  const rows = await tx<Taken[]>`
    select id, case_id as "caseId", authority, authority_name as "authorityName",
      document_type as "documentType", content
    from credentials.credential
    where cwt is null and erased_at is null and sign_at <= now()
    order by sign_at limit ${most} for update skip locked`;
  return rows.map(({ authority, authorityName: name, ...rest }) => ({
    ...rest,
    authority: { id: authority, name },
  }));
}

/** Tried again after half as long as they have waited: five seconds at least, at most so many. */
export const putOffSigning = (sql: Sql, ids: readonly CredentialId[], mostSeconds: number) => sql`
  update credentials.credential
  set sign_at = now() + least(greatest((now() - issued_at) / 2, interval '5 seconds'),
    ${mostSeconds}::int * interval '1 second')
  where id = any(${[...ids]}::uuid[]) and cwt is null`;

export const markRevoked = (sql: Sql, id: CredentialId, at: Date, reason: string) => sql`
  update credentials.credential set revoked_at = ${at}, revoked_reason = ${reason}
  where id = ${id}`;

export async function revokedIndexes(sql: Sql, list: number): Promise<number[]> {
  const rows = await sql<{ index: number }[]>`select status_index as index
    from credentials.credential where status_list = ${list} and revoked_at is not null`;
  return rows.map(({ index }) => index);
}

/** Numbers of the lists that hold certificates; the first always exists. */
export async function statusLists(sql: Sql): Promise<number[]> {
  const [row] = await sql<{ last: number | null }[]>`
    select max(status_list) as last from credentials.credential`;
  return Array.from({ length: row?.last ?? 1 }, (_, index) => index + 1);
}
