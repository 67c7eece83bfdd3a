/** A certificate in the record: the input of `issue`, what the record returns, and its standing. */
import {
  addDays,
  type CaseId,
  type CredentialId,
  instantOf,
  type PersonId,
} from "../kernel/index.ts";
import type { Words } from "./trust-list.ts";

export interface Claim {
  /** kebab-case, as in the service's definition. */
  readonly name: string;
  readonly label: Words;
  /** Where programs find it in the object of the standard that the paper follows. */
  readonly as?: string;
  /** The part of the paper where it is printed. */
  readonly part?: string;
  /**
   * Text as printed, the same in every language or one for each; yes and no are worded when shown.
   */
  readonly value: string | boolean | Words;
  /**
   * Codes of what was chosen, where the value is words: codes are signed, never words of a
   * language.
   */
  readonly codes?: readonly string[];
  /**
   * All options: their words go on the trust list for verifiers. Not stored with the certificate.
   */
  readonly options?: readonly { readonly value: string; readonly label: Words }[];
}

/** How a kind of paper is drawn; `letter` where its definition does not say. */
export type Layout = "civil-status" | "licence" | "permit" | "trade" | "letter";

/** Whose signature the paper bears: their name on the day of issue, and in which role. */
export interface Signature {
  readonly name: string;
  readonly role: Words;
}

/** What a paper shows beside its claims; stored with it, so that it always looks the same. */
export interface PaperDesign {
  readonly layout?: Layout;
  /** Name of the claim in large letters. */
  readonly subject?: string;
  readonly signed?: readonly Signature[];
  /** The office where it was signed. */
  readonly office?: Words;
}

export interface IssueCommand extends PaperDesign {
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly authority: { readonly id: string; readonly name: Words };
  readonly service: string;
  readonly documentType: string;
  /** The paper of the same case and kind in whose place this one is issued. */
  readonly replaces?: CredentialId;
  readonly title: Words;
  /** In the order of printing; the first ones are the first to fit into the code. */
  readonly claims: readonly Claim[];
  /** Local date `YYYY-MM-DD` or an ISO instant; absent when valid for life. */
  readonly validUntil?: string;
  /** Language of the person, in which the certificate is first offered. */
  readonly lang: string;
  readonly command: string;
}

/** The whole text of a certificate, and the salt of its digest. */
export interface BoundStatement {
  readonly salt: Uint8Array;
  /** JSON of a `Statement`, byte for byte as it was hashed. */
  readonly statement: string;
}

export interface Credential extends PaperDesign {
  readonly id: CredentialId;
  readonly number: string;
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly authority: { readonly id: string; readonly name: Words };
  readonly service: string;
  readonly documentType: string;
  readonly title: Words;
  readonly claims: readonly (Claim & { readonly inCode: boolean })[];
  readonly lang: string;
  readonly issuedAt: Date;
  readonly validUntil?: string;
  readonly expiresAt?: Date;
  readonly revoked?: { readonly at: Date; readonly reason: string };
  /** The signed bytes of the code; absent in the moment between its decision and its signature. */
  readonly cwt?: Uint8Array;
  /** The text whose digest the code holds, where it does. */
  readonly bound?: BoundStatement;
}

/** A certificate that can be printed. */
export type SignedCredential = Credential & { readonly cwt: Uint8Array };

export type Standing = "valid" | "expired" | "revoked";

/** Revoked takes precedence over expired. */
export function standingOf(
  credential: Pick<Credential, "revoked" | "expiresAt">,
  now: Date,
): Standing {
  if (credential.revoked) return "revoked";
  return credential.expiresAt && credential.expiresAt <= now ? "expired" : "valid";
}

/**
 * The instant at which a certificate expires. A plain date counts whole: until the midnight after
 * it, local time.
 */
export const expiryOf = (validUntil: string, timeZone: string): Date =>
  validUntil.includes("T") ? new Date(validUntil) : instantOf(addDays(validUntil, 1), 0, timeZone);
