/** What a paper is in the record: what `issue` is told, what the record gives back, how it stands. */
import type { CaseId, CredentialId, PersonId } from "../kernel/index.ts";
import type { Words } from "./trust-list.ts";

export interface Claim {
  /** kebab-case, as in the service's definition. */
  readonly name: string;
  readonly label: Words;
  /** Text as printed, the same in every language or one for each; yes and no are worded where they are shown. */
  readonly value: string | boolean | Words;
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
  /** Language of the person; values by language go into the code in this one. */
  readonly lang: string;
  readonly command: string;
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

/**
 * The instant at which a paper ends. A plain date counts until its last moment in UTC: west of
 * Greenwich never asked, and in Kigali or Baku a few hours in the holder's favour.
 */
export const expiryOf = (validUntil: string): Date =>
  validUntil.includes("T")
    ? new Date(validUntil)
    : new Date(Date.parse(`${validUntil}T00:00:00Z`) + 86_400_000);
