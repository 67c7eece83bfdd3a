import type { PublicKey } from "../certificate-code/index.ts";
import type { CaseId, CredentialId, Result } from "../kernel/index.ts";

/** What a certificate follows from: a signer looks both up in the history. */
export interface FollowsFrom {
  readonly caseId: CaseId;
  readonly credentialId: CredentialId;
}

/**
 * The complete content to sign, as JSON: a signer makes the signed bytes itself, so that it never
 * signs what it does not understand.
 */
export type ToSign =
  /** The code on a certificate. */
  | {
      readonly kind: "paper";
      readonly authority: string;
      /** base64url of `encodeClaims`. */
      readonly content: string;
      readonly follows: FollowsFrom;
    }
  /** What an authority states to another office. */
  | {
      readonly kind: "statement";
      readonly authority: string;
      readonly payload: Readonly<Record<string, unknown>> & {
        readonly iss: string;
        readonly iat: number;
      };
    }
  /** What this government's register of the partnership says to the other one. */
  | {
      readonly kind: "register";
      readonly typ: "hamwe-bundle+jws" | "hamwe-introduction+jws";
      readonly payload: Readonly<Record<string, unknown>>;
    }
  /** A public list by which certificates are checked, signed by the operator. */
  | {
      readonly kind: "list";
      readonly typ: "statuslist+jwt" | "trustlist+jwt" | "issuedlist+jwt" | "chainheads+jwt";
      readonly payload: Readonly<Record<string, unknown>>;
    };

/**
 * The holder of the keys: this process, another one, or a token. Keys never leave it. It refuses
 * what it may not sign, and limits and records what it signs.
 */
export interface Signer {
  /** The key with which this authority signs now. Refuses `credentials.no-key`. */
  publicKey(authority: string): Promise<Result<PublicKey>>;
  /**
   * Signs with the key `kid`: COSE_Sign1 for a certificate, compact JWS for the others. Refuses
   * `credentials.no-key`, `credentials.key-changed` (another key signs now),
   * `credentials.not-signed` (facts: why) and `credentials.signer-busy`.
   */
  sign(claims: ToSign, kid: string): Promise<Result<Uint8Array>>;
}
