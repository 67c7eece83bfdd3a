/** What is worth writing down (ASVS 5.0, 16.3); worded under `security.kinds`. */
export const securityKinds = [
  "signed-in",
  "signed-out",
  "sign-in-refused",
  "session-ended",
  "refused",
  "code-wrong",
  "code-locked",
  "pin-wrong",
  "pin-locked",
  "device-enrolled",
  "device-revoked",
  "device-reinstated",
  "own-pin-set",
  "claim-denied",
  "taken-corrected",
  "taken-denied",
  "upload-infected",
  "key-changed",
  "program-added",
  "program-disabled",
  "passkey-added",
  "passkey-removed",
  "officer-added",
  "officer-changed",
  "officer-left",
  "level-lowered",
  "account-corrected",
] as const;

export type SecurityKind = (typeof securityKinds)[number];

export interface SecurityEvent {
  readonly kind: SecurityKind;
  /**
   * `person:<id>`, `officer:<id>`, `client:<id>`, `command` for an administrator's; absent where
   * nobody was signed in.
   */
  readonly actor?: string;
  /** Whom or what it is about, by id. */
  readonly about?: string;
  /** Codes and counts of ours, never what somebody typed: `{ code, route, status, acr }`. */
  readonly facts?: Readonly<Record<string, string | number | readonly string[]>>;
}
