import { contentOf, fromBase32, type PublicKey } from "../certificate-code/index.ts";
import {
  type CaseId,
  type CredentialId,
  isUuid,
  normaliseReference,
  ok,
  type PersonId,
  type Result,
  refuse,
} from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import type { Watched } from "../platform/jobs/index.ts";
import { issue, type PreparedCertificate, prepare } from "./issue.ts";
import {
  type BoundStatement,
  type Credential,
  type IssueCommand,
  type SignedCredential,
  type Standing,
  standingOf,
} from "./paper.ts";
import { type PaperSigner, startSigning } from "./paper-signer.ts";
import type { Parts } from "./parts.ts";
import { drawCertificate, drawDraft } from "./pdf.ts";
import { type CertificateKind, type CertificatePlace, Places } from "./places.ts";
import { makeLists } from "./publish.ts";
import { type RevokeCommand, revoke } from "./revoke.ts";
import { signRecorded, signWaiting } from "./sign-recorded.ts";
import { type StatementCommand, sign } from "./statement.ts";
import {
  findByCode,
  findById,
  findByNumber,
  listByCase,
  listByPerson,
  someUnsigned,
} from "./store.ts";
import { withdrawIssuer } from "./store-issuers.ts";
import type { Words } from "./trust-list.ts";

/** What the public may learn of a certificate by its number: nothing about a person. */
export interface PublicStanding {
  readonly number: string;
  readonly standing: Standing;
  readonly title: Words;
  readonly authority: Words;
  readonly issuedAt: Date;
}

export interface Credentials {
  /**
   * Records and signs the certificate of a case that is decided. Refuses `credentials.no-key`,
   * `credentials.issuer-withdrawn`, and as `Signer` does.
   */
  issue(command: IssueCommand): Promise<Result<SignedCredential>>;
  /**
   * A certificate to be recorded with the decision that it follows from, and signed after it.
   * Refuses as `findPlace` does. @param placing its place, where that was asked for before
   */
  prepare(
    command: IssueCommand,
    placing?: Promise<Result<CertificatePlace>>,
  ): Promise<Result<PreparedCertificate>>;
  /**
   * What can be read for `prepare` while others find out what the certificate says. Refuses
   * `credentials.no-key`, `credentials.issuer-withdrawn`.
   */
  findPlace(kind: CertificateKind, sql?: Sql): Promise<Result<CertificatePlace>>;
  /**
   * Refuses `credentials.not-found`, `credentials.reason-missing`, `credentials.already-revoked`.
   */
  revoke(command: RevokeCommand): Promise<Result<void>>;
  /** See `StatementCommand`. */
  sign(command: StatementCommand): Promise<Result<string>>;
  /** This authority's keys sign nothing from now on; certificates signed before stay valid. */
  withdrawIssuer(authority: string): Promise<void>;
  forCase(caseId: CaseId): Promise<readonly Credential[]>;
  /** Newest first. */
  forPerson(personId: PersonId): Promise<readonly Credential[]>;
  find(id: string): Promise<Credential | undefined>;
  /** The case of the certificate with this printed number, in any spelling. */
  caseOf(number: string): Promise<CaseId | undefined>;
  /** By the printed number, in any spelling. */
  standing(number: string): Promise<PublicStanding | undefined>;
  /**
   * All lines of the certificate with exactly this code, where the code has only their digest.
   * Undefined for a code that was not issued here, or that holds every line itself.
   */
  statement(code: string): Promise<BoundStatement | undefined>;
  /** From now on has recorded certificates signed. @returns a function that stops it */
  startSigning(options?: Parameters<typeof startSigning>[1]): () => Promise<void>;
  /** A certificate was recorded, and is committed: it is signed soon. */
  nudge(): void;
  /** What other servers recorded, and what is to be tried again. */
  readonly watched: Watched;
  /** For tests that drive the clock, without `startSigning`: signs what is due. */
  signWaiting(): Promise<void>;
  /**
   * The certificate in a language, and in one of the state beside it. Refuses
   * `credentials.not-found`, and as `Signer` does.
   */
  pdf(id: string, lang: Lang): Promise<Result<Uint8Array>>;
  /** A certificate as it would be issued, drawn as a draft without number and code. */
  draft(command: IssueCommand, lang: Lang): Promise<Uint8Array>;
  /** `statuslist+jwt`; lists count from 1. */
  statusList(list?: number): Promise<Result<string> | undefined>;
  /** TS 119 602 list as compact JWS. */
  trustList(): Promise<Result<string>>;
  /** The papers really issued with a stolen key; undefined for any other key. */
  issuedList(kid: string): Promise<Result<string> | undefined>;
  /** Signed by the operator: who keeps it can tell later that nothing before was changed. */
  chainHeads(): Promise<Result<string>>;
  operatorKey(): Promise<Result<PublicKey>>;
}

/** Certificates over a database, keys and a clock. */
export function makeCredentials(parts: Parts): Credentials {
  const { sql, clock } = parts;
  const lists = makeLists(parts);
  const places = new Places(parts);
  const find = async (id: string) => (isUuid(id) ? findById(sql, id) : undefined);
  let paperSigner: PaperSigner | undefined;
  const nudge = () => paperSigner?.nudge();
  /** A language, and one of the state beside it. */
  const bothIn = (lang: Lang) => {
    const { i18n, languages = [] } = parts;
    const second = languages.find((each) => each !== lang);
    return { first: i18n.for(lang), second: second && i18n.for(second) };
  };
  const listed = new Set<string>();
  /** The first certificate of a kind adds an entry to the trust list; later ones do not. */
  const list = ({ authority, documentType }: IssueCommand, issued: Result<unknown>) => {
    const kind = `${authority.id} ${documentType}`;
    if (!issued.ok || listed.has(kind)) return;
    lists.forget();
    listed.add(kind);
  };
  return {
    async issue(command) {
      const issued = await issue(parts, places, command);
      list(command, issued);
      return issued;
    },
    findPlace: (kind, within) => places.find(kind, within),
    async prepare(command, placing) {
      const prepared = await prepare(parts, places, command, placing);
      list(command, prepared);
      return prepared;
    },
    async revoke(command) {
      const revoked = await revoke(parts, command);
      if (revoked.ok) lists.forget();
      return revoked;
    },
    async sign(command) {
      const signed = await sign(parts, command);
      if (signed.ok) lists.forget();
      return signed;
    },
    withdrawIssuer: async (authority) => {
      await withdrawIssuer(sql, parts.territory, authority, clock());
      places.forget();
      lists.forget();
    },
    forCase: (caseId) => listByCase(sql, caseId),
    forPerson: (personId) => listByPerson(sql, personId),
    find,
    async caseOf(number) {
      const normal = normaliseReference(number);
      return normal && (await findByNumber(sql, normal))?.caseId;
    },
    async standing(number) {
      const normal = normaliseReference(number);
      const certificate = normal && (await findByNumber(sql, normal));
      if (!certificate) return undefined;
      const { title, authority, issuedAt } = certificate;
      const standing = standingOf(certificate, clock());
      return { number: certificate.number, standing, title, authority: authority.name, issuedAt };
    },
    async statement(code) {
      const bytes = fromBase32(contentOf(code));
      const certificate = bytes && (await findByCode(sql, bytes));
      return certificate?.bound;
    },
    async pdf(id, lang) {
      if (!isUuid(id)) return refuse("not-found", "credentials.not-found");
      const signed = await signRecorded(parts, id as CredentialId);
      return signed.ok ? ok(await drawCertificate(signed.value, parts, bothIn(lang))) : signed;
    },
    draft: (command, lang) => drawDraft(command, { ...parts, at: clock() }, bothIn(lang)),
    startSigning(options) {
      const started = startSigning(parts, options);
      paperSigner = started;
      return started.stop;
    },
    nudge,
    watched: { isDue: someUnsigned, nudge },
    signWaiting: () => signWaiting(parts),
    statusList: (list = 1) => lists.statusList(list),
    trustList: lists.trustList,
    issuedList: lists.issuedList,
    chainHeads: lists.chainHeads,
    operatorKey: lists.operatorKey,
  };
}
