import type { CaseId, CredentialId } from "../kernel/index.ts";

/**
 * The events of one certificate. No name and no answer: those are stored apart and can be erased.
 */
export type CredentialEvent =
  | {
      readonly type: "CredentialIssued";
      readonly data: {
        readonly credentialId: CredentialId;
        readonly caseId: CaseId;
        readonly number: string;
        readonly authority: string;
        readonly documentType: string;
        /** ISO instant; absent when valid for life. */
        readonly validUntil?: string;
        /**
         * base64url of SHA-256 of what is signed, without the signature: a signer signs nothing
         * else, and it proves later what was signed.
         */
        readonly content?: string;
        /** Of papers of before, in its place: the same of the signed bytes. */
        readonly digest?: string;
      };
    }
  | {
      readonly type: "CredentialRevoked";
      readonly data: {
        readonly credentialId: CredentialId;
        /** Shown to the holder; names no third person. */
        readonly reason: string;
      };
    };

type Issued = Extract<CredentialEvent, { type: "CredentialIssued" }>["data"];

export type CredentialState =
  | { readonly is: "none" }
  | { readonly is: "issued" }
  | { readonly is: "revoked"; readonly reason: string };

export type CredentialCommand =
  | ({ readonly type: "issue" } & Issued)
  | {
      readonly type: "revoke";
      readonly credentialId: CredentialId;
      readonly reason: string;
    };
