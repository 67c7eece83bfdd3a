import { deriveKey } from "../http/index.ts";
import { seal, unseal } from "./sealed.ts";

/** State between the redirect to an issuer and the person's return. */
export interface LoginState {
  readonly issuer: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly next: string;
  readonly shared: boolean;
  /** An officer proves anew that it is they: the issuer asks again, whoever is signed in there. */
  readonly fresh?: true;
  /** The requested level, which the returned `acr` must reach. */
  readonly level?: 1 | 2 | 3;
  /** An officer is to sign in. */
  readonly staff?: true;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** A sign-in may take ten minutes (ASVS 6.5.5 limits codes to that). */
export const signInMinutes = 10;

/**
 * Encrypts the login state into a cookie: AES-256-GCM, so that a started sign-in costs no row, and
 * nobody can read or change it.
 */
export function loginStateBox(secret: string) {
  const key = deriveKey(secret, "login");
  return {
    lock: (state: LoginState): string =>
      seal(key, Buffer.from(JSON.stringify(state))).toString("base64url"),
    /** Undefined when it is not ours, was changed, or has expired. */
    open(cookie: string | undefined, now: Date): LoginState | undefined {
      const text = unseal(key, Buffer.from(cookie ?? "", "base64url"));
      if (!text) return undefined;
      const state = JSON.parse(text.toString()) as LoginState;
      return state.until > now.getTime() ? state : undefined;
    },
  };
}
