import type { CertificateClaims, PublicKey } from "../certificate-code/index.ts";
import type { CaseId, Result } from "../kernel/index.ts";

/** The act of a case that a paper follows from. */
export interface FollowsFrom {
  readonly caseId: CaseId;
  /** Key of the command that issues it; the same one again is the same paper. */
  readonly command: string;
}

/**
 * What is to be signed, told in full: a signer makes the signed bytes itself, so that it never signs
 * what it does not understand.
 */
export type ToSign =
  /** The code on a paper. */
  | {
      readonly kind: "paper";
      readonly authority: string;
      readonly claims: CertificateClaims;
      readonly follows: FollowsFrom;
    }
  /** What an authority states to another office. */
  | {
      readonly kind: "statement";
      readonly authority: string;
      readonly payload: Readonly<Record<string, unknown>> & { readonly iss: string };
    }
  /** A list by which papers are checked, by the operator. */
  | {
      readonly kind: "list";
      readonly typ: "statuslist+jwt" | "trustlist+jwt";
      readonly payload: Readonly<Record<string, unknown>>;
    };

/**
 * Who holds the keys: the same process, another one, or a token. Its keys are never seen. It refuses
 * what it would not sign, and limits and records what it signs.
 */
export interface Signer {
  /** The key with which this authority signs now. Refuses `credentials.no-key`. */
  publicKey(authority: string): Promise<Result<PublicKey>>;
  /**
   * Signs with the key `kid`: COSE_Sign1 for a paper, the text of a compact JWS for the others.
   * Refuses `credentials.no-key`, `credentials.key-changed` (another key signs now),
   * `credentials.not-signed` (facts: why) and `credentials.signer-busy`.
   */
  sign(claims: ToSign, kid: string): Promise<Result<Uint8Array>>;
}
