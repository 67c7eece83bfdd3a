/** What a paper is in the record: what `issue` is told, what the record gives back, how it stands. */
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
  /** Text as printed, the same in every language or one for each; yes and no are worded where they are shown. */
  readonly value: string | boolean | Words;
  /** Codes of what was chosen, where the value is words: they are signed, never the words of one language. */
  readonly codes?: readonly string[];
  /** All that could have been chosen: its words go on the trust list, for whoever checks. Not kept with the paper. */
  readonly options?: readonly { readonly value: string; readonly label: Words }[];
}

export interface IssueCommand {
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly authority: { readonly id: string; readonly name: Words };
  readonly service: string;
  readonly documentType: string;
  readonly title: Words;
  /** In the order of printing; the first ones have the best chance of a place in the code. */
  readonly claims: readonly Claim[];
  /** Local date `YYYY-MM-DD` or an ISO instant; absent when valid for life. */
  readonly validUntil?: string;
  /** Language of the person: the one in which the paper is first offered. */
  readonly lang: string;
  readonly command: string;
}

/** The whole text of a paper, and the salt with which its digest was made. */
export interface BoundStatement {
  readonly salt: Uint8Array;
  /** JSON of a `Statement`, byte for byte as it was hashed. */
  readonly statement: string;
}

export interface Credential {
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
  /** The signed bytes of the code. */
  readonly cwt: Uint8Array;
  /** Where the code holds the digest of all lines: what it is the digest of. */
  readonly bound?: BoundStatement;
}

export type Standing = "valid" | "expired" | "revoked";

/** Revoked comes first: a revoked paper does not become merely old. */
export function standingOf(
  credential: Pick<Credential, "revoked" | "expiresAt">,
  now: Date,
): Standing {
  if (credential.revoked) return "revoked";
  return credential.expiresAt && credential.expiresAt <= now ? "expired" : "valid";
}

/** The instant at which a paper ends. A plain date counts whole: it ends at the midnight after it, there. */
export const expiryOf = (validUntil: string, timeZone: string): Date =>
  validUntil.includes("T") ? new Date(validUntil) : instantOf(addDays(validUntil, 1), 0, timeZone);
